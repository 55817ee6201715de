"""Turns MkDocs' log messages into our own errors: file, line, what is wrong, what to do."""

import difflib
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.project.settings import line_of_page

_OURS = re.compile(r"(?P<file>[^:;]+):(?:(?P<line>\d+):)? (?P<what>.+?); (?P<remedy>.+)")
# mkdocs/structure/pages.py, _RelativePathTreeprocessor and validate_anchor_links; mkdocs/structure/nav.py.
_LINK = re.compile(r"Doc file '(?P<file>[^']+)' contains an? (?P<kind>[\w ]*?)link '(?P<link>[^']*)'(?P<rest>.*)")
_MENU = re.compile(r"A reference to '(?P<page>[^']+)' is included in the 'nav' configuration")
_ANNOUNCED = ("Error reading page", "Error building page")  # another line is more specific


class MkDocsLog(logging.Handler):
    """Collects warnings of MkDocs and its plugins, each line once, even if several languages repeat it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Store the lines of one record."""
        place = "mkdocs.yml: " if record.name == "mkdocs.config" else ""
        text = record.getMessage()
        for line in text.splitlines() if place == "" else [text]:
            self.lines[place + " ".join(line.split())] = None

    def faults(self, root: Path) -> list[HandoutError]:
        """Return the collected lines as errors of the project at `root`."""
        plain = [line for line in self.lines if not line.startswith(_ANNOUNCED)]
        return [_fault(line, root) for line in plain or self.lines]


def _fault(line: str, root: Path) -> HandoutError:
    if found := _LINK.match(line):
        return _dead_link(found, root)
    if found := _MENU.match(line):
        return no_page(root, found["page"])
    if (found := _OURS.fullmatch(line)) and (root / found["file"].removeprefix(f"{root}/")).exists():
        return HandoutError(
            found["what"], found["remedy"], found["file"], int(found["line"]) if found["line"] else None
        )
    return HandoutError(line, "")


def no_page(root: Path, page: str) -> HandoutError:
    """Return an error for a page that mkdocs.yml lists but docs/ does not have."""
    what = f"there is no page docs/{page}"
    return HandoutError(what, _rather(page, _files(root)), "mkdocs.yml", line_of_page(root / "mkdocs.yml", page))


def _dead_link(found: re.Match[str], root: Path) -> HandoutError:
    file, link = f"docs/{found['file']}", found["link"]
    lines = (root / file).read_text(encoding="utf-8-sig").splitlines() if (root / file).exists() else []
    line = next((number for number, text in enumerate(lines, 1) if f"]({link}" in text or f"]: {link}" in text), None)
    if "anchor" in found["rest"]:
        remedy = f"remove #{link.partition('#')[2]}, or use the anchor that the heading has now"
        return HandoutError(f"the link {link} leads to a heading that does not exist", remedy, file, line)
    if found["kind"]:  # absolute or unrecognized: MkDocs left it as it was
        remedy = "write the page's file in docs/, such as about.md, or the full address of another site"
        return HandoutError(f"the link {link} is not a file in docs/", remedy, file, line)
    ending = Path(urlsplit(link).path).suffix or ".md"
    return HandoutError(
        f"the link {link} leads to a file that does not exist", _rather(link, _files(root, ending)), file, line
    )


def _files(root: Path, ending: str = ".md") -> Iterator[str]:
    """Return the files of docs/ with the suffix `ending`, relative to docs/."""
    return (path.relative_to(root / "docs").as_posix() for path in sorted((root / "docs").rglob(f"*{ending}")))


def _rather(name: str, files: Iterator[str]) -> str:
    """Return what to do: write the file with the most similar name, if there is one."""
    by_case = {each.casefold(): each for each in files}
    close = difflib.get_close_matches(name.casefold().partition("#")[0], by_case, 1, 0.8)
    return f"write {by_case[close[0]]}" if close else "write the exact name of a file in docs/, or remove this"
