"""The check of facts finds sentences that are missing, swapped, without their hedge or with another figure."""

import re
from itertools import permutations

import pytest

from mkdocs_handout.checks.facts import Fact, figures, missing, read_facts, statements_of
from mkdocs_handout.checks.pages import english_pages
from mkdocs_handout.checks.readability import sentences
from tests.built import ROOT

FACTS = read_facts(ROOT / "handout")


@pytest.fixture(scope="module")
def stated() -> dict[str, str]:
    """The first statement of each fact on the English pages."""
    statements = [each for page in english_pages(ROOT) for each in statements_of(page)]
    return {each.fact: each.text for each in reversed(statements)}


def fails(fact: Fact, text: str) -> bool:
    return bool(list(missing(fact, text)))


@pytest.mark.parametrize("name", FACTS)
def test_each_mutation_is_found(name, stated):
    fact, text = FACTS[name], stated[name]
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


def test_any_two_swapped_facts_are_found(stated):
    alike = {frozenset(pair) for pair in permutations(FACTS, 2) if stated[pair[0]] == stated[pair[1]]}
    assert not alike
    for one, other in permutations(FACTS, 2):
        assert fails(FACTS[one], stated[other]), f"{one} does not notice the sentence of {other}"


def test_a_word_matches_only_at_the_start_of_a_word():
    fact = Fact("a-rest", 1, (), (), (), (), (("rest",),))
    assert not fails(fact, "Resting helps.")
    assert fails(fact, "We show interest.")
