"""One translation beside its English, with all that a check may ask of it."""

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

    `ratio`: its length beside the English; `frequent`: the words in every twelfth message or more;
    `stops`: whether its sentences end with a full stop, where the script leaves that open.
    """

    ratio: float = 1.0
    frequent: frozenset[str] = frozenset()
    stops: bool = False

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> "Habits":
        """Learn them from (English, translation) pairs."""
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
    """One shown translation, with all that a check may ask."""

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
        """The plain translation, folded as the glossary's words are by `fold_forms`."""
        return fold_forms(self.plain)

    def without_icons(self) -> "Pair":
        """Return the pair as its words alone: an icon's name is no text."""
        return replace(self, english=icons.without(self.english), text=icons.without(self.text))

    def words(self, english: str) -> list[str]:
        """Return the glossary's words, the longest first."""
        return sorted(map(fold_forms, self.glossary.words(english, self.locale)), key=len, reverse=True)

    def says(self, word: str) -> bool:
        """Say whether a word of the glossary stands in the translation; a figure in it is that figure."""
        return word in self.folded

    def count(self, words: Iterable[str]) -> int:
        """Count the places of the translation where one of `words` stands; a figure in a word is any figure."""
        patterns = (re.sub(r"\d+", r"\\d+", re.escape(word)) for word in words)
        return len(re.findall("|".join(patterns) or "(?!)", self.folded))


def without_markup(text: str) -> str:
    """Return a message without emphasis marks and link targets."""
    return re.sub(r"[*`]", "", _LINK.sub(r"\1", text))


@lru_cache(100_000)  # the glossary's words are asked for with each message
def fold_forms(text: str) -> str:
    """Fold a text so that forms of a word compare: Ethiopic inflects by the vowel, in the last three bits."""
    return "".join(chr(ord(char) & ~7) if "\u1200" <= char <= "\u135f" else char for char in fold(text))


def end_of(text: str) -> str:
    """Return the kind of mark that a text ends with: one of `STOPS`, or nothing."""
    last = text.rstrip(_CLOSING)[-1:]
    return next((kind for kind, marks in STOPS.items() if last and last in marks), "")
