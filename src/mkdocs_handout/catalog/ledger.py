"""The ledger of signed translations: who vouches for exactly this text of exactly this English."""

import csv
import datetime
import hashlib
import io
import os
import re
import tempfile
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs_handout.project.errors import HandoutError

COLUMNS = ["digest", "reviewer", "qualification", "date"]
LONGEST = 120
_DIGEST = re.compile(r"[0-9a-f]{64}")


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
        rows: dict[str, SignOff] = {}
        reader = csv.DictReader(io.StringIO(_text(path), newline=""))
        try:
            if reader.fieldnames not in (None, COLUMNS):
                raise HandoutError(f"the first line is not {','.join(COLUMNS)}", "restore it", path, 1)
            cells = [(row, reader.line_num) for row in reader]
        except csv.Error as error:
            raise HandoutError(f"broken CSV: {error}", "mend that line", path, reader.line_num + 1) from error
        for row, line in cells:
            signed = _row(row, path, line)
            if signed.digest in rows:
                raise HandoutError("signed twice", "delete this row: the first one counts", path, line)
            rows[signed.digest] = signed
        return cls(rows)


def append(path: Path, signed: Iterable[SignOff]) -> None:
    """Add rows to the ledger at `path`, all or none; its other lines stay as they are."""
    old = _text(path)
    new = io.StringIO()
    writer = csv.writer(new, lineterminator="\n")
    if not old:
        writer.writerow(COLUMNS)
    elif not old.endswith("\n"):
        new.write("\n")
    writer.writerows((row.digest, row.reviewer, row.qualification, row.date.isoformat()) for row in signed)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, fresh = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with open(handle, "w", encoding="utf-8", newline="") as file:
            file.write(old + new.getvalue())
        os.chmod(fresh, 0o644)  # mkstemp's 0600 would keep colleagues out
        os.replace(fresh, path)
    finally:
        Path(fresh).unlink(missing_ok=True)


def name_fault(text: str) -> str | None:
    """Say what is wrong with a reviewer's name or qualification: it stands on every page the reviewer signed."""
    if not any(char.isalpha() for char in text):
        return "has no letter"
    if len(text) > LONGEST:
        return f"is longer than {LONGEST} characters"
    if any(unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp") and char not in "\u200c\u200d" for char in text):
        return "has an invisible character"
    return None


def _text(path: Path) -> str:
    if path.is_symlink():
        raise HandoutError("the ledger is a symbolic link", "put the file itself there", path)
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise HandoutError("not UTF-8", "save the file as CSV in UTF-8", path) from error


def _row(row: dict[str, str], path: Path, line: int) -> SignOff:
    if None in row or any(not row[column] for column in COLUMNS):
        raise HandoutError("not four filled cells", "complete the row or delete it", path, line)
    if not _DIGEST.fullmatch(row["digest"]):
        raise HandoutError(
            f"{row['digest'][:70]!r} is no digest",
            "let `.venv/bin/python -m mkdocs_handout sign` write rows",
            path,
            line,
        )
    for column in ("reviewer", "qualification"):
        if fault := name_fault(row[column]):
            raise HandoutError(f"the {column} {fault}", "write it as the reviewer agreed to", path, line)
    try:
        date = datetime.date.fromisoformat(row["date"])
    except ValueError as error:
        raise HandoutError(f"{row['date']!r} is not a date", "write it as 2026-01-31", path, line) from error
    # A day's grace: somewhere east of here it is tomorrow already.
    if date > datetime.date.today() + datetime.timedelta(days=1):
        raise HandoutError(f"{row['date']} is yet to come", "write the day of the signature", path, line)
    return SignOff(row["digest"], row["reviewer"], row["qualification"], date)
