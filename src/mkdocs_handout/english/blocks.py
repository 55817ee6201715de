"""Markdown to blocks, and back with a translation in each.

The one segmenter: extraction and translation both run `BlockProcessor`, so they cannot disagree.
An empty catalog changes nothing but the marks of missing blocks.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from markdown import Extension, Markdown
from markdown.extensions.attr_list import AttrListTreeprocessor, get_attrs_and_remainder
from markdown.extensions.footnotes import NBSP_PLACEHOLDER
from markdown.extensions.toc import slugify, strip_tags, unique
from markdown.treeprocessors import Treeprocessor
from markdown.util import STX

from mkdocs_handout.english import icons, references
from mkdocs_handout.english.shown import Shown
from mkdocs_handout.english.titles import contents_marker, find_abbreviations, titles
from mkdocs_handout.project.errors import HandoutError

KINDS = {
    "p": "paragraph", "li": "list item", "dt": "term", "dd": "definition",
    "summary": "question that opens", "label": "name of a tab",
    "th": "table head", "td": "table cell", **{f"h{n}": "heading" for n in range(1, 7)},
}  # fmt: skip

# An image that stands alone: its message is its alt text.
PICTURE = "description of a picture, for people who do not see it"

# After footnotes (50) and before task lists (25) and inline (20): every block's raw inline Markdown is in .text.
PRIORITY = 30

# The attribute that carries a block's number, from the element that Markdown makes to search, paper and "beside".
NUMBER = "data-block"

# Where attr_list takes a list at the end for the block's own (markdown/extensions/attr_list.py, run): in these blocks
# behind a space, in the others on a line of its own. Directly behind a link or a mark it belongs to that.
_ON_ONE_LINE = {"h1", "h2", "h3", "h4", "h5", "h6", "dt", "td", "th"}
_HARD_BREAK = re.compile(r" {2,}\n")
_LIST = re.compile(r"\{:?[ ]*([^}\n ][^}\n]*)\}")
_FACTS = re.compile(r'\bdata-fact="([^"]*)"')
# Where a block comes from if from no fact: for the checks alone, so no page has it.
_TERM, _OWN = (re.compile(rf'\s*\bdata-{name}="?([\w-]*)"?') for name in ("term", "own"))
_EMPTY = re.compile(r"\s*\{:?\s*\}\s*$")
_HTML = re.compile(r"<[A-Za-z/!?]")
_IMAGE = re.compile(r"!\[(?P<alt>[^][]*)\](?P<target>\([^()\s]*\))")
_CODE = re.compile(r"(?<![\\`])(`+)(?!`).+?(?<!`)\1(?!`)")  # an escaped backtick begins none


@dataclass(frozen=True)
class Block:
    """A found block: what kind it is, its English message, what is shown for it, and the ids of the facts it states."""

    kind: str
    message: str
    shown: Shown | None
    facts: tuple[str, ...] = ()
    term: str = ""
    """The term of facts.yaml that it defines (`data-term`)."""
    own: str = ""
    """Whose own sentence it is (`data-own`)."""

    @property
    def is_foreign(self) -> bool:
        """Whether the English is shown in place of a translation."""
        return bool(self.shown and self.shown.foreign)


def split(text: str, tag: str = "p") -> tuple[str, str]:
    """Part the raw text of a block, an element `tag`, into its message and its own attribute list.

    A message has a line for each line that the page shows: soft breaks are spaces in it.
    """
    rule = AttrListTreeprocessor.HEADER_RE if tag in _ON_ONE_LINE else AttrListTreeprocessor.BLOCK_RE
    text, back, _ = text.partition(NBSP_PLACEHOLDER)  # behind a footnote's text, before its link back
    found = rule.search(text)
    if found and get_attrs_and_remainder(found[1])[1]:
        found = None
    body, attributes = (text[: found.start()], found[0]) if found else (text, "")
    lines = (" ".join(line.split()) for line in _HARD_BREAK.split(body.strip()))
    return "\n".join(lines), attributes + back


def as_markdown(message: str) -> str:
    """Write a message, or its translation, so that Markdown keeps its lines."""
    return "  \n".join(line.strip() for line in message.split("\n"))


def anchors(text: str) -> list[str]:
    """List the ids that attribute lists in a raw text give."""
    lists = (get_attrs_and_remainder(found)[0] for found in _LIST.findall(text))
    return [value for attributes in lists for key, value in attributes if key == "id" and value]


def picture(message: str) -> tuple[str, str] | None:
    """Part a block that is one image into its alt text, which is the message, and `(target)`; None for other blocks."""
    found = _IMAGE.fullmatch(message)
    return (found["alt"], found["target"]) if found else None


def escape(alt: str) -> str:
    """Write a text so that it ends nowhere inside an image's brackets."""
    return re.sub(r"([][\\])", r"\\\1", alt)


