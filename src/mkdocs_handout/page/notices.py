"""What a page says at its top of how far its words are checked (translations/README.md, "What a reader sees")."""

from collections.abc import Iterable
from dataclasses import dataclass

from mkdocs_handout.catalog.catalog import Catalog
from mkdocs_handout.catalog.ledger import SignOff, digest
from mkdocs_handout.english.shown import Shown, State
from mkdocs_handout.project.languages import SOURCE


@dataclass(frozen=True)
class Said:
    """A message that a page shows; `marked` where English stands in a translation's place with a visible mark."""

    message: str
    shown: Shown
    marked: bool


@dataclass(frozen=True)
class Notices:
    """The lines at a page's top."""

    draft: bool
    """A translation is shown that nobody signed."""
    marks: bool
    """A block is shown in English."""
    wording: bool
    """The clinic signed the English of all that is shown."""
    checked: tuple[SignOff, ...]
    """Who signed all that is shown, each reviewer once with the latest day; empty if anything is not signed."""


def notices(said: Iterable[Said], catalog: Catalog, english: Catalog) -> Notices:
    """Sum up what a page shows in the catalog's locale."""
    said = list(said)
    approved = bool(said) and all(each.shown.state is State.APPROVED for each in said)
    return Notices(
        draft=catalog.locale != SOURCE
        and any(each.shown.state is State.DRAFT and not each.shown.foreign for each in said),
        marks=any(each.marked for each in said),
        wording=all(english.show(each.message).state is State.APPROVED for each in said),
        checked=tuple(_reviewers(said, catalog)) if approved else (),
    )


def _reviewers(said: list[Said], catalog: Catalog) -> list[SignOff]:
    latest: dict[tuple[str, str], SignOff] = {}
    rows = [catalog.ledger.rows[digest(each.message, each.shown.text)] for each in said]
    for row in sorted(rows, key=lambda row: row.date):
        latest[row.reviewer, row.qualification] = row
    return sorted(latest.values(), key=lambda row: (row.date, row.reviewer))
