"""Splits a page's Markdown into blocks, and puts a translation into each.

Extraction and translation both use this segmenter, `BlockProcessor`, so they cannot disagree. With an empty catalog, a
page differs from the English only by the marks on untranslated blocks.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.extensions.attr_list import AttrListTreeprocessor, get_attrs_and_remainder
from markdown.extensions.footnotes import NBSP_PLACEHOLDER
from markdown.extensions.toc import slugify, unique
from markdown.treeprocessors import Treeprocessor
from markdown.util import STX

from mkdocs_handout.english import icons, references
from mkdocs_handout.english.inline import as_markdown, plain_text
from mkdocs_handout.english.shown import Shown
from mkdocs_handout.english.titles import contents_marker, find_abbreviations, titles
from mkdocs_handout.project.errors import HandoutError

KINDS = {
    "p": "paragraph", "li": "list item", "dt": "term", "dd": "definition",
    "summary": "question that opens", "label": "name of a tab",
    "th": "table head", "td": "table cell", **{f"h{n}": "heading" for n in range(1, 7)},
}  # fmt: skip

# The kind of an image that is a block of its own; its message is the alt text.
PICTURE = "description of a picture, for people who do not see it"

# After footnotes (50), before task lists (25) and inline (20): here, each block's raw inline Markdown is in .text.
PRIORITY = 30

# The attribute with a block's number, by which search, PDFs and the side-by-side view find blocks.
NUMBER = "data-block"

# Where attr_list reads a list at the end as the block's own (markdown/extensions/attr_list.py, run): in these elements
# after a space, in others on a line of its own. A list right after a link or emphasis belongs to that instead.
_ON_ONE_LINE = {"h1", "h2", "h3", "h4", "h5", "h6", "dt", "td", "th"}
_HARD_BREAK = re.compile(r" {2,}\n")
_LIST = re.compile(r"\{:?[ ]*([^}\n ][^}\n]*)\}")
_FACTS = re.compile(r'\bdata-fact="([^"]*)"')
# The source of a block that states no fact. Only the checks use it, so it is removed from the page.
_TERM, _OWN = (re.compile(rf'\s*\bdata-{name}="?([\w-]*)"?') for name in ("term", "own"))
_EMPTY = re.compile(r"\s*\{:?\s*\}\s*$")
_HTML = re.compile(r"<[A-Za-z/!?]")
_IMAGE = re.compile(r"!\[(?P<alt>[^][]*)\](?P<target>\([^()\s]*\))")
_CODE = re.compile(r"(?<![\\`])(`+)(?!`).+?(?<!`)\1(?!`)")  # an escaped backtick does not open a code span


@dataclass(frozen=True)
class Block:
    """A block: its kind, its English message, what is shown for it, and the ids of the facts that it states."""

    kind: str
    message: str
    shown: Shown | None
    facts: tuple[str, ...] = ()
    term: str = ""
    """The term of facts.yaml that it defines (`data-term`)."""
    own: str = ""
    """Whose own sentence it is (`data-own`): `site`, `clinic`, `page`, or ""."""

    @property
    def is_foreign(self) -> bool:
        """Whether English is shown in place of a translation."""
        return bool(self.shown and self.shown.foreign)


def split(text: str, tag: str = "p") -> tuple[str, str]:
    """Split the raw Markdown of a block, an element `tag`, into its message and its own attribute list.

    In a message, soft line breaks are spaces, and hard line breaks are newlines.
    """
    rule = AttrListTreeprocessor.HEADER_RE if tag in _ON_ONE_LINE else AttrListTreeprocessor.BLOCK_RE
    text, back, _ = text.partition(NBSP_PLACEHOLDER)  # separates a footnote's text from its backlink
    found = rule.search(text)
    if found and get_attrs_and_remainder(found[1])[1]:
        found = None
    body, attributes = (text[: found.start()], found[0]) if found else (text, "")
    lines = (" ".join(line.split()) for line in _HARD_BREAK.split(body.strip()))
    return "\n".join(lines), attributes + back


def anchors(text: str) -> list[str]:
    """Return the ids that are set by attribute lists in raw Markdown."""
    lists = (get_attrs_and_remainder(found)[0] for found in _LIST.findall(text))
    return [value for attributes in lists for key, value in attributes if key == "id" and value]


def picture(message: str) -> tuple[str, str] | None:
    """Return the alt text and `(target)` of a block that consists of one image; None for other blocks."""
    found = _IMAGE.fullmatch(message)
    return (found["alt"], found["target"]) if found else None


def escape(alt: str) -> str:
    """Escape a text for use between the brackets of an image."""
    return re.sub(r"([][\\])", r"\\\1", alt)


def refuse_unreadable(source: str, path: str, first_line: int = 1) -> None:
    """Raise `HandoutError` for a page's first raw HTML, which would not be translated, or unknown icon.

    `source` is the page's Markdown; `path` and `first_line`, on which `source` begins, are for the error.
    """
    for number, line in enumerate(source.splitlines(), first_line):
        text = _CODE.sub(lambda code: " " * len(code[0]), line)
        if found := _HTML.search(text):
            raise HandoutError(
                f"raw HTML: {line[found.start() : found.start() + 30]!r}",
                "write it in Markdown, a link as [words](address), or put it in a template in overrides/",
                path,
                number,
            )
        if unknown := icons.unknown(text):
            remedy = (
                "copy a name from the icon search of Material for MkDocs; type an emoji as the character itself: 🙂"
            )
            raise HandoutError(f"there is no icon {unknown[0]}", remedy, path, number)


class BlockProcessor(Treeprocessor):
    """Finds the blocks of one page, and replaces each with what `translate` returns for it.

    `found` lists the blocks in reading order; the element of block n (from 0) gets the attribute `data-block="n"`.
    Numbers are the same in all languages, since all are made from one English page.
    """

    def __init__(self, md: Markdown, translate: Callable[[str], Shown] | None = None) -> None:
        super().__init__(md)
        self.translate = translate
        self.found: list[Block] = []

    def run(self, root: Element) -> None:
        """Process the page whose tree is `root`."""
        self.found = []
        ids = {each for text in root.itertext() for each in anchors(text)}
        marker = contents_marker(self.md)
        for element in list(root.iter()):
            kind = KINDS.get(element.tag)
            if kind is None or not element.text:
                continue
            message, attributes = split(element.text, element.tag)
            target = None
            if image := picture(message):
                kind, (message, target) = PICTURE, image
            if STX in message or not any(char.isalpha() for char in icons.without(message)) or message == marker:
                continue  # stashed, such as a fenced code block; only symbols; the table of contents' marker
            if kind == "heading" and self.translate:
                self._keep_slug(element, message, attributes, ids)
            shown = self.translate(message) if self.translate else None
            facts = _FACTS.search(attributes)
            term, own = (found[1] if (found := each.search(attributes)) else "" for each in (_TERM, _OWN))
            self.found.append(Block(kind, message, shown, tuple(facts[1].split()) if facts else (), term, own))
            if term or own:
                body = element.text.removesuffix(attributes)
                attributes = _EMPTY.sub("", _TERM.sub("", _OWN.sub("", attributes)))
                element.text = body + attributes
            if shown is None:
                continue
            element.set(NUMBER, str(len(self.found) - 1))
            if shown.foreign:
                mark(element, attributes)
            elif shown.text != message:
                text = references.resolved(message, shown.text, self.md.references)
                text = f"![{escape(shown.text)}]{target}" if target else text
                element.text = as_markdown(text) + attributes

        for title in titles(self.md, root):
            shown = self.translate(title.english) if self.translate else None
            self.found.append(Block(title.kind, title.english, shown, own=title.own))
            if shown:
                title.show(shown)

    def _keep_slug(self, heading: Element, message: str, attributes: str, ids: set[str]) -> None:
        """Give a heading the id that toc (markdown/extensions/toc.py) would make from its English text."""
        if anchors(attributes):
            return
        heading.set("id", unique(slugify(plain_text(self.md, message), "-"), ids))


def mark(element: Element, attributes: str) -> None:
    """Mark a block as English (WCAG 3.1.2): only its own text, not that of nested blocks."""
    target = element
    if len(element):
        target = Element("span")
        target.text = (element.text or "")[: len(element.text or "") - len(attributes)]
        target.tail, element.text = attributes, None
        element.insert(0, target)
    for name, value in (("lang", "en"), ("dir", "ltr"), ("class", "untranslated")):
        target.set(name, value)


class BlockExtension(Extension):
    """Registers a `BlockProcessor`, which is then available as `processor`; `translate` is passed on to it."""

    processor: BlockProcessor

    def __init__(self, translate: Callable[[str], Shown] | None = None) -> None:
        super().__init__()
        self.translate = translate

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Hook into Python-Markdown."""
        self.processor = BlockProcessor(md, self.translate)
        md.treeprocessors.register(self.processor, "handout_blocks", PRIORITY)
        find_abbreviations(md)
        md.preprocessors.deregister("html_block")  # raw HTML that refuse_unreadable misses is shown as text
        md.inlinePatterns.deregister("html")


def find(source: str, extensions: list[str | Extension]) -> list[Block]:
    """Return the blocks of a page's Markdown (without its front matter) in reading order."""
    blocks = BlockExtension()
    Markdown(extensions=[*extensions, blocks]).convert(source)
    return blocks.processor.found
