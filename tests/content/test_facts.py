"""Every fact of the clinic is on a page, in every language, with its figures, names, hedges and spans."""

from collections.abc import Iterator

import pytest
from lxml.html import HtmlElement

from mkdocs_handout.checks.facts import missing, read_facts
from mkdocs_handout.checks.glossary import read_glossary
from mkdocs_handout.project.languages import SOURCE
from tests.built import LOCALES, ROOT, BuiltPage

FACTS = read_facts(ROOT / "handout")
GLOSSARY = read_glossary(ROOT / "translations" / "glossary.csv")


def language_of(block: HtmlElement, locale: str) -> str:
    """The language a block is really in: an untranslated one is English."""
    marked = block.xpath("self::*[@lang] | ancestor::*[@lang][not(self::html)] | *[@class='untranslated']")
    return marked[0].get("lang") if marked else locale


def stated(pages: list[BuiltPage], locale: str) -> Iterator[tuple[str, str, HtmlElement]]:
    """Each fact's name, its page's English file and its block; not from what is only put together from the pages."""
    for page in (page for page in pages if page.locale == locale and not page.slug.startswith(("print/", "save/"))):
        for block in page.tree.xpath("//*[@data-fact]"):
            for name in block.get("data-fact").split():
                yield name, f"docs/{page.slug.rstrip('/') or 'index'}.md", block


def said_of(name: str, block: HtmlElement) -> list[HtmlElement]:
    """The blocks that state a fact together: a table says it in the cells of one row."""
    cells = block.xpath("../td[@data-fact]") if block.tag == "td" else [block]
    return [each for each in cells if name in each.get("data-fact").split()]


def faults(pages: list[BuiltPage], locale: str) -> Iterator[str]:
    """What a language's pages lack of the facts; English in the place of a translation is told of English alone."""
    said = {name for name, _, _ in stated(pages, locale)}
    for name, file, block in stated(pages, locale):
        together, fact = said_of(name, block), FACTS[name]
        spoken = SOURCE if SOURCE in (found := {language_of(each, locale) for each in together}) else found.pop()
        text = " ".join(" ".join(each.text_content() for each in together).split())
        if locale == SOURCE or spoken != SOURCE:
            for lack in missing(fact, text, spoken, GLOSSARY):
                place = "" if locale == SOURCE else f", {locale}"
                yield f"{file}{place}: fact {name!r} (handout/facts.yaml:{fact.line}) lacks {lack}: {text}"
    wanted = FACTS.keys() if locale == SOURCE else {name for name, _, _ in stated(pages, SOURCE)}
    yield from (f"fact {name!r} (handout/facts.yaml:{FACTS[name].line}) is on no page" for name in wanted - said)


@pytest.mark.parametrize("locale", LOCALES)
def test_each_fact_is_said(locale, pages):
    found = list(faults(pages, locale))
    assert not found, "\n".join(found)
