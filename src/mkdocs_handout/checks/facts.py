"""The clinic's facts, and whether a block says its own: figures, names, hedges, spans and, in English, its words."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from mkdocs_handout.checks.glossary import Glossary, fold
from mkdocs_handout.checks.readability import sentences
from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.project.languages import SOURCE
from mkdocs_handout.project.yaml_lines import pairs, plain


@dataclass(frozen=True)
class Fact:
    """One fact of facts.yaml, with its line there and the words that an English block must have for it."""

    id: str
    line: int
    figures: tuple[str, ...]
    spans: tuple[str, ...]
    keep: tuple[str, ...]
    hedges: tuple[str, ...]
    stems: tuple[tuple[str, ...], ...]


# What facts.yaml may say of a fact.
_TEXTS, _LISTS = {"id", "section", "says", "hedge", "voice"}, {"figures", "spans", "keep"}


def read_facts(folder: Path) -> dict[str, Fact]:
    """Read `facts.yaml` and `stems.yaml`; raises `HandoutError` where a fact's own words are not required of it."""
    path = folder / "facts.yaml"
    stems = dict(_stems_of(folder / "stems.yaml"))
    found: dict[str, Fact] = {}
    for line, row in _rows(path):
        required = stems.pop(row["id"], None)
        if not required:
            raise HandoutError(f"no words for the fact {row['id']!r}", "list them in stems.yaml", path, line)
        fact = Fact(
            row["id"],
            line,
            tuple(row.get("figures", ())),
            tuple(row.get("spans", ())),
            tuple(row.get("keep", ())),
            tuple(filter(None, row.get("hedge", "").split(" / "))),
            tuple(map(tuple, required)),
        )
        listed = " ".join(stem for sentence in fact.stems for stem in sentence)
        for word in (*fact.spans, *fact.keep, *fact.hedges, *figures(" ".join(fact.figures))):
            if word not in listed:
                raise HandoutError(f"{word!r} of {fact.id!r} is not required", "add it in stems.yaml", path, line)
        found[fact.id] = fact
    if stems:
        raise HandoutError(
            f"words for facts that are not there: {', '.join(stems)}", "remove them", folder / "stems.yaml"
        )
    return found


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the rows of `facts`, each with its line."""
    form = "`- {id: a-name, says: the fact}` below `facts:`"
    node = {key: value for key, _, value in pairs(path, "list of facts", form)}.get("facts")
    if not isinstance(node, yaml.SequenceNode):
        raise HandoutError("no list of facts", f"write {form}", path)
    for each in node.value:
        line, row = each.start_mark.line + 1, plain(each, path)
        if not isinstance(row, dict) or not {"id", "says"} <= row.keys():
            raise HandoutError("a fact without id or says", f"write {form}", path, line)
        for name, value in row.items():
            if name not in _TEXTS | _LISTS:
                raise HandoutError(f"{name!r} says nothing of a fact", "see the top of the file", path, line)
            if not (isinstance(value, str) if name in _TEXTS else _words(value)):
                raise HandoutError(f"{name!r} is no {'text' if name in _TEXTS else 'list'}", "mend it", path, line)
        yield line, row


def _stems_of(path: Path) -> Iterator[tuple[str, list[list[str]]]]:
    form = "`a-fact: [[word, word]]`"
    for name, line, node in pairs(path, "list of words by fact", form):
        sentences_of = plain(node, path)
        if not isinstance(sentences_of, list) or not all(map(_words, sentences_of)):
            raise HandoutError(f"no list of sentences for {name!r}", f"write {form}", path, line)
        yield name, sentences_of


def _words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def figures(text: str) -> list[str]:
    """List the figures of a text in ASCII digits, whatever digits it writes them with."""
    ascii_digits = "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)
    return re.findall(r"\d+", ascii_digits)


def missing(fact: Fact, text: str, locale: str, glossary: Glossary) -> Iterator[str]:
    """Yield what a block's text lacks of its fact, in words; `locale` is the language the text is in."""
    yield from _figures(fact, text, locale, glossary)
    yield from (f"the name {name!r}" for name in fact.keep if name not in text)
    if locale == SOURCE:
        yield from _stems(fact, text)
        return
    folded = fold(text)
    for kind, entries in (("hedge", fact.hedges), ("span", fact.spans)):
        for entry in entries:
            words = glossary.words(entry, locale)
            if not any(word in folded for word in words):
                yield f"the {kind} {entry!r} ({' | '.join(words) or 'nothing in the glossary'})"


def _figures(fact: Fact, text: str, locale: str, glossary: Glossary) -> Iterator[str]:
    folded, have = fold(text), figures(text)
    for figure in fact.figures:
        for number in figures(figure):
            if number not in have and not any(word in folded for word in glossary.words(number, locale)):
                yield f"the figure {number} of {figure!r}"


def _stems(fact: Fact, text: str) -> Iterator[str]:
    """Each required sentence must be one sentence of the block; a sentence serves one requirement."""
    left = sentences(text)
    for required in fact.stems:
        best = min(left or [""], key=lambda sentence: len(_lacking(required, sentence)))
        if lacking := _lacking(required, best):
            yield f"{', '.join(map(repr, lacking))} in one sentence with {required[0]!r}"
        elif best in left:
            left.remove(best)


def _lacking(required: tuple[str, ...], sentence: str) -> list[str]:
    return [stem for stem in required if not re.search(rf"(?<!\w){re.escape(stem)}", sentence, re.I)]
