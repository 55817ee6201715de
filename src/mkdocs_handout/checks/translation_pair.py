"""One translation with its English, and with all that checks need."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from statistics import median

from mkdocs_handout.checks.facts import Fact
from mkdocs_handout.checks.glossary import Glossary, fold
from mkdocs_handout.english import icons
from mkdocs_handout.project.writing_systems import STOPS, script_of

_LINK = re.compile(r"!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])")
_CLOSING = "*)]}）」』》”“’'\"»›»« "


@dataclass(frozen=True)
class Habits:
    """What is usual in one catalog.

    `ratio`: the median length relative to the English. `frequent`: the words in at least every twelfth message.
    `stops`: whether its sentences end with a full stop, if the script allows both.
    """

    ratio: float = 1.0
    frequent: frozenset[str] = frozenset()
    stops: bool = False

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> "Habits":
        """Derive them from (English, translation) pairs."""
        pairs = list(pairs)
        ratios = [len(text) / len(english) for english, text in pairs if len(english) >= 20]
        words = Counter(word for _, text in pairs for word in set(text.casefold().split()))
        ends = [end_of(text) == "." for english, text in pairs if end_of(english) == "."]
        return cls(
            median(ratios) if ratios else 1.0,
            frozenset(word for word, count in words.items() if count >= max(3, len(pairs) / 12)),
            bool(ends) and sum(ends) >= 0.95 * len(ends),
        )


@dataclass(frozen=True)
class Pair:
    """One translation that is shown, with all that checks need."""

    locale: str
    english: str
    text: str
    glossary: Glossary
    facts: tuple[Fact, ...] = ()
    habits: Habits = field(default_factory=Habits)

    @cached_property
    def script(self) -> str:
        """ISO 15924 code."""
        return script_of(self.locale)

    @cached_property
    def plain(self) -> str:
        """The translation without Markdown."""
        return without_markup(self.text)

    @cached_property
    def folded(self) -> str:
        """The plain translation, normalized by `fold_forms` as the glossary's words are."""
        return fold_forms(self.plain)

    def without_icons(self) -> "Pair":
        """Return the pair without icons, whose names are not text."""
        return replace(self, english=icons.without(self.english), text=icons.without(self.text))

    def words(self, english: str) -> list[str]:
        """Return the words of the glossary for an English entry, the longest first."""
        return sorted(map(fold_forms, self.glossary.words(english, self.locale)), key=len, reverse=True)

    def says(self, word: str) -> bool:
        """Return whether the translation has a word of the glossary; figures in the word must be the same."""
        return word in self.folded

    def count(self, words: Iterable[str]) -> int:
        """Count where the translation has one of `words`; a figure in a word matches any figure."""
        patterns = (re.sub(r"\d+", r"\\d+", re.escape(word)) for word in words)
        return len(re.findall("|".join(patterns) or "(?!)", self.folded))


def without_markup(text: str) -> str:
    """Return a message without emphasis marks and link targets."""
    return re.sub(r"[*`]", "", _LINK.sub(r"\1", text))


@lru_cache(100_000)  # the glossary's words are looked up for each message
def fold_forms(text: str) -> str:
    """Normalize a text to compare word forms; Ethiopic letters lose their vowel, which is in the last three bits."""
    return "".join(chr(ord(char) & ~7) if "\u1200" <= char <= "\u135f" else char for char in fold(text))


def end_of(text: str) -> str:
    """Return the kind of mark that a text ends with: a key of `STOPS`, or ""."""
    last = text.rstrip(_CLOSING)[-1:]
    return next((kind for kind, marks in STOPS.items() if last and last in marks), "")
