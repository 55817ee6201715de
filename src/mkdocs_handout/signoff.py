"""The ledger of signed translations: who vouches for exactly this text of exactly this English."""

import csv
import datetime
import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs_handout.errors import HandoutError

COLUMNS = ["digest", "reviewer", "qualification", "date"]


def digest(english: str, translation: str) -> str:
    """Return 64 hex digits (SHA-256) that change with either side; U+0000 parts the two."""
    return hashlib.sha256(f"{english}\0{translation}".encode()).hexdigest()


@dataclass(frozen=True)
class SignOff:
    """One signed pair."""

    digest: str
    reviewer: str
    qualification: str
    date: datetime.date


@dataclass(frozen=True)
class Ledger:
    """A locale's signed pairs by digest."""

    rows: dict[str, SignOff] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> "Ledger":
        """Read `signoff.csv`; a file that is not there signs nothing. Raises `HandoutError` on a bad row."""
        if not path.exists():
            return cls()
        rows: dict[str, SignOff] = {}
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if reader.fieldnames != COLUMNS:
                raise HandoutError(f"the first line is not {','.join(COLUMNS)}", "restore it", path, 1)
            for row in reader:
                signed = cls._row(row, path, reader.line_num)
                rows[signed.digest] = signed
        return cls(rows)

    @staticmethod
    def _row(row: dict[str, str], path: Path, line: int) -> SignOff:
        if None in row or any(not row[column] for column in COLUMNS):
            raise HandoutError("not four filled cells", "complete the row or delete it", path, line)
        try:
            date = datetime.date.fromisoformat(row["date"])
        except ValueError as error:
            raise HandoutError(f"{row['date']!r} is not a date", "write it as 2026-01-31", path, line) from error
        return SignOff(row["digest"], row["reviewer"], row["qualification"], date)
