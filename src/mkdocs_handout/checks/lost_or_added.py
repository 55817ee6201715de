"""Checks what a translation loses or adds: figures, hedges, names, terms, whole parts."""

import re
from collections.abc import Iterator

from mkdocs_handout.catalog.unsafe_text import Fault
from mkdocs_handout.checks.facts import Fact, figures
from mkdocs_handout.checks.glossary import fold
from mkdocs_handout.checks.translation_pair import Pair, fold_forms, without_markup
from mkdocs_handout.project.languages import is_right_to_left

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_DASH = re.compile(r"\d\s*[-‐‑‒–—−~]\s*\d")
_RANGE = re.compile(r"(\d+) to (\d+)")
_WORD = re.compile(r"[^\W\d_]+")
# Figures that the English writes as words, so that a translation may use digits.
_SPELLED = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5"}


def empty(pair: Pair) -> Iterator[Fault]:
    """Find a translation without any letter."""
    if not any(char.isalpha() for char in pair.text):
        yield f"no word in {pair.text!r}", "translate it, or leave it empty"


def same_as_english(pair: Pair) -> Iterator[Fault]:
    """Find text left in English, except names, loanwords of the glossary, and one or two words in a Latin script."""
    words = [word for word in _WORD.findall(_without_names(pair)) if len(word) > 1]
    loan = fold_forms(pair.english) in pair.words(pair.english.lower())
    if not loan and fold(pair.text) == fold(pair.english) and len(words) > (2 if pair.script == "Latn" else 0):
        yield "the same as the English", "translate it"


def figures_differ(pair: Pair) -> Iterator[Fault]:
    """Find figures that are lost, added or in reverse order; a number word of the glossary counts as its figure."""
    wanted, have = figures(without_markup(pair.english)), figures(pair.plain)
    for number in sorted(set(wanted) - set(have)):
        if not any(map(pair.says, pair.words(number))):
            yield f"the figure {number} is missing", "write it in digits, or add the number word to glossary.csv"
    spelled = {digit for word, digit in _SPELLED.items() if re.search(rf"\b{word}\b", pair.english, re.I)}
    for number in sorted(set(have) - set(wanted) - spelled):
        yield f"the figure {number} is not in the English", "write the English figure"
    for low, high in _RANGE.findall(without_markup(pair.english)):
        if low in have and high in have and have.index(low) > have.index(high):
            yield f"the range {low} to {high} is reversed", "write the smaller figure first"


def figures_not_bold(pair: Pair) -> Iterator[Fault]:
    """Find figures that are bold in the English only; a translation without any bold is reported as a lost mark."""
    if not _BOLD.search(pair.text):
        return
    bold = figures(" ".join(_BOLD.findall(pair.text)))
    for number in figures(" ".join(_BOLD.findall(pair.english))):
        if number in figures(pair.text) and number not in bold:
            yield f"the figure {number} is not in bold", "put ** around what is bold in the English"


def range_with_dash(pair: Pair) -> Iterator[Fault]:
    """Find a range with a dash in a right-to-left language, which would be shown in reverse order."""
    if is_right_to_left(pair.locale) and (found := _DASH.search(pair.text)):
        yield f"the range {found[0]!r} would be shown backwards", "write it in words, as in من 20 إلى 30"


def hedges_lost(pair: Pair) -> Iterator[Fault]:
    """Find a hedge or span of a fact that the translation has less often than the English.

    A table cell states part of a fact, so only what its own English has is required. If the glossary has no word in the
    language, nothing can be checked; `make doctor` lists these.
    """
    for kind in ("hedge", "span"):
        for english in dict.fromkeys(each for fact in pair.facts for each in _of(fact, kind)):
            wanted, known = len(re.findall(rf"\b{re.escape(english)}\b", pair.english, re.I)), pair.words(english)
            if known and pair.count(known) < wanted:
                words = " | ".join(pair.glossary.words(english, pair.locale))
                yield f"the {kind} {english!r} is missing", f"use the words of glossary.csv ({words})"


def _of(fact: Fact, kind: str) -> tuple[str, ...]:
    return fact.hedges if kind == "hedge" else fact.spans


def names_lost(pair: Pair) -> Iterator[Fault]:
    """Find names and acronyms (IMS, PDF) that are missing or altered."""
    kept = [name for fact in pair.facts for name in fact.keep]
    short = re.findall(r"\b[A-Z]{2,}\b", pair.english)
    for name in dict.fromkeys([*kept, *short]):
        if not re.search(rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])", pair.plain):
            yield f"the name {name!r} is missing or changed", "write it in Latin letters as in the English"
    for row in pair.glossary.of("name"):
        words = pair.words(row.english)  # empty if the glossary has none: nothing can be checked
        if not words or row.english not in pair.english or row.english in (*kept, *short):
            continue
        if row.english not in pair.plain and not pair.count(words):
            known = " | ".join((row.english, *words))
            yield f"the name {row.english!r} is missing or changed", f"write it as in glossary.csv ({known})"


def term_missing(pair: Pair) -> Iterator[Fault]:
    """Find a term of the English for which the translation has no word of the glossary."""
    terms = sorted((row.english for row in pair.glossary.of("term") if pair.words(row.english)), key=len, reverse=True)
    found = re.findall(rf"\b({'|'.join(map(re.escape, terms)) or '(?!)'})(?:e?s)?\b", _without_names(pair), re.I)
    for term in dict.fromkeys(map(str.lower, found)):
        if not pair.count(words := pair.words(next(each for each in terms if each.lower() == term))):
            known = " | ".join(words)
            yield f"the term {term!r} is missing", f"use the words of glossary.csv ({known}), or add your word there"


def _without_names(pair: Pair) -> str:
    """Return the English without names and acronyms."""
    text = pair.english
    for name in [row.english for row in pair.glossary.of("name")] + [name for fact in pair.facts for name in fact.keep]:
        text = text.replace(name, "")
    return re.sub(r"\b[A-Z]{2,}\b", "", without_markup(text))


def out_of_proportion(pair: Pair) -> Iterator[Fault]:
    """Find a text that is much shorter or longer, relative to its English, than others in this catalog."""
    usual = pair.habits.ratio * len(pair.english)
    least = 0.6 if pair.facts else 0.45 if len(pair.english) >= 40 else 0
    if len(pair.text) < least * usual:
        yield f"only {len(pair.text)} characters, where {usual:.0f} are usual", "check whether something is missing"
    if len(pair.text) > 2.2 * usual + 25:
        yield f"{len(pair.text)} characters, where {usual:.0f} are usual", "check whether something was added"
