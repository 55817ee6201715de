"""Writes files completely or not at all."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path


def replace_all(texts: Mapping[Path, str]) -> None:
    """Write each text to its path, via temporary files: if one text cannot be written, no file is replaced."""
    fresh: dict[Path, Path] = {}
    try:
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
            fresh[path] = Path(name)
            with open(handle, "w", encoding="utf-8", newline="") as file:
                file.write(text)
            os.chmod(name, 0o644)  # mkstemp creates files with mode 0600, which other users cannot read
        for path, new in fresh.items():
            os.replace(new, path)
    finally:
        for new in fresh.values():
            new.unlink(missing_ok=True)
