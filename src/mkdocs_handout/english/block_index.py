"""What the English pages say, by name: their blocks, found by their facts and their words."""

import copy
from collections import defaultdict
from collections.abc import Iterable
from difflib import get_close_matches
from typing import cast

from lxml.html import HtmlElement

from mkdocs_handout.english.blocks import NUMBER
from mkdocs_handout.english.composition import Composition, Name
from mkdocs_handout.project.errors import FaultsError, HandoutError

FACT = "data-fact"
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


class BlockIndex:
    """Which block of the English pages a name means: blocks have the same numbers in all languages."""

    def __init__(self, *pages: HtmlElement) -> None:
        """Take the text of the pages; only of a page with all of them do the numbers tell one block."""
        self.facts: dict[str, list[str]] = defaultdict(list)
        """The numbers of the blocks that state a fact, each text once."""
        self.words: dict[str, str] = {}
        """The number of the first block that has these words."""
        self.said: dict[str, list[str]] = {}
        """What is said of each term, by the term's number."""
        self.pictures: dict[str, str] = {}
        """The number of the heading above each picture, by the heading's words."""
        self.tables: list[tuple[set[str], list[list[str]]]] = []
        """The facts of each table, and the numbers of the blocks in each of its rows below the head."""
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
            if first:
                self.facts[fact].append(number)
        if element.tag == "dt":
            says = _all(element, "following-sibling::*")
            self.said[number] = [each.get(NUMBER, "") for each in _until(says, "dd")]
        if element.tag in _HEADINGS and _all(element, "following-sibling::*[1][self::figure]"):
            self.pictures.setdefault(words, number)

    def _add_table(self, table: HtmlElement) -> None:
        facts = {fact for each in _all(table, f".//*[@{FACT}]") for fact in each.get(FACT, "").split()}
        rows = [[each.get(NUMBER, "") for each in _all(row, f".//*[@{NUMBER}]")] for row in _all(table, "tbody/tr")]
        self.tables.append((facts, rows))

    def numbers(self, name: Name) -> list[str]:
        """Return the numbers of the blocks that a name means; none for one that no page has."""
        if name.text in self.facts:
            return self.facts[name.text]
        return [self.words[name.text]] if name.text in self.words else []

    def rows(self, names: Iterable[Name]) -> list[list[str]]:
        """Return the rows of the table that has these facts and no others; none where there is no such table."""
        wanted = {name.text for name in names}
        return next((rows for facts, rows in self.tables if facts == wanted), [])

    def check(self, composition: Composition) -> None:
        """Raise `HandoutError` at each name that no page has and each fact that is forgotten or named twice."""
        faults, named = [], dict[str, int]()
        for name in composition.names():
            if not self.numbers(name):
                remedy = "name a fact that the pages state, or write the English words as they stand on a page"
                if alike := get_close_matches(name.text, [each for each in self.words if "{:" not in each], 1, 0.75):
                    remedy = f"a page has {alike[0]!r}: write that, if it is meant"
                faults.append(HandoutError(f"no page has {name.text!r}", remedy, composition.path, name.line))
            elif name.text in self.facts:
                if name.text in named:
                    what = f"the fact {name.text} stands twice, first in line {named[name.text]}"
                    faults.append(HandoutError(what, "take one out", composition.path, name.line))
                named.setdefault(name.text, name.line)
        for fact in sorted(set(self.facts) - set(named)):
            what = f"the fact {fact} is forgotten"
            remedy = "name it in the section where it belongs"
            faults.append(HandoutError(what, remedy, composition.path, composition.title.line))
        for section in composition.sections():
            if section.form == "table" and not self.rows(section.says[0].names):
                what = "no table of the pages has these facts and no others"
                faults.append(HandoutError(what, "list its facts first", composition.path, section.heading.line))
        if faults:
            raise FaultsError(faults)


def copied(element: HtmlElement) -> HtmlElement:
    """Return a copy of an element without the text after it."""
    again = copy.deepcopy(element)
    again.tail = None
    return again


def words_of(element: HtmlElement) -> str:
    """Return the words of a block on one line, without its number in the pictures."""
    again = copied(element)
    for number in _all(again, ".//b[not(ancestor::strong)]"):
        number.drop_tree()
    return " ".join(again.text_content().split())


def _until(elements: Iterable[HtmlElement], tag: str) -> list[HtmlElement]:
    found = []
    for each in elements:
        if each.tag != tag:
            break
        found.append(each)
    return found


def _all(root: HtmlElement, path: str) -> list[HtmlElement]:
    return cast(list[HtmlElement], root.xpath(path))
