"""How far each language is checked, according to catalogs and ledgers; shown on /about/translations/."""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mkdocs_handout.catalog.catalog import Catalog, Waiting
from mkdocs_handout.catalog.ledger import SignOff, digest
from mkdocs_handout.catalog.readback import ReadBack
from mkdocs_handout.english.messages import Message, page_names
from mkdocs_handout.english.shown import State
from mkdocs_handout.page.build_context import SHOWS_ENGLISH, Site
from mkdocs_handout.project import settings
from mkdocs_handout.project.languages import Language
from mkdocs_handout.project.settings import Settings

LISTED = 40
"""How many waiting messages /about/translations/ lists in all, unless there are very many languages."""


@dataclass(frozen=True)
class Signed:
    """What a reviewer signed on one day: `pages` as (title, blocks signed, blocks on it), and blocks changed since."""

    reviewer: str
    qualification: str
    date: datetime.date
    pages: tuple[tuple[str, int, int], ...]
    reopened: int


@dataclass(frozen=True)
class Tally:
    """A number of blocks, and the earliest date among their rows."""

    number: int
    since: datetime.date | None

    @classmethod
    def of(cls, rows: Iterable[SignOff | ReadBack]) -> "Tally":
        """Count rows; each is for one block."""
        days = [row.date for row in rows]
        return cls(len(days), min(days, default=None))


@dataclass(frozen=True)
class Progress:
    """One language: its blocks by state, read-backs, doubts, sign-offs, and whether it is built."""

    language: Language
    counts: dict[State, int]
    approved: Tally
    read_back: Tally
    doubts: Tally
    signed: tuple[Signed, ...]
    built: bool
    waiting: tuple[Waiting, ...]
    translator: str
    """The translator's name, or ""."""
    catalog: str
    """Its PO file, relative to the project's folder."""


@dataclass(frozen=True)
class Report:
    """All languages in mkdocs.yml's order, the number of English blocks, and the day the English last changed."""

    languages: tuple[Progress, ...]
    blocks: int
    source: datetime.date | None
    settings: Settings

    @property
    def listed(self) -> int:
        """How many waiting messages are listed for each language; limited so that the page stays small."""
        return max(2, LISTED // max(1, sum(bool(each.waiting) for each in self.languages)))


def progress(site: Site) -> Report:
    """Count the state of every message in every language of the site."""
    messages, names = site.messages, page_names(site.root)
    english, said = [each.english for each in messages], settings.read(site.root / "mkdocs.yml")
    languages = []
    for locale, language in site.listed.items():
        catalog = site.catalogs[locale]
        states = Counter(catalog.show(each).state for each in english)
        approved, read_back, doubts = _tallies(messages, catalog, site.read_backs[locale])
        languages.append(
            Progress(
                language,
                {state: states[state] for state in State},
                approved,
                read_back,
                doubts,
                tuple(_signed(messages, catalog, names)),
                locale in site.languages,
                tuple(catalog.waiting(english)),
                said.translators.get(locale, ""),
                catalog.path.relative_to(site.root).as_posix(),
            )
        )
    source = site.sources.history.last_changed(*(site.root / name for name in SHOWS_ENGLISH))
    return Report(tuple(languages), len(messages), source, said)


def _tallies(
    messages: Iterable[Message], catalog: Catalog, read_backs: Mapping[str, ReadBack]
) -> tuple[Tally, Tally, Tally]:
    """Count what is signed, what was read back, and what is in doubt."""
    signed = {each.english: row for each in messages if (row := catalog.signed(each.english))}
    doubts = [row for english, row in read_backs.items() if in_doubt(row, signed.get(english))]
    return Tally.of(signed.values()), Tally.of(read_backs.values()), Tally.of(doubts)


def in_doubt(read_back: ReadBack, signed: SignOff | None) -> bool:
    """Return whether a doubt is open: a sign-off on a later date settles it."""
    return bool(read_back.doubt) and (signed is None or read_back.date >= signed.date)


def _signed(messages: list[Message], catalog: Catalog, names: dict[str, str]) -> Iterable[Signed]:
    """Group the ledger's rows by reviewer and day, oldest first."""
    of = {digest(each.english, catalog.show(each.english).text): each for each in messages}
    whole = Counter(page for each in messages for page in each.pages)
    groups: dict[tuple[datetime.date, str, str], list[SignOff]] = {}
    for row in catalog.ledger.rows.values():
        groups.setdefault((row.date, row.reviewer, row.qualification), []).append(row)
    for (date, reviewer, qualification), rows in sorted(groups.items()):
        standing = [of[row.digest] for row in rows if row.digest in of]
        pages = Counter(page for each in standing for page in each.pages)
        order = [page for page in (*names, *whole) if pages[page]]
        shares = tuple((names.get(page, page), pages[page], whole[page]) for page in dict.fromkeys(order))
        yield Signed(reviewer, qualification, date, shares, len(rows) - len(standing))
