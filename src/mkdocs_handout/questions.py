"""The page of questions to point at: its list items become tiles, each with its English."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown import Markdown

from mkdocs_handout.blocks import Block, plain_text

TEMPLATE = "questions.html"

_ITEM = re.compile(r"<li(?P<mark>[^>]*)>(?P<said>.*?)</li>", re.S)
_BELOW = re.compile(r"<(?:h2|ul|ol)\b.*", re.S)


@dataclass(frozen=True)
class Piece:
    """A piece of the page's HTML as it stands; or a question: its HTML, its English, whether it is shown in English."""

    html: str
    english: str = ""
    foreign: bool = False


def english(blocks: list[Block], md: Markdown) -> Iterator[str]:
    """Yield the English of the page's list items, in their order."""
    return (plain_text(md, block.message) for block in blocks if block.kind == "list item")


def pieces(content: str, asked: Iterator[str]) -> Iterator[Piece]:
    """Part a page's HTML into its questions, whose English is `asked`, and what stands between them."""
    at = 0
    for item, said in zip(_ITEM.finditer(content), asked, strict=True):
        yield Piece(content[at : item.start()])
        yield Piece(item["said"].strip(), said, "untranslated" in item["mark"])
        at = item.end()
    yield Piece(content[at:])


def without_questions(content: str) -> str:
    """Return the page's HTML down to its first question: a question is no answer, so search leads past it."""
    return _BELOW.sub("", content)
