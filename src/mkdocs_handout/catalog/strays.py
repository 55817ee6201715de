"""Files beside the catalogs that look like translations, signatures or read-backs, and that nothing reads."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.project.languages import folder

# PO and XLIFF files under any name, saved copies among them (`messages.po~`); CSV files under another name.
_LOOKS_READ = re.compile(r"\.(?:pot?|xlf|xliff)\b|^(signoff|readback).*\.csv", re.IGNORECASE)
# What is read, below translations/: a catalog's folder has Babel's form of its locale, `zh_Hant`.
_READ = re.compile(r"messages\.pot|\w+/(?:LC_MESSAGES/messages\.po|(?:signoff|readback)\.csv)")


def unread(translations: Path, locales: Iterable[str]) -> Iterator[HandoutError]:
    """Yield a fault for each file below `translations` that a person may think is read, such as `messages (1).po`.

    `locales` are the languages that mkdocs.yml lists: a folder `zh-Hant` or `zh_hant` is meant for one of them.
    """
    folders = {_folded(locale): folder(locale) for locale in locales}
    for path in sorted(translations.rglob("*")):
        name = path.relative_to(translations)
        found, own = _LOOKS_READ.search(path.name), folders.get(_folded(name.parts[0]))
        misnamed = own and len(name.parts) > 1 and name.parts[0] != own
        if path.name.startswith(".") or not found or (_READ.fullmatch(name.as_posix()) and not misnamed):
            continue
        file = f"{found[1].lower()}.csv" if found[1] else "LC_MESSAGES/messages.po"
        yield HandoutError(
            "this file is not read", f"put what it has into {own or '<locale>'}/{file}, or take it away", path
        )


def misnamed_columns(columns: Iterable[str], locales: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each column of a table by language that names none, with the locale that it is meant for."""
    listed = {_folded(locale): locale for locale in locales}
    for column in columns:
        meant = listed.get(_folded(column), column)
        if meant != column:
            yield column, meant


def _folded(name: str) -> str:
    """Return the name of a language's folder or column without what people write in two ways."""
    return folder(name).casefold()
