"""The page of questions to point at: its list items become tiles, each with its English."""

import re
from collections.abc import Iterator

from markdown import Markdown

from mkdocs_handout.blocks import Block, plain_text

TEMPLATE = "questions.html"

_ITEM = re.compile(r"<li(?P<mark>[^>]*)>(?P<said>.*?)</li>", re.S)
_LIST = re.compile(r"<(h2)\b.*", re.S)


def english(blocks: list[Block], md: Markdown) -> Iterator[str]:
    """Yield the English of the page's list items, in their order."""
    return (plain_text(md, block.message) for block in blocks if block.kind == "list item")


def tiles(content: str, asked: Iterator[str]) -> Iterator[tuple[bool, str, str, str]]:
    """Part a page's HTML: yield (False, HTML as it stands, "", "") and (True, its question, its mark, its English)."""
    at = 0
    for item, said in zip(_ITEM.finditer(content), asked, strict=True):
        yield False, content[at : item.start()], "", ""
        yield True, item["said"].strip(), item["mark"], said
        at = item.end()
    yield False, content[at:], "", ""


def without_questions(content: str) -> str:
    """Return the page's HTML down to its first question: a question is no answer, so search leads past it."""
    return _LIST.sub("", content)
