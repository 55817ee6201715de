"""Build beside the last good site and swap at the end, so that a failed build changes nothing."""

import errno
import fcntl
import logging
import os
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from jinja2 import TemplateSyntaxError
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

from mkdocs_handout.catalogs import SOURCE
from mkdocs_handout.errors import HandoutError
from mkdocs_handout.messages import listed_locales


class Told(logging.Handler):
    """Keeps what MkDocs and its plugins say, each line once, however many languages repeat it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line."""
        place = "mkdocs.yml: " if record.name == "mkdocs.config" else ""
        self.lines[place + " ".join(record.getMessage().split())] = None

    def __str__(self) -> str:
        """Leave out MkDocs' announcement of what another line says better."""
        plain = [line for line in self.lines if not line.startswith(("Error reading page", "Error building page"))]
        return "\n".join(plain or self.lines)


def build_site(root: Path, target: Path, locales: Sequence[str] | None = None) -> None:
    """Build the site of `root` (its mkdocs.yml), or only its pages in `locales`, into `target`.

    Raises `HandoutError`, and then leaves `target` as it was.
    """
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    told = Told()
    logging.getLogger().addHandler(told)
    try:
        with workplace(target) as fresh:
            config = load_config(str(root / "mkdocs.yml"), site_dir=str(fresh))
            config.plugins["handout"].config["locales"] = locales
            build(config)
            swap(fresh, target)
        if told.lines:
            print(told, file=sys.stderr)
    except ConfigurationError as error:
        raise HandoutError(" ".join(str(error).split()), "mend or undo it", "mkdocs.yml") from error
    except Abort as error:
        raise HandoutError(str(told) or str(error), f"{target.name}/ is as it was") from error
    except UnicodeDecodeError as error:
        raise HandoutError(str(told) or str(error), f"save it as UTF-8; {target.name}/ is as it was") from error
    except TemplateSyntaxError as error:
        raise HandoutError(str(error.message), "mend or undo it", f"overrides/{error.name}", error.lineno) from error
    except OSError as error:
        what = f"{error.strerror or error}: {_short(error.filename or target, root)}"
        raise HandoutError(what, f"free space, or check permissions; {target.name}/ is as it was") from error
    finally:
        logging.getLogger().removeHandler(told)


def _short(path: str | Path, root: Path) -> Path:
    return Path(path).relative_to(root) if Path(path).is_relative_to(root) else Path(path)


def choose(root: Path, wanted: Sequence[str] = (), shard: str = "1/1") -> list[str] | None:
    """Return the locales to build: those `wanted`, or part k of n (`k/n`) of all; None for all.

    English is in each, so that parts copied over one another make the whole site.
    """
    listed = listed_locales(root)
    if unknown := [each for each in wanted if each not in listed]:
        raise HandoutError(f"no language {' or '.join(unknown)}", f"choose from {' '.join(listed)}", "mkdocs.yml")
    if not (found := re.fullmatch(r"([1-9]\d*)/([1-9]\d*)", shard)) or int(found[1]) > int(found[2]):
        raise HandoutError(f"no part {shard!r}", "write 1/2 for the first half of the languages")
    part = [each for each in listed if each != SOURCE][int(found[1]) - 1 :: int(found[2])]
    return [SOURCE, *(each for each in part if not wanted or each in wanted)] if wanted or found[2] != "1" else None


@contextmanager
def workplace(target: Path) -> Iterator[Path]:
    """Give a folder beside `target` that no other build uses; it takes away what a killed build left there."""
    fresh = beside(target, "new")
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "Permission denied", str(target))
    fresh.mkdir(parents=True, exist_ok=True)
    handle = os.open(fresh, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)  # ends with this process, however it ends
            mine = os.fstat(handle).st_ino == fresh.stat().st_ino
        except (BlockingIOError, FileNotFoundError):
            mine = False
        if not mine:
            raise HandoutError(f"another build of {target.name}/ is running", "wait until it has ended")
        try:
            restore(target)
            yield fresh
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
            if target.exists():
                shutil.rmtree(beside(target, "old"), ignore_errors=True)
    finally:
        os.close(handle)


def beside(target: Path, name: str) -> Path:
    """Return the hidden folder next to `target`: on the same disk, so that renaming is enough."""
    return target.with_name(f".{target.name}-{name}")


def swap(fresh: Path, target: Path) -> None:
    """Put `fresh` in the place of `target` by renaming; a reader sees the old site or the new, never half."""
    if target.exists():
        target.rename(beside(target, "old"))
    try:
        fresh.rename(target)
    except OSError:
        restore(target)
        raise


def restore(target: Path) -> None:
    """Bring the last good site back, where a build was stopped between the two renames of `swap`."""
    old = beside(target, "old")
    if old.exists() and not target.exists():
        old.rename(target)
    shutil.rmtree(old, ignore_errors=True)
