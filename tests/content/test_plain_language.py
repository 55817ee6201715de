"""The English handout reads easily: someone who left school at 12 should manage."""

from pathlib import Path

import pytest
from markdown import Markdown
from mkdocs.utils.meta import get_data

from mkdocs_handout import blocks, extract, plain
from tests.built import ROOT
from tests.content.test_facts import FACTS

NAMES = [name for fact in FACTS.values() for name in fact.keep]
HANDOUT = [
    ROOT / "docs" / f"{name}.md"
    for name in ("index", "how-it-works", "diagram", "what-to-expect", "possible-problems", "will-it-help")
]
QUESTIONS = ROOT / "docs" / "questions.md"
HANDOUT += [QUESTIONS] if QUESTIONS.exists() else []  # the clinic may switch it off


def texts(page: Path, *without: str) -> list[str]:
    extensions = list(extract.markdown_extensions(str(ROOT / "mkdocs.yml")))
    source, _ = get_data(page.read_text(encoding="utf-8"))
    md = Markdown(extensions=extensions)
    return [blocks.plain_text(md, each.message) for each in blocks.find(source, extensions) if each.kind not in without]


@pytest.mark.parametrize("page", HANDOUT, ids=lambda page: page.stem)
def test_grade(page):
    """Of the whole page, and of its sentences without the headings, which are short by nature."""
    for found in (texts(page), texts(page, "heading", "term")):
        assert plain.grade(found, NAMES) <= plain.MAX_GRADE


@pytest.mark.parametrize("page", HANDOUT, ids=lambda page: page.stem)
def test_sentences_are_short(page):
    long = [s for text in texts(page) for s in plain.sentences(text) if len(plain.words(s)) > plain.MAX_WORDS]
    assert not long


@pytest.mark.parametrize("page", HANDOUT, ids=lambda page: page.stem)
def test_lists_are_short_and_the_main_point_comes_first(page, pages):
    built = next(each for each in pages if each.url == ("" if page.stem == "index" else f"{page.stem}/"))
    main = built.tree.get_element_by_id("text")
    for items in main.xpath(".//*[@data-content]//ul | .//*[@data-content]//ol | .//*[@data-content]//dl"):
        assert len(items.xpath("li | dt | div/dt")) <= plain.MAX_ITEMS
    assert "lead" in main.xpath("string(.//h1/following-sibling::*[1]/@class)").split()


def test_possible_problems_does_not_read_as_complete():
    assert any("not a complete list" in text for text in texts(ROOT / "docs" / "possible-problems.md"))


def test_the_page_of_questions_only_asks():
    """It answers nothing and claims nothing: its items are questions, its sentences say what the page is for."""
    extensions = list(extract.markdown_extensions(str(ROOT / "mkdocs.yml")))
    source = get_data(QUESTIONS.read_text(encoding="utf-8"))[0] if QUESTIONS.exists() else "- ?"
    items = [each.message for each in blocks.find(source, extensions) if each.kind == "list item"]
    assert len(items) <= 14
    assert not [item for item in items if not item.endswith("?") or len(plain.sentences(item)) > 1]
