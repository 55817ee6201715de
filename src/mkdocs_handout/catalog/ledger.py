"""The ledger of sign-offs: who vouches for which translation of which English."""

import datetime
import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from mkdocs_handout.catalog import csv_file
from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.project.files import replace_all

COLUMNS = ["digest", "reviewer", "qualification", "date"]
LONGEST = 120
DIGEST = re.compile(r"[0-9a-f]{64}")


@lru_cache(50_000)  # larger than a site's number of translations, each of which is looked up on several pages
def digest(english: str, translation: str) -> str:
    """Return the SHA-256 of English and translation as 64 hex digits; the two are joined with U+0000."""
    return hashlib.sha256(f"{english}\0{translation}".encode()).hexdigest()


@dataclass(frozen=True)
class SignOff:
    """The sign-off of one pair of English and translation."""

    digest: str
    reviewer: str
    qualification: str
    date: datetime.date


@dataclass(frozen=True)
class Ledger:
    """A locale's sign-offs, by digest."""

    rows: dict[str, SignOff] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> "Ledger":
        """Read `signoff.csv`; a missing file is an empty ledger. Raises `HandoutError` for an invalid row."""
        rows: dict[str, SignOff] = {}
        for line, row in csv_file.table(csv_file.text_of(path), path, COLUMNS):
            signed = _row(row, path, line)
            if signed.digest in rows:
                raise HandoutError("signed twice", "delete this row: the first one counts", path, line)
            rows[signed.digest] = signed
        return cls(rows)


def append(path: Path, signed: Iterable[SignOff]) -> None:
    """Add rows to the ledger at `path`, all or none; its other lines are not changed."""
    replace_all({path: appended(path, signed)})


def appended(path: Path, signed: Iterable[SignOff]) -> str:
    """Return the text of the ledger at `path` with the rows `signed` added."""
    old = csv_file.text_of(path)
    new = csv_file.written([(row.digest, row.reviewer, row.qualification, row.date.isoformat()) for row in signed])
    if not old:
        old = csv_file.written([COLUMNS])
    elif not old.endswith("\n"):
        old += "\n"
    return old + new


def name_fault(text: str) -> str | None:
    """Return what is wrong with a reviewer's name or qualification, which are shown to readers; None if nothing is."""
    if not any(char.isalpha() for char in text):
        return "has no letters"
    if len(text) > LONGEST:
        return f"is longer than {LONGEST} characters"
    if any(
        unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") and char not in "\u200c\u200d" for char in text
    ):
        return "has an invisible character"
    return None


def _row(row: list[str], path: Path, line: int) -> SignOff:
    if len(row) != len(COLUMNS) or not all(row):
        raise HandoutError("this row does not have four filled cells", "complete the row or delete it", path, line)
    key, reviewer, qualification, date = row
    if not DIGEST.fullmatch(key):
        raise HandoutError(
            f"{key[:70]!r} is not a digest", "add rows only with `.venv/bin/python -m mkdocs_handout sign`", path, line
        )
    for column, text in (("reviewer", reviewer), ("qualification", qualification)):
        if fault := name_fault(text):
            raise HandoutError(f"the {column} {fault}", "write it as agreed with the reviewer", path, line)
    day = csv_file.day(date, path, line)
    # One day is tolerated, since it may already be tomorrow further east.
    if day > datetime.date.today() + datetime.timedelta(days=1):
        raise HandoutError(f"{date} is in the future", "write the date of the review", path, line)
    return SignOff(key, reviewer, qualification, day)
