"""The blocks and pictures of a print page, to be copied into a sheet."""

from collections.abc import Iterable

from lxml.html import HtmlElement, tostring

from mkdocs_handout.english.block_index import BlockIndex, copied
from mkdocs_handout.english.blocks import NUMBER
from mkdocs_handout.english.composition import Name
from mkdocs_handout.pdf.print_page import PrintPage, find, name_pictures
from mkdocs_handout.project.errors import HandoutError

KEPT = ("means", "untranslated")
"""The classes of a block that a sheet keeps: those of definitions and of text shown in English."""


def index_of(english: PrintPage) -> BlockIndex:
    """Return an index of the blocks of the English print page."""
    return BlockIndex(*find(english.tree(), "//div[@data-content]"))


class PrintBlocks:
    """The blocks and pictures of one language's print page, to be copied into a sheet."""

    def __init__(self, page: PrintPage, index: BlockIndex) -> None:
        self.page, self.index = page, index
        self.root = page.tree()
        name_pictures(self.root)
        self.blocks = {each.get(NUMBER, ""): each for each in find(self.root, f"//*[@{NUMBER}]")}

    def block(self, number: str, tag: str) -> HtmlElement:
        """Return a copy of a block, as an element `tag`; raises `HandoutError` if the page does not have the block."""
        if number not in self.blocks:
            what = f"block {number} is on the English page but not on this one"
            raise HandoutError(what, "run `make site` again", self.page.path)
        block = copied(self.blocks[number])
        block.tag = tag
        for each in find(block, ".//b[not(ancestor::strong)]"):  # a part's number in the pictures
            each.drop_tree()
        pictogram = [name for name in block.classes if name.startswith("v-")]
        for each in find(block, "./*[@class='v']"):
            each.classes.update(pictogram)
        kept = " ".join(name for name in KEPT if name in block.classes)
        for name in ("class", "id", "scope"):
            block.attrib.pop(name, None)
        if kept:
            block.set("class", kept)
        return block

    def pictures(self, name: Name) -> list[HtmlElement]:
        """Return copies of the pictures right below the heading that a name refers to; empty if there are none."""
        number = self.index.pictures.get(name.text)
        below = "following-sibling::*[1]//*[@role='img']"
        found = [copied(each) for each in find(self.blocks[number], below)] if number else []
        for each in found:
            for part in find(each, ".//foreignobject"):  # the parts' names, which are in the key
                part.drop_tree()
        return found

    def numbers(self, term: HtmlElement) -> list[HtmlElement]:
        """Return copies of the numbers with which a term's block refers to the pictures."""
        return [copied(each) for each in find(self.blocks[term.get(NUMBER, "")], ".//b[not(ancestor::strong)]")]

    def symbols(self, pictures: Iterable[HtmlElement]) -> list[HtmlElement]:
        """Return the shared SVGs with the shapes that the pictures use."""
        used = {each.get("href", "")[1:] for picture in pictures for each in picture.iter("use")}
        shared = find(self.root, "//main//*[local-name()='svg'][contains(@class, 'defs')]")
        return [copied(each) for each in shared if used & set(_ids(each))]

    def all(self, path: str, tag: str = "") -> list[HtmlElement]:
        """Return copies of the elements that an XPath finds on the page, as elements `tag` if it is given."""
        found = [copied(each) for each in find(self.root, path)]
        for each in found:
            each.tag = tag or each.tag
        return found


def number_once(pictures: HtmlElement) -> None:
    """Remove from each picture the numbers that the one before has at the same places: side by side, one is enough."""
    before: set[bytes] = set()
    for picture in pictures.iter("svg"):
        numbers = {tostring(each): each for each in picture.iter("g") if "mk" in each.classes}
        for number in before & numbers.keys():
            numbers[number].drop_tree()
        before = set(numbers)


def _ids(root: HtmlElement) -> list[str]:
    return [str(each) for each in root.xpath(".//@id")]
