"""The page of questions to point at: its list items become tiles, each with its English."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2.filters import do_striptags
from mkdocs.structure.pages import Page

from mkdocs_handout.project.errors import HandoutError

TEMPLATE = "questions.html"

# An item's text may stand in a paragraph: Markdown makes one where a blank line parts two items.
_ITEM = re.compile(r"(?P<mark><li\b[^>]*>\s*(?:<p\b[^>]*>)?)(?P<said>.*?)(?:</p>\s*)?</li>", re.S)
_BLOCK = re.compile(r"\s*<(?:p|ul|ol|li|dl|pre|div|table|blockquote|details|h[1-6])\b")
_BELOW = re.compile(r"<(?:h2|ul|ol)\b.*", re.S)


def asks(page: Page) -> bool:
    """Say whether a page is the one of questions, where the way through the handout ends."""
    return page.meta.get("template") == TEMPLATE


@dataclass(frozen=True)
class Piece:
    """A piece of the page's HTML as it stands; or a question: its HTML, its English, whether it is shown in English."""

    html: str
    english: str = ""
    foreign: bool = False


def pieces(content: str, english: str, path: Path) -> Iterator[Piece]:
    """Part a page's HTML into its questions and what stands between them; `english` is the same page in English.

    Raises `HandoutError` with the line of `path`, the page's source, at an item that is more than one question.
    """
    at = 0
    for item, asked in zip(_ITEM.finditer(content), _ITEM.finditer(english), strict=True):
        if block := _BLOCK.search(asked["said"]):
            raise _fault(do_striptags(asked["said"][: block.start()]), path)
        yield Piece(content[at : item.start()])
        yield Piece(item["said"].strip(), do_striptags(asked["said"]), "untranslated" in item["mark"])
        at = item.end()
    yield Piece(content[at:])


def without_questions(content: str) -> str:
    """Return the page's HTML down to its first question: a question is no answer, so search leads past it."""
    return _BELOW.sub("", content)


def _fault(item: str, path: Path) -> HandoutError:
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    line = next((number for number, text in enumerate(lines, 1) if item in text), None)
    return HandoutError(f"more than one question in an item: {item!r}", "write one question an item", path, line)
