"""Sentences with pronouns whose noun a translator would have to guess are found."""

import pytest

from mkdocs_handout.checks.readability import unnamed

GOOD = [
    "The muscle may become less painful.",
    "Muscles that go across a disc may compress the disc.",
    "This condition of nerves and muscles has a name.",
    "When nerves are irritated, the muscles controlled by these nerves can become weak.",
    "One or more of these treatments can be used.",
    "That feeling usually goes away.",
    "We have not encountered any of these three problems.",
    "The clinic thanks those helpers.",
    "Say that the list is long.",
    "Sit with a friend.",
    "Items and themes are named.",
]
BAD = [
    "It may become less painful, and often stronger.",
    "They may also cause pain in the facet joints.",
    "The disc is pressed when they shorten.",
    "What would you tell them about a visit?",
    "What do you do if it does not help?",
    "Will it help?",
    "It’s a thin needle.",
    "That begins the healing process.",
    "That usually goes away within a few days.",
    "After that, you have less pain.",
    "This can be treated with rest.",
    "This is known as neuromyofascial pain.",
    "What this means",
    "One or more of these.",
    "Those are the parts.",
]


@pytest.mark.parametrize("sentence", GOOD)
def test_a_sentence_that_names_its_noun_passes(sentence):
    assert unnamed(sentence) == []


@pytest.mark.parametrize("sentence", BAD)
def test_a_pronoun_instead_of_a_noun_is_found(sentence):
    assert unnamed(sentence) == [sentence]


def test_each_sentence_of_a_block_is_checked():
    assert unnamed("Nerves carry signals. They help. It hurts.") == ["They help.", "It hurts."]
