"""Exports translations to be read back into English, and imports the read-backs.

The reader must not know the English, so the export has none: neither the text's own nor names of pages and links.
"""

import datetime
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from mkdocs_handout.catalog import csv_file
from mkdocs_handout.catalog.catalog import Catalog
from mkdocs_handout.catalog.readback import ReadBack, faults, pairs, read, write
from mkdocs_handout.checks.translation_pair import without_markup
from mkdocs_handout.commands.sign import read as read_catalog
from mkdocs_handout.english.messages import UI, Message, outline, titles
from mkdocs_handout.project.errors import FaultsError, HandoutError
from mkdocs_handout.project.languages import SOURCE

COLUMNS = ["key", "place", "text", "readback", "doubt"]
FILLED = ("key", "readback", "doubt")
# The beginning of a page shell string's note; the rest of the note would reveal what the string says.
_SHELL_KIND = re.compile(r"(?:the )?(button|heading|label|link|menu|switch)\b")


def to_read(root: Path, locale: str, again: bool = False) -> str:
    """Return, as CSV and in reading order, the translations without a read-back, or with `again`, all translations."""
    catalog, numbers = _catalog(root, locale), {page: at for at, page in enumerate(titles(root), 1)}
    messages = {each.english: each for each in outline(root)}
    known = read(root / "translations", locale)
    rows = [
        (_key(digest), _place(messages[english], numbers), without_markup(catalog.show(english).text), "", "")
        for english, digest in pairs(catalog, messages).items()
        if again or digest not in known
    ]
    return csv_file.written([COLUMNS, *rows])


def take_in(root: Path, locale: str, file: Path, by: str) -> tuple[int, int]:
    """Import read-backs from `file`; return the number of rows in it, and the number of messages still without one.

    `by` is who wrote them, one of `MAKERS`. A new row replaces an earlier one for the same message, and void rows are
    removed. Raises `HandoutError` if anything is wrong with the file; then, nothing is written.
    """
    translations = root / "translations"
    digests = pairs(_catalog(root, locale), (each.english for each in outline(root))).values()
    fresh = written_in(file, locale, digests, by)
    now = read(translations, locale) | fresh
    kept = {digest: now[digest] for digest in digests if digest in now}
    write(translations, locale, kept.values())
    return len(fresh), len(digests) - len(kept)


def written_in(file: Path, locale: str, digests: Collection[str], by: str) -> dict[str, ReadBack]:
    """Return the read-backs in `file` for messages with these digests; raises `FaultsError` with all errors in it."""
    known, today = {_key(digest): digest for digest in digests}, datetime.date.today()
    fresh: dict[str, ReadBack] = {}
    found: list[HandoutError] = []
    for line, (key, text, doubt) in _filled(file):
        if key not in known:
            what = f"no piece of {locale} has the key {key[:40]!r}"
            remedy = "correct the key; if the text has changed since, print it again with --to-read"
            found.append(HandoutError(what, remedy, file, line))
        elif known[key] in fresh:
            found.append(HandoutError(f"the key {key!r} appears twice", "delete one of the two lines", file, line))
        else:
            fresh[known[key]] = ReadBack(known[key], text, doubt, today, by)
            found += [HandoutError(what, remedy, file, line) for what, remedy in faults(text, doubt, locale)]
    if found:
        raise FaultsError(found)
    if not fresh:
        raise HandoutError("there is no read-back in this file", f"write a line below {','.join(FILLED)}", file)
    return fresh


def _catalog(root: Path, locale: str) -> Catalog:
    if locale == SOURCE:
        raise HandoutError("only translations are read back, not the English", "choose another language")
    return read_catalog(root, locale)


def _key(digest: str) -> str:
    """Return a short form of a digest, after a letter, since a spreadsheet would read 12345e6789 as a number."""
    return f"r{digest[:12]}"


def _place(message: Message, numbers: dict[str, int]) -> str:
    """Return where a message is used first: `page 2: heading`, or `every page: button`."""
    page, kind = message.places[0]
    if page == UI:
        shell = _SHELL_KIND.match(kind)
        return f"every page: {shell[1] if shell else 'text'}"
    return f"page {numbers[page]}: {kind}" if page in numbers else f"another page: {kind}"


def _filled(file: Path) -> Iterator[tuple[int, tuple[str, str, str]]]:
    """Yield each row's line, and its key, read-back and doubt; columns are separated by commas, semicolons or tabs."""
    text = csv_file.text_of(file)
    first = text.partition("\n")[0]
    rows = csv_file.rows_of(text, file, max(",;\t", key=first.count))
    _, header = next(rows, (1, []))
    if not set(FILLED) <= set(header):
        raise HandoutError(
            f"the first line does not have the columns {', '.join(FILLED)}", f"start with {','.join(FILLED)}", file, 1
        )
    for line, row in rows:
        if not any(cell.strip() for cell in row):
            raise HandoutError("an empty line", "delete it", file, line)
        if len(row) != len(header):
            raise HandoutError(
                "this row has too many or too few cells", "put a cell that contains a comma in quotes", file, line
            )
        key, readback, doubt = (row[header.index(name)].strip() for name in FILLED)
        yield line, (key, readback, doubt)
