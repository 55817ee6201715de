"""The clinic's facts, and whether English blocks state them completely: figures, names, hedges, spans and words.

lost_or_added.py checks what a translation keeps of them.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from mkdocs_handout.checks.finding import Finding
from mkdocs_handout.checks.pages import EnglishPage, PageBlock
from mkdocs_handout.checks.readability import sentences
from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.project.yaml_lines import pairs, to_python


@dataclass(frozen=True)
class Fact:
    """One fact of facts.yaml, with its line there and the words that an English block must have to state it."""

    id: str
    line: int
    figures: tuple[str, ...]
    spans: tuple[str, ...]
    keep: tuple[str, ...]
    hedges: tuple[str, ...]
    stems: tuple[tuple[str, ...], ...]
    says: str = ""
    stems_line: int = 0
    """The line of its words in stems.yaml."""

    @property
    def words(self) -> tuple[str, ...]:
        """The texts whose words a block that states the fact may use."""
        stems = (stem for sentence in self.stems for stem in sentence)
        return (self.says, *self.figures, *self.spans, *self.keep, *self.hedges, *stems)


# The keys that a fact may have in facts.yaml.
_TEXTS, _LISTS = {"id", "section", "says", "hedge", "voice"}, {"figures", "spans", "keep"}


def read_facts(folder: Path) -> dict[str, Fact]:
    """Read `facts.yaml` and `stems.yaml`; raises `HandoutError` if one is invalid or they do not agree."""
    path = folder / "facts.yaml"
    stems = {name: (line, required) for name, line, required in _stems_of(folder / "stems.yaml")}
    found: dict[str, Fact] = {}
    for line, row in _rows(path):
        stems_line, required = stems.pop(row["id"], (0, []))
        if not required:
            raise HandoutError(f"the fact {row['id']!r} has no words in stems.yaml", "add them there", path, line)
        fact = Fact(
            row["id"],
            line,
            tuple(row.get("figures", ())),
            tuple(row.get("spans", ())),
            tuple(row.get("keep", ())),
            tuple(filter(None, row.get("hedge", "").split(" / "))),
            tuple(map(tuple, required)),
            row["says"],
            stems_line,
        )
        listed = " ".join(stem for sentence in fact.stems for stem in sentence)
        if lost := set(figures(row["says"])) ^ set(figures(" ".join(fact.figures))):
            what = f"`says` and `figures` of the fact {fact.id!r} differ: {', '.join(sorted(lost))}"
            raise HandoutError(what, "write the same figures in both", path, line)
        for word in (*fact.spans, *fact.keep, *fact.hedges, *figures(" ".join(fact.figures))):
            if word not in listed:
                raise HandoutError(f"stems.yaml lacks {word!r} of the fact {fact.id!r}", "add it there", path, line)
        found[fact.id] = fact
    if stems:
        raise HandoutError(
            f"words for facts that are not in facts.yaml: {', '.join(stems)}", "remove them", folder / "stems.yaml"
        )
    return found


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the rows of `facts`, each with its line."""
    form = "`- {id: a-name, says: the fact}` under `facts:`"
    node = {key: value for key, _, value in pairs(path, "list of facts", form)}.get("facts")
    if not isinstance(node, yaml.SequenceNode):
        raise HandoutError("this file has no list of facts", f"write {form}", path)
    for each in node.value:
        line, row = each.start_mark.line + 1, to_python(each, path)
        if not isinstance(row, dict) or not {"id", "says"} <= row.keys():
            raise HandoutError("a fact needs both `id` and `says`", f"write {form}", path, line)
        for name, value in row.items():
            if name not in _TEXTS | _LISTS:
                raise HandoutError(
                    f"unknown key {name!r} in a fact", "use a key that the top of the file explains", path, line
                )
            if not (isinstance(value, str) if name in _TEXTS else _words(value)):
                raise HandoutError(
                    f"{name!r} is not a {'text' if name in _TEXTS else 'list of texts'}", "correct it", path, line
                )
        yield line, row


