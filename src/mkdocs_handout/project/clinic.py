"""The clinic's own details, set once under `extra.clinic` in mkdocs.yml; fields that are not set are shown nowhere."""

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.project.settings import line_of

_PHONE = re.compile(r"(\+?[\d ().-]+)(?:(?:ext(?:ension)?\.?|x|#) ?(\d{1,7}))?", re.I)
"""A phone number with an optional extension: `ext. 12`, `x12`, `#12`."""
# The HTML Standard's "valid e-mail address", with at least one dot required in the domain.
_LABEL = r"[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
_EMAIL = re.compile(rf"[a-zA-Z0-9.!#$%&'*+/=?^_`{{|}}~-]{{1,64}}@{_LABEL}(?:\.{_LABEL})+")


@dataclass(frozen=True)
class Clinic:
    """The clinic's contact details; every field except `name` may be empty."""

    name: str
    phone: str = ""
    email: str = ""
    address: str = ""
    hours: str = ""
    website: str = ""
    interpreters: str = ""

    @property
    def tel(self) -> str:
        """The phone number as in a `tel:` URI (RFC 3966), without the scheme and without visual separators."""
        found = _PHONE.fullmatch(self.phone)
        number, extension = found.groups() if found else ("", None)
        return re.sub(r"[^\d+]", "", number) + (f";ext={extension}" if extension else "")

    @classmethod
    def read(cls, values: Any, path: Path) -> "Clinic":
        """Create a `Clinic` from `extra.clinic` (`values`) of mkdocs.yml (`path`).

        Raises `HandoutError`, with the line, for an unknown field, an invalid value, or a value that YAML cuts off at
        `#`.
        """
        known = [field.name for field in fields(cls)]
        if not isinstance(values, dict) or not values.get("name"):
            raise HandoutError("the clinic has no name", 'write `name: "…"` under extra: clinic:', path.name)
        for key, value in values.items():
            if problem := _problem(str(key), value, known):
                raise HandoutError(*problem, path.name, line_of(path, "extra", "clinic", str(key)))
            if value and (cut := _cut_off(path, str(key))):
                what = f"YAML reads the end of the clinic's {key} as a comment: {cut[0]!r}"
                raise HandoutError(what, 'put the whole value in quotes: "…"', path.name, cut[1])
        return cls(**{key: " ".join((value or "").split()) for key, value in values.items()})


def _cut_off(path: Path, key: str) -> tuple[str, int] | None:
    """Return the part of an unquoted value that YAML reads as a comment, such as `#200`, and its line; or None."""
    line = line_of(path, "extra", "clinic", key)
    said = path.read_text(encoding="utf-8").splitlines()[line - 1] if line else ""
    found = re.fullmatch(rf"\s*{key}:\s+[^\s\"'|>&*#].*?\s(#.*)", said)
    return (found[1], line) if found and line else None


def _problem(key: str, value: Any, known: list[str]) -> tuple[str, str] | None:
    """Return what is wrong with one value and what to do, or None."""
    if key not in known:
        return f"the clinic has no field {key!r}", f"write one of {', '.join(known)}"
    if not isinstance(value, str | None):
        return f"the clinic's {key} is not text: {value!r}", 'put it in quotes: "…"'
    wrong, remedy = _FORMS.get(key, (lambda value: False, ""))
    return (f"the clinic's {key} is not valid: {value!r}", remedy) if value and wrong(value) else None


def _no_phone(value: str) -> bool:
    found = _PHONE.fullmatch(value)
    return not found or not 7 <= sum(map(str.isdigit, found[1])) <= 15


def _no_address_of_a_site(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return True
    return parts.scheme not in ("http", "https") or "." not in parts.netloc or " " in value


_FORMS: dict[str, tuple[Callable[[str], bool], str]] = {
    "phone": (
        _no_phone,
        "write 7 to 15 digits, as you would dial them; spaces, +, -, . and ( ) are allowed, and an extension at "
        "the end: ext. 12",
    ),
    "email": (lambda value: not _EMAIL.fullmatch(value), "write one email address and nothing else: name@example.org"),
    "website": (_no_address_of_a_site, "write the full address, starting with https://"),
}
