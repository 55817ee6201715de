"""A work folder beside the last good site, swapped in at the end: a failed build changes nothing."""

import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs_handout.project.errors import HandoutError

MARK = Path("search", "en.json")  # a file that every site of ours has, and other folders hardly ever


def refuse_what_is_not_ours(root: Path, target: Path) -> None:
    """Raise `HandoutError` if a site in `target` would overwrite the project at `root` or other files."""
    ours = target == (root / "site").resolve() or (target / MARK).is_file()
    if root.is_relative_to(target) or (target.exists() and not target.is_dir()):
        raise HandoutError(
            f"a site cannot be built in {target}", "choose a new folder, or one with a site that this program built"
        )
    if target.exists() and not ours and any(target.iterdir()):
        raise HandoutError(
            f"{target} has files that are not part of a site that this program built", "choose a new or an empty folder"
        )


@contextmanager
def workplace(target: Path) -> Iterator[Path]:
    """Lock and yield a work folder beside `target`, and remove it at the end; undo what a killed build left.

    Raises `HandoutError` if another build uses the folder, and `PermissionError` if `target` is not writable.
    """
    fresh = beside(target, "new")
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "Permission denied", str(target))
    fresh.mkdir(parents=True, exist_ok=True)
    handle = os.open(fresh, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)  # released when this process ends, in whatever way
            mine = _is(handle, fresh)
        except BlockingIOError:
            mine = False
        if not mine:
            raise HandoutError(f"another build of {target.name}/ is running", "wait until it ends")
        try:
            restore(target)
            yield fresh
        finally:
            if _is(handle, fresh):  # after a swap, the path may be that of the next build
                shutil.rmtree(fresh, ignore_errors=True)
    finally:
        os.close(handle)


def _is(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def beside(target: Path, name: str) -> Path:
    """Return the path of a hidden folder next to `target`, on the same file system so that it can be renamed."""
    return target.with_name(f".{target.name}-{name}")


def swap(fresh: Path, target: Path) -> None:
    """Replace `target` with `fresh` by renaming; a reader sees the old or the new site, never a mixture."""
    if target.exists():
        target.rename(beside(target, "old"))
    try:
        fresh.rename(target)
    finally:
        restore(target)


def restore(target: Path) -> None:
    """Restore the last good site if a build stopped between the two renames of `swap`; otherwise delete it."""
    old = beside(target, "old")
    if old.exists() and not target.exists():
        old.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def not_written(error: OSError, target: Path, root: Path) -> HandoutError:
    """Return an error that says which file, relative to `root` if below it, could not be written or read, and why."""
    if isinstance(error, shutil.Error):  # from copying a folder: (from, to, why) of each file
        error = OSError(0, *reversed(error.args[0][0][1:]))
    path = Path(error.filename or target)
    short = path.relative_to(root) if path.is_relative_to(root) else path
    what = f"{error.strerror or error}: {short}"
    missing = isinstance(error, FileNotFoundError)
    remedy = "restore this file" if missing else "free some disk space, or check the permissions"
    return HandoutError(what, f"{remedy}; {target.name}/ is unchanged")
