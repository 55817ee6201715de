"""The English handout reads easily: someone who left school at 12 should manage."""

from pathlib import Path

import pytest
from markdown import Markdown, markdown
from mkdocs.utils.meta import get_data

from mkdocs_handout.checks import readability
from mkdocs_handout.english import blocks
from mkdocs_handout.english.extensions import markdown_extensions
from mkdocs_handout.page.questions import pieces
from mkdocs_handout.project.languages import SOURCE
from mkdocs_handout.project.settings import read
from tests.built import QUESTIONS, ROOT
from tests.content.test_facts import FACTS

NAMES = [name for fact in FACTS.values() for name in fact.keep]
MAX_QUESTIONS = 14


# What is said of the site itself is not for patients alone.
HANDOUT = [
    ROOT / "docs" / name
    for _, name in read(ROOT / "mkdocs.yml").menu
    if name and name not in ("about.md", "languages.md")
]


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def texts(page: Path, *without: str) -> list[str]:
    extensions = list(markdown_extensions(str(ROOT / "mkdocs.yml")))
    source, _ = get_data(page.read_text(encoding="utf-8"))
    md = Markdown(extensions=extensions)
    return [blocks.plain_text(md, each.message) for each in blocks.find(source, extensions) if each.kind not in without]


@pytest.mark.parametrize("page", HANDOUT, ids=name_of)
def test_grade(page):
    """Of the whole page, and of its sentences without the headings, which are short by nature."""
    for found in filter(None, (texts(page), texts(page, "heading", "term"))):
        grade = readability.grade(found, NAMES)
        assert grade <= readability.MAX_GRADE, (
            f"{name_of(page)}: reading grade {grade:.1f}, at most {readability.MAX_GRADE:.0f}; "
            "use shorter words and sentences"
        )


@pytest.mark.parametrize("page", HANDOUT, ids=name_of)
def test_sentences_are_short(page):
    sentences = [sentence for text in texts(page) for sentence in readability.sentences(text)]
    long = [
        f"{name_of(page)}: more than {readability.MAX_WORDS} words: {sentence}; make two sentences of it"
        for sentence in sentences
        if len(readability.words(sentence)) > readability.MAX_WORDS
    ]
    assert not long, "\n".join(long)


TRANSLATED = [ROOT / "docs" / name for _, name in read(ROOT / "mkdocs.yml").menu if name]


@pytest.mark.parametrize("page", TRANSLATED, ids=name_of)
def test_each_sentence_names_what_it_speaks_of(page):
    """Of "It may become less painful, and often stronger", two languages made pain that gets stronger."""
    found = [
        f"{name_of(page)}: say the noun again: {sentence}"
        for text in texts(page)
        for sentence in readability.unnamed(text)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("page", HANDOUT, ids=name_of)
def test_lists_are_short_and_the_main_point_comes_first(page, pages):
    built = next(each for each in pages if each.locale == SOURCE and each.file == built_from(page, each.site))
    main = built.tree.get_element_by_id("text")
    for items in main.xpath(".//*[@data-content]//ul | .//*[@data-content]//ol | .//*[@data-content]//dl"):
        found = items.xpath("li | dt | div/dt")
        first = " ".join(found[0].text_content().split()) if found else ""
        assert len(found) <= readability.MAX_ITEMS, (
            f"{name_of(page)}: {len(found)} items in the list that begins with {first!r}, "
            f"at most {readability.MAX_ITEMS}; take one out, or make two lists of it"
        )
    assert "lead" in main.xpath("string(.//h1/following-sibling::*[1]/@class)").split(), (
        f"{name_of(page)}: the main point does not come first; write it below the title, and `{{: .lead }}` below it"
    )


def built_from(page: Path, site: Path) -> Path:
    """Where a page of docs/ stands in the built site."""
    name = page.relative_to(ROOT / "docs").with_suffix("")
    return site / (name.parent if name.name == "index" else name) / "index.html"


def test_possible_problems_does_not_read_as_complete():
    page = ROOT / "docs" / "possible-problems.md"
    assert any("not a complete list" in text for text in texts(page)), (
        f"{name_of(page)}: it reads as a complete list; say that it is not a complete list"
    )


def test_the_page_of_questions_only_asks():
    """It answers nothing and claims nothing: its items are questions, its sentences say what the page is for."""
    extensions = list(markdown_extensions(str(ROOT / "mkdocs.yml")))
    source = get_data(QUESTIONS.read_text(encoding="utf-8"))[0] if QUESTIONS.exists() else "- ?"
    page = markdown(source, extensions=extensions)
    items = [each.english for each in pieces(page, page, QUESTIONS) if each.english]
    assert len(items) <= MAX_QUESTIONS, (
        f"{name_of(QUESTIONS)}: {len(items)} questions, at most {MAX_QUESTIONS}; take one out"
    )
    claims = [
        f"{name_of(QUESTIONS)}: not one question: {item}; make one question of it"
        for item in items
        if not item.endswith("?") or len(readability.sentences(item)) > 1
    ]
    assert not claims, "\n".join(claims)


def test_the_menu_says_what_the_title_says():
    """Who taps a name in the menu finds its words in the title of the page, in the same order."""
    for name, file in read(ROOT / "mkdocs.yml").menu:
        if file:
            title = iter(readability.words(texts(ROOT / "docs" / file)[0].lower()))
            lost = [word for word in readability.words(name.lower()) if word not in title]
            assert not lost, f"mkdocs.yml: {name!r} is not what docs/{file} is called: {', '.join(lost)}"


def facts_of(name: str) -> set[str]:
    extensions = list(markdown_extensions(str(ROOT / "mkdocs.yml")))
    source, _ = get_data((ROOT / "docs" / name).read_text(encoding="utf-8"))
    return {fact for block in blocks.find(source, extensions) for fact in block.facts}


def test_how_ims_works_and_the_pictures_share_no_fact():
    """One follows the other, so what both said was read twice."""
    assert facts_of("how-it-works.md") & facts_of("diagram.md") == set()


def test_home_says_why_and_what_could_go_wrong():
    """Its main points are a summary of the whole: benefit, what one feels, visits, when the clinic stops, risk."""
    assert facts_of("index.md") >= {
        "ims-needles", "ims-reduces-pain", "duration", "cramp", "cramp-passes", "visits", "stop-rule", "spacing",
        "stay", "relief-or-sore", "serious",
    }  # fmt: skip
