"""What a change does, told to people who write no programs: pages, languages, what the checks found."""

import io
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from mkdocs_handout.catalog.catalog import Catalog, load
from mkdocs_handout.checks.finding import Finding
from mkdocs_handout.english.messages import extracted
from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.project.git import git
from mkdocs_handout.project.languages import SOURCE, listed_locales


def summary(root: Path, since: str | None, findings: Sequence[Finding] | None = None) -> Iterator[str]:
    """Yield the lines of a Markdown text: what the checks found (None: they did not run), what changed since a commit.

    What the checks found comes first, and a text that cannot be read is a line too: it is then that one looks here.
    """
    yield from ("## What this change does", "")
    if findings is not None:
        yield from _findings(findings)
    if since:
        with tempfile.TemporaryDirectory() as folder:
            unpack(root, since, Path(folder))
            yield ""
            try:
                yield from _pages(Path(folder), root)
                yield from _english(Path(folder), root)
            except HandoutError as error:
                yield from (f"    {line}" for line in str(error).replace(folder, since).splitlines())


def unpack(root: Path, commit: str, into: Path) -> None:
    """Write what a page is made of, as it was in `commit`."""
    parts = ["docs", "mkdocs.yml", "babel.cfg", "overrides", "translations"]
    if (old := git(root, "archive", "--format=zip", "--end-of-options", f"{commit}:./", *parts)) is None:
        raise HandoutError(f"git cannot show {commit!r}", "name a commit that has docs/ and is in this clone")
    with zipfile.ZipFile(io.BytesIO(old)) as archive:
        archive.extractall(into)


def messages(root: Path) -> dict[str, list[str]]:
    """List the English messages of each page, of the menu and of the page shell, by file."""
    found: dict[str, list[str]] = {}
    for each in extracted(root):
        found.setdefault("overrides/" if each.file.startswith("overrides/") else each.file, []).append(each.english)
    return found


def catalogs(root: Path) -> list[Catalog]:
    """Read the catalogs that are there, of all languages but English."""
    listed = [locale for locale in listed_locales(root) if locale != SOURCE]
    return [load(root / "translations", locale) for locale in listed]


def pieces(count: int) -> str:
    """Write `1 piece`, `2 pieces`."""
    return f"{count} piece{'' if count == 1 else 's'}"


def _pages(old: Path, new: Path) -> Iterator[str]:
    before, after = messages(old), messages(new)
    yield from ("### Pages touched", "")
    touched = [file for file in sorted(before.keys() | after.keys()) if before.get(file) != after.get(file)]
    for file in touched:
        was, now = before.get(file, []), after.get(file, [])
        fresh, gone = len(set(now) - set(was)), len(set(was) - set(now))
        what = f"{pieces(fresh)} of text new or changed, {gone} taken away" if fresh or gone else "the order changes"
        yield f"- `{file}`{'' if was else ' (new)'}{'' if now else ' (deleted)'}: {what}"
    if not touched:
        yield "None: the English is as it was."
    yield ""


def _english(old: Path, new: Path) -> Iterator[str]:
    """Name the messages that now show English where a translation stood, or that are new."""
    had = {each.locale: each for each in catalogs(old)}
    known = {text for texts in messages(old).values() for text in texts}
    now = catalogs(new)
    lost: dict[str, list[str]] = {}
    for text in dict.fromkeys(text for texts in messages(new).values() for text in texts):
        for catalog in now:
            was = had.get(catalog.locale)
            if catalog.show(text).foreign and (not was or text not in known or not was.show(text).foreign):
                lost.setdefault(text, []).append(catalog.locale)
    yield from ("### English in the place of a translation", "")
    if not lost:
        yield "Nothing new: no piece loses its translation."
    else:
        yield f"{pieces(len(lost))} will show English, marked, until translated:"
    for text, locales in lost.items():
        yield from ("", f"In {len(locales)} of {len(now)} languages ({', '.join(locales)}):", "", f"    {text}")
    yield ""


def _findings(findings: Sequence[Finding]) -> Iterator[str]:
    """Tell what the checks found wrong; indented by four, no Markdown in it counts."""
    yield from ("### What the checks found", "")
    yield from (f"    {each}" for each in findings)
    if not findings:
        yield "Nothing: the facts, the plain language, the translations and the links hold."
