"""All messages of the handout, without duplicates and in reading order: what is counted, reviewed and signed."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePath
from typing import NamedTuple

from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from mkdocs.utils.meta import get_data

from mkdocs_handout.english import blocks
from mkdocs_handout.english.extensions import markdown_extensions
from mkdocs_handout.project import settings

UI = "ui"  # the page name under which strings of the menu and the page shell are listed


@dataclass(frozen=True)
class Message:
    """An English message: its number on review sheets (from 1), its text, and where it is used, as (page, kind)."""

    number: int
    english: str
    places: tuple[tuple[str, str], ...]

    @cached_property
    def pages(self) -> list[str]:
        """The pages that use it, in order of first use."""
        return list(dict.fromkeys(page for page, _ in self.places))


class Extracted(NamedTuple):
    """One use of a message: its file (relative to the project), and page and kind as in `Message.places`."""

    file: str
    page: str
    kind: str
    english: str


def extracted(root: Path) -> list[Extracted]:
    """Extract the messages of the project at `root` as pybabel does, one item for each use."""
    with (root / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    return [
        Extracted(Path(name).as_posix(), page, kind, str(message))
        for name, _, message, comments, _ in extract_from_dir(root, methods, options)
        for page, _, kind in (comment.partition(": ") for comment in comments)
    ]


def outline(root: Path) -> list[Message]:
    """Return the messages of the project at `root` in the order of the menu, those of the page shell last."""
    rank = {page: at for at, page in enumerate([*titles(root), UI])}
    places: dict[str, list[tuple[str, str]]] = {}
    for each in sorted(extracted(root), key=lambda each: rank.get(each.page, len(rank))):
        places.setdefault(each.english, []).append((each.page, each.kind))
    return [Message(number, english, tuple(places[english])) for number, english in enumerate(places, 1)]


def titles(root: Path) -> dict[str, str]:
    """Return each page's title in the menu, by the page's name (its file below docs/, without the suffix)."""
    menu = settings.read(root / "mkdocs.yml").menu
    return {PurePath(page).with_suffix("").as_posix(): title for title, page, _ in menu if page}


def page_names(root: Path) -> dict[str, str]:
    """Return the display name of each page, by its name: its menu title, and last a name for the page shell (`UI`)."""
    return {**titles(root), UI: "Menus, buttons and notices"}


def stated_facts(root: Path) -> dict[str, tuple[str, ...]]:
    """Return the ids of the facts that each message states; most state none."""
    found: dict[str, tuple[str, ...]] = {each.english: () for each in extracted(root)}
    extensions = list(markdown_extensions(str(root / "mkdocs.yml")))
    for page in sorted(root.glob("docs/**/*.md")):
        source, meta = get_data(page.read_text(encoding="utf-8-sig"))
        if meta.get("translate") is not False:
            for block in blocks.find(source, extensions):
                found[block.message] = tuple(dict.fromkeys([*found.get(block.message, ()), *block.facts]))
    return found
