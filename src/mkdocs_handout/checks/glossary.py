"""The glossary: which words each locale uses for terms, hedges, spans, figures and names."""

import csv
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mkdocs_handout.checks.finding import Finding
from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.project.languages import meant_by

COLUMNS = ["english", "kind", "meaning"]
KINDS = ("term", "hedge", "span", "number", "name")


@dataclass(frozen=True)
class Row:
    """One English entry: its kind, the words each locale may use for it, its line."""

    english: str
    kind: str
    words: dict[str, tuple[str, ...]]
    line: int


class Glossary(dict[str, Row]):
    """Rows by English entry."""

    def words(self, english: str, locale: str) -> tuple[str, ...]:
        """Return the words of `locale` for an English entry, as `fold` returns them; empty if there are none."""
        row = self.get(english)
        return row.words.get(locale, ()) if row else ()

    def of(self, kind: str) -> list[Row]:
        """List the rows of one kind."""
        return [row for row in self.values() if row.kind == kind]


def fold(text: str) -> str:
    """Normalize case and composition (NFC) of a text, so that words can be compared."""
    return unicodedata.normalize("NFC", text).casefold()


def read_glossary(path: Path) -> Glossary:
    """Read `glossary.csv`; raises `HandoutError` at the first bad row."""
    glossary = Glossary()
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if (reader.fieldnames or [])[: len(COLUMNS)] != COLUMNS:
                raise HandoutError(
                    f"the first line is not {','.join(COLUMNS)},…", "save it as CSV with commas", path, 1
                )
            for record in reader:
                row = _row(record, path, reader.line_num)
                if row.english in glossary:
                    first = glossary[row.english].line
                    remedy = f"put its words on line {first}, separated by |"
                    raise HandoutError(f"{row.english!r} appears twice", remedy, path, row.line)
                glossary[row.english] = row
    except UnicodeDecodeError as error:
        raise HandoutError("not UTF-8", 'save it as "CSV UTF-8"', path) from error
    except (OSError, csv.Error) as error:
        raise HandoutError(f"cannot read this file: {error}", "save the file as CSV in UTF-8", path) from error
    return glossary


def columns_unread(root: Path, locales: Iterable[str]) -> Iterator[Finding]:
    """Find columns of the glossary with a locale in another form than in mkdocs.yml: `pt_BR` for pt-BR."""
    file, listed = "translations/glossary.csv", list(locales)
    columns = {locale: None for row in read_glossary(root / file).values() for locale in row.words}
    for column in columns:
        if (meant := meant_by(column, listed)) and meant != column:
            yield Finding(file, 1, f"the column {column} is not read", f"rename it to {meant}")


def _row(record: dict[str, str], path: Path, line: int) -> Row:
    if None in record or None in record.values():
        raise HandoutError(
            "this row has too many or too few cells", "put a cell that contains a comma in quotes", path, line
        )
    english, kind, _ = (record.pop(name) for name in COLUMNS)
    if kind not in KINDS:
        raise HandoutError(f"unknown kind {kind!r}", f"use one of {', '.join(KINDS)}", path, line)
    words = {
        locale: tuple(fold(word.strip()) for word in cell.split("|") if word.strip()) for locale, cell in record.items()
    }
    return Row(english, kind, words, line)
