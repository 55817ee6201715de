"""Queries git about the project."""

import datetime
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mkdocs_handout.project.errors import HandoutError

_DAY = "/"  # no relative path starts with it


def git(root: Path, *arguments: str) -> bytes | None:
    """Run git in the folder `root` and return its output; None if it fails.

    Raises `HandoutError` if git is not installed.
    """
    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False)
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


@dataclass(frozen=True)
class History:
    """The dates on which files last changed."""

    root: Path
    days: dict[Path, str]
    """The day of the last commit of each file and folder, by its path relative to the root."""

    @classmethod
    def read(cls, root: Path, within: Iterable[str]) -> "History":
        """Ask git once about all files and folders `within` the project at `root`, which are relative to it."""
        days: dict[Path, str] = {}
        # In a shallow clone, files that did not change since are dated to the commit at which the history is cut off.
        if is_shallow(root) is False:
            # The newest commit first; `-c`: of a merge, only the files that differ from all its parents.
            options = ("-c", "--name-only", "--relative", f"--format={_DAY}%cs")
            said = git(root, "-c", "core.quotePath=false", "log", *options, "--", *within) or b""
            day = ""
            for line in said.decode(errors="replace").split("\n"):
                if line.startswith(_DAY):
                    day = line.removeprefix(_DAY)
                elif line:
                    path = Path(line)
                    for each in (path, *path.parents):
                        days.setdefault(each, day)
        return cls(root, days)

    def last_changed(self, *paths: Path) -> datetime.date | None:
        """Return the date of the last commit that changed any of `paths` (absolute); None if git has none."""
        days = [day for path in paths if (day := self.days.get(path.relative_to(self.root)))]
        return datetime.date.fromisoformat(max(days)) if days else None


def _line(root: Path, *arguments: str) -> str:
    """Return git's one-line output; "" if git fails or is not installed."""
    try:
        return (git(root, *arguments) or b"").decode().strip()
    except HandoutError:
        return ""