def read_terms(path: Path) -> dict[str, str]:
    """Read the definitions under `terms` in facts.yaml; raises `HandoutError`."""
    node = {key: value for key, _, value in pairs(path, "list of facts", "`facts:`")}.get("terms")
    found = to_python(node, path) if node else {}
    if not isinstance(found, dict) or not all(isinstance(each, str) for each in found.values()):
        raise HandoutError("`terms` is not a list of definitions", "write `word: its meaning` under `terms:`", path)
    return found


def _stems_of(path: Path) -> Iterator[tuple[str, int, list[list[str]]]]:
    form = "`a-fact: [[word, word]]`"
    for name, line, node in pairs(path, "word lists for the facts", form):
        sentences_of = to_python(node, path)
        if not isinstance(sentences_of, list) or not all(map(_words, sentences_of)):
            raise HandoutError(
                f"the words of {name!r} are not lists, one for each sentence", f"write {form}", path, line
            )
        yield name, line, sentences_of


def _words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def figures(text: str) -> list[str]:
    """Return the figures of a text in ASCII digits, whatever its own digits are."""
    ascii_digits = "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)
    return re.findall(r"\d+", ascii_digits)


class Statement(NamedTuple):
    """A page's statement of a fact: the line (from 1), the fact's id, the text."""

    line: int
    fact: str
    text: str


def statements_of(page: EnglishPage) -> list[Statement]:
    """Return a page's statements of facts; the cells of a table row, which is one line, make one statement."""
    said: dict[tuple[str, int | PageBlock], Statement] = {}
    for block in page.blocks:
        for fact in block.facts:
            place = fact, block.line if block.kind == "table cell" else block
            before = f"{said[place].text} " if place in said else ""
            said[place] = Statement(block.line, fact, before + block.text)
    return list(said.values())


def facts_missing(pages: Iterable[EnglishPage], facts: Mapping[str, Fact]) -> Iterator[Finding]:
    """Find facts that are on no page, that a page states incompletely, or that facts.yaml does not have."""
    said = set()
    for page in pages:
        for line, name, text in statements_of(page):
            said.add(name)
            if name not in facts:
                yield page.finding(
                    line, f"there is no fact {name!r} in handout/facts.yaml", "add it there, or correct the name"
                )
                continue
            for lack in missing(facts[name], text):
                lines = f"handout/facts.yaml:{facts[name].line} and handout/stems.yaml:{facts[name].stems_line}"
                remedy = f"put it back here; or, if the clinic's fact has changed, change {lines}"
                yield page.finding(line, f"the fact {name!r} lacks {lack}: {text}", remedy)
    for name, fact in facts.items():
        if name not in said:
            what = f"no page states the fact {name!r}"
            yield Finding(
                "handout/facts.yaml", fact.line, what, f'state it in docs/, and put {{: data-fact="{name}" }} below'
            )


def missing(fact: Fact, text: str) -> Iterator[str]:
    """Yield, in words, what an English block's text lacks of its fact."""
    have = figures(text)
    for figure in fact.figures:
        yield from (f"the figure {number} of {figure!r}" for number in figures(figure) if number not in have)
    yield from (f"the name {name!r}" for name in fact.keep if name not in text)
    yield from _stems(fact, text)


def _stems(fact: Fact, text: str) -> Iterator[str]:
    """Yield required words that are missing; each list of them needs its own sentence, which has all its words."""
    left = sentences(text)
    for required in fact.stems:
        best = min(left or [""], key=lambda sentence: len(_lacking(required, sentence)))
        if lacking := _lacking(required, best):
            yield f"{', '.join(map(repr, lacking))} in one sentence with {required[0]!r}"
        elif best in left:
            left.remove(best)


def _lacking(required: tuple[str, ...], sentence: str) -> list[str]:
    return [stem for stem in required if not re.search(rf"(?<!\w){re.escape(stem)}", sentence, re.I)]
