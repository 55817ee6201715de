"""handout/leaflet.yaml names each fact of the printed pages once, and words as they stand there."""

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
    """Find what would stop `make pdf`; a project without the file has no leaflet. Without `pages`, read it alone."""
    try:
        composed = composition.read(root / "handout" / "leaflet.yaml")
        if composed and pages:
            BlockIndex(*(_on_paper(page) for page in pages if _is_on_sheets(page))).check(composed)
    except HandoutError as error:
        yield from findings_of(error, root)


def _is_on_sheets(page: EnglishPage) -> bool:
    """Say whether a page is one of the first handout's, whose pages stand below no heading of the menu."""
    return bool(page.menu and not page.menu.section and page.meta.get("sheet", True))


def _on_paper(page: EnglishPage) -> HtmlElement:
    """Return a page's text without what opens below a question, which is not printed."""
    tree = deepcopy(page.tree)
    for each in list(tree.iter("details")):
        each.drop_tree()
    return tree
