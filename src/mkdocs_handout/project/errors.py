"""The errors that are shown to people who edit text or translations."""

from collections.abc import Sequence
from pathlib import Path

from mkdocs.exceptions import PluginError


class HandoutError(PluginError):
    """Invalid input, reported as `file:line: what is wrong; what to do`; MkDocs logs it, without a traceback."""

    def __init__(self, what: str, remedy: str, path: Path | str | None = None, line: int | None = None) -> None:
        """Store what is wrong (`what`), what to do (`remedy`, may be "") and the place: `path` and `line` (from 1)."""
        self.what, self.remedy, self.path, self.line = what, remedy, path, line
        shown = path.relative_to(Path.cwd()) if isinstance(path, Path) and path.is_relative_to(Path.cwd()) else path
        place = "".join(f"{part}:" for part in (shown, line) if part is not None)
        super().__init__("; ".join(filter(None, (f"{place} {what}".strip(), remedy))))

    def __reduce__(self) -> tuple[object, ...]:
        """Make the error picklable, so that it can be passed between processes."""
        return type(self), (self.what, self.remedy, self.path, self.line)


class FaultsError(HandoutError):
    """Several errors raised as one; its message has one line for each."""

    def __init__(self, each: Sequence[HandoutError]) -> None:
        """Store the errors; `each` must not be empty."""
        self.each = each
        PluginError.__init__(self, "\n".join(map(str, each)))

    def __reduce__(self) -> tuple[object, ...]:
        """Make the error picklable, so that it can be passed between processes."""
        return type(self), (self.each,)
