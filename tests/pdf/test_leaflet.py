"""A leaflet has each piece that handout/leaflet.yaml names, in every language; a missing fact stops `make pdf`."""

import re
from pathlib import Path

import pytest
from lxml import html

from mkdocs_handout.english import composition
from mkdocs_handout.english.shown import Shown, State
from mkdocs_handout.page.html import write
from mkdocs_handout.pdf.leaflet import leaflet
from mkdocs_handout.pdf.make import plan
from mkdocs_handout.pdf.print_blocks import index_of
from mkdocs_handout.pdf.print_page import PrintPage
from mkdocs_handout.project.errors import HandoutError
from tests.built import LOCALES
from tests.projects import edit, run
from tests.trees import content_of

WRITTEN = """
# Title

Needles go into muscle.
{: data-fact="needles" }

## How long?

It takes **20 minutes**.
{: data-fact="duration" }

## Problems

| Problem | How often? | What to know |
| --- | --- | --- |
| Soreness | Often. {: data-fact="sore" } | It goes away. {: data-fact="sore" } |

Needle
:   A thin tool.
"""
COMPOSED = """
title: Title
sides:
- - glance: How long?
    says: [needles, duration]
- - table: Problems
    says: sore
  - columns:
    - text: What is IMS?
      says: Needle
"""


def page(locale: str, stale: tuple[str, ...] = ()) -> PrintPage:
    def shown(message: str) -> Shown:
        if message in stale:
            return Shown(message, State.STALE, foreign=True)
        return Shown(message if locale == "en" else f"{message} ({locale})", State.DRAFT)

    text = write(content_of(WRITTEN + "\n## What is IMS?\n", shown).tree)
    head = "<div class='origin'><p class='from'><strong>Clinic</strong></p></div>"
    to_do = "<div class='to-do' hidden><p>Ask</p><ol><li>Show this sheet.</li></ol></div>"
    body = f"<main>{head}<div data-content>{text}</div>{to_do}</main>"
    source = f"<html lang='{locale}'><head><title>x</title></head><body>{body}</body></html>"
    return PrintPage(locale, locale, Path("index.html"), source)


@pytest.fixture
def compose(tmp_path):
    def read(text: str = COMPOSED) -> composition.Composition:
        path = tmp_path / "leaflet.yaml"
        path.write_text(text)
        made = composition.read(path)
        assert made
        index_of(page("en")).check(made)
        return made

    return read


def lines(tree: html.HtmlElement) -> list[str]:
    found = tree.xpath("//*[self::h1 or self::h2 or self::p][not(ancestor::header) or self::h2]")
    return [" ".join(each.text_content().split()) for each in found]


def test_each_language_has_the_same_pieces_in_the_same_places(compose):
    made = compose()
    english = html.document_fromstring(leaflet(page("en"), page("en"), "", made, ""))
    spanish = html.document_fromstring(leaflet(page("es"), page("en"), "", made, ""))
    assert lines(english) == [
        "Title", "1 How long?", "Show this sheet.", "Needles go into muscle.", "It takes 20 minutes.",
        "2 Problems", "Soreness Often. It goes away.", "3 What is IMS?", "Needle A thin tool.", "Ask",
    ]  # fmt: skip
    assert [line.replace(" (es)", "") for line in lines(spanish)] == lines(english)
    assert len(spanish.xpath("//*[@data-fit]")) == 2
    assert spanish.xpath("string(//footer//ol)") == "Show this sheet.", "the steps are not in the footer"


def test_a_stale_piece_is_shown_in_english_and_marked(compose):
    made = leaflet(page("es", stale=("Needles go into muscle.",)), page("en"), "", compose(), "")
    (marked,) = html.document_fromstring(made).xpath("//*[contains(@class, 'untranslated')]")
    assert marked.text_content() == "Needles go into muscle."
    assert marked.get("lang") == "en"
    assert marked.getparent().getparent().tag == "li"


def test_each_line_appears_beside_its_english(compose):
    tree = html.document_fromstring(leaflet(page("es"), page("en"), "en", compose(), ""))
    for row in tree.xpath("//*[contains(@class, 'beside')]"):
        own, english = (" ".join(each.text_content().split()) for each in row)
        assert re.sub(r"^\d ", "", own.replace(" (es)", "")) == english
    assert len(tree.xpath("//*[contains(@class, 'beside')]")) == 9


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (", duration", "", "the fact duration is not in this file"),
        (", duration", ", duration, needles", "leaflet.yaml:5: the fact needles appears twice, first on line 5"),
        (", duration", ", duration, Hello", "leaflet.yaml:5: no page has 'Hello'"),
        ("Needle\n", "[Needle, It takes 20 minutes.]\n", "leaflet.yaml:10: this sentence states the fact duration"),
        ("table: Problems", "table: How long?\n    says: needles\n  - text: Problems", "appears twice"),
        ("says: sore", "says: [[sore, Needle]]", "leaflet.yaml:6: no table on the pages has exactly these facts"),
        ("glance: How long?", "words: How long?", "leaflet.yaml:4: these keys do not make a section: words, says"),
        ("title: Title\n", "", "leaflet.yaml:1: title is missing"),
        ("title: Title", "title: {a: b}", "leaflet.yaml:2: text is expected here"),
    ],
)
def test_a_mistake_is_reported_with_its_line(old, new, expected, compose):
    with pytest.raises(HandoutError, match=re.escape(expected)):
        compose(COMPOSED.replace(old, new, 1))