def refuse_unreadable(source: str, path: str, first_line: int = 1) -> None:
    """Raise `HandoutError` at the first raw HTML of a page, which would escape translation, or unknown icon."""
    for number, line in enumerate(source.splitlines(), first_line):
        text = _CODE.sub(lambda code: " " * len(code[0]), line)
        if found := _HTML.search(text):
            raise HandoutError(
                f"raw HTML: {line[found.start() : found.start() + 30]!r}",
                "write it as Markdown, a link as [words](address), or as part of a template in overrides/",
                path,
                number,
            )
        if unknown := icons.unknown(text):
            remedy = "copy a name from the icon search of Material for MkDocs; type an emoji as the sign itself: 🙂"
            raise HandoutError(f"there is no icon {unknown[0]}", remedy, path, number)


class BlockProcessor(Treeprocessor):
    """Finds the blocks of one page and puts what `translate` shows for each in its place.

    `found` lists them in reading order; the element of block n has the attribute `data-block="n"` (from 0). Numbers are
    the same in all languages, as all come from one English page.
    """

    def __init__(self, md: Markdown, translate: Callable[[str], Shown] | None = None) -> None:
        super().__init__(md)
        self.translate = translate
        self.found: list[Block] = []

    def run(self, root: Element) -> None:
        """Visit the blocks of the page whose tree is `root`."""
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
                continue  # stashed, such as a fenced code block; nothing but symbols; where a list of headings comes
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
        """Give a heading the anchor that toc (markdown/extensions/toc.py) gives its English text."""
        if anchors(attributes):
            return
        heading.set("id", unique(slugify(plain_text(self.md, message), "-"), ids))


def mark(element: Element, attributes: str) -> None:
    """Mark a block shown in English: its own text only, not blocks nested in it (WCAG 3.1.2)."""
    target = element
    if len(element):
        target = Element("span")
        target.text = (element.text or "")[: len(element.text or "") - len(attributes)]
        target.tail, element.text = attributes, None
        element.insert(0, target)
    for name, value in (("lang", "en"), ("dir", "ltr"), ("class", "untranslated")):
        target.set(name, value)


def render_inline(md: Markdown, message: str, also: Iterable[str] = ()) -> Element:
    """Render a message's inline Markdown as the page does: a `<p>` with children, attribute lists applied.

    `also` names treeprocessors of the page to be run too.
    """
    root = Element("div")
    SubElement(root, "p").text = as_markdown(message)
    for name in ("inline", "attr_list", *also, "unescape"):
        if name in md.treeprocessors:
            md.treeprocessors[name].run(root)
    return root[0]


def plain_text(md: Markdown, message: str) -> str:
    """Return a message without its markup and on one line, as a title or an attribute shows it."""
    rendered = render_inline(md, message)
    for line_break in rendered.iter("br"):
        line_break.tail = f" {line_break.tail or ''}"
    return strip_tags("".join(rendered.itertext())).strip()


class BlockExtension(Extension):
    """Registers a `BlockProcessor` with a parser; `processor` is that one, and `translate` what it shows."""

    processor: BlockProcessor

    def __init__(self, translate: Callable[[str], Shown] | None = None) -> None:
        super().__init__()
        self.translate = translate

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Hook into Python-Markdown."""
        self.processor = BlockProcessor(md, self.translate)
        md.treeprocessors.register(self.processor, "handout_blocks", PRIORITY)
        find_abbreviations(md)
        md.preprocessors.deregister("html_block")  # what refuse_unreadable may not see is shown as the text it is
        md.inlinePatterns.deregister("html")


def find(source: str, extensions: list[str | Extension]) -> list[Block]:
    """List the blocks of a page's Markdown (without its front matter) in reading order."""
    blocks = BlockExtension()
    Markdown(extensions=[*extensions, blocks]).convert(source)
    return blocks.processor.found
