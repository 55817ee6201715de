"""The review page of a language, without JavaScript: blocks, boxes, size and links."""

import datetime
import gzip
import re
from dataclasses import replace

import pytest
from lxml import html

from mkdocs_handout.catalog import readback
from mkdocs_handout.catalog.ledger import SignOff, digest
from mkdocs_handout.catalog.readback import ReadBack
from mkdocs_handout.english import inline
from mkdocs_handout.english.messages import outline
from mkdocs_handout.english.shown import State
from mkdocs_handout.page.progress import in_doubt
from mkdocs_handout.page.review import Drawing
from mkdocs_handout.project.languages import listed_names
from tests.built import LOCALES, ROOT
from tests.copies import Copy

KB = 1000
TODAY = datetime.date.today()
ROW = SignOff("", "Test Agency", "made up for this test", TODAY)
MESSAGES = outline(ROOT)


def table(site, locale):
    return html.parse(site / "review" / locale / "index.html").getroot()


def rows(tree):
    return {row.get("id").removeprefix("b"): row for row in tree.xpath("//tbody/tr")}


def cell(row, name):
    found = row.xpath(f"td[@class='{name}']")
    return found[0] if found else None


def text_of(row, name):
    (text,) = row.xpath(f"td[@class='{name}']//*[@class='said']")
    return text.get("data-written", text.text_content())


def built(copy, *locales):
    done = copy.run("site", "--locales", *locales)
    assert done.returncode == 0, done.stderr
    return copy.root / "site"


def read_back(copy, locale, **doubts):
    """Give every block a read-back; the keys of `doubts` are block numbers, such as `n3`."""
    catalog = copy.catalog(locale)
    made = [
        ReadBack(key, f"Read back: {each.number}", doubts.get(f"n{each.number}", ""), TODAY, "machine")
        for each in copy.messages
        if (key := readback.pairs(catalog, [each.english]).get(each.english))
    ]
    readback.write(copy.root / "translations", locale, made)


@pytest.fixture
def copy(tmp_path):
    return Copy(tmp_path / "project", ("en", "es", "ar"))


@pytest.mark.parametrize("locale", LOCALES)
def test_every_block_appears_once_in_order_with_the_texts_to_be_signed(locale, site):
    """A row's digest, and thus a signature, covers exactly the texts that the row shows."""
    tree = table(site, locale)
    found = rows(tree)
    assert list(found) == [str(each.number) for each in MESSAGES]
    for message in MESSAGES:
        row = found[str(message.number)]
        assert text_of(row, "en") == message.english
        if row.get("data-digest"):
            text = message.english if locale == "en" else text_of(row, "words")
            assert row.get("data-digest") == digest(message.english, text)
        if locale != "en":
            words = cell(row, "words")
            assert (words.get("lang"), words.get("dir")) == (locale, "rtl" if locale in ("ar", "fa") else "ltr")
    assert tree.xpath("string(//main/@data-language)") in tree.xpath("string(//h1)")
    assert listed_names(ROOT)[locale] in tree.xpath("string(//h1)")


@pytest.mark.parametrize("locale", LOCALES)
def test_text_is_formatted_as_on_its_page(locale, site):
    """Bold stays bold; a link is underlined but cannot be followed."""
    tree = table(site, locale)
    column = "en" if locale == "en" else "words"
    assert tree.xpath(f"//td[@class='{column}']//strong")
    assert tree.xpath(f"//td[@class='{column}']//u")
    assert not tree.xpath("//table//a | //table//*[contains(text(), '**')]")


@pytest.mark.parametrize("text", ["Nadeln", ' It\'s "dry" ', "a  b, 4/10 (50%)", "ንቕል።", "\u00a0x"])
def test_text_without_markup_looks_as_markdown_would_show_it(text, monkeypatch):
    drawing, block = Drawing(str(ROOT / "mkdocs.yml")), next(each for each in MESSAGES if each.pages != ["ui"])
    quick = drawing.draw(block, text)
    monkeypatch.setattr(inline, "_MARKUP", re.compile(""))
    assert drawing.draw(block, text) == quick


@pytest.mark.parametrize("locale", LOCALES)
def test_review_page_is_small_and_works_without_javascript(locale, site):
    path = site / "review" / locale / "index.html"
    assert len(gzip.compress(path.read_bytes(), 9)) <= 60 * KB
    tree = table(site, locale)
    assert tree.xpath("//script/@src") == ["../review.js"]
    assert not tree.xpath("//button | //input | //textarea | //@onclick | //script[not(@src)]")
    assert tree.xpath("//meta[@name='robots'][@content='noindex']")
    assert "default-src 'none'" in tree.xpath("string(//meta[@http-equiv]/@content)")


def test_review_page_is_small_even_with_every_block_read_back(copy):
    for locale in ("es", "ar"):
        catalog, number = copy.catalog(locale), len(copy.messages)
        english = [each.english for each in copy.messages]
        made = [
            ReadBack(key, f"{text} {at * 7919 % number}", "Is this the same?" if at % 10 == 0 else "", TODAY, "machine")
            for at, (text, key) in enumerate(readback.pairs(catalog, english).items())
        ]
        readback.write(copy.root / "translations", locale, made)
    site = built(copy, "es", "ar")
    for locale in ("es", "ar"):
        assert len(gzip.compress((site / "review" / locale / "index.html").read_bytes(), 9)) <= 50 * KB


