"""The notices at the top of a page: how far its text was checked (translations/README.md, "What a reader sees")."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mkdocs_handout.catalog.catalog import Catalog
from mkdocs_handout.catalog.ledger import SignOff, digest
from mkdocs_handout.english.shown import Shown, State
from mkdocs_handout.project.languages import SOURCE


@dataclass(frozen=True)
class ShownMessage:
    """A message that a page shows; `marked` if English is shown instead of a translation, with a visible mark."""

    message: str
    shown: Shown
    marked: bool


@dataclass(frozen=True)
class Notices:
    """The notices at a page's top."""

    draft: bool
    """An unsigned translation is shown."""
    marks: bool
    """A block is shown in English."""
    wording: bool
    """A message is shown whose English wording the clinic has not signed."""
    checked: tuple[SignOff, ...]
    """The latest sign-off of each reviewer, if everything that is shown is signed; otherwise empty."""

    @property
    def names(self) -> list[str]:
        """The names of the notices that are shown."""
        return [name for name in ("draft", "marks", "wording", "checked") if getattr(self, name)]


def notices(
    page: Iterable[ShownMessage], catalog: Catalog, english: Catalog, lines: Mapping[str, Sequence[str]]
) -> Notices:
    """Return the notices for what a page shows in the catalog's locale; `lines` are the messages of each notice.

    Notices are text of the page too: if a notice's translation is a draft, the page shows a draft. So one notice may
    require another.
    """
    shown, counted = list(page), set[str]()
    while new := [name for name in _sum(shown, catalog, english).names if name not in counted]:
        for message in (message for name in new for message in lines.get(name, ())):
            line = catalog.show(message)
            shown.append(ShownMessage(message, line, marked=line.foreign))
        counted.update(new)
    return _sum(shown, catalog, english)


def is_draft(shown: Shown, catalog: Catalog) -> bool:
    """Return whether `shown` is an unsigned translation."""
    return catalog.locale != SOURCE and shown.state is State.DRAFT and not shown.foreign


def _sum(page: Sequence[ShownMessage], catalog: Catalog, english: Catalog) -> Notices:
    approved = bool(page) and all(each.shown.state is State.APPROVED for each in page)
    return Notices(
        draft=any(is_draft(each.shown, catalog) for each in page),
        marks=any(each.marked for each in page),
        wording=any(english.show(each.message).state is not State.APPROVED for each in page),
        checked=tuple(_reviewers(page, catalog)) if approved else (),
    )


def _reviewers(page: Sequence[ShownMessage], catalog: Catalog) -> list[SignOff]:
    latest: dict[tuple[str, str], SignOff] = {}
    rows = [catalog.ledger.rows[digest(each.message, each.shown.text)] for each in page]
    for row in sorted(rows, key=lambda row: row.date):
        latest[row.reviewer, row.qualification] = row
    return sorted(latest.values(), key=lambda row: (row.date, row.reviewer))
