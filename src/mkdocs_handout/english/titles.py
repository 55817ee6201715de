"""What Markdown extensions write into titles: what an abbreviation is, where a link leads. Each is a message."""

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
    """A title's English, its kind as a block, whose words these are (`data-own`), and what shows a translation."""

    english: str
    kind: str
    own: str
    show: Callable[[Shown], object]


def titles(md: Markdown, root: Element) -> Iterator[Title]:
    """Yield the titles that extensions give on the page whose tree is `root`, after they have found their blocks."""
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
    """Return what stands in a page where its list of headings comes, such as `[TOC]`; it is no text."""
    return next((toc.marker for toc in _of(TocTreeprocessor, md.treeprocessors)), "")


def define_notes(md: Markdown, message: str) -> None:
    """Define the footnotes that a message refers to: which ones its page has, it cannot know."""
    for pattern in _of(FootnoteInlineProcessor, md.inlinePatterns):
        pattern.footnotes.reset()
        for name in re.findall(pattern.pattern, message):
            pattern.footnotes.setFootnote(name, "")


def find_abbreviations(md: Markdown) -> None:
    """Let abbreviations be found in scripts without spaces too."""
    for abbr in _of(AbbrTreeprocessor, md.treeprocessors):
        md.treeprocessors.register(_Abbreviations(md, abbr.abbrs), "abbr", 7)  # in its place


class _Abbreviations(AbbrTreeprocessor):
    """The abbr extension's, whose rule sees no end of a word in `IMSは`."""

    def run(self, root: Element) -> None:
        """Give each abbreviation in the page its title."""
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
