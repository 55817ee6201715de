"""What makes a translation wrong: a small function for each thing, over one translation and its English.

Unsafe is another matter (safety.py): that stops the build, this stops `make check`.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from statistics import median

import hanzidentifier
import pycld2
from babel import Locale

from mkdocs_handout.catalogs import folder
from mkdocs_handout.facts import Fact, figures
from mkdocs_handout.glossary import Glossary, fold
from mkdocs_handout.safety import Fault
from mkdocs_handout.scripts import NO_QUESTION_MARK, NO_STOP, OPENED, PAIRS, STOPS, letters_of, script_of, writes

_LINK = re.compile(r"!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_DASH = re.compile(r"\d\s*[-‐‑‒–—−~]\s*\d")
_RANGE = re.compile(r"(\d+) to (\d+)")
_WORD = re.compile(r"[^\W\d_]+")
_QUESTION = re.compile(r"(?:What|How|Who|Whom|Where|When|Why)\b")
_EDGES = ".,;:!?()[]{}\"'“”‘’„«»،؛؟。，、；：？！（）「」።፣፤፦।"
_CLOSING = "*)]}）」』》”“’'\"»›»« "
# Figures that the English writes as words, so that a translation may use digits.
_SPELLED = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5"}
_HAN = {"Hans": hanzidentifier.SIMPLIFIED, "Hant": hanzidentifier.TRADITIONAL}


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
        ends = [_end(text) == "." for english, text in pairs if _end(english) == "."]
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
        return plain(self.text)

    @cached_property
    def folded(self) -> str:
        """The plain translation, folded as the glossary's words are by `stem`."""
        return stem(self.plain)

    def words(self, english: str) -> list[str]:
        """Return the glossary's words, the longest first."""
        return sorted(map(stem, self.glossary.words(english, self.locale)), key=len, reverse=True)

    def count(self, words: Iterable[str]) -> int:
        """Count the places of the translation where one of `words` stands."""
        return len(re.findall("|".join(map(re.escape, words)) or "(?!)", self.folded))


def plain(text: str) -> str:
    """Return a message without emphasis marks and link targets."""
    return re.sub(r"[*`]", "", _LINK.sub(r"\1", text))


def stem(text: str) -> str:
    """Fold a text so that forms of a word compare: Ethiopic inflects by the vowel, in the last three bits."""
    return "".join(chr(ord(char) & ~7) if "\u1200" <= char <= "\u135f" else char for char in fold(text))


def empty(pair: Pair) -> Iterator[Fault]:
    """Find a translation without a letter."""
    if not any(char.isalpha() for char in pair.text):
        yield f"no word in {pair.text!r}", "translate it, or leave it empty"


def same_as_english(pair: Pair) -> Iterator[Fault]:
    """Find English left as it is; names and the glossary's loans stay, and any one or two words in a Latin script."""
    words = [word for word in _WORD.findall(_without_names(pair)) if len(word) > 1]
    loan = stem(pair.english) in pair.words(pair.english.lower())
    if not loan and fold(pair.text) == fold(pair.english) and len(words) > (2 if pair.script == "Latn" else 0):
        yield "the same as the English", "translate it"


def figures_differ(pair: Pair) -> Iterator[Fault]:
    """Find figures lost, added or turned round; a number word of the glossary stands for its figure."""
    wanted, have = figures(plain(pair.english)), figures(pair.plain)
    for number in sorted(set(wanted) - set(have)):
        if not pair.count(pair.words(number)):
            yield f"the figure {number} is lost", "write it in digits, or list the number word in glossary.csv"
    spelled = {digit for word, digit in _SPELLED.items() if re.search(rf"\b{word}\b", pair.english, re.I)}
    for number in sorted(set(have) - set(wanted) - spelled):
        yield f"the figure {number} is not in the English", "write the English figure"
    for low, high in _RANGE.findall(plain(pair.english)):
        if low in have and high in have and have.index(low) > have.index(high):
            yield f"the range {low} to {high} is turned round", "write the smaller figure first"


def figures_not_bold(pair: Pair) -> Iterator[Fault]:
    """Find figures that the English has in bold and the translation has not."""
    bold = figures(" ".join(_BOLD.findall(pair.text)))
    for number in figures(" ".join(_BOLD.findall(pair.english))):
        if number in figures(pair.text) and number not in bold:
            yield f"the figure {number} is not in bold", "put ** around what the English has in bold"


