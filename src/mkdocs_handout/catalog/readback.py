"""Read-backs: translations that were translated back into English by somebody who saw only the translation.

`readback.csv` stores them by the digest of English and translation, as the ledger does with sign-offs. If either text
changes, a row becomes void and is not used. Patients' pages do not show read-backs; they help to fix translations.
"""

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from mkdocs_handout.catalog import csv_file
from mkdocs_handout.catalog.catalog import Catalog
from mkdocs_handout.catalog.ledger import DIGEST, digest
from mkdocs_handout.catalog.unsafe_text import HTML, Fault, invisible
from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.project.files import replace_all
from mkdocs_handout.project.languages import folder
from mkdocs_handout.project.writing_systems import script_of

COLUMNS = ["digest", "readback", "doubt", "date", "by"]
MAKERS = ("machine", "person")
LONGEST = 1500
_FORMULA = tuple("=+@")


@dataclass(frozen=True)
class ReadBack:
    """A read-back: its digest, text, doubt (or ""), date, maker (one of `MAKERS`) and line in the file (from 1)."""

    digest: str
    text: str
    doubt: str
    date: datetime.date
    by: str
    line: int = 0


def path_of(translations: Path, locale: str) -> Path:
    """Return the path of the read-backs of `locale`."""
    return translations / folder(locale) / "readback.csv"


def pairs(catalog: Catalog, messages: Iterable[str]) -> dict[str, str]:
    """Return the digest of each English message whose translation is shown, by the English."""
    shown = {english: catalog.show(english) for english in messages}
    return {english: digest(english, each.text) for english, each in shown.items() if not each.foreign}


def valid(translations: Path, catalog: Catalog, messages: Iterable[str]) -> dict[str, ReadBack]:
    """Return the read-backs of the translations shown now, by English; raises `HandoutError` for an invalid row."""
    rows = read(translations, catalog.locale)
    return {english: rows[key] for english, key in pairs(catalog, messages).items() if key in rows}


def read(translations: Path, locale: str) -> dict[str, ReadBack]:
    """Read `readback.csv`, including void rows, by digest; empty if there is no such file."""
    path = path_of(translations, locale)
    return dict(_rows(csv_file.text_of(path), path, locale))


@lru_cache(64)  # larger than a site's number of languages, since a preview reads the same files repeatedly
def _rows(text: str, path: Path, locale: str) -> dict[str, ReadBack]:
    rows: dict[str, ReadBack] = {}
    for line, row in csv_file.table(text, path, COLUMNS):
        found = _row(row, path, line, locale)
        if found.digest in rows:
            raise HandoutError("this translation is read back twice", "delete one of the two rows", path, line)
        rows[found.digest] = found
    return rows


def write(translations: Path, locale: str, rows: Iterable[ReadBack]) -> None:
    """Replace `readback.csv` with `rows`, all or nothing."""
    replace_all({path_of(translations, locale): written(rows)})


def written(rows: Iterable[ReadBack]) -> str:
    """Return the text of a `readback.csv` with `rows`."""
    cells = [(row.digest, row.text, row.doubt, row.date.isoformat(), row.by) for row in rows]
    return csv_file.written([COLUMNS, *cells])


def faults(text: str, doubt: str, locale: str) -> Iterator[Fault]:
    """Yield what is wrong with a read-back or its doubt, as text; a doubt may quote the translation."""
    if not re.search("[A-Za-z]", text):
        yield "the read-back has no English text", "write what the translation says, or delete the row"
    for name, cell in (("read-back", text), ("doubt", doubt)):
        if len(cell) > LONGEST:
            yield f"the {name} is longer than {LONGEST} characters", "write only what the translation says"
        if found := HTML.search(cell):
            yield f"the {name} has HTML: {found[0]!r}", "write plain text"
        if cell.startswith(_FORMULA):
            yield f"the {name} starts with {cell[0]!r}: a spreadsheet would read it as a formula", "start with a word"
        yield from ((f"the {name} has {what}", remedy) for what, remedy in invisible("", cell, script_of(locale)))


def _row(row: list[str], path: Path, line: int, locale: str) -> ReadBack:
    if len(row) != len(COLUMNS):
        raise HandoutError("this row does not have five cells", "complete the row or delete it", path, line)
    key, text, doubt, date, by = row
    if not DIGEST.fullmatch(key):
        remedy = "add rows only with `.venv/bin/python -m mkdocs_handout readback`"
        raise HandoutError(f"{key[:70]!r} is not a digest", remedy, path, line)
    for what, remedy in faults(text, doubt, locale):
        raise HandoutError(what, remedy, path, line)
    if by not in MAKERS:
        raise HandoutError(f"unknown value in the column by: {by[:70]!r}", f"write {' or '.join(MAKERS)}", path, line)
    return ReadBack(key, text, doubt, csv_file.day(date, path, line), by, line)
