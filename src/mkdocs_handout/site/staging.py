"""A folder beside the last good site, to work in and to swap in its place at the end: what fails changes nothing."""

import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs_handout.project.errors import HandoutError

MARK = Path("search", "en.json")  # a file that every site of ours has, and hardly another folder


def refuse_what_is_not_ours(root: Path, target: Path) -> None:
    """Raise `HandoutError` where a site in `target` would take the place of the project in `root` or of other files."""
    ours = target == (root / "site").resolve() or (target / MARK).is_file()
    if root.is_relative_to(target) or (target.exists() and not target.is_dir()):
        raise HandoutError(f"{target} is no folder for a site", "name a new one, or one that has a site of ours")
    if target.exists() and not ours and any(target.iterdir()):
        raise HandoutError(f"{target} has other files than a site of ours", "name a new or an empty folder")


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
            mine = _is(handle, fresh)
        except BlockingIOError:
            mine = False
        if not mine:
            raise HandoutError(f"another build of {target.name}/ is running", "wait until it has ended")
        try:
            restore(target)
            yield fresh
        finally:
            if _is(handle, fresh):  # after a swap, it may be that of the next build
                shutil.rmtree(fresh, ignore_errors=True)
    finally:
        os.close(handle)


def _is(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def beside(target: Path, name: str) -> Path:
    """Return the hidden folder next to `target`: on the same disk, so that renaming is enough."""
    return target.with_name(f".{target.name}-{name}")


def swap(fresh: Path, target: Path) -> None:
    """Put `fresh` in the place of `target` by renaming; a reader sees the old site or the new, never half."""
    if target.exists():
        target.rename(beside(target, "old"))
    try:
        fresh.rename(target)
    finally:
        restore(target)


def restore(target: Path) -> None:
    """Bring the last good site back, where a build was stopped between the two renames of `swap`; drop it if not."""
    old = beside(target, "old")
    if old.exists() and not target.exists():
        old.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def not_written(error: OSError, target: Path, root: Path) -> HandoutError:
    """Tell, of a file below `root`, why it could not be written or read."""
    if isinstance(error, shutil.Error):  # of a copied folder: (from, to, why) of each file
        error = OSError(0, *reversed(error.args[0][0][1:]))
    path = Path(error.filename or target)
    short = path.relative_to(root) if path.is_relative_to(root) else path
    what = f"{error.strerror or error}: {short}"
    return HandoutError(what, f"free space, or check permissions; {target.name}/ is as it was")
