"""The PDFs that a clinic hands out, in every language."""

import re
from collections import Counter

import pikepdf
import pytest
from babel import Locale

from mkdocs_handout.project.outputs import PAPERS, poster_name, sheet_kinds
from mkdocs_handout.project.writing_systems import script_of
from tests.built import LOCALES, SITE_URL, BuiltPage
from tests.pdf.reading import folded, visible, words

SHEETS = {name: (locale, kind) for locale in LOCALES for kind, name in sheet_kinds(locale)}
POSTERS = {poster_name(paper): size for paper, size in PAPERS.items()}
ALL = [*SHEETS, *POSTERS]
RIGHT_TO_LEFT = [each for each in LOCALES if Locale.parse(each, sep="-").character_order == "right-to-left"]
MANY_LETTERS = {"Hans", "Hant", "Jpan", "Kore"}
LETTER_OF_ITS_OWN = re.compile("[\u0620-\u064a\u0671-\u06d3]")  # Arabic; digits stand in the pictures too
LETTER, A4 = (612, 792), (594.96, 841.92)

# Warnings of outloud that are none here, each with why.
NO_FAULT = {
    "PAG-001": lambda locale: True,  # a heading that several pages of the handout have, taken for a running head
    "FIG-012": lambda locale: script_of(locale) in ("Deva", "Guru"),  # its idea of a language is no Indian script's
    "ORD-001": lambda locale: locale in RIGHT_TO_LEFT,  # the pieces of a line are painted from left to right
}


# Questions that open on the screen, with the heading and the sentence that lead to them; heads of columns.
ON_SCREEN_ALONE = (
    "//thead | //p[@class='question'] | //p[following-sibling::*[1][@class='question']]"
    " | //h3[following-sibling::*[2][@class='question']]"
)


def page(site, locale):
    return BuiltPage(site, site / ("" if locale == "en" else locale) / "print" / "index.html")


def text_of(site, locale, path="//main", but=""):
    return visible(page(site, locale).file.read_text(), path, ON_SCREEN_ALONE + but)


def test_every_sheet_is_there(printed):
    assert sorted(path.name for path in (printed / "pdf").iterdir()) == sorted(ALL)


@pytest.mark.parametrize("name", SHEETS)
def test_small_enough_to_send_and_few_enough_to_print(name, read):
    locale, kind = SHEETS[name]
    sheet = read(name)
    assert sheet.size <= (500_000 if script_of(locale) in MANY_LETTERS else 150_000)
    most = {"": 4 if locale == "en" else 6, "large": 14, "en": 12}[kind]
    assert 2 <= sheet.pages <= most
    assert {tuple(map(float, each.obj.MediaBox[2:])) for each in sheet.document.pages} == {LETTER}


@pytest.mark.parametrize("name", SHEETS)
def test_letters_are_large_enough(name, read):
    wanted = 18 if SHEETS[name][1] == "large" else 12
    sizes = [run.size for run in read(name).runs if run.text.strip()]
    assert sizes
    assert min(sizes) >= wanted - 0.01


@pytest.mark.parametrize("name", [name for name, (locale, kind) in SHEETS.items() if kind != "en"])
def test_text_is_the_pages(name, read, printed):
    """To the letter; of a right-to-left script, which no extractor puts in order, its letters and its words."""
    locale, _ = SHEETS[name]
    wanted, found = text_of(printed, locale), read(name).text
    if locale not in RIGHT_TO_LEFT:
        assert folded(found) == folded(wanted)
        return
    assert Counter(folded(found)) == Counter(folded(wanted))
    lost = Counter(words(wanted)) - Counter(words(found))
    assert sum(lost.values()) <= len(words(wanted)) / 100, lost


@pytest.mark.parametrize("locale", [locale for locale in LOCALES if locale != "en"])
def test_text_beside_english_is_both_pages(locale, read, printed):
    content = "//div[@data-content]"
    own = Counter(folded(text_of(printed, locale, content)))
    english = Counter(folded(text_of(printed, "en", content, but=" | //svg")))  # the pictures are drawn once
    found = Counter(folded(read(f"ims-{locale}-en.pdf").text))
    assert not (own + english) - found
    extra = found - own - english  # who it is from, and the notices twice
    assert sum(extra.values()) < 900


@pytest.mark.parametrize("name", ALL)
def test_nothing_is_drawn_as_an_empty_box(name, read):
    sheet = read(name)
    assert sum(sheet.document.content(number).notdef_shown for number in range(sheet.pages)) == 0


@pytest.mark.parametrize("name", ALL)
def test_checked_with_outloud(name, read):
    locale = SHEETS.get(name, ("en", ""))[0]
    found = [each for each in read(name).findings() if each.startswith(("error", "warning")) or "crashed" in each]
    assert not [each for each in found if not NO_FAULT.get(each.split()[1], lambda locale: False)(locale)]


