"""A page's front matter: the YAML between two lines of `---` before the Markdown."""

from pathlib import Path
from typing import Any

import yaml
from mkdocs.utils.meta import YAML_RE, get_data

from mkdocs_handout.project.errors import HandoutError

# The keys that readers see, in the order shown, with the kind of each message.
SHOWN = {"title": "tab title", "description": "description, shown on cards and by search engines"}


def page_text(data: bytes, path: Path) -> str:
    """Return a page's text with Unix line endings; raises `HandoutError`, with the line, if it is not UTF-8."""
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise HandoutError("not UTF-8", "save it as UTF-8", path, line) from error


def front_matter(text: str, path: Path | str) -> tuple[str, dict[str, Any]]:
    """Split a page into its Markdown and its front matter, in which values that readers see are put on one line.

    Raises `HandoutError`, with the line, for front matter that MkDocs would publish as text, for text that it would
    drop, and for a title or description that is not text.
    """
    source, meta = get_data(text)
    if not meta and text.split(maxsplit=1)[:1] == ["---"]:
        raise _fault(text, path)
    if meta and not text.startswith("---"):
        first = text.split("\n", 1)[0]
        raise HandoutError(
            f"MkDocs would take {first[:40]!r} for front matter, and not show it",
            "start the page with a heading: # …",
            path,
            1,
        )
    for key in SHOWN.keys() & meta.keys():
        if not isinstance(meta[key], str):
            raise HandoutError(f"the {key} is not text", "put it in quotes, or remove it", path, _line(text, key))
        meta[key] = " ".join(meta[key].split())
    return source, meta


def _fault(text: str, path: Path | str) -> HandoutError:
    found = YAML_RE.match(text)
    if not found:
        return HandoutError("the front matter is not closed", "put it between two lines of ---", path, 1)
    try:
        yaml.safe_load(found[1])
    except (yaml.YAMLError, ValueError) as error:
        what = getattr(error, "problem", None) or error
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        return HandoutError(
            f"broken YAML in the front matter: {what}", "put a value that contains a colon in quotes", path, line
        )
    return HandoutError("the front matter has no keys", "write lines such as `title: …`", path, 1)


def _line(text: str, key: str) -> int:
    lines = text.split("\n")
    return next((number for number, line in enumerate(lines, 1) if line.startswith(f"{key}:")), 1)
