"""Babel extractors (see babel.cfg) for the messages of pages, of the menu and of the page shell.

Each follows Babel's protocol: it is called with `(file, keywords, comment_tags, options)` and yields
`(line, function name, message, translator's comments)`.
"""

import io
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import IO, Any

from babel.messages.extract import extract_javascript
from jinja2.ext import babel_extract

from mkdocs_handout.english import blocks
from mkdocs_handout.english.extensions import markdown_extensions
from mkdocs_handout.english.front_matter import SHOWN, front_matter, page_text
from mkdocs_handout.project import settings
from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.project.languages import refuse_page_in_one_language

Found = Iterator[tuple[int, str, str, list[str]]]


def _config_above(page: Path) -> str:
    """Return the path of the mkdocs.yml nearest above a page, independent of the working directory; "" if none."""
    return next((str(each / "mkdocs.yml") for each in page.resolve().parents if (each / "mkdocs.yml").exists()), "")


def pages(file: IO[bytes], keywords: Any, comment_tags: Any, options: dict[str, Any]) -> Found:
    """Yield the messages of one Markdown page, front matter first.

    Raises `HandoutError` for a page that is not UTF-8, is for one language only, or is named `ui`.
    """
    path, data = Path(file.name), file.read()
    config = _config_above(path)
    name = path.resolve().relative_to(Path(config).parent / "docs")
    refuse_page_in_one_language(name.as_posix())
    source, meta = front_matter(page_text(data, path), path)
    if meta.get("translate") is False:
        return
    page = name.with_suffix("").as_posix()
    if page == "ui":
        raise HandoutError("the name ui is reserved for menus and buttons", "rename this page", path)
    for key, kind in SHOWN.items():
        if meta.get(key):
            yield 1, "_", meta[key], [f"{page}: {kind}"]
    for block in blocks.find(source, list(markdown_extensions(config))):
        yield 1, "_", block.message, [f"{page}: {block.kind}"]


# The clinic's own sentences that are translated.
CLINIC = {"hours": "the clinic's opening hours", "interpreters": "the clinic's sentence about interpreters"}


def nav(file: IO[bytes], keywords: Any, comment_tags: Any, options: dict[str, Any]) -> Found:
    """Yield the menu's titles in mkdocs.yml, and the clinic's own sentences."""
    said = settings.read(Path(file.name))
    for title, *_ in said.menu:
        yield 1, "_", title, ["ui: menu of pages"]
    for key, note in CLINIC.items():
        if text := said.clinic.get(key) if isinstance(said.clinic, dict) else None:
            yield 1, "_", " ".join(str(text).split()), [f"ui: {note}"]


# `_` and `gettext` show a message in the page's locale, as a marked block and as plain text; `_in` and `text_in` do the
# same in the locale that is their first argument; `N_` only marks a message for extraction.
_CALLS = ("_", "gettext", "_in", "text_in", "N_")


def templates(file: IO[bytes], keywords: Any, comment_tags: Any, options: dict[str, Any]) -> Found:
    """Yield the strings of a page shell template, with `{# i18n: … #}` comments as notes; uses Jinja's extractor."""
    yield from _in_template(file.read())


@lru_cache(200)  # larger than a project's number of templates, since a preview extracts the same ones repeatedly
def _in_template(source: bytes) -> list[tuple[int, str, str, list[str]]]:
    found = []
    for line, _, message, comments in babel_extract(io.BytesIO(source), _CALLS, ("i18n:",), {}):
        text = message[-1] if isinstance(message, tuple) else message
        if text is not None:  # None for a variable: its message is extracted where the variable is set
            note = " ".join(comments).removeprefix("i18n:").strip()
            found.append((line, "_", str(text), [f"ui: {note or 'page shell'}"]))
    return found


def scripts(file: IO[bytes], keywords: Any, comment_tags: Any, options: dict[str, Any]) -> Found:
    """Yield the strings of a script of overrides/: `_("…")`, with a preceding `// i18n: …` comment as the note."""
    yield from _in_script(file.read().replace(b"\r\n", b"\n"))  # Babel misses a comment that ends in \r\n


def strings_of(script: Path) -> list[str]:
    """Return the strings of one script of overrides/."""
    with script.open("rb") as file:
        return [message for _, _, message, _ in scripts(file, (), (), {})]


@lru_cache(200)  # a build extracts the same few scripts once per language
def _in_script(source: bytes) -> list[tuple[int, str, str, list[str]]]:
    found = []
    for line, _, message, comments in extract_javascript(io.BytesIO(source), {"_": None}, ("i18n:",), {}):
        note = " ".join(each or "" for each in comments or []).removeprefix("i18n:").strip()
        found.append((line, "_", str(message), [f"ui: {note or 'script'}"]))
    return found