def test_without_leaflet_yaml_the_sheet_has_the_pages_in_sequence(project, site):
    """With that file, it has the leaflet."""
    with_file = {job.name: job.source() for job in plan(project, site) if job.locale == "en"}
    (project / "handout" / "leaflet.yaml").unlink()
    without = {job.name: job.source() for job in plan(project, site) if job.locale == "en"}
    assert "data-fit" in with_file["ims-en.pdf"]
    assert "data-fit" not in without["ims-en.pdf"]
    assert "How this text is kept right" in without["ims-en.pdf"]


def test_contact_details_appear_in_the_footer_if_they_are_set(project):
    def foot():
        job = next(job for job in plan(project, project / "site") if job.name == "ims-es.pdf")
        return " ".join(html.document_fromstring(job.source()).xpath("string(//footer)").split())

    assert not run(project, "site", "--locales", "es").returncode
    assert "000-0000" not in foot()
    mkdocs = project / "mkdocs.yml"
    edit(mkdocs, 'phone: ""', 'phone: "(000) 000-0000"')
    edit(mkdocs, 'email: ""', 'email: "desk@clinic.example"')
    edit(mkdocs, 'address: ""', 'address: "1 Sample Street, Seattle"')
    assert not run(project, "site", "--locales", "es").returncode
    assert "(000) 000-0000" in foot()
    assert "desk@clinic.example" in foot()
    assert "1 Sample Street, Seattle" in foot()


def test_a_missing_fact_stops_make_pdf(project, site):
    path = project / "handout" / "leaflet.yaml"
    path.write_text(path.read_text().replace("says: thanks", "says: []"))
    with pytest.raises(HandoutError, match="the fact thanks is not in this file"):
        list(plan(project, site))


@pytest.mark.parametrize("locale", LOCALES)
def test_the_clinics_leaflet_has_five_pictures_in_every_language(locale, sources):
    pictures = html.document_fromstring(sources[f"ims-{locale}.pdf"]()).xpath("//*[local-name()='svg'][@role='img']")
    assert len(pictures) == 5
    assert all(each.get("aria-label") for each in pictures)


def test_numbers_that_two_pictures_share_are_in_the_first(sources):
    tree = html.document_fromstring(sources["ims-en.pdf"]())
    pictures = tree.xpath("//*[@class='strip']//*[local-name()='svg'][@role='img']")
    numbers = [each.xpath(".//*[starts-with(@class, 'mk ')]/*[local-name()='text']/text()") for each in pictures]
    assert numbers == [["1", "2", "3", "4", "5"], ["6"], ["5", "6", "7"], ["5"]]


def test_what_explains_a_row_is_in_it(compose):
    made = compose(COMPOSED.replace("    says: sore\n", "    says: [sore, Soreness: [[A thin tool.]]]\n"))
    assert "Soreness Often. It goes away. A thin tool." in lines(
        html.document_fromstring(leaflet(page("en"), page("en"), "", made, ""))
    )


def test_text_below_a_table_may_have_a_heading_that_is_no_row(compose):
    made = compose(COMPOSED.replace("    says: sore\n", "    says: [sore, Title: [[A thin tool.]]]\n"))
    tree = html.document_fromstring(leaflet(page("en"), page("en"), "", made, ""))
    assert tree.xpath("string(//h3[normalize-space()='Title']/following-sibling::p[1])") == "A thin tool."


@pytest.mark.parametrize("kind", ["", "-large"])
def test_the_first_box_is_explained_beside_it(kind, sources):
    """The same sentence is the first step at the end of the sheet."""
    tree = html.document_fromstring(sources[f"ims-es{kind}.pdf"]())
    (explained,) = tree.xpath("//*[@class='mark'][not(self::li)]")
    assert explained.getprevious().xpath("string(.//*[@class='number'])") == "1"
    assert explained.text == tree.xpath("string(//footer//li[1])")


def test_a_summary_may_quote_a_sentence_whose_fact_stands_elsewhere(compose):
    made = compose(COMPOSED.replace("[needles, duration]", "[needles, duration, It goes away.]"))
    assert lines(html.document_fromstring(leaflet(page("en"), page("en"), "", made, ""))).count("It goes away.") == 1


def test_the_main_points_say_what_ims_is_for_and_what_could_go_wrong(sources):
    """So they are a summary (PEMAT-P, item 11)."""
    tree = html.document_fromstring(sources["ims-en.pdf"]())
    said = tree.xpath("string(//*[@class='glance'])")
    assert "IMS can reduce the pain" in said
    assert "extremely unlikely" in said


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_pictograms_follow_the_direction_of_the_script_but_a_clock_does_not(locale, sources, phone):
    phone.set_content(sources[f"ims-{locale}.pdf"]())
    scale = "each => getComputedStyle(each).scale"
    assert phone.locator(".v-weeks").evaluate(scale) == ("-1 1" if locale == "ar" else "none")
    assert phone.locator(".v-clock").evaluate(scale) == "none"
