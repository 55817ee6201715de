"""Checks that handout/leaflet.yaml names each fact of the printed pages once, and quotes their words exactly."""

from collections.abc import Collection, Iterator
from copy import deepcopy
from pathlib import Path

from lxml.html import HtmlElement

from mkdocs_handout.checks.finding import Finding, findings_of
from mkdocs_handout.checks.pages import EnglishPage
from mkdocs_handout.english import composition
from mkdocs_handout.english.block_index import BlockIndex
from mkdocs_handout.project.errors import HandoutError


def leaflet(root: Path, pages: Collection[EnglishPage]) -> Iterator[Finding]:
    """Find what would stop `make pdf`; without `pages`, only errors in leaflet.yaml itself.

    A project without that file has no leaflet.
    """
    try:
        composed = composition.read(root / "handout" / "leaflet.yaml")
        if composed and pages:
            BlockIndex(*(_on_paper(page) for page in pages if _is_on_sheets(page))).check(composed)
    except HandoutError as error:
        yield from findings_of(error, root)


def _is_on_sheets(page: EnglishPage) -> bool:
    """Return whether a page is part of the main handout, whose pages are in no section of the menu."""
    return bool(page.menu and not page.menu.section and page.meta.get("sheet", True))


def _on_paper(page: EnglishPage) -> HtmlElement:
    """Return a copy of a page's tree without `<details>`, whose answers are not printed."""
    tree = deepcopy(page.tree)
    for each in list(tree.iter("details")):
        each.drop_tree()
    return tree
