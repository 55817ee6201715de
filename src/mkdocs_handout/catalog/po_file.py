"""Reads PO files strictly: what two programs could interpret differently is rejected, with its line.

polib parses and writes. It accepts a second `msgstr` and duplicate messages, so each line is checked first. Only the
charset of the header is read: the other fields are up to the translator's program.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import polib

from mkdocs_handout.project.errors import HandoutError

MAX_BYTES = 1_000_000  # ten times the size of the largest catalog
_LINE = re.compile(r'(?:(?P<keyword>[a-z_]+)(?P<plural>\[\d+\])?[ \t]*)?"[^"\\]*(?:\\["\\nrt][^"\\]*)*"')
_FLAGS = re.compile(r"#,\s*[\w-]+(\s*,\s*[\w-]+)*\s*,?")
_CHARSET = re.compile(r"charset=([\w-]+)")
_PREVIOUS = re.compile(r"#~?\|\s*(.*)")
_MARK_AND_TEXT = re.compile(r"^(#[,.:|]?)(?=[^\s#,.:|~!])")
_CONFLICT = re.compile(r"(<{7}|={7}|>{7})(\s|$)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]")
_MARK_ALONE = re.compile(r"^#[,.:|~]\s*$")


class PoFile(polib.POFile):
    """A PO file of polib that keeps the order of the header's fields."""

    def ordered_metadata(self) -> list[tuple[str, str]]:
        """Return the header's fields in the order in which they were read; polib would sort them."""
        return list(self.metadata.items())


def read_po(path: Path) -> PoFile:
    """Read a PO file; each entry's `linenum` is the line of its msgid. Raises `HandoutError` with the line."""
    return parse_po(bytes_of(path), path)


def bytes_of(path: Path) -> bytes:
    """Return up to `MAX_BYTES` + 1 bytes of a PO file; raises `HandoutError` for a symbolic link or unreadable file."""
    if any(each.is_symlink() for each in (path, *path.parents[:2])):
        raise HandoutError("the catalog is a symbolic link", "replace it with the PO file itself", path)
    if path.exists() and not path.is_file():
        raise HandoutError("the catalog is not a file", "replace it with the PO file", path)
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise HandoutError(f"cannot read the catalog: {error.strerror}", "run `make messages`", path) from error


def parse_po(data: bytes, path: Path) -> PoFile:
    """Parse the bytes of a PO file, as `read_po` does; `path` is for errors."""
    lines = _decoded(data, path).split("\n")
    if fault := next(_misread(lines), None):
        what, line = fault
        if _CONFLICT.match(lines[line - 1]):
            remedy = "keep one of them, and delete the lines that start with <<<<<<<, ======= and >>>>>>>"
            raise HandoutError("two versions of one text (a merge conflict)", remedy, path, line)
        raise HandoutError(f"broken PO file: {what}", "correct that line, or undo the change", path, line)
    try:
        po: PoFile = polib.pofile("\n".join(map(_as_polib_reads, lines)) + "\n", wrapwidth=0, klass=PoFile)
    except OSError as error:  # polib's syntax errors are OSErrors that end in "(line 12)…"
        found = re.search(r"\(line (\d+)\)(?:: )?(.*)", str(error))
        what, line = (found[2] or "a syntax error", int(found[1])) if found else (str(error), 1)
        raise HandoutError(f"broken PO file: {what}", "correct that line, or undo the change", path, line) from error
    if not po.metadata:
        raise HandoutError(
            "the header is missing: the file is cut off, or is not a PO file", "undo the change", path, 1
        )
    charset = _CHARSET.search(po.metadata.get("Content-Type", ""))
    if charset and charset[1].lower().replace("-", "") not in ("utf8", "charset"):  # CHARSET: a placeholder
        raise HandoutError(
            f"the header says charset={charset[1]}", "save the file as UTF-8, and write charset=UTF-8", path, 1
        )
    _find_lines(po, lines)
    _refuse_twice(po, path)
    return po


def po_text(po: PoFile) -> str:
    """Return the text of a PO file as gettext's tools write it."""
    return f"{po}".rstrip("\n") + "\n"


def previous_english(entry: polib.POEntry) -> str:
    """Return the English that a fuzzy translation was made from; "" if the file does not say."""
    return (entry.previous_msgid or "") if entry.fuzzy else ""


def _decoded(data: bytes, path: Path) -> str:
    """Decode a file with Unix line endings; raises `HandoutError` if it is too large or not UTF-8."""
    if len(data) > MAX_BYTES:
        raise HandoutError(f"more than {MAX_BYTES} bytes", "undo the change", path, data.count(b"\n") + 1)
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise HandoutError("not UTF-8", "save the file as UTF-8", path, line) from error


def _as_polib_reads(line: str) -> str:
    """Return a comment line in the form that polib reads: with a space after its marker.

    Lines that polib cannot read are dropped: markers without text, the previous English of an obsolete message, and
    previous English that Babel 2.18 breaks when it wraps lines (pofile.py, generate_po).
    """
    line = line.strip()
    if not line.startswith("#"):
        return line
    if _MARK_ALONE.match(line) or line.startswith("#~|"):
        return ""
    if (old := _PREVIOUS.fullmatch(line)) and not _LINE.fullmatch(old[1]):
        return ""
    return _MARK_AND_TEXT.sub(r"\1 ", line)


def _find_lines(po: PoFile, lines: list[str]) -> None:
    """Set each entry's `linenum` to the line of its msgid; polib sets it to that of the comments above."""
    for entry in po:
        at = entry.linenum or 1
        while at < len(lines) and not re.match(r"(#~\s*)?msgid", lines[at - 1].strip()):
            at += 1
        entry.linenum = at


def _refuse_twice(po: PoFile, path: Path) -> None:
    seen: dict[str, int | None] = {"": 1}
    for entry in (each for each in po if not each.obsolete):
        if entry.msgid in seen:
            what = f"the message {entry.msgid[:40]!r} appears twice, first on line {seen[entry.msgid]}"
            raise HandoutError(what, "delete one of the two", path, entry.linenum)
        seen[entry.msgid] = entry.linenum


def _misread(lines: list[str]) -> Iterator[tuple[str, int]]:
    """Yield what deviates from `msgid "…"` and then `msgstr "…"`, both or neither obsolete (`#~`), with its line."""
    before, obsolete = "msgstr", False
    for number, raw in enumerate(map(str.strip, lines), 1):
        if control := _CONTROL.search(raw):
            yield f"a control character, U+{ord(control[0]):04X}", number
        marked = raw.startswith("#~") and not raw.startswith("#~|")
        line = raw.removeprefix("#~").lstrip() if marked else raw
        if line.startswith("#!") or (line.startswith("#,") and line != "#," and not _FLAGS.fullmatch(line)):
            yield f"flags that gettext may read differently: {line[:40]!r}", number
        if not line or line.startswith("#"):
            continue
        found = _LINE.fullmatch(line)
        keyword = found["keyword"] if found else None
        if not found:
            yield f"not a line of a PO file: {line[:40]!r}", number
        elif found["plural"] or keyword in ("msgctxt", "msgid_plural"):
            yield "a plural form or a context, which this site does not use", number
        elif keyword and keyword not in ("msgid", "msgstr"):
            yield f"unknown keyword {keyword[:20]!r}", number
        elif keyword == before:
            yield f"two {keyword} in a row", number
        elif keyword != "msgid" and marked != obsolete:
            yield "#~, which marks obsolete messages, on only part of a message", number
        if keyword == "msgid":
            obsolete = marked
        before = keyword or before
    if before != "msgstr":
        yield "the file ends in the middle of a message", len(lines)
