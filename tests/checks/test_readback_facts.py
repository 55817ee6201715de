"""The check of read-backs against the facts accepts other words and reports another meaning."""

import csv

import pytest

from mkdocs_handout.catalog.catalog import load
from mkdocs_handout.catalog.ledger import digest
from mkdocs_handout.catalog.readback import COLUMNS, path_of
from mkdocs_handout.checks.check_all import check_text
from mkdocs_handout.checks.facts import read_facts
from mkdocs_handout.checks.glossary import read_glossary
from mkdocs_handout.checks.readback_facts import CHECKS, EQUAL, ReadBackPair
from tests.built import ROOT

FACTS, WORDS = read_facts(ROOT / "handout"), read_glossary(ROOT / EQUAL)
ENGLISH = {
    "cramp": "When the needle enters a muscle that is chronically tight, you may feel a cramp or an ache.",
    "cramp-passes": "The cramp or ache usually goes away after several seconds.",
    "lengthened": "The muscle may become less painful. Often, the muscle may also become stronger.",
    "relief-or-sore": "You may feel relief at once. Or you may be sore around the treated place for a few days.",
    "then-better": "Usually you then have less pain, you move better, and your body works better.",
    "visits": "On average, patients need **4 to 10 visits** for significant improvement.",
    "spacing": "At first, your visits are **1 to 2 weeks** apart.",
    "stop-rule": "If IMS does not help you within **1 to 3 sessions**, we generally stop the treatment.",
    "duration": "The procedure takes **about 20 to 30 minutes**.",
    "soreness": "More soreness after the procedure is not uncommon.",
    "serious": "Infection is possible. Each of these three problems is extremely unlikely.",
    "none-here": "In our clinic, we have not encountered any of these three problems.",
    "effective": "In our experience, IMS is one of the “low-tech” treatments that work best for chronic pain.",
    "tiny-injury": "The longer-term benefit comes from making a tiny injury in the muscle.",
    "istop": "Dr. Gunn founded the Institute for the Study and Treatment of Pain (ISTOP) in Vancouver BC.",
}
with (ROOT / "tests" / "cases" / "read_back.tsv").open(encoding="utf-8", newline="") as file:
    CASES = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def lost(fact, text):
    pair = ReadBackPair("en", ENGLISH[fact], text.replace("’", "'"), WORDS, (FACTS[fact],))
    return [what for check in CHECKS for what, _ in check(pair)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['fact']}: {case['text'][:30]}")
def test_other_words_are_accepted_and_lost_meaning_is_reported(case):
    found = lost(case["fact"], case["text"])
    assert case["lost"] in found if case["lost"] else not found, found


def test_cases_cover_both_kinds_and_the_english_passes_as_its_read_back():
    assert {bool(case["lost"]) for case in CASES} == {True, False}
    assert {name: lost(name, text) for name, text in ENGLISH.items()} == {name: [] for name in ENGLISH}


def test_every_hedge_and_span_of_the_facts_has_equal_words():
    for fact in FACTS.values():
        for kind, words in (("hedge", fact.hedges), ("span", fact.spans)):
            assert not [word for word in words if word not in WORDS or WORDS[word].kind != kind], fact.id


@pytest.fixture
def project(project):
    for file in project.glob("translations/*/readback.csv"):
        file.unlink()
    return project


def test_check_reports_the_lines_of_the_read_back_and_the_translation(project):
    """Void rows, and rows of blocks that state no fact, are ignored."""
    assert check_text(project, ["es"]) == []
    entries = load(project / "translations", "es").entries
    duration = next(each for each in entries if "about 20 to 30 minutes" in each)
    rows = [
        (digest(duration, entries[duration].text), "It takes 20 to 40 minutes."),
        (digest(duration, "An older translation."), "It takes 3 hours."),
        (digest("Thanks", entries["Thanks"].text), "9 thanks"),
    ]
    path = path_of(project / "translations", "es")
    lines = "".join(f"{key},{text},,2026-01-31,machine\n" for key, text in rows)
    path.write_text(f"{','.join(COLUMNS)}\n{lines}", encoding="utf-8")
    found = list(map(str, check_text(project, ["es"])))
    po = f"translations/es/LC_MESSAGES/messages.po:{entries[duration].line}"
    for what in ("the figure 30 is missing", "the figure 40 is not in the English", "the hedge 'about' is missing"):
        line = (
            f"translations/es/readback.csv:2: es: in the read-back, {what}: 'It takes 20 to 40 minutes.'; correct the "
        )
        line += f"translation, {po}; or, if it is right, add the word to handout/equal_words.csv"
        assert line in found
    assert all("readback.csv:2: " in line for line in found)
    path.write_text(f"{','.join(COLUMNS)}\nx,y,,2026-01-31,machine\n", encoding="utf-8")
    (error,) = check_text(project, ["es"])
    assert str(error).startswith("translations/es/readback.csv:2: 'x' is not a digest; ")
