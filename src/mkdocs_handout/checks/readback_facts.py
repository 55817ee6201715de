"""Checks the read-backs of blocks that state facts against these facts, as English blocks are checked.

The reader of a translation has not seen the English (`catalog/readback.py`), so the words may differ:
`handout/equal_words.csv`, in the form of the glossary, lists equivalents of English words.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from mkdocs_handout.catalog import readback
from mkdocs_handout.catalog.catalog import Catalog
from mkdocs_handout.catalog.unsafe_text import Fault
from mkdocs_handout.checks.finding import Finding
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
        return ReadBackPair(SOURCE, english, text.replace("’", "'"), self.equal, self.checker.english[english])

    def faults(self, pair: Pair) -> list[Fault]:
        """Return what a read-back lacks of its facts; empty if its English states none."""
        return [fault for check in CHECKS for fault in check(pair)] if pair.facts else []

    def check(self, catalog: Catalog) -> list[Finding]:
        """Return the findings for a catalog's read-backs, in the order of their file; raises `HandoutError`."""
        root, translations, found = self.checker.root, self.checker.translations, list[Finding]()
        file = readback.path_of(translations, catalog.locale).relative_to(root).as_posix()
        for english, row in readback.valid(translations, catalog, self.checker.english).items():
            place = f"{catalog.path.relative_to(root).as_posix()}:{catalog.entries[english].line}"
            remedy = f"correct the translation, {place}; or, if it is right, add the word to {EQUAL}"
            for said, _ in self.faults(self.pair(english, row.text)):
                what = f"{catalog.locale}: in the read-back, {said}: {row.text!r}"
                found.append(Finding(file, row.line, what, remedy))
        return sorted(found, key=lambda each: each.line or 0)
