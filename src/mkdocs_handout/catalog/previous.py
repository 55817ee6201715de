"""The old English beside a changed message (`#| msgid`), which a translator compares the new one with.

Babel 2.18 wraps it like a comment (pofile.py, generate_po), which msgcat, polib and Poedit refuse as broken, and reads
it back as a translator's remark: so it is taken out before Babel sees a catalog, and put in afterwards.
"""

import re

from babel.messages.pofile import normalize, read_po

_PREFIX = re.compile(r"^#\| ?", re.M)
_BROKEN = re.compile(r"\n(?!msgid|msgctxt|\")")  # a break inside a quoted text, where Babel wrapped


def previous(text: str) -> dict[str, str]:
    """Return the old English of each message of a PO file that has one."""
    found: dict[str, str] = {}
    for entry in _entries(text):
        old = [line for line in entry.split("\n") if line.startswith("#|")]
        if old and (message := _msgid(entry)):
            found[message] = _msgid(_BROKEN.sub(" ", _PREFIX.sub("", "\n".join(old))) + '\nmsgstr ""')
    return found


def with_previous(text: str, old: dict[str, str]) -> str:
    """Write the old English beside each fuzzy message of a PO file, on one line; what is not in `old` is taken out."""
    return "\n\n".join(_with_previous(entry, old) for entry in _entries(text))


def _with_previous(entry: str, old: dict[str, str]) -> str:
    lines = [line for line in entry.split("\n") if not line.lstrip().startswith(("#|", "#~|"))]
    if not any(line.startswith("#,") and "fuzzy" in line for line in lines) or not (before := old.get(_msgid(entry))):
        return "\n".join(lines)
    at = next(number for number, line in enumerate(lines) if line.startswith("msg"))
    return "\n".join([*lines[:at], f"#| msgid {normalize(before, width=0)}", *lines[at:]])


def _entries(text: str) -> list[str]:
    return re.split(r"\n{2,}", text.replace("\r\n", "\n"))


def _msgid(entry: str) -> str:
    return next((str(message.id) for message in read_po(entry.split("\n")) if message.id), "")
