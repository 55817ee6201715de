"""A PO file, read strictly: what two programs could read in two ways is refused with its line.

Babel's own parser forgives a lost quote, a second `msgstr` and a message that stands twice.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, PoFileParser

from mkdocs_handout.project.errors import HandoutError

MAX_BYTES = 1_000_000  # the largest catalog has a tenth of that
_LINE = re.compile(r'(?:(?P<keyword>[a-z_]+)(?P<plural>\[\d+\])?[ \t]*)?"(?:[^"\\]|\\["\\nrt])*"')
_FLAGS = re.compile(r"#,\s*[\w-]+(\s*,\s*[\w-]+)*\s*,?")


class _OnceOnly(Catalog):
    """A catalog in which each message stands once."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.lines: dict[str, int | None] = {}

    def __setitem__(self, id: Any, message: Message) -> None:
        """Add a message, the header among them, or raise `HandoutError` with its line."""
        if id in self.lines:
            raise HandoutError(
                f"the message {id[:40]!r} stands a second time; first on line {self.lines[id]}",
                "keep the right one",
                self.path,
                message.lineno,
            )
        if id or message.string:  # of a file of comments only, Babel makes an empty header
            self.lines[id] = message.lineno
        try:
            super().__setitem__(id, message)
        except Exception as error:  # the header's dates, charset and plural rule
            raise HandoutError(
                f"the header cannot be read: {error}", "restore it", self.path, message.lineno
            ) from error


def read_catalog(path: Path) -> Catalog:
    """Read a PO file, or raise `HandoutError` with its line."""
    lines = _text(path).split("\n")
    if fault := next(_misread(lines), None):
        what, line = fault
        raise HandoutError(f"broken PO file: {what}", "mend or undo that line", path, line)
    catalog = _OnceOnly(path)
    known = ("" if each.lstrip().startswith("#~|") else each for each in lines)  # Babel knows no such line
    try:
        PoFileParser(catalog, abort_invalid=True).parse(known)
    except PoFileError as error:
        line = error.lineno + 1 if isinstance(error.lineno, int) else None
        raise HandoutError(f"broken PO file: {error.args[0]}", "mend or undo that line", path, line) from error
    if "" not in catalog.lines:
        raise HandoutError("no header: the file is cut off, or no PO file", "undo the change", path, 1)
    if catalog.charset.lower().replace("-", "") != "utf8":
        raise HandoutError(
            f"the header says charset={catalog.charset}", "save the file as UTF-8", path, catalog.lines[""]
        )
    return catalog


def _text(path: Path) -> str:
    """Return the file's text, its lines ended as Unix does."""
    if any(each.is_symlink() for each in (path, *path.parents[:2])):
        raise HandoutError("the catalog is a symbolic link", "put the PO file itself there", path)
    if path.exists() and not path.is_file():
        raise HandoutError("the catalog is no file", "put the PO file there", path)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise HandoutError(f"cannot read the catalog: {error.strerror}", "run `make messages`", path) from error
    if len(data) > MAX_BYTES:
        raise HandoutError(f"more than {MAX_BYTES} bytes", "undo the change", path, data.count(b"\n") + 1)
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise HandoutError("not UTF-8", "save the file as UTF-8", path, line) from error


def _misread(lines: list[str]) -> Iterator[tuple[str, int]]:
    """Yield what is not `msgid "…"` and then `msgstr "…"`, both marked obsolete (`#~`) or neither, with its line."""
    before, obsolete = "msgstr", False
    for number, raw in enumerate(map(str.strip, lines), 1):
        if controls := re.findall(r"[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]", raw):
            yield f"a control character, U+{ord(controls[0]):04X}", number
        line, marked = re.subn(r"^#~(?!\|)\s*", "", raw)
        if line.startswith("#!") or (line.startswith("#,") and not _FLAGS.fullmatch(line)):
            yield f"flags that gettext may read in another way: {line[:40]!r}", number
        if not line or line.startswith("#"):
            continue
        found = _LINE.fullmatch(line)
        keyword = found["keyword"] if found else None
        if not found:
            yield f"not a line of a PO file: {line[:40]!r}", number
        elif found["plural"] or keyword in ("msgctxt", "msgid_plural"):
            yield "a plural form or a context, which this site has not", number
        elif keyword and keyword not in ("msgid", "msgstr"):
            yield f"unknown keyword {keyword[:20]!r}", number
        elif keyword == before:
            yield f"a second {keyword} where one stands already", number
        elif keyword != "msgid" and bool(marked) != obsolete:
            yield "#~, which marks what is obsolete, on a part of a message", number
        if keyword == "msgid":
            obsolete = bool(marked)
        before = keyword or before
    if before != "msgstr":
        yield "the file ends within a message", len(lines)