def test_review_pages_are_only_for_staff_and_reviewers(site, pages):
    """They are linked from /staff/ and /about/translations/, but in no menu, search, sitemap or printed handout."""
    linking = {page.url for page in pages if page.tree.xpath("//a[contains(@href, 'review/')]")}
    assert linking == {"staff/", "about/translations/"}
    assert "review" not in (site / "sitemap.xml").read_text()
    assert "review/" not in "".join(path.read_text() for path in (site / "search").glob("*.json"))
    index = html.parse(site / "review" / "index.html")
    assert index.xpath("//table[@class='progress']//a/@href") == [f"{locale}/" for locale in LOCALES]
    assert index.xpath("//meta[@name='robots'][@content='noindex']")


@pytest.fixture(scope="module")
def in_all_states(tmp_path_factory):
    """A built copy in which each language has one signed block and, except English, a stale and a missing one."""
    copy = Copy(tmp_path_factory.mktemp("states") / "project", ("en", "es", "ar"))
    stale, missing, signed = copy.own("about")[:3]
    for locale in copy.locales:
        if locale != "en":
            copy.change(locale, stale.english, fuzzy=True)
            copy.change(locale, missing.english, "")
        copy.sign(locale, ROW, only=[signed.english])
    built(copy, *copy.locales)
    return copy


@pytest.mark.parametrize("locale", ["en", "es", "ar"])
def test_rows_show_their_state_and_a_box_if_they_can_be_signed(locale, in_all_states):
    """Each block that can be signed has a box; reviewers who have signed are named."""
    copy = in_all_states
    signed = copy.own("about")[2]
    tree = table(copy.root / "site", locale)
    found, catalog = rows(tree), copy.catalog(locale)
    for message in copy.messages:
        row, shown = found[str(message.number)], catalog.show(message.english)
        assert cell(row, "state").text == shown.state
        assert bool(row.get("data-digest")) == (shown.state in (State.DRAFT, State.APPROVED))
        if shown.foreign:
            assert cell(row, "words").text_content() == ""
    assert "Test Agency" in cell(found[str(signed.number)], "state").text_content()
    counts = tree.xpath("string(//p[@class='lead'])")
    assert "1 approved" in counts
    assert locale == "en" or "1 stale, 1 missing" in counts


def test_drafts_hidden_from_readers_can_still_be_signed(copy):
    copy.set("unreviewed: label", "unreviewed: hide")
    site = built(copy)
    assert not (site / "es" / "index.html").exists(), "an unsigned language is built"
    found = rows(table(site, "es"))
    assert len(found) == len(copy.messages)
    assert all(row.get("data-digest") for row in found.values())
    assert all(text_of(row, "words") for row in found.values()), "a draft is missing"


def test_read_back_and_doubt_are_shown_until_either_side_changes(copy):
    read_back(copy, "es", n3="Which muscle?")
    catalog = copy.catalog("es")
    changed = copy.messages[3].english
    copy.change("es", changed, catalog.show(changed).text + ".")
    site = built(copy, "es", "ar")
    found = rows(table(site, "es"))
    assert cell(found["2"], "read").text_content() == "Read back: 2"
    assert cell(found["3"], "read").text_content() == "Read back: 3Doubt: Which muscle?"
    assert cell(found["4"], "read").text_content() == "not yet"
    assert {cell(row, "read").text_content() for row in rows(table(site, "ar")).values()} == {"not yet"}


def test_signed_read_back_and_doubted_pieces_are_counted_with_dates(copy):
    """A doubt is open until its block is signed on a later day, when the reviewer could see the doubt."""
    before = datetime.date(2026, 1, 31)
    read_back(copy, "es", n3="Which muscle?", n4="Is this may?")
    path = copy.root / "translations"
    rows_ = [replace(row, date=before) for row in readback.read(path, "es").values()]
    readback.write(path, "es", rows_)
    copy.sign("es", ROW, only=[copy.messages[2].english])
    site = built(copy, "es")
    for page in ("about/translations", "review"):
        (row,) = html.parse(site / page / "index.html").xpath("//tr[@data-locale='es']")
        counts = {each.get("data-state"): each.text_content() for each in row.xpath("td")}
        assert counts["approved"] == f"1 since {TODAY.isoformat()}"
        assert counts["read back"] == f"{len(copy.messages)} since {before.isoformat()}"
        assert counts["in doubt"] == f"1 since {before.isoformat()}"
        assert counts["draft"] == str(len(copy.messages) - 1)


@pytest.mark.parametrize(("days", "stands"), [(-1, False), (0, True), (1, True)])
def test_a_doubt_is_open_until_its_block_is_signed_on_a_later_day(days, stands):
    """If both have the same date, it is unknown which came first."""
    doubt = ReadBack("0" * 64, "Read back", "Which muscle?", ROW.date + datetime.timedelta(days=days), "machine")
    assert in_doubt(doubt, ROW) is stands


def test_a_bad_read_back_row_stops_the_build_and_is_reported_with_its_line(copy):
    path = readback.path_of(copy.root / "translations", "es")
    path.write_text("digest,readback,doubt,date,by\nxx,Text,,2026-01-31,machine\n")
    done = copy.run("site", "--locales", "es")
    assert done.returncode == 1
    assert "translations/es/readback.csv:2: 'xx' is not a digest" in done.stderr
    assert len(done.stderr.splitlines()) == 1