def range_with_dash(pair: Pair) -> Iterator[Fault]:
    """Find a range with a dash where lines run from right to left: it draws backwards."""
    if Locale.parse(folder(pair.locale)).character_order == "right-to-left" and (found := _DASH.search(pair.text)):
        yield f"the range {found[0]!r}, drawn backwards", "write it in words, as in من 20 إلى 30"


def hedges_lost(pair: Pair) -> Iterator[Fault]:
    """Find a fact's hedge or span that the translation says less often than the English."""
    for kind in ("hedge", "span"):
        for english in dict.fromkeys(each for fact in pair.facts for each in _of(fact, kind)):
            wanted = len(re.findall(rf"\b{re.escape(english)}\b", pair.english, re.I))
            if pair.count(pair.words(english)) < max(1, wanted):
                known = " | ".join(pair.glossary.words(english, pair.locale)) or "no word yet"
                yield f"the {kind} {english!r} is lost", f"say it as glossary.csv has it ({known})"


def _of(fact: Fact, kind: str) -> tuple[str, ...]:
    return fact.hedges if kind == "hedge" else fact.spans


def names_lost(pair: Pair) -> Iterator[Fault]:
    """Find names and short names (IMS, PDF) that are missing or altered."""
    kept = [name for fact in pair.facts for name in fact.keep]
    short = re.findall(r"\b[A-Z]{2,}\b", pair.english)
    for name in dict.fromkeys([*kept, *short]):
        if not re.search(rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])", pair.plain):
            yield f"the name {name!r} is missing or altered", "write it in Latin letters as in the English"
    for row in pair.glossary.of("name"):
        if row.english in pair.english and row.english not in (*kept, *short):
            words = pair.words(row.english)
            if row.english not in pair.plain and not pair.count(words):
                known = " | ".join((row.english, *words))
                yield f"the name {row.english!r} is missing or altered", f"write it as glossary.csv has it ({known})"


def term_missing(pair: Pair) -> Iterator[Fault]:
    """Find a term of the English that is not said with the glossary's word."""
    terms = sorted((row.english for row in pair.glossary.of("term") if pair.words(row.english)), key=len, reverse=True)
    found = re.findall(rf"\b({'|'.join(map(re.escape, terms)) or '(?!)'})(?:e?s)?\b", _without_names(pair), re.I)
    for term in dict.fromkeys(map(str.lower, found)):
        if not pair.count(words := pair.words(next(each for each in terms if each.lower() == term))):
            yield f"the term {term!r} is not said as in glossary.csv ({' | '.join(words)})", "use or list the word"


def _without_names(pair: Pair) -> str:
    """Return the English without names and short names."""
    text = pair.english
    for name in [row.english for row in pair.glossary.of("name")] + [name for fact in pair.facts for name in fact.keep]:
        text = text.replace(name, "")
    return re.sub(r"\b[A-Z]{2,}\b", "", plain(text))


def wrong_script(pair: Pair) -> Iterator[Fault]:
    """Find letters of a script that the locale is not written in, and much Latin where it has its own."""
    own = letters_of(pair.script)
    letters = [char for char in pair.plain if char.isalpha()]
    foreign = [char for char in letters if writes(char) not in own | {"LATIN"}]
    if foreign:
        yield f"{writes(foreign[0]).capitalize()} letters: {''.join(foreign[:10])!r}", "write it in the locale's script"
    kept = _kept(pair)
    left = [word for word in re.findall(r"[A-Za-z]+", pair.plain) if not (word.isupper() or word.casefold() in kept)]
    if "LATIN" not in own and sum(map(len, left)) > 0.3 * len(letters):
        yield f"left in Latin letters: {' '.join(left)[:60]!r}", "translate it"


def _kept(pair: Pair) -> set[str]:
    """Return the words of names, which stay in Latin letters."""
    named = [row.english for row in pair.glossary.of("name")] + [name for fact in pair.facts for name in fact.keep]
    words = " ".join([*named, *re.findall(r"\b(?:[A-Z]{2,}|[A-Z]\w*[A-Z]\w*(?: [A-Z]\w+)*)\b", pair.english)])
    return {word.casefold() for word in _WORD.findall(words)}


def wrong_han(pair: Pair) -> Iterator[Fault]:
    """Find Simplified characters in Traditional Chinese, and the other way round."""
    if pair.script in _HAN:
        for char in dict.fromkeys(pair.plain):
            if hanzidentifier.identify(char) in set(_HAN.values()) - {_HAN[pair.script]}:
                yield f"the character {char!r} is of the other Chinese script", "write the whole in one script"


