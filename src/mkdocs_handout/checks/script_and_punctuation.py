"""Checks how a translation is written: script, language, words, punctuation."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

import hanzidentifier
import pycld2

from mkdocs_handout.catalog.unsafe_text import Fault
from mkdocs_handout.checks.translation_pair import Pair, end_of, fold_forms, without_markup
from mkdocs_handout.project.writing_systems import NO_QUESTION_MARK, NO_STOP, OPENED, PAIRS, STOPS, letters_of, writes

_WORD = re.compile(r"[^\W\d_]+")
_QUESTION = re.compile(r"(?:What|How|Who|Whom|Where|When|Why)\b")
_SHORT = 6
"""Two words with at most this many letters may be the same in two languages: `a menos`, `in den`."""
_EDGES = ".,;:!?()[]{}\"'“”‘’„«»،؛؟。，、；：？！（）「」።፣፤፦।"
_LEFT = {"tl": 3}
"""How many English words in a row are reported, if not two: Filipino borrows two at a time (`front desk`)."""
_HAN = {"Hans": hanzidentifier.SIMPLIFIED, "Hant": hanzidentifier.TRADITIONAL}


def wrong_script(pair: Pair) -> Iterator[Fault]:
    """Find letters of a script that the locale does not use, and too many Latin letters where it has its own script."""
    own = letters_of(pair.script)
    letters = [char for char in pair.plain if char.isalpha()]
    foreign = [char for char in letters if writes(char) not in own | {"LATIN"}]
    if foreign:
        yield (
            f"{writes(foreign[0]).capitalize()} letters: {''.join(foreign[:10])!r}",
            "write it in the script of the language",
        )
    kept = _kept(pair)
    left = [word for word in re.findall(r"[A-Za-z]+", pair.plain) if not (word.isupper() or word.casefold() in kept)]
    if "LATIN" not in own and sum(map(len, left)) > 0.3 * len(letters):
        yield f"left in Latin letters: {' '.join(left)[:60]!r}", "translate it"


def left_in_english(pair: Pair) -> Iterator[Fault]:
    """Find two or more words in a row that are the same in the translation and in the English.

    A single one may be a word of both languages, or a loanword.
    """
    if fold_forms(pair.text) == fold_forms(pair.english):  # reported by `same_as_english`
        return
    kept, text = _kept(pair), f" {' '.join(_WORD.findall(without_markup(pair.english).casefold()))} "
    run: list[str] = []
    for word in [*pair.plain.split(), ""]:
        own = word.strip(_EDGES)
        english = own.isalpha() and own.isascii() and own.casefold() not in kept and f" {own.casefold()} " in text
        if english and f" {' '.join([*run, own]).casefold()} " in text:
            run.append(own)
            continue
        if len(run) >= _LEFT.get(pair.locale, 2) and len("".join(run)) > _SHORT and not _listed(run, pair):
            yield f"{' '.join(run)!r} is left in English", "translate it, or add it to glossary.csv"
        run = [own] if english else []


def _listed(words: list[str], pair: Pair) -> bool:
    """Return whether the glossary lists these words as a translation."""
    return any(fold_forms(" ".join(words)) in pair.words(row.english) for row in pair.glossary.values())


def _kept(pair: Pair) -> set[str]:
    """Return the words that may stay in Latin letters: names, acronyms, and English terms that the staff will say."""
    named = [row.english for row in pair.glossary.of("name")] + [name for fact in pair.facts for name in fact.keep]
    terms = (row.english for row in pair.glossary.of("term"))
    named += [term for term in terms if term in pair.english and term in pair.text]
    words = " ".join([*named, *re.findall(r"\b(?:[A-Z]{2,}|[A-Z]\w*[A-Z]\w*(?: [A-Z]\w+)*)\b", pair.english)])
    return {word.casefold() for word in _WORD.findall(words)}


def wrong_han(pair: Pair) -> Iterator[Fault]:
    """Find Simplified characters in Traditional Chinese, and vice versa."""
    if pair.script in _HAN:
        for char in dict.fromkeys(pair.plain):
            if hanzidentifier.identify(char) in set(_HAN.values()) - {_HAN[pair.script]}:
                yield (
                    f"the character {char!r} belongs to the other Chinese script",
                    "write the whole text in one script",
                )


def wrong_language(pair: Pair) -> Iterator[Fault]:
    """Find a text that is reliably detected as another language."""
    language, kept = pair.locale.split("-")[0], _kept(pair)
    text = " ".join(word for word in _cleaned(pair.plain).split() if word.strip(_EDGES).casefold() not in kept)
    if len(text.encode()) >= 40:
        hint = pair.locale if pair.script == "Hant" else language
        reliable, _, guesses = pycld2.detect(text, isPlainText=True, hintLanguage=hint)
        if reliable and guesses[0][1].split("-")[0] != language:
            yield f"the text looks like {guesses[0][0].capitalize()}", f"write it in the language {pair.locale}"


def _cleaned(text: str) -> str:
    """Remove characters that pycld2 rejects: control characters and lone surrogates."""
    return "".join(char for char in text if unicodedata.category(char)[0] != "C")


def doubled_words(pair: Pair) -> Iterator[Fault]:
    """Find a frequent word written twice; other repeated words may be intended (Somali qayb qayb)."""
    for first, second in pairwise(pair.plain.casefold().split()):
        if first == second.rstrip(_EDGES) and first in pair.habits.frequent:
            twice = f"{first} {second}"
            listed = (fold_forms(word) for row in pair.glossary.values() for word in row.words.get(pair.locale, ()))
            if not any(fold_forms(twice) in word for word in listed):
                yield f"a word is written twice: {twice!r}", "delete one, or add both together to glossary.csv"


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
        yield f"unpaired {mark}", "write both marks, in the form that the language uses"


def end_punctuation(pair: Pair) -> Iterator[Fault]:
    """Find punctuation at the end that does not match the English, in the marks of the script."""
    wanted, have = end_of(pair.english), end_of(pair.text)
    if wanted == have or (have == "" and wanted == "." and pair.script in NO_STOP and not pair.habits.stops):
        return
    if wanted == "?" and have in ("", ".") and pair.script in NO_QUESTION_MARK:
        return
    if wanted == "" and have == "?" and _QUESTION.match(pair.english):
        return
    if wanted:
        yield f"it does not end with {wanted}, as the English does", f"end it with one of {' '.join(STOPS[wanted])}"
    else:
        yield f"it ends with {have}, but the English does not", "delete it"


def spaces(pair: Pair) -> Iterator[Fault]:
    """Find spaces at the ends of lines, and double spaces."""
    if any(line != line.strip() or "  " in line for line in pair.text.split("\n")):
        yield "an extra space", "delete it"
