"""Queries git about the project."""

import datetime
import os
import subprocess
from pathlib import Path

from mkdocs_handout.project.errors import HandoutError


def git(root: Path, *arguments: str) -> bytes | None:
    """Run git in the folder `root` and return its output; None if it fails.

    Raises `HandoutError` if git is not installed.
    """
    environment = {**os.environ, "LC_ALL": "C"}
    try:
        done = subprocess.run(["git", *arguments], cwd=root, env=environment, capture_output=True, check=False)
    except FileNotFoundError as error:
        raise HandoutError("git is not installed", "sudo apt-get install git") from error
    return None if done.returncode else done.stdout


def is_shallow(root: Path) -> bool | None:
    """Return whether the clone at `root` is shallow; None without a repository or without git."""
    answer = _line(root, "rev-parse", "--is-shallow-repository")
    return answer == "true" if answer else None


def last_commit(root: Path) -> int | None:
    """Return the time of the last commit, in seconds since 1970; None if there is none."""
    answer = _line(root, "log", "-1", "--format=%ct")
    return int(answer) if answer else None


class History:
    """The dates on which files last changed, queried from git once per file."""

    def __init__(self, root: Path) -> None:
        """Use the repository of the project's folder `root`, an absolute path."""
        self._root = root
        self._days: dict[Path, str] = {}
        # In a shallow clone, files that did not change since are dated to the commit at which the history is cut off.
        self._known = is_shallow(root) is False

    def last_changed(self, *paths: Path) -> datetime.date | None:
        """Return the date of the last commit that changed any of `paths` (absolute paths); None if git has none."""
        days = [day for path in paths if (day := self._day(path))] if self._known else []
        return datetime.date.fromisoformat(max(days)) if days else None

    def _day(self, path: Path) -> str:
        if path not in self._days:
            name = str(path.relative_to(self._root))
            self._days[path] = _line(self._root, "log", "-1", "--format=%cs", "--", name)
        return self._days[path]


def _line(root: Path, *arguments: str) -> str:
    """Return git's one-line output; "" if git fails or is not installed."""
    try:
        return (git(root, *arguments) or b"").decode().strip()
    except HandoutError:
        return ""
