"""All messages of the handout, each once, in the order a reader meets them: what is counted, reviewed and signed."""

from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import NamedTuple

from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from mkdocs.utils.meta import get_data

from mkdocs_handout.english import blocks
from mkdocs_handout.english.extensions import markdown_extensions
from mkdocs_handout.project import settings

UI = "ui"  # the page that the menu and the page shell's strings are listed under


@dataclass(frozen=True)
class Message:
    """An English block: its number (from 1) on review sheets, and where it stands, as (page, kind)."""

    number: int
    english: str
    places: tuple[tuple[str, str], ...]

    @property
    def pages(self) -> list[str]:
        """The pages it stands on, the first one first."""
        return list(dict.fromkeys(page for page, _ in self.places))


class Extracted(NamedTuple):
    """An English block where it stands: the file, below the project's folder; page and kind as in `Message.places`."""

    file: str
    page: str
    kind: str
    english: str


def extracted(root: Path) -> list[Extracted]:
    """Extract the messages of the project at `root` as pybabel does, each as often as it stands there."""
    with (root / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    return [
        Extracted(Path(name).as_posix(), page, kind, str(message))
        for name, _, message, comments, _ in extract_from_dir(root, methods, options)
        for page, _, kind in (comment.partition(": ") for comment in comments)
    ]


def outline(root: Path) -> list[Message]:
    """Order the messages of the project at `root` by the menu, the page shell last."""
    rank = {page: at for at, page in enumerate([*titles(root), UI])}
    places: dict[str, list[tuple[str, str]]] = {}
    for each in sorted(extracted(root), key=lambda each: rank.get(each.page, len(rank))):
        places.setdefault(each.english, []).append((each.page, each.kind))
    return [Message(number, english, tuple(places[english])) for number, english in enumerate(places, 1)]


def titles(root: Path) -> dict[str, str]:
    """Return the menu's title of each page, by the page's name (its file below docs/, without ending)."""
    menu = settings.read(root / "mkdocs.yml").menu
    return {PurePath(page).with_suffix("").as_posix(): title for title, page, _ in menu if page}


def page_names(root: Path) -> dict[str, str]:
    """Return what people call each page, by its name: its title in the menu; the page shell's strings are last."""
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
