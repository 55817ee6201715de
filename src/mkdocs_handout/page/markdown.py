"""Applies our Markdown extensions to one page, and collects its content."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from lxml.html import HtmlElement
from markdown import Extension, Markdown

from mkdocs_handout.catalog.catalog import Catalog
from mkdocs_handout.english.blocks import Block, BlockExtension
from mkdocs_handout.english.titles import ABBREVIATION, PERMANENT
from mkdocs_handout.english.untranslated import outside_blocks
from mkdocs_handout.page import bidi, components, pictures
from mkdocs_handout.page.content import Content
from mkdocs_handout.page.html import parse
from mkdocs_handout.project.languages import SOURCE


@dataclass
class PageParser:
    """Parses one page in one language."""

    catalog: Catalog
    right_to_left: bool
    docs: Path
    _blocks: BlockExtension = field(init=False)
    _pictures: pictures.Pictures = field(init=False)
    _components: components.Components = field(init=False)

    def register(self, md: Markdown) -> None:
        """Register our extensions with the Markdown parser that will convert the page."""
        self._blocks = BlockExtension(self.catalog.show)
        self._blocks.extendMarkdown(md)
        self._pictures = pictures.Pictures(md, self.docs, self.catalog.zero)
        md.treeprocessors.register(self._pictures, "handout_pictures", pictures.PRIORITY)
        if self.right_to_left:
            md.treeprocessors.register(bidi.Isolator(md), bidi.NAME, bidi.PRIORITY)
        self._components = components.Components(md)
        md.treeprocessors.register(self._components, "handout_components", components.PRIORITY)

    def content(self, html: str) -> Content:
        """Return the content of the page, which was converted to `html`; raises `HandoutError`."""
        if self._pictures.fault:
            raise self._pictures.fault
        styles = (*self._components.styles, *self._pictures.styles)
        tree, blocks = parse(html), tuple(self._blocks.processor.found)
        if self.catalog.locale != SOURCE:
            _mark_english(tree, blocks)
        return Content(tree, blocks, styles)


def _mark_english(tree: HtmlElement, blocks: Iterable[Block]) -> None:
    """Mark English on a translated page that has no mark yet: code, and some titles (WCAG 3.1.2)."""
    for element in outside_blocks(tree):
        element.attrib.update({"lang": SOURCE, "dir": "ltr"})
    titles = {block.message for block in blocks if block.kind in (ABBREVIATION, PERMANENT) and block.is_foreign}
    for element in tree.iterfind(".//*[@title]"):
        if element.get("title") in titles:
            element.set("lang", SOURCE)


class PageExtension(Extension):
    """Registers the processors for the page that MkDocs converts next.

    MkDocs makes a Markdown parser for each page from one list of extensions, which do not know the page. So `parser` is
    set just before, in the event for the page's Markdown.
    """

    parser: PageParser | None = None

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Hook into Python-Markdown."""
        if self.parser:
            self.parser.register(md)
