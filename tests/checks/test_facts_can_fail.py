"""The test of the facts can fail: each fact's sentence emptied, swapped, unhedged or with another figure is found."""

import re
from itertools import permutations

import pytest

from mkdocs_handout.checks.facts import Fact, figures, missing, read_facts
from mkdocs_handout.checks.glossary import Glossary
from mkdocs_handout.checks.readability import sentences
from tests.built import ROOT
from tests.content.test_facts import said_of

FACTS = read_facts(ROOT / "handout")
NO_GLOSSARY = Glossary()


@pytest.fixture(scope="module")
def said(pages) -> dict[str, str]:
    """The first English block of each fact, or the cells of its row."""
    blocks: dict[str, str] = {}
    for page in (page for page in pages if page.locale == "en"):
        for block in page.tree.xpath("//*[@data-fact]"):
            for name in block.get("data-fact").split():
                blocks.setdefault(
                    name, " ".join(" ".join(each.text_content() for each in said_of(name, block)).split())
                )
    return blocks


def fails(fact: Fact, text: str) -> bool:
    return bool(list(missing(fact, text, "en", NO_GLOSSARY)))


@pytest.mark.parametrize("name", FACTS)
def test_each_mutation_is_found(name, said):
    fact, text = FACTS[name], said[name]
    assert not fails(fact, text)
    for sentence in sentences(text):
        if any(stem.lower() in sentence.lower() for required in fact.stems for stem in required[:2]):
            assert fails(fact, text.replace(sentence, "")) or len(fact.stems) < len(sentences(text))
    assert fails(fact, "")
    for hedge in fact.hedges:
        for at in re.finditer(rf"\b{hedge}", text, re.I):
            assert fails(fact, text[: at.start()] + text[at.end() :]), f"without {hedge!r} at {at.start()}"
    for number in figures(" ".join(fact.figures)):
        assert fails(fact, re.sub(rf"\b{number}\b", str(int(number) + 1), text))
    for kept in (*fact.keep, *fact.spans):
        assert fails(fact, text.replace(kept, ""))


def test_any_two_swapped_are_found(said):
    alike = {frozenset(pair) for pair in permutations(FACTS, 2) if said[pair[0]] == said[pair[1]]}
    assert not alike
    for one, other in permutations(FACTS, 2):
        assert fails(FACTS[one], said[other]), f"{one} does not notice the sentence of {other}"
