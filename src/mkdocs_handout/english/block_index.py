"""An index of the blocks of the English pages, by the facts that they state and by their text."""

import copy
from collections import defaultdict
from collections.abc import Iterable
from difflib import get_close_matches
from itertools import takewhile
from typing import cast

from lxml.html import HtmlElement

from mkdocs_handout.english.blocks import NUMBER
from mkdocs_handout.english.composition import Composition, Name
from mkdocs_handout.project.errors import FaultsError, HandoutError

FACT = "data-fact"
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


class BlockIndex:
    """Finds blocks of the English pages by name; block numbers are the same in all languages."""

    def __init__(self, *pages: HtmlElement) -> None:
        """Index the trees `pages`; block numbers are unique only if one tree has all pages, as the print page does."""
        self.facts: dict[str, list[str]] = defaultdict(list)
        """The numbers of the blocks that state a fact; of blocks with the same text, only the first."""
        self.words: dict[str, str] = {}
        """The number of the first block with a text."""
        self.stated: dict[str, str] = {}
        """A fact that a block states, by the block's text."""
        self.said: dict[str, list[str]] = {}
        """The numbers of a term's definitions, by the term's number."""
        self.pictures: dict[str, str] = {}
        """The number of the heading above each picture, by the heading's text."""
        self.tables: list[tuple[set[str], list[list[str]]]] = []
        """For each table: its facts, and the block numbers in each row of its body."""
        for page in pages:
            for element in _all(page, f".//*[@{NUMBER}]"):
                self._add(element)
            for table in _all(page, ".//table"):
                self._add_table(table)

    def _add(self, element: HtmlElement) -> None:
        number, words = element.get(NUMBER, ""), words_of(element)
        first = words not in self.words
        self.words.setdefault(words, number)
        for fact in element.get(FACT, "").split():
            self.stated[words] = fact
            if first:
                self.facts[fact].append(number)
        if element.tag == "dt":
            says = _all(element, "following-sibling::*")
            self.said[number] = [each.get(NUMBER, "") for each in takewhile(lambda each: each.tag == "dd", says)]
        if element.tag in _HEADINGS and _all(element, "following-sibling::*[1][self::figure]"):
            self.pictures.setdefault(words, number)

    def _add_table(self, table: HtmlElement) -> None:
        facts = {fact for each in _all(table, f".//*[@{FACT}]") for fact in each.get(FACT, "").split()}
        rows = [[each.get(NUMBER, "") for each in _all(row, f".//*[@{NUMBER}]")] for row in _all(table, "tbody/tr")]
        self.tables.append((facts, rows))

    def numbers(self, name: Name) -> list[str]:
        """Return the numbers of the blocks that a name refers to; empty if no page has it."""
        if name.text in self.facts:
            return self.facts[name.text]
        return [self.words[name.text]] if name.text in self.words else []

    def rows(self, names: Iterable[Name]) -> list[list[str]]:
        """Return the block numbers in each row of the table that states exactly these facts; empty if there is none."""
        wanted = {name.text for name in names}
        return next((rows for facts, rows in self.tables if facts == wanted), [])

    def check(self, composition: Composition) -> None:
        """Raise `FaultsError` for names that no page has, facts that are missing or named twice, and unknown tables.

        Raise it also for a sentence that states a fact outside of a summary.
        """
        faults, named = [], dict[str, int]()
        for name in composition.names():
            if not self.numbers(name):
                remedy = "use a fact that the pages state, or copy the English words from a page"
                if alike := get_close_matches(name.text, [each for each in self.words if "{:" not in each], 1, 0.75):
                    remedy = f"a page has {alike[0]!r}: write that, if you mean it"
                faults.append(HandoutError(f"no page has {name.text!r}", remedy, composition.path, name.line))
            elif name.text in self.facts:
                if name.text in named:
                    what = f"the fact {name.text} appears twice, first on line {named[name.text]}"
                    faults.append(HandoutError(what, "remove one", composition.path, name.line))
                named.setdefault(name.text, name.line)
        for fact in sorted(set(self.facts) - set(named)):
            what = f"the fact {fact} is not in this file"
            remedy = "add it to the section where it belongs"
            faults.append(HandoutError(what, remedy, composition.path, composition.title.line))
        for section in composition.sections():
            for name in section.names() if section.form != "glance" else ():
                if name.text in self.stated:
                    fact = self.stated[name.text]
                    what = f"this sentence states the fact {fact}; only the main points repeat a fact in words"
                    remedy = f"write {fact}, if this is its place"
                    faults.append(HandoutError(what, remedy, composition.path, name.line))
            if section.form == "table" and not self.rows(section.says[0].names):
                what = "no table on the pages has exactly these facts"
                faults.append(
                    HandoutError(
                        what, "list all facts of one table in the first item", composition.path, section.heading.line
                    )
                )
        if faults:
            raise FaultsError(faults)


def copied(element: HtmlElement) -> HtmlElement:
    """Return a copy of an element without its tail."""
    again = copy.deepcopy(element)
    again.tail = None
    return again


def words_of(element: HtmlElement) -> str:
    """Return the text of a block on one line, without the number (`<b>`) that links it to a picture."""
    texts = cast(list[str], element.xpath(".//text()[not(ancestor::b[not(ancestor::strong)])]"))
    return " ".join("".join(texts).split())


def _all(root: HtmlElement, path: str) -> list[HtmlElement]:
    return cast(list[HtmlElement], root.xpath(path))
