"""Checks the read-backs of blocks that state facts against these facts, as English blocks are checked.

The reader of a translation has not seen the English (`catalog/readback.py`), so the words may differ:
`handout/equal_words.csv`, in the form of the glossary, lists equivalents of English words.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from mkdocs_handout.catalog import readback
from mkdocs_handout.catalog.catalog import Catalog, load
from mkdocs_handout.catalog.unsafe_text import Fault
from mkdocs_handout.checks.finding import Finding, findings_of
from mkdocs_handout.checks.glossary import read_glossary
from mkdocs_handout.checks.lost_or_added import (
    figures_differ,
    hedges_lost,
    names_lost,
    out_of_proportion,
    term_missing,
)
from mkdocs_handout.checks.translation_pair import Pair, fold_forms
from mkdocs_handout.checks.translations import TranslationChecker
from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.project.languages import SOURCE

EQUAL = "handout/equal_words.csv"
CHECKS: tuple[Callable[[Pair], Iterator[Fault]], ...] = (
    figures_differ, hedges_lost, names_lost, term_missing, out_of_proportion,
)  # fmt: skip


@dataclass(frozen=True)
class ReadBackPair(Pair):
    """A read-back and its English, which the reader has not seen; its glossary is the list of equivalents."""

    def words(self, english: str) -> list[str]:
        """Return the English word and its equivalents."""
        return [*super().words(english), fold_forms(english)]

    def says(self, word: str) -> bool:
        """Return whether the read-back has `word`, as a whole word."""
        return self.count([word]) > 0

    def count(self, words: Iterable[str]) -> int:
        """Count where the read-back has one of `words`, as a whole word; `*` matches any ending."""
        found = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words)
        return len(re.findall(rf"(?<!\w)(?:{found})(?!\w)", self.folded))


class ReadBackChecker:
    """Checks read-backs against the facts that their English states."""

    def __init__(self, checker: TranslationChecker) -> None:
        """Use the facts and the English of `checker`, and read the equivalents; raises `HandoutError`."""
        self.checker, self.equal = checker, read_glossary(checker.root / EQUAL)

    def pair(self, english: str, text: str) -> ReadBackPair:
        """Return one pair, with the facts that its English states."""
        known = self.checker.facts
        facts = tuple(known[name] for name in self.checker.english.get(english, ()) if name in known)
        return ReadBackPair(SOURCE, english, text.replace("’", "'"), self.equal, facts)

    def pairs(self, catalog: Catalog) -> dict[str, ReadBackPair]:
        """Return the valid read-backs of a catalog, by English."""
        return {english: self.pair(english, row.text) for english, row in self._valid(catalog).items()}

    def faults(self, pair: Pair) -> list[Fault]:
        """Return what a read-back lacks of its facts; empty if its English states none."""
        return [fault for check in CHECKS for fault in check(pair)] if pair.facts else []

    def check(self, locale: str) -> list[Finding]:
        """Return the findings for a language, in the order of its readback.csv; empty if there is no such file."""
        if locale == SOURCE:
            return []
        root, found = self.checker.root, list[Finding]()
        try:
            catalog = load(self.checker.translations, locale)
            rows = self._valid(catalog)
        except HandoutError as error:
            return findings_of(error, root)
        file = readback.path_of(self.checker.translations, locale).relative_to(root).as_posix()
        for english, row in rows.items():
            place = f"{catalog.path.relative_to(root).as_posix()}:{catalog.entries[english].line}"
            remedy = f"correct the translation, {place}; or, if it is right, add the word to {EQUAL}"
            for what, _ in self.faults(self.pair(english, row.text)):
                found.append(Finding(file, row.line, f"{locale}: in the read-back, {what}: {row.text!r}", remedy))
        return sorted(found, key=lambda each: each.line or 0)

    def _valid(self, catalog: Catalog) -> dict[str, readback.ReadBack]:
        return readback.valid(self.checker.translations, catalog, self.checker.english)
