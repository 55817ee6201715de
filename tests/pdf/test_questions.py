"""The sheet of questions: one side to mark with a pen, in the reader's language and in English."""

import pytest
from lxml import html

from mkdocs_handout.pdf.make import plan
from mkdocs_handout.pdf.print_page import PrintPage
from mkdocs_handout.pdf.questions import questions
from tests.built import LOCALES, QUESTIONS, BuiltPage
from tests.pdf.reading import folded, visible, words
from tests.pdf.test_sheets import EDGE, LETTER, RIGHT_TO_LEFT

asked = pytest.mark.skipif(not QUESTIONS.exists(), reason="the clinic has switched this page off")


def page(site, locale):
    return BuiltPage(site, site / ("" if locale == "en" else locale) / "questions" / "index.html")


def text_of(element):
    return " ".join(element.text_content().split())


@asked
@pytest.mark.parametrize("locale", LOCALES)
def test_sheet_is_one_side_in_12_points_or_more(locale, read):
    sheet = read(f"ims-{locale}-questions.pdf")
    assert [tuple(map(float, each.obj.MediaBox[2:])) for each in sheet.document.pages] == [LETTER]
    runs = [run for run in sheet.runs if run.text.strip()]
    assert min(run.size for run in runs) >= 12 - 0.05
    for left, bottom, right, top in (run.bbox for run in runs):
        assert min(left, bottom, LETTER[0] - right, LETTER[1] - top) >= EDGE
    assert min(run.bbox[1] for run in runs) <= LETTER[1] * 0.1, "the side is not full"
    assert sheet.size <= 250_000


@asked
@pytest.mark.parametrize("locale", LOCALES)
def test_each_question_appears_with_its_english(locale, read, site):
    text = read(f"ims-{locale}-questions.pdf").text
    own, english = (
        [text_of(each) for each in page(site, each).tree.xpath("//*[@class='q own']")] for each in (locale, "en")
    )
    assert len(own) == len(english) > 0
    assert [each for each in english if folded(text).count(folded(each)) != 1] == []
    if locale in RIGHT_TO_LEFT:
        assert set(words(" ".join(own))) <= set(words(text))
    else:
        assert [each for each in own if folded(text).count(folded(each)) != 1] == []


@asked
@pytest.mark.parametrize("locale", LOCALES)
def test_instructions_are_steps_for_paper_without_screen_controls(locale, sources, site):
    tree = html.document_fromstring(sources[f"ims-{locale}-questions.pdf"]())
    mark, press, show = map(text_of, page(site, locale).tree.xpath("//ol[@class='how']/li"))
    steps = [text_of(each) for each in tree.xpath("//ol/li")]
    assert steps[0] == mark
    assert len(steps) == 3
    assert press not in text_of(tree)
    assert show not in text_of(tree)
    assert len(tree.xpath("//*[@class='box']")) == len(page(site, locale).tree.xpath("//input[@type='checkbox']"))
    assert len(tree.xpath("//*[@class='write']/hr")) == 3
    (notice,) = tree.xpath("//*[@class='notices']")
    assert folded(text_of(notice)) == folded(visible(page(site, locale).file.read_text(), "//aside/p[@data-notice]"))


def test_an_untranslated_question_is_shown_in_english_and_marked(tmp_path):
    tile = "<li><label><input type='checkbox'> <span><span class='{}' {}>{}</span></span></label></li>"
    stale = tile.format("q own untranslated", "lang='en' dir='ltr'", "Why?")
    text = (
        f"<div data-content><h1>Q</h1><h2>A</h2><ul>{stale}</ul></div><footer><p><strong>Clinic</strong></p></footer>"
    )
    shown = questions(PrintPage("es", "Español", tmp_path, f"<html lang='es'><body>{text}</body></html>"), "")
    (line,) = html.document_fromstring(shown).xpath("//li//p")
    assert (line.text, line.get("lang")) == ("Why?", "en")
    assert "untranslated" in line.get("class")


def test_no_sheet_is_made_if_the_clinic_has_no_questions_page(project, site):
    """The print pages of such a site do not offer it."""
    for locale in ("", "es", "ar", "zh-Hant"):
        path = project / "site" / locale / "print" / "index.html"
        path.parent.mkdir(parents=True)
        tree = BuiltPage(site, site / locale / "print" / "index.html").tree
        for each in tree.xpath("//*[@data-questions]"):
            each.attrib.pop("data-questions")
        path.write_text(html.tostring(tree, encoding="unicode"), encoding="utf-8")
    assert {job.name for job in plan(project, project / "site")} >= {"ims-es.pdf", "ims-es-en.pdf"}
    assert not [job.name for job in plan(project, project / "site") if "questions" in job.name]
