"""The PDFs that a clinic hands out, in every language."""

import re
from collections import Counter
from functools import cache

import pikepdf
import pytest
from babel import Locale
from PIL import Image, ImageStat

from mkdocs_handout.project.outputs import PAPERS, poster_name, sheet_kinds
from mkdocs_handout.project.writing_systems import script_of
from tests.built import LOCALES, QUESTIONS, SITE_URL, BuiltPage
from tests.pdf.reading import folded, visible, words

SHEETS = {name: (locale, kind) for locale in LOCALES for kind, name in sheet_kinds(locale, asks=False)}
POSTERS = {poster_name(paper): size for paper, size in PAPERS.items()}
ASKING = {f"ims-{locale}-questions.pdf": locale for locale in LOCALES if QUESTIONS.exists()}
ALL = [*SHEETS, *ASKING, *POSTERS]
RIGHT_TO_LEFT = [each for each in LOCALES if Locale.parse(each, sep="-").character_order == "right-to-left"]
LARGE_SCRIPTS = {"Hans", "Hant", "Jpan", "Kore"}
ARABIC_LETTER = re.compile("[\u0620-\u064a\u0671-\u06d3]")  # Arabic letters; digits also occur in the pictures
REPEATED = {"serious"}  # facts that the main points say too
SECTIONS, CREDITS = 8, 2  # of the leaflet; a section's number is the same in every language, credits have none
EDGE = 5.5 / 25.4 * 72  # points; printers cannot print on this margin
LETTER, A4 = (612, 792), (594.96, 841.92)

# False warnings of outloud, with reasons.
IGNORED = {
    "PAG-001": lambda locale, kind: True,  # mistakes a heading that several pages share for a running header
    "FIG-012": lambda locale, kind: (
        script_of(locale) in ("Deva", "Guru")
    ),  # its language check does not know Indian scripts
    # A line is painted from left to right; in large print, a picture is painted before the text around it.
    "ORD-001": lambda locale, kind: locale in RIGHT_TO_LEFT or kind == "large",
}


@cache
def page(site, locale):
    return BuiltPage(site, site / ("" if locale == "en" else locale) / "print" / "index.html")


@cache
def facts_of(site, locale):
    """Return the texts of the blocks that state facts on a language's print page, and how often a sheet has them."""
    found = page(site, locale).tree.xpath("//*[@data-fact]")
    return {folded("".join(each.itertext())): 2 if each.get("data-fact") in REPEATED else 1 for each in found}


def test_every_sheet_exists(printed):
    assert sorted(path.name for path in (printed / "pdf").glob("*.pdf")) == sorted(ALL)


@pytest.mark.parametrize("name", SHEETS)
def test_sheets_are_small_enough_to_send_and_short_enough_to_print(name, read):
    locale, kind = SHEETS[name]
    sheet = read(name)
    assert sheet.size <= (700_000 if script_of(locale) in LARGE_SCRIPTS else 180_000)
    most = {"": 2, "en": 4, "large": 8 if script_of(locale) == "Khmr" else 6}[kind]
    assert 2 <= sheet.pages <= most
    assert {tuple(map(float, each.obj.MediaBox[2:])) for each in sheet.document.pages} == {LETTER}


@pytest.mark.parametrize("name", SHEETS)
def test_letters_are_large_enough(name, read):
    """Including those in pictures."""
    wanted = 18 if SHEETS[name][1] == "large" else 11
    sizes = [run.size for run in read(name).runs if run.text.strip()]
    assert sizes
    assert min(sizes) >= wanted - 0.05


