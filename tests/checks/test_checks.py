"""Each check finds its errors and accepts good translations, according to the tables in tests/cases/checks/."""

import csv

import pytest

from mkdocs_handout.checks.facts import read_facts
from mkdocs_handout.checks.glossary import read_glossary
from mkdocs_handout.checks.translation_pair import Habits, Pair
from mkdocs_handout.checks.translations import CHECKS
from mkdocs_handout.project.writing_systems import script_of
from tests.built import ROOT

CASES = ROOT / "tests" / "cases" / "checks"
GLOSSARY = read_glossary(CASES / "glossary.csv")
FACTS = read_facts(ROOT / "handout")
HABITS = Habits(ratio=1.0, frequent=frozenset({"de", "في", "в", "ለ"}))
NAMES = {check.__name__: check for check in CHECKS}


def table(name):
    with (CASES / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("name", NAMES)
def test_bad_translations_are_found_and_good_ones_are_not(name):
    rows = table(name)
    for row in rows:
        facts = (FACTS[row["fact"]],) if row["fact"] else ()
        pair = Pair(row["locale"], row["english"], row["translation"], GLOSSARY, facts, HABITS)
        found = list(NAMES[name](pair))
        assert bool(found) == (row["verdict"] == "bad"), (row, found)
        assert all(what and remedy for what, remedy in found)


@pytest.mark.parametrize("name", NAMES)
def test_tables_cover_three_scripts_and_both_verdicts(name):
    assert {row["verdict"] for row in table(name)} == {"good", "bad"}
    assert len({script_of(row["locale"]) for row in table(name)}) >= 3


def test_habits_are_learned_from_the_catalog():
    habits = Habits.of([("x" * 20 + ".", "y" * 10 + "."), *[("The end.", "de fin.")] * 30])
    assert habits == Habits(ratio=11 / 21, frequent=frozenset({"de", "fin."}), stops=True)
