"""A finding of a check: where, what is wrong, what to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mkdocs_handout.project.errors import FaultsError, HandoutError


@dataclass(frozen=True)
class Finding:
    """One problem with a text; findings with equal fields are equal."""

    file: str
    """Relative to the project's folder, such as `docs/index.md`."""
    line: int | None
    """From 1; None for the whole file."""
    what: str
    remedy: str

    def __str__(self) -> str:
        """Return it as `file:line: what is wrong; what to do`."""
        place = "".join(f"{part}:" for part in (self.file, self.line) if part)
        return "; ".join(filter(None, (f"{place} {self.what}".strip(), self.remedy)))


def findings_of(error: HandoutError, root: Path) -> list[Finding]:
    """Convert an error to findings, with paths relative to the project's folder `root`."""
    if isinstance(error, FaultsError):
        return [finding for each in error.each for finding in findings_of(each, root)]
    path = (
        error.path.relative_to(root) if isinstance(error.path, Path) and error.path.is_relative_to(root) else error.path
    )
    return [Finding(str(path or ""), error.line, error.what, error.remedy)]


SHOWN = 20
"""How many lines of findings a terminal shows by default."""


def in_short(findings: Sequence[Finding], most: int) -> list[str]:
    """Return at most `most` lines: one for a finding that several catalogs share, and a count of what is left out."""
    alike: dict[tuple[str, str, str], list[Finding]] = {}
    for each in findings:
        catalog = each.file.startswith("translations/")
        what = each.what.partition(": ")[2].partition(": ")[0] if catalog else each.what
        alike.setdefault(("" if catalog else f"{each.file}:{each.line}", what, each.remedy), []).append(each)
    lines = [f"{first}{_others(rest)}" for first, *rest in alike.values()]
    if len(lines) > most:
        lines[most - 1 :] = [f"… and {len(lines) - most + 1} more: make check ARGS=--all lists them"]
    return lines


def _others(rest: Sequence[Finding]) -> str:
    places = [f"{each.file}:{each.line}" if each.line else each.file for each in rest]
    more = f" and {len(places) - 3} more" if len(places) > 3 else ""
    return f" (also {', '.join(places[:3])}{more})" if places else ""
