"""Every fact of the clinic is on a page, in every language, with its figures, names, hedges and spans."""

import pytest
from lxml.html import HtmlElement

from mkdocs_handout.facts import missing, read_facts
from mkdocs_handout.glossary import read_glossary
from tests.built import LOCALES, ROOT

FACTS = read_facts(ROOT / "handout")
GLOSSARY = read_glossary(ROOT / "translations" / "glossary.csv")


def language_of(block: HtmlElement, locale: str) -> str:
    """The language a block is really in: an untranslated one is English."""
    marked = block.xpath("self::*[@lang] | ancestor::*[@lang][not(self::html)] | *[@class='untranslated']")
    return marked[0].get("lang") if marked else locale


@pytest.mark.parametrize("locale", LOCALES)
def test_each_fact_is_said(locale, pages):
    said, faults = set(), []
    for page in (page for page in pages if page.locale == locale):
        for block in page.tree.xpath("//*[@data-fact]"):
            text = " ".join(block.text_content().split())
            for name in block.get("data-fact").split():
                said.add(name)
                fact = FACTS[name]
                faults += [
                    f"{page.url}: fact {name!r} (handout/facts.yaml:{fact.line}) lacks {lack}: {text}"
                    for lack in missing(fact, text, language_of(block, locale), GLOSSARY)
                ]
    faults += [f"fact {name!r} (handout/facts.yaml:{FACTS[name].line}) is on no page" for name in FACTS.keys() - said]
    assert not faults, "\n".join(faults)
