"""What pybabel calls (babel.cfg): the messages of pages, of the menu and of the page shell.

Each extractor follows Babel's protocol: `(file, keywords, comment_tags, options)` to
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
from mkdocs_handout.english.front_matter import SHOWN, front_matter
from mkdocs_handout.project import settings
from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.project.languages import refuse_page_in_one_language

Found = Iterator[tuple[int, str, str, list[str]]]


def _config_above(page: Path) -> str:
    """Return the mkdocs.yml of the project that a page is in, wherever the command runs."""
    return next((str(each / "mkdocs.yml") for each in page.resolve().parents if (each / "mkdocs.yml").exists()), "")


def pages(file: IO[bytes], keywords: Any, comment_tags: Any, options: dict[str, Any]) -> Found:
    """Find the messages of one Markdown page, front matter first.

    Raises `HandoutError` for one that is not UTF-8, or is for one language alone.
    """
    path, data = Path(file.name), file.read()
    config = _config_above(path)
    name = path.resolve().relative_to(Path(config).parent / "docs")
    refuse_page_in_one_language(name.as_posix())
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise HandoutError("not UTF-8", "save it as UTF-8", path, line) from error
    source, meta = front_matter(text, path)
    if meta.get("translate") is False:
        return
    page = name.with_suffix("").as_posix()
    if page == "ui":
        raise HandoutError("ui is what menus and buttons are signed as", "give this page another name", path)
    for key, kind in SHOWN.items():
        if meta.get(key):
            yield 1, "_", meta[key], [f"{page}: {kind}"]
    for block in blocks.find(source, list(markdown_extensions(config))):
        yield 1, "_", block.message, [f"{page}: {block.kind}"]


# The clinic's own sentences, which readers want in their language.
CLINIC = {"hours": "the clinic's opening hours", "interpreters": "the clinic's sentence about interpreters"}


def nav(file: IO[bytes], keywords: Any, comment_tags: Any, options: dict[str, Any]) -> Found:
    """Find the titles of the menu in mkdocs.yml, and the clinic's own sentences."""
    said = settings.read(Path(file.name))
    for title, *_ in said.menu:
        yield 1, "_", title, ["ui: menu of pages"]
    for key, note in CLINIC.items():
        if text := said.clinic.get(key) if isinstance(said.clinic, dict) else None:
            yield 1, "_", " ".join(str(text).split()), [f"ui: {note}"]


# In the page's locale: a marked block, plain text; the same in a locale named first; a message that is shown elsewhere.
_CALLS = ("_", "gettext", "_in", "text_in", "N_")


def templates(file: IO[bytes], keywords: Any, comment_tags: Any, options: dict[str, Any]) -> Found:
    """Find the page shell's own strings: Jinja's extractor, its `{# i18n: … #}` comments as the note."""
    yield from _in_template(file.read())


@lru_cache(200)  # more than the templates of a project: a preview asks for the same ones again and again
def _in_template(source: bytes) -> list[tuple[int, str, str, list[str]]]:
    found = []
    for line, _, message, comments in babel_extract(io.BytesIO(source), _CALLS, ("i18n:",), {}):
        text = message[-1] if isinstance(message, tuple) else message
        if text is not None:  # else a variable: its message comes from where the variable does
            note = " ".join(comments).removeprefix("i18n:").strip()
            found.append((line, "_", str(text), [f"ui: {note or 'page shell'}"]))
    return found


def scripts(file: IO[bytes], keywords: Any, comment_tags: Any, options: dict[str, Any]) -> Found:
    """Find the strings a script of overrides/ shows: `_("…")`, with a `// i18n: …` comment before as the note."""
    yield from _in_script(file.read().replace(b"\r\n", b"\n"))  # a comment before \r\n would not be found


@lru_cache(200)  # one build asks for the same few scripts once per language
def _in_script(source: bytes) -> list[tuple[int, str, str, list[str]]]:
    found = []
    for line, _, message, comments in extract_javascript(io.BytesIO(source), {"_": None}, ("i18n:",), {}):
        note = " ".join(each or "" for each in comments or []).removeprefix("i18n:").strip()
        found.append((line, "_", str(message), [f"ui: {note or 'script'}"]))
    return found
