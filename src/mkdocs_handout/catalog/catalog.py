"""Determines the text and the state of each message from PO files and sign-offs.

A catalog is untrusted input: po_file.py rejects invalid PO files, and safety.py rejects unsafe translations.
"""

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path

from mkdocs_handout.catalog.ledger import Ledger, SignOff, digest
from mkdocs_handout.catalog.po_file import bytes_of, parse_po
from mkdocs_handout.english.shown import Shown, State
from mkdocs_handout.project.languages import SOURCE, folder


@dataclass(frozen=True)
class Entry:
    """A message's translation, whether it is fuzzy, and its line in the PO file (from 1)."""

    text: str
    fuzzy: bool
    line: int | None


@dataclass(frozen=True)
class Waiting:
    """A message that needs translation, and its line in the PO file; None until `make messages` adds it."""

    english: str
    line: int | None


@dataclass(frozen=True)
class Catalog:
    """One locale's translations and sign-offs. English has no entries: every message is its own translation."""

    locale: str
    path: Path
    entries: dict[str, Entry] = field(default_factory=dict)
    ledger: Ledger = field(default_factory=Ledger)
    hide_drafts: bool = False
    _shown: dict[str, Shown] = field(default_factory=dict, init=False, repr=False, compare=False)

    def show(self, message: str) -> Shown:
        """Return what is shown for an English message."""
        if message not in self._shown:  # a page of a handout asks several times for each of its messages
            self._shown[message] = self._show(message)
        return self._shown[message]

    def _show(self, message: str) -> Shown:
        if self.locale == SOURCE:
            state = State.APPROVED if digest(message, message) in self.ledger.rows else State.DRAFT
            return Shown(message, state)
        state = self.state(message)
        if state in (State.STALE, State.MISSING) or (state is State.DRAFT and self.hide_drafts):
            return Shown(message, state, foreign=True)
        return Shown(self.entries[message].text, state)

    def with_drafts(self) -> "Catalog":
        """Return this catalog, but with the drafts that `hide_drafts` hides."""
        return replace(self, hide_drafts=False) if self.hide_drafts else self

    def signed(self, message: str) -> SignOff | None:
        """Return the sign-off of the text that is shown for `message`, or None."""
        return self.ledger.rows.get(digest(message, self.show(message).text))

    @cached_property
    def zero(self) -> str:
        """The zero of the digits that its translations use most: Persian ۰ if they have ۲۰; "0" if there are none."""
        digits = [char for entry in self.entries.values() for char in entry.text if char.isdecimal()]
        zeros = Counter(chr(ord(char) - unicodedata.decimal(char)) for char in digits)
        return zeros.most_common(1)[0][0] if zeros else "0"

    def waiting(self, messages: Iterable[str]) -> list[Waiting]:
        """Return those of `messages` that need translation: the stale and the missing ones."""
        if self.locale == SOURCE:
            return []
        waiting = [each for each in messages if self.state(each) in (State.STALE, State.MISSING)]
        return [Waiting(each, self.entries[each].line if each in self.entries else None) for each in waiting]

    def state(self, message: str) -> State:
        """Return the state of the translation of `message`."""
        entry = self.entries.get(message)
        if entry is None or not entry.text.strip():
            return State.MISSING
        if entry.fuzzy:
            return State.STALE
        return State.APPROVED if digest(message, entry.text) in self.ledger.rows else State.DRAFT


def mark(catalog: Catalog, messages: Iterable[str]) -> str:
    """Return 8 hex digits, printed on a review sheet, that change with any English text, shown text, or their order."""
    texts = "".join(digest(each, catalog.show(each).text) for each in messages)
    return hashlib.sha256(texts.encode()).hexdigest()[:8]


def po_path(translations: Path, locale: str) -> Path:
    """Return the path of the catalog of `locale`."""
    return translations / folder(locale) / "LC_MESSAGES" / "messages.po"


def load(translations: Path, locale: str, hide_drafts: bool = False) -> Catalog:
    """Read the catalog and the ledger of `locale`; English has only a ledger. Raises `HandoutError`."""
    ledger = Ledger.read(translations / folder(locale) / "signoff.csv")
    path = po_path(translations, locale)
    if locale == SOURCE:
        return Catalog(locale, path, {}, ledger)
    return Catalog(locale, path, _entries(path, bytes_of(path)), ledger, hide_drafts)


@lru_cache(64)  # larger than a site's number of languages, since a preview reads the same files repeatedly
def _entries(path: Path, data: bytes) -> dict[str, Entry]:
    current = (each for each in parse_po(data, path) if not each.obsolete)
    return {each.msgid: Entry(each.msgstr, each.fuzzy, each.linenum) for each in current}
