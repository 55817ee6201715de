"""Finds files beside the catalogs that look like translations, sign-offs or read-backs, but are not read."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.project.languages import folder, meant_by

# PO and XLIFF files with any name, including backup copies (`messages.po~`), and CSV files with a similar name.
_LOOKS_READ = re.compile(r"\.(?:pot?|xlf|xliff)\b|^(signoff|readback).*\.csv", re.IGNORECASE)
# The files below translations/ that are read; a catalog's folder has its locale in Babel's form, `zh_Hant`.
_READ = re.compile(r"messages\.pot|\w+/(?:LC_MESSAGES/messages\.po|(?:signoff|readback)\.csv)")


def unread(translations: Path, locales: Collection[str]) -> Iterator[HandoutError]:
    """Yield an error for each file below `translations` that looks as if it were read, such as `messages (1).po`.

    `locales` are those that mkdocs.yml lists; a folder `zh-Hant` or `zh_hant` is recognized as one of them, misnamed.
    """
    for path in sorted(translations.rglob("*")):
        name = path.relative_to(translations)
        found, meant = _LOOKS_READ.search(path.name), meant_by(name.parts[0], locales)
        misnamed = meant and len(name.parts) > 1 and name.parts[0] != folder(meant)
        if path.name.startswith(".") or not found or (_READ.fullmatch(name.as_posix()) and not misnamed):
            continue
        file = f"{found[1].lower()}.csv" if found[1] else "LC_MESSAGES/messages.po"
        own = folder(meant) if meant else "<locale>"
        yield HandoutError("this file is not read", f"move its content to {own}/{file}, or delete it", path)
