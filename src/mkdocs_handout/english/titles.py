"""Titles that Markdown extensions add, for abbreviations and for links; each is a message."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple, TypeVar
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.abbr import AbbrTreeprocessor
from markdown.extensions.footnotes import FootnoteInlineProcessor
from markdown.extensions.toc import TocTreeprocessor

from mkdocs_handout.english.shown import Shown

ABBREVIATION = "what an abbreviation stands for"
BACK = "title of the link from a footnote back to the text; {} is the footnote's number"
PERMANENT = "title of a heading's link to itself"

T = TypeVar("T")
_LATIN = r"[0-9A-Za-z\u00c0-\u024f]"


class Title(NamedTuple):
    """A title: its English, its kind of block, its own voice (`data-own`), and a function that sets what is shown."""

    english: str
    kind: str
    own: str
    show: Callable[[Shown], object]


def titles(md: Markdown, root: Element) -> Iterator[Title]:
    """Yield the titles that extensions add to the page whose tree is `root`; they must have parsed it before."""
    for abbr in _of(AbbrTreeprocessor, md.treeprocessors):
        for name, title in abbr.abbrs.items():
            yield Title(title, ABBREVIATION, "", partial(_set_title, abbr.abbrs, name))
    if back := [each for each in root.iter("a") if each.get("class") == "footnote-backref"]:
        for pattern in _of(FootnoteInlineProcessor, md.inlinePatterns):
            yield Title(pattern.footnotes.getConfig("BACKLINK_TITLE"), BACK, "site", partial(_lead_back, back))
    for toc in _of(TocTreeprocessor, md.treeprocessors):
        if toc.use_permalinks and toc.permalink_title:
            yield Title(toc.permalink_title, PERMANENT, "site", partial(_set_permanent, toc))


def contents_marker(md: Markdown) -> str:
    """Return the marker of the table of contents, such as `[TOC]`, which is not a message; "" without toc."""
    return next((toc.marker for toc in _of(TocTreeprocessor, md.treeprocessors)), "")


def define_notes(md: Markdown, message: str) -> None:
    """Define the footnotes that a message refers to, since the definitions on its page are not part of it."""
    for pattern in _of(FootnoteInlineProcessor, md.inlinePatterns):
        pattern.footnotes.reset()
        for name in re.findall(pattern.pattern, message):
            pattern.footnotes.setFootnote(name, "")


def find_abbreviations(md: Markdown) -> None:
    """Replace the abbr extension's treeprocessor with one that also works for scripts without spaces."""
    for abbr in _of(AbbrTreeprocessor, md.treeprocessors):
        md.treeprocessors.register(_Abbreviations(md, abbr.abbrs), "abbr", 7)  # replaces the extension's own


class _Abbreviations(AbbrTreeprocessor):
    """The abbr extension's processor, but with other word boundaries: its own has no boundary in `IMSは`."""

    def run(self, root: Element) -> None:
        """Add a title to each abbreviation on the page."""
        if names := sorted(self.abbrs, key=len, reverse=True):
            self.RE = re.compile(rf"(?<!{_LATIN})(?:{'|'.join(map(re.escape, names))})(?!{_LATIN})")
            self.iter_element(root)


def _of(kind: type[T], registered: Iterable[object]) -> list[T]:
    return [each for each in registered if isinstance(each, kind)]


def _set_title(known: dict[str, str], name: str, shown: Shown) -> None:
    known[name] = shown.text


def _set_permanent(toc: TocTreeprocessor, shown: Shown) -> None:
    toc.permalink_title = shown.text


def _lead_back(links: list[Element], shown: Shown) -> None:
    for number, link in enumerate(links, 1):
        link.set("title", shown.text.replace("{}", str(number)))
        if shown.foreign:
            link.set("lang", "en")