@pytest.mark.parametrize("locale", LOCALES)
def test_both_sides_of_the_leaflet_are_full_and_nothing_is_cut_off(locale, read):
    """Text reaches the last tenth of each side's height, and the last fifth in each of its columns."""
    sheet = read(f"ims-{locale}.pdf")
    for number in range(sheet.pages):
        boxes = [run.bbox for run in sheet.document.content(number).runs if run.text.strip()]
        assert min(bottom for _, bottom, _, _ in boxes) >= EDGE
        assert min(left for left, *_ in boxes) >= EDGE
        assert max(right for _, _, right, _ in boxes) <= LETTER[0] - EDGE
        assert max(top for *_, top in boxes) <= LETTER[1] - EDGE
        assert min(bottom for _, bottom, _, _ in boxes) <= LETTER[1] * 0.1
        for half in (boxes_from(boxes, 0, LETTER[0] / 2), boxes_from(boxes, LETTER[0] / 2, LETTER[0])):
            assert min(bottom for _, bottom, _, _ in half) <= LETTER[1] * 0.2


def boxes_from(boxes, start, end):
    return [box for box in boxes if start <= (box[0] + box[2]) / 2 <= end]


@pytest.mark.parametrize("name", SHEETS)
def test_every_fact_appears_once_and_in_the_main_points_again(name, read, printed):
    """Word for word as on its page. In right-to-left scripts only words are compared: extraction loses their order."""
    locale, kind = SHEETS[name]
    text = read(name).text
    facts = facts_of(printed, locale)
    assert len(facts) > 35
    if locale in RIGHT_TO_LEFT:
        lost = Counter(words(" ".join(page(printed, locale).tree.xpath("//dd[@data-fact]//text()")))) - Counter(
            words(text)
        )
        assert sum(lost.values()) <= 3, lost
    else:
        assert [fact for fact, times in facts.items() if folded(text).count(fact) != times] == []
    if kind == "en":
        english = facts_of(printed, "en").items()
        assert [fact for fact, times in english if folded(text).count(fact) != times] == []


@pytest.mark.parametrize("name", [name for name, (_, kind) in SHEETS.items() if kind != "en"])
def test_sheets_have_no_text_that_is_not_on_the_page(name, read, printed):
    """Except for the numbers of sections and sides, and the language's English name."""
    wanted = Counter(folded(visible(page(printed, SHEETS[name][0]).file.read_text(), "//body")))
    extra = Counter(folded(read(name).text)) - wanted
    assert sum(extra.values()) < 40


@pytest.mark.parametrize("name", ALL)
def test_no_letter_is_drawn_as_an_empty_box(name, read):
    sheet = read(name)
    assert sum(sheet.document.content(number).notdef_shown for number in range(sheet.pages)) == 0


@pytest.mark.parametrize("name", ALL)
def test_outloud_finds_no_accessibility_errors(name, read):
    locale, kind = SHEETS.get(name, (ASKING.get(name, "en"), "other"))
    found = [each for each in read(name).findings() if each.startswith(("error", "warning")) or "crashed" in each]
    assert not [each for each in found if not IGNORED.get(each.split()[1], lambda locale, kind: False)(locale, kind)]


@pytest.mark.parametrize("name", ALL)
def test_a_screen_reader_gets_title_language_headings_and_pictures(name, read, printed):
    locale = SHEETS.get(name, [ASKING.get(name, "en")])[0]
    with pikepdf.open(read(name).path) as pdf:
        assert pdf.Root.Lang == locale
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.docinfo.Title) == read(name).document.xmp["dc:title"]
        elements = read(name).document.elements
        kinds = Counter(each.type for each in elements)
        languages = {each.lang for each in elements if each.lang}
        if name in POSTERS:
            assert languages >= set(LOCALES)
            return
        assert kinds["H1"] == 1
        assert kinds["LI"] == kinds["LBody"] > 0
        if name in ASKING:
            assert "en" in languages
            assert kinds["H2"] == 3
            return
        assert kinds["H2"] == SECTIONS + CREDITS
        assert [each.alt for each in elements if each.type == "Figure"]
        assert all(each.alt for each in elements if each.type == "Figure")
        assert "en" in languages
        with pdf.open_outline() as outline:
            (top,) = outline.root
            numbers = [re.match(r"\d*", each.title)[0] for each in top.children]
            assert numbers == [*map(str, range(1, SECTIONS + 1)), *[""] * CREDITS]


