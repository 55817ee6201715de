"""Reads and writes the CSV files beside the catalogs; rows have their line numbers."""

import csv
import datetime
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from mkdocs_handout.project.errors import HandoutError


def text_of(path: Path) -> str:
    """Return a file's text without a byte order mark; "" if there is no such file. Raises `HandoutError`."""
    if path.is_symlink():
        raise HandoutError("this is a symbolic link", "replace it with the file itself", path)
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise HandoutError("not UTF-8", "save the file as CSV in UTF-8", path) from error
    except OSError as error:
        raise HandoutError(
            f"cannot read this file: {error.strerror}", "check that it is a CSV file and that you may read it", path
        ) from error


def rows_of(text: str, path: Path, delimiter: str = ",") -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a CSV text, including empty ones, with the line (from 1) on which each begins.

    Raises `HandoutError`, for the file at `path`, if the CSV is broken.
    """
    reader, line = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), 1
    try:
        for row in reader:
            yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        raise HandoutError(f"broken CSV: {error}", "correct that line", path, line) from error


def table(text: str, path: Path, columns: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the non-empty rows below the first line, with their lines; nothing if the text is empty.

    Raises `HandoutError` unless the first line names exactly `columns`.
    """
    rows = rows_of(text, path)
    if (first := next(rows, None)) and first[1] != columns:
        raise HandoutError(f"the first line is not {','.join(columns)}", "restore it", path, 1)
    yield from ((line, row) for line, row in rows if row)


def written(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as CSV."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def day(text: str, path: Path, line: int) -> datetime.date:
    """Parse an ISO 8601 date; raises `HandoutError`."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise HandoutError(f"{text!r} is not a date", "write it as 2026-01-31", path, line) from error
