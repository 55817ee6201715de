"""Files beside the catalogs that look like translations, signatures or read-backs, and that nothing reads."""

import re
from collections.abc import Iterator
from pathlib import Path

from mkdocs_handout.project.errors import HandoutError

# PO and XLIFF files under any name, saved copies among them (`messages.po~`); CSV files under another name.
_LOOKS_READ = re.compile(r"\.(?:pot?|xlf|xliff)\b|^(signoff|readback).*\.csv", re.IGNORECASE)
# What is read, below translations/: a catalog's folder has Babel's form of its locale, `zh_Hant`.
_READ = re.compile(r"messages\.pot|\w+/LC_MESSAGES/messages\.po|\w+/(?:signoff|readback)\.csv")


def unread(translations: Path) -> Iterator[HandoutError]:
    """Yield a fault for each file below `translations` that a person may think is read, such as `messages (1).po`."""
    for path in sorted(translations.rglob("*")):
        name = path.relative_to(translations).as_posix()
        found = _LOOKS_READ.search(path.name)
        if path.name.startswith(".") or not found or _READ.fullmatch(name):
            continue
        own = f"<locale>/{found[1].lower()}.csv" if found[1] else "<locale>/LC_MESSAGES/messages.po"
        yield HandoutError("this file is not read", f"put what it has into {own}, or take it away", path)
