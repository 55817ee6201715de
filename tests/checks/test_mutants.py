"""The checks catch enough of the deliberate errors in translations, in every language (`make mutants`)."""

import pytest

from mkdocs_handout.checks.readback_facts import ReadBackChecker
from mkdocs_handout.checks.translations import TranslationChecker
from tests.built import LOCALES, ROOT
from tests.mutants import MIN_CAUGHT, MIN_READ_BACK, rates, read_back_rates


@pytest.fixture(scope="module")
def checker():
    return TranslationChecker(ROOT)


@pytest.mark.parametrize("locale", [each for each in LOCALES if each != "en"])
def test_enough_wrong_translations_are_caught(locale, checker):
    escaped: list[str] = []
    for kind, (caught, of) in rates(checker, locale, escaped).items():
        assert of, f"no mutant of the kind {kind!r}"
        assert 100 * caught >= MIN_CAUGHT[kind] * of, "\n".join(each for each in escaped if f": {kind}:" in each)


def test_enough_wrong_read_backs_are_caught(checker):
    """Measured with the English as its own read-back, since the real read-backs change often."""
    escaped: list[str] = []
    for kind, (caught, of) in read_back_rates(ReadBackChecker(checker), "en", escaped).items():
        assert of, f"no mutant of the kind {kind!r}"
        assert 100 * caught >= MIN_READ_BACK[kind] * of, "\n".join(each for each in escaped if f": {kind}:" in each)
