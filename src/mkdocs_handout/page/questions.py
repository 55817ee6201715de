"""The page of questions to point at: its list items become tiles, each with its English."""

from collections.abc import Mapping
from copy import deepcopy
from itertools import takewhile

from lxml.html import HtmlElement
from lxml.html.builder import INPUT, LABEL, SPAN
from mkdocs.structure.pages import Page

from mkdocs_handout.english.blocks import NUMBER, Block
from mkdocs_handout.page.content import Content
from mkdocs_handout.page.html import name_of
from mkdocs_handout.page.images import line_of
from mkdocs_handout.project.errors import HandoutError

TEMPLATE = "questions.html"

_INLINE = {"a", "abbr", "b", "bdi", "br", "code", "em", "i", "img", "span", "strong", "sub", "sup", "svg"}


def asks(page: Page) -> bool:
    """Return whether a page is the page of questions, which is the last step of the handout."""
    return page.meta.get("template") == TEMPLATE


def refuse_two_in_one(content: Content, markdown: str) -> None:
    """Raise `HandoutError`, with the line in `markdown`, for a list item that is not one question."""
    for element, block in content.elements():
        item = element if name_of(element) == "li" else element.getparent()
        if (
            item is not None
            and name_of(item) == "li"
            and (
                len(item.xpath(f"self::*[@{NUMBER}] | .//*[@{NUMBER}]")) > 1
                or any(name_of(each) not in _INLINE for each in element)
            )
        ):
            what = f"this item has more than one question: {block.message!r}"
            raise HandoutError(what, "write one question per item", line=line_of(markdown, block.message))


def with_tiles(content: Content, english: Mapping[str, str]) -> HtmlElement:
    """Return a copy of the page's tree with a tile for each question: a checkbox, the question and its English.

    `english` is the English text by message.
    """
    tree = deepcopy(content.tree)
    for element in list(tree.iter("li")):
        number = element.get(NUMBER) or next(iter(element.xpath(f"./*/@{NUMBER}")), None)
        if number is not None:
            block = content.blocks[int(number)]
            _make_tile(element, block, english.get(block.message, ""))
    return tree


def _make_tile(item: HtmlElement, block: Block, english: str) -> None:
    for paragraph in item.findall("p"):  # Markdown makes one if a blank line separates two items
        paragraph.drop_tag()
    question = SPAN({"class": "q own"})
    question.text, question[:] = (item.text or "").lstrip(), list(item)
    if len(question):
        question[-1].tail = (question[-1].tail or "").rstrip()
    else:
        question.text = question.text.rstrip()
    both = SPAN(question)
    if block.shown and block.shown.foreign:
        question.attrib.update({"class": "q own untranslated", "lang": "en", "dir": "ltr"})
    elif english:
        question.tail = " "
        both.append(SPAN(english, {"class": "in-english", "lang": "en", "dir": "ltr"}))
    tick = INPUT({"type": "checkbox", "autocomplete": "off"})
    tick.tail = " "
    tail = item.tail
    item.clear()
    item.tail = tail
    item.append(LABEL(tick, both))


def without_questions(tree: HtmlElement) -> HtmlElement:
    """Return a copy of a page's tree up to its first heading or list of questions, which search should not find."""
    before = deepcopy(tree)
    kept = list(takewhile(lambda each: name_of(each) not in ("h2", "ul", "ol"), before))
    before[:] = kept
    return before
