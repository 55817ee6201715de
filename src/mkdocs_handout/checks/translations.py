"""Checks translations, but only those that readers are shown.

Safety is separate (safety.py): an unsafe translation stops the build, a finding here only fails `make check`.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from mkdocs_handout.catalog.catalog import Catalog
from mkdocs_handout.catalog.safety import safety_of
from mkdocs_handout.catalog.unsafe_text import Fault
from mkdocs_handout.checks.facts import read_facts
from mkdocs_handout.checks.finding import Finding, findings_of
from mkdocs_handout.checks.glossary import read_glossary
from mkdocs_handout.checks.lost_or_added import (
    empty,
    figures_differ,
    figures_not_bold,
    hedges_lost,
    names_lost,
    out_of_proportion,
    range_with_dash,
    same_as_english,
    term_missing,
)
from mkdocs_handout.checks.script_and_punctuation import (
    doubled_words,
    end_punctuation,
    left_in_english,
    spaces,
    unbalanced,
    wrong_han,
    wrong_language,
    wrong_script,
)
from mkdocs_handout.checks.translation_pair import Habits, Pair
from mkdocs_handout.english.messages import stated_facts

CHECKS: tuple[Callable[[Pair], Iterator[Fault]], ...] = (
    empty, same_as_english, figures_differ, figures_not_bold, range_with_dash, hedges_lost, names_lost, term_missing,
    wrong_script, wrong_han, wrong_language, left_in_english, doubled_words, unbalanced, end_punctuation, spaces,
    out_of_proportion,
)  # fmt: skip


def wrong(pair: Pair) -> Iterator[Fault]:
    """Run all checks on one translation."""
    for check in CHECKS:
        yield from check(pair)


class TranslationChecker:
    """Checks catalogs against the current English, its facts and the glossary."""

    def __init__(self, root: Path) -> None:
        """Read the English, the facts and the glossary of the project at `root`; raises `HandoutError`."""
        self.root, self.translations = root, root / "translations"
        self.glossary = read_glossary(self.translations / "glossary.csv")
        facts = read_facts(root / "handout")
        self.english = {
            english: tuple(facts[name] for name in names if name in facts)
            for english, names in stated_facts(root).items()
        }
        """The facts that each English message states."""
        self.safety = safety_of(root / "mkdocs.yml")

    def pairs(self, catalog: Catalog) -> dict[str, Pair]:
        """Return the translations of a catalog that are shown, by current English: neither empty nor fuzzy ones."""
        shown = {
            english: catalog.entries[english].text
            for english in self.english
            if english in catalog.entries and not catalog.show(english).foreign
        }
        habits = Habits.of(shown.items())
        return {
            english: Pair(catalog.locale, english, text, self.glossary, self.english[english], habits)
            for english, text in shown.items()
        }

    def faults(self, pair: Pair) -> Iterator[Fault]:
        """Find what is wrong with one translation; for an unsafe one, only what makes it unsafe."""
        yield from list(self.safety.unsafe(pair.english, pair.text, pair.script)) or self._wrong(pair)

    def _wrong(self, pair: Pair) -> Iterator[Fault]:
        yield from self.safety.lost(pair.english, pair.text)
        yield from wrong(pair.without_icons())

    def check(self, catalog: Catalog) -> list[Finding]:
        """Return the findings for a catalog, in its order."""
        found = [finding for fault in self.safety.faults(catalog) for finding in findings_of(fault, self.root)]
        unsafe, file = {each.line for each in found}, catalog.path.relative_to(self.root).as_posix()
        for english, pair in self.pairs(catalog).items():
            line = catalog.entries[english].line
            if line not in unsafe:
                found += [
                    Finding(file, line, f"{catalog.locale}: {what}: {_cut(pair.text)!r}", remedy)
                    for what, remedy in self._wrong(pair)
                ]
        return sorted(found, key=lambda each: each.line or 0)


def _cut(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"
