"""The one kind of error a person who edits text or translations meets."""

from collections.abc import Sequence
from pathlib import Path


class HandoutError(Exception):
    """Bad input, told as `file:line: what is wrong; what to do`."""

    def __init__(self, what: str, remedy: str, path: Path | str | None = None, line: int | None = None) -> None:
        """`path` and `line` (from 1) say where; `what` quotes the fault; `remedy` says what to do, or ``."""
        self.what, self.remedy, self.path, self.line = what, remedy, path, line
        shown = path.relative_to(Path.cwd()) if isinstance(path, Path) and path.is_relative_to(Path.cwd()) else path
        place = "".join(f"{part}:" for part in (shown, line) if part is not None)
        super().__init__("; ".join(filter(None, (f"{place} {what}".strip(), remedy))))

    def __reduce__(self) -> tuple[object, ...]:
        """Let one process tell it to another."""
        return type(self), (self.what, self.remedy, self.path, self.line)


class FaultsError(HandoutError):
    """All that is wrong with something, a line each."""

    def __init__(self, each: Sequence[HandoutError]) -> None:
        """`each` may not be empty."""
        self.each = each
        Exception.__init__(self, "\n".join(map(str, each)))

    def __reduce__(self) -> tuple[object, ...]:
        """Let one process tell it to another."""
        return type(self), (self.each,)
