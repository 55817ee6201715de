"""The content of a page, made from its Markdown as in the build."""

from collections.abc import Callable

from markdown import Markdown

from mkdocs_handout.english.blocks import BlockExtension
from mkdocs_handout.english.extensions import markdown_extensions
from mkdocs_handout.english.shown import Shown, State
from mkdocs_handout.page.content import Content
from mkdocs_handout.page.html import parse, write
from tests.built import ROOT


def unchanged(message: str) -> Shown:
    return Shown(message, State.DRAFT)


def content_of(source: str, show: Callable[[str], Shown] = unchanged) -> Content:
    """Return the content of a page, with each message translated by `show`."""
    blocks = BlockExtension(show)
    html = Markdown(extensions=[*markdown_extensions(str(ROOT / "mkdocs.yml")), blocks]).convert(source)
    return Content(parse(html), tuple(blocks.processor.found))


def changed(html: str, *changes: Callable[..., object]) -> str:
    """Return HTML after changes to its tree."""
    tree = parse(html)
    for change in changes:
        change(tree)
    return str(write(tree))