@pytest.mark.parametrize("name", SHEETS)
def test_qr_code_has_the_page_address_and_its_text_digest(name, read, printed):
    locale, _ = SHEETS[name]
    digest = page(printed, locale).tree.xpath("string(//@data-text)")
    prefix = "" if locale == "en" else f"{locale}/"
    assert read(name).codes() == {f"{SITE_URL}{prefix}print/?t={digest}"}


@pytest.mark.parametrize("name", POSTERS)
def test_poster_is_one_page_with_a_qr_code_for_each_language(name, read):
    poster = read(name)
    assert poster.pages == 1
    box = tuple(map(float, poster.document.pages[0].obj.MediaBox[2:]))
    assert box == pytest.approx({"Letter": LETTER, "A4": A4}[POSTERS[name]], abs=1)
    assert poster.codes() == {SITE_URL + ("" if locale == "en" else f"{locale}/") for locale in LOCALES}


@pytest.mark.parametrize("locale", RIGHT_TO_LEFT)
def test_right_to_left_sheets_start_at_the_right(locale, read):
    plain, beside = read(f"ims-{locale}.pdf"), read(f"ims-{locale}-en.pdf")
    first = [run for run in plain.document.content(0).runs if run.tagged and words(run.text)]
    assert max(run.bbox[2] for run in first) > 612 - 45
    body = [run for number in range(beside.pages) for run in beside.document.content(number).runs if run.tagged]
    own = [run.bbox[0] > 612 / 2 - 20 for run in body if ARABIC_LETTER.search(run.text)]
    assert own.count(True) > 0.85 * len(own), "most letters must be on the right"


@pytest.mark.parametrize("locale", LOCALES)
def test_links_show_file_size_and_number_of_pages(locale, printed, read):
    links = page(printed, locale).tree.xpath("//*[@data-sheets]//li")
    for item, (_, name) in zip(links, sheet_kinds(locale, QUESTIONS.exists()), strict=True):
        target = (page(printed, locale).file.parent / item.xpath("string(.//a/@href)")).resolve()
        assert target == (printed / "pdf" / name).resolve()
        text = item.xpath("string(.)")
        assert f"{read(name).size / 1000:.0f} KB" in text
        assert str(read(name).pages) in text
    staff = BuiltPage(printed, printed / "staff" / "index.html")
    assert {link.split("/")[-1] for link in staff.tree.xpath("//*[@data-sheets]//a/@href")} == set(ALL)


def test_staff_page_shows_thumbnails_of_the_sheets(printed):
    """They show the first side of each leaflet and of the questions. A phone fetches only those in view."""
    page = printed / "staff" / "index.html"
    pictures = BuiltPage(printed, page).tree.xpath("//*[@data-sheets]//a/img")
    sheets = {each.getparent().get("href").split("/")[-1] for each in pictures}
    assert sheets == {*ASKING, *(name for name, (_, kind) in SHEETS.items() if not kind)}
    for each in pictures:
        file = (page.parent / each.get("src")).resolve()
        assert file.stem == each.getparent().get("href").split("/")[-1].removesuffix(".pdf")
        assert file.stat().st_size <= 20_000
        with Image.open(file) as picture:
            assert picture.size == (2 * int(each.get("width")), 2 * int(each.get("height")))
            assert min(ImageStat.Stat(picture.convert("L")).stddev) > 20, "the thumbnail is blank"
        assert each.get("alt")
        assert each.get("loading") == "lazy"


def test_without_pdfs_no_page_links_to_them(site, pages):
    """As built by `make site`."""
    assert not (site / "pdf").exists()
    for each in pages:
        assert not each.tree.xpath("//a[contains(@href, '.pdf')]"), each.url