def wrong_language(pair: Pair) -> Iterator[Fault]:
    """Find a text that is surely in another language."""
    language = pair.locale.split("-")[0]
    text = " ".join(word for word in _cleaned(pair.plain).split() if word.strip(_EDGES).casefold() not in _kept(pair))
    if len(text.encode()) >= 40:
        hint = pair.locale if pair.script == "Hant" else language
        reliable, _, guesses = pycld2.detect(text, isPlainText=True, hintLanguage=hint)
        if reliable and guesses[0][1].split("-")[0] != language:
            yield f"this looks like {guesses[0][0].capitalize()}", f"write it in the language of {pair.locale}"


def _cleaned(text: str) -> str:
    """Drop what pycld2 refuses: control characters and lone surrogates."""
    return "".join(char for char in text if unicodedata.category(char)[0] != "C")


def doubled_words(pair: Pair) -> Iterator[Fault]:
    """Find a small frequent word written twice; other doubled words may be meant (Somali qayb qayb)."""
    listed = [stem(word) for row in pair.glossary.values() for word in row.words.get(pair.locale, ())]
    for first, second in pairwise(pair.plain.casefold().split()):
        if first == second.rstrip(_EDGES) and first in pair.habits.frequent:
            twice = f"{first} {second}"
            if not any(stem(twice) in word for word in listed):
                yield f"the doubled word {twice!r}", "delete one, or list the doubled word in glossary.csv"


def unbalanced(pair: Pair) -> Iterator[Fault]:
    """Find a bracket or a quotation mark without its partner."""
    opening = {each[0] for each in PAIRS}
    stack: list[str] = []
    for char in pair.plain:
        top = stack[-1] if stack else ""
        if top + char in PAIRS or top + char in ("»«", "„”"):
            stack.pop()
        elif char in opening or (char == "»" and not stack):
            stack.append(char)
        elif any(char == each[1] for each in PAIRS):
            stack.append(char)
            break
    odd = [stack[-1]] if stack else []
    odd += ['"'] if pair.plain.count('"') % 2 else []
    for first, last in OPENED.get(pair.locale, ()):
        if pair.plain.count(first) != pair.plain.count(last):
            odd.append(first + last)
    for mark in odd:
        yield f"{mark} without its partner", "write both, in the language's own form"


def end_punctuation(pair: Pair) -> Iterator[Fault]:
    """Find an end that is not the English one, in the marks of the script."""
    wanted, have = _end(pair.english), _end(pair.text)
    if wanted == have or (have == "" and wanted == "." and pair.script in NO_STOP and not pair.habits.stops):
        return
    if wanted == "?" and have in ("", ".") and pair.script in NO_QUESTION_MARK:
        return
    if wanted == "" and have == "?" and _QUESTION.match(pair.english):
        return
    if wanted:
        yield f"it does not end with the {wanted} of the English", f"end it with one of {' '.join(STOPS[wanted])}"
    else:
        yield f"it ends with {have}, which the English does not", "delete it"


def _end(text: str) -> str:
    """Return the kind of mark that a text ends with: one of `STOPS`, or nothing."""
    last = text.rstrip(_CLOSING)[-1:]
    return next((kind for kind, marks in STOPS.items() if last and last in marks), "")


def spaces(pair: Pair) -> Iterator[Fault]:
    """Find spaces at the ends, and doubled ones."""
    if pair.text != pair.text.strip() or "  " in pair.text:
        yield "a space too many", "delete it"


def out_of_proportion(pair: Pair) -> Iterator[Fault]:
    """Find a text much shorter or longer than this catalog's others are beside their English."""
    usual = pair.habits.ratio * len(pair.english)
    least = 0.6 if pair.facts else 0.45 if len(pair.english) >= 40 else 0
    if len(pair.text) < least * usual:
        yield f"only {len(pair.text)} characters where {usual:.0f} are usual", "look whether something is lost"
    if len(pair.text) > 2.2 * usual + 25:
        yield f"{len(pair.text)} characters where {usual:.0f} are usual", "look whether something was added"


CHECKS: tuple[Callable[[Pair], Iterator[Fault]], ...] = (
    empty, same_as_english, figures_differ, figures_not_bold, range_with_dash, hedges_lost, names_lost, term_missing,
    wrong_script, wrong_han, wrong_language, doubled_words, unbalanced, end_punctuation, spaces, out_of_proportion,
)  # fmt: skip


def wrong(pair: Pair) -> Iterator[Fault]:
    """Find all that is wrong with one translation."""
    for check in CHECKS:
        yield from check(pair)
