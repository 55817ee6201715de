"""Every translation that is shown is safe, and keeps what its English says."""

import pytest

from mkdocs_handout.checks.run import Checker
from tests.built import LOCALES, ROOT


@pytest.fixture(scope="module")
def checker():
    return Checker(ROOT)


@pytest.mark.parametrize("locale", [each for each in LOCALES if each != "en"])
def test_nothing_is_wrong(locale, checker):
    found = checker.check(locale)
    assert not found, "\n".join(map(str, found))


def test_each_fact_is_looked_for(checker):
    """The checks know from docs/ which message states which fact."""
    assert {name for facts in checker.english.values() for name in facts} == set(checker.facts)
