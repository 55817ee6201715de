"""The printable sheet on which a reviewer who runs no commands checks a language."""

import datetime
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, PackageLoader

from mkdocs_handout.catalog.catalog import Catalog
from mkdocs_handout.commands.sign import mark, read
from mkdocs_handout.english.messages import UI, Message, outline, titles
from mkdocs_handout.english.shown import State
from mkdocs_handout.project.languages import SOURCE, Language, listed_names

FOLDER = "review"  # git ignores it: a sheet is paper, the ledger is the record


@dataclass(frozen=True)
class Row:
    """A block on the sheet; one that is stale or missing has no translation and no box."""

    number: int
    where: str
    english: str
    translation: str
    state: State

    @property
    def box(self) -> bool:
        """Whether it can be signed."""
        return self.state in (State.DRAFT, State.APPROVED)


def write_sheet(root: Path, locale: str) -> Path:
    """Write `review/LOCALE.html` with every block of the handout, by page, and return its path."""
    catalog, messages = read(root, locale), outline(root)
    names = {**titles(root), UI: "Menus, buttons and notices"}
    rows = [(each.pages[0], _row(each, catalog, names)) for each in messages]
    pages = [
        (names.get(page, page), [row for own, row in rows if own == page]) for page in dict.fromkeys(p for p, _ in rows)
    ]
    states = [row.state for _, row in rows]
    counts = ", ".join(f"{states.count(state)} {state}" for state in State if state in states)
    environment = Environment(loader=PackageLoader("mkdocs_handout.commands", "."), autoescape=True)
    sheet = environment.get_template("review.html").render(
        language=Language.of(locale, listed_names(root)[locale]),
        source=locale == SOURCE,
        pages=pages,
        counts=counts,
        today=datetime.date.today(),
        mark=mark(catalog, messages),
    )
    path = root / FOLDER / f"{locale}.html"
    path.parent.mkdir(exist_ok=True)
    path.write_text(sheet, encoding="utf-8")
    return path


def _row(message: Message, catalog: Catalog, names: dict[str, str]) -> Row:
    shown = catalog.show(message.english)
    others = [names.get(page, page) for page in message.pages[1:]]
    where = "; also on: ".join([message.places[0][1], *([", ".join(others)] if others else [])])
    return Row(message.number, where, message.english, "" if shown.foreign else shown.text, shown.state)
