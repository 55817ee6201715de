"""What the pages say, by name: the blocks of a print page, found by their facts and their English words."""

import copy
from collections import defaultdict
from collections.abc import Iterable
from typing import cast

from lxml.html import HtmlElement

from mkdocs_handout.english.blocks import NUMBER
from mkdocs_handout.pdf.composition import Composition, Name
from mkdocs_handout.pdf.layout import PrintPage, name_pictures
from mkdocs_handout.project.errors import FaultsError, HandoutError

FACT = "data-fact"
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


class Index:
    """Which block of the English print page a name means: blocks have the same numbers in all languages."""

    def __init__(self, english: PrintPage) -> None:
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
        root = english.tree()
        for element in _all(root, f"//div[@data-content]//*[@{NUMBER}]"):
            self._add(element)
        for table in _all(root, "//div[@data-content]//table"):
            facts = {fact for each in _all(table, f".//*[@{FACT}]") for fact in each.get(FACT, "").split()}
            rows = [[each.get(NUMBER, "") for each in _all(row, f".//*[@{NUMBER}]")] for row in _all(table, "tbody/tr")]
            self.tables.append((facts, rows))

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
                faults.append(HandoutError(f"no page has {name.text!r}", remedy, composition.path, name.line))
            elif name.text in self.facts:
                if name.text in named:
                    what = f"the fact {name.text} stands twice, first in line {named[name.text]}"
                    faults.append(HandoutError(what, "take one out", composition.path, name.line))
                named.setdefault(name.text, name.line)
        for fact in sorted(set(self.facts) - set(named)):
            what = f"the fact {fact} is forgotten"
            faults.append(HandoutError(what, "name it in the section where it belongs", composition.path))
        for section in composition.sections():
            if section.form == "table" and not self.rows(section.says[0].names):
                what = "no table of the pages has these facts and no others"
                faults.append(HandoutError(what, "list its facts first", composition.path, section.heading.line))
        if faults:
            raise FaultsError(faults)


class Pieces:
    """The blocks and pictures of one language's print page, to be copied into a sheet."""

    def __init__(self, page: PrintPage, index: Index) -> None:
        self.page, self.index = page, index
        self.root = page.tree()
        name_pictures(self.root)
        self.blocks = {each.get(NUMBER, ""): each for each in _all(self.root, f"//*[@{NUMBER}]")}

    def block(self, number: str, tag: str) -> HtmlElement:
        """Return a copy of a block, as an element of its own."""
        if number not in self.blocks:
            what = f"block {number} is on the English page but not on this one"
            raise HandoutError(what, "run `make site` again", self.page.path)
        block = copied(self.blocks[number])
        block.tag = tag
        for each in _all(block, ".//b[not(ancestor::strong)]"):  # a part's number in the pictures
            each.drop_tree()
        for name in ("class", "id", "scope"):
            if name != "class" or "untranslated" not in block.classes:
                block.attrib.pop(name, None)
        return block

    def pictures(self, name: Name) -> list[HtmlElement]:
        """Return the picture below the heading that has these words; nothing where there is none."""
        number = self.index.pictures.get(name.text)
        below = "following-sibling::*[1]//*[@role='img']"
        found = [copied(each) for each in _all(self.blocks[number], below)] if number else []
        for each in found:
            for part in _all(each, ".//foreignobject"):  # the parts' names: the key has them
                part.drop_tree()
        return found

    def numbers(self, term: HtmlElement) -> list[HtmlElement]:
        """Return the number in the pictures of a term's block, if it has one."""
        return [copied(each) for each in _all(self.blocks[term.get(NUMBER, "")], ".//b[not(ancestor::strong)]")]

    def symbols(self, pictures: Iterable[HtmlElement]) -> list[HtmlElement]:
        """Return what the pictures are put together from."""
        used = {each.get("href", "")[1:] for picture in pictures for each in picture.iter("use")}
        shared = _all(self.root, "//main//*[local-name()='svg'][contains(@class, 'defs')]")
        return [copied(each) for each in shared if used & set(_ids(each))]

    def all(self, path: str, tag: str = "") -> list[HtmlElement]:
        """Find elements of the page; return copies of them, as elements of another `tag` where one is given."""
        found = [copied(each) for each in _all(self.root, path)]
        for each in found:
            each.tag = tag or each.tag
        return found


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


def _ids(root: HtmlElement) -> list[str]:
    return [str(each) for each in root.xpath(".//@id")]


def _all(root: HtmlElement, path: str) -> list[HtmlElement]:
    return cast(list[HtmlElement], root.xpath(path))
