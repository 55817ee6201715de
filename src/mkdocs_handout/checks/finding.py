"""What a check finds: where, what is wrong, what to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mkdocs_handout.project.errors import FaultsError, HandoutError


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong with a text; two that say the same of the same line are equal."""

    file: str
    """Below the project's folder, such as `docs/index.md`."""
    line: int | None
    """From 1; None where it is the whole file."""
    what: str
    remedy: str

    def __str__(self) -> str:
        """Write it as `file:line: what is wrong; what to do`."""
        place = "".join(f"{part}:" for part in (self.file, self.line) if part)
        return "; ".join(filter(None, (f"{place} {self.what}".strip(), self.remedy)))


def findings_of(error: HandoutError, root: Path) -> list[Finding]:
    """Return what an error tells as findings; `root` is the project's folder."""
    if isinstance(error, FaultsError):
        return [finding for each in error.each for finding in findings_of(each, root)]
    path = (
        error.path.relative_to(root) if isinstance(error.path, Path) and error.path.is_relative_to(root) else error.path
    )
    return [Finding(str(path or ""), error.line, error.what, error.remedy)]


SHOWN = 20
"""How many lines of findings a terminal shows unless all are asked for."""


def in_short(findings: Sequence[Finding], most: int) -> list[str]:
    """Write at most `most` lines: what is wrong in several catalogs in the same words once, the rest counted."""
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
