"""Files beside the catalogs that look like translations, signatures or read-backs, and that nothing reads."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.project.languages import folder, meant_by

# PO and XLIFF files under any name, saved copies among them (`messages.po~`); CSV files under another name.
_LOOKS_READ = re.compile(r"\.(?:pot?|xlf|xliff)\b|^(signoff|readback).*\.csv", re.IGNORECASE)
# What is read, below translations/: a catalog's folder has Babel's form of its locale, `zh_Hant`.
_READ = re.compile(r"messages\.pot|\w+/(?:LC_MESSAGES/messages\.po|(?:signoff|readback)\.csv)")


def unread(translations: Path, locales: Iterable[str]) -> Iterator[HandoutError]:
    """Yield a fault for each file below `translations` that a person may think is read, such as `messages (1).po`.

    `locales` are the languages that mkdocs.yml lists: a folder `zh-Hant` or `zh_hant` is meant for one of them.
    """
    listed = list(locales)
    for path in sorted(translations.rglob("*")):
        name = path.relative_to(translations)
        found, meant = _LOOKS_READ.search(path.name), meant_by(name.parts[0], listed)
        misnamed = meant and len(name.parts) > 1 and name.parts[0] != folder(meant)
        if path.name.startswith(".") or not found or (_READ.fullmatch(name.as_posix()) and not misnamed):
            continue
        file = f"{found[1].lower()}.csv" if found[1] else "LC_MESSAGES/messages.po"
        own = folder(meant) if meant else "<locale>"
        yield HandoutError("this file is not read", f"put what it has into {own}/{file}, or take it away", path)
