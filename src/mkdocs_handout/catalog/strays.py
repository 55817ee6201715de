"""Files beside the catalogs that look like translations or signatures, and that nothing reads."""

import re
from collections.abc import Iterator
from pathlib import Path

from mkdocs_handout.project.errors import HandoutError

# PO and XLIFF files under any name, saved copies among them (`messages.po~`); ledgers under another name.
_LOOKS_READ = re.compile(r"\.(?:pot?|xlf|xliff)\b|^signoff.*\.csv", re.IGNORECASE)
# What is read, below translations/: a catalog's folder has Babel's form of its locale, `zh_Hant`.
_READ = re.compile(r"messages\.pot|\w+/LC_MESSAGES/messages\.po|\w+/signoff\.csv")


def unread(translations: Path) -> Iterator[HandoutError]:
    """Yield a fault for each file below `translations` that a person may think is read, such as `messages (1).po`."""
    for path in sorted(translations.rglob("*")):
        name = path.relative_to(translations).as_posix()
        if path.name.startswith(".") or not _LOOKS_READ.search(path.name) or _READ.fullmatch(name):
            continue
        own = "<locale>/signoff.csv" if path.suffix == ".csv" else "<locale>/LC_MESSAGES/messages.po"
        yield HandoutError("this file is not read", f"put what it has into {own}, or take it away", path)