@pytest.mark.parametrize("name", ALL)
def test_a_screen_reader_is_told_title_language_headings_and_pictures(name, read, printed):
    locale, kind = SHEETS.get(name, ("en", "poster"))
    with pikepdf.open(read(name).path) as pdf:
        assert pdf.Root.Lang == locale
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.docinfo.Title) == read(name).document.xmp["dc:title"]
        elements = read(name).document.elements
        kinds = Counter(each.type for each in elements)
        languages = {each.lang for each in elements if each.lang}
        if kind == "poster":
            assert languages >= set(LOCALES)
            return
        tree = page(printed, locale).tree
        shut = set(tree.xpath(ON_SCREEN_ALONE))
        headings = set(tree.xpath("//main//*[self::h1 or self::h2 or self::h3][not(@id='sheets')]")) - shut
        assert len(shut & set(tree.xpath("//h3"))) == 3, "the questions of three pages"
        assert sum(kinds[f"H{level}"] for level in (1, 2, 3)) == len(headings)
        assert kinds["LI"] == kinds["LBody"] > 0
        assert [each.alt for each in elements if each.type == "Figure"]
        assert all(each.alt for each in elements if each.type == "Figure")
        assert "en" in languages
        with pdf.open_outline() as outline:
            assert outline.root


@pytest.mark.parametrize("name", SHEETS)
def test_code_leads_to_the_page_and_knows_its_text(name, read, printed):
    locale, _ = SHEETS[name]
    digest = page(printed, locale).tree.xpath("string(//@data-text)")
    prefix = "" if locale == "en" else f"{locale}/"
    assert read(name).codes() == {f"{SITE_URL}{prefix}print/?t={digest}"}


@pytest.mark.parametrize("name", POSTERS)
def test_poster_is_one_page_with_a_code_for_each_language(name, read):
    poster = read(name)
    assert poster.pages == 1
    box = tuple(map(float, poster.document.pages[0].obj.MediaBox[2:]))
    assert box == pytest.approx({"Letter": LETTER, "A4": A4}[POSTERS[name]], abs=1)
    assert poster.codes() == {SITE_URL + ("" if locale == "en" else f"{locale}/") for locale in LOCALES}


@pytest.mark.parametrize("locale", RIGHT_TO_LEFT)
def test_right_to_left_sheets_begin_at_the_right(locale, read):
    plain, beside = read(f"ims-{locale}.pdf"), read(f"ims-{locale}-en.pdf")
    first = [run for run in plain.document.content(0).runs if run.tagged and words(run.text)]
    assert max(run.bbox[2] for run in first) > 612 - 45
    code = zone(plain)
    assert code.mean() < 0.4, "the code stands at the left"
    english = [run.bbox for run in beside.runs if run.tagged and "What is IMS?" in run.text]
    assert english or any("What" in run.text for run in beside.runs)
    body = [run for number in range(1, beside.pages) for run in beside.document.content(number).runs if run.tagged]
    own = [run.bbox[0] for run in body if LETTER_OF_ITS_OWN.search(run.text)]
    assert own
    assert min(own) > 612 / 2 - 20, "the reader's language stands at the right of its English"


def zone(sheet):
    """Where along the line, from 0 at the left to 1 at the right, the code's dark squares stand."""
    top = sheet.picture(36)[: int(45 / 25.4 * 36)]
    columns = (top < 128).mean(axis=0)
    return (columns.argsort()[-20:]) / len(columns)


@pytest.mark.parametrize("locale", LOCALES)
def test_linked_with_language_size_and_pages(locale, printed, read):
    links = page(printed, locale).tree.xpath("//*[@data-sheets]//li")
    assert len(links) == len(sheet_kinds(locale))
    for item, (_, name) in zip(links, sheet_kinds(locale), strict=True):
        target = (page(printed, locale).file.parent / item.xpath("string(.//a/@href)")).resolve()
        assert target == (printed / "pdf" / name).resolve()
        said = item.xpath("string(.)")
        assert f"{read(name).size / 1000:.0f} KB" in said
        assert str(read(name).pages) in said
    staff = BuiltPage(printed, printed / "staff" / "index.html")
    assert {link.split("/")[-1] for link in staff.tree.xpath("//*[@data-sheets]//a/@href")} == set(ALL)


def test_no_link_without_the_files(site, pages):
    """As `make site` leaves it."""
    assert not (site / "pdf").exists()
    for each in pages:
        assert not each.tree.xpath("//a[contains(@href, '.pdf')]"), each.url
