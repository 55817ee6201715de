"""Summarizes a change for people who do not program: pages, languages, what the checks found."""

import io
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path, PurePosixPath

from mkdocs_handout.catalog.catalog import Catalog, load
from mkdocs_handout.checks.finding import Finding
from mkdocs_handout.english.front_matter import front_matter
from mkdocs_handout.english.messages import extracted
from mkdocs_handout.english.shown import State
from mkdocs_handout.project import settings
from mkdocs_handout.project.clinic import Clinic
from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.project.git import git
from mkdocs_handout.project.languages import SOURCE, Language, listed_locales, listed_names

MAIN = ("origin/main", "main")
_YML = "mkdocs.yml"
LISTED = 20
"""How many translated messages of a language are listed."""


def summary(
    root: Path, since: str | None, findings: Sequence[Finding] | None = None, notes: Sequence[str] = ()
) -> Iterator[str]:
    """Yield the lines of a Markdown text: the findings (None: not checked), and what changed since a commit.

    `notes` are messages of the build that did not stop it.

    Findings come first. An unreadable file is reported in the text instead of raised, since people need the summary
    then most of all.
    """
    yield from ("## What this change does", "")
    if findings is not None:
        yield from _findings(findings)
    if notes:
        yield from ("", "### Warnings from the build", "", *(f"    {each}" for each in notes))
    if since:
        with tempfile.TemporaryDirectory() as folder:
            unpack(root, since, Path(folder))
            yield ""
            try:
                yield from _changes(Path(folder), root)
            except HandoutError as error:
                yield from (f"    {line}" for line in str(error).replace(folder, since).splitlines())


def main_before(root: Path) -> str:
    """Return the commit of main on which the work in `root` is based; raises `HandoutError` if git knows no main."""
    for name in MAIN:
        if found := git(root, "merge-base", "HEAD", name):
            return found.decode().strip()
    raise HandoutError("git has no main branch to compare with", 'give a commit: make summary ARGS="--since HEAD~1"')


def unpack(root: Path, commit: str, into: Path) -> None:
    """Write the sources of pages, as of `commit`, into the folder `into`; raises `HandoutError`."""
    parts = ["docs", "mkdocs.yml", "babel.cfg", "overrides", "translations"]
    if (old := git(root, "archive", "--format=zip", "--end-of-options", f"{commit}:./", *parts)) is None:
        raise HandoutError(f"git cannot show {commit!r}", "give a commit that has docs/ and is in this clone")
    with zipfile.ZipFile(io.BytesIO(old)) as archive:
        archive.extractall(into)


def messages(root: Path) -> dict[str, list[str]]:
    """Return the English messages by file: of each page, of the menu, and, under `overrides/`, of the page shell."""
    found: dict[str, list[str]] = {}
    for each in extracted(root):
        found.setdefault("overrides/" if each.file.startswith("overrides/") else each.file, []).append(each.english)
    return found


def catalogs(root: Path) -> list[Catalog]:
    """Return the catalogs of all languages but English."""
    listed = [locale for locale in listed_locales(root) if locale != SOURCE]
    return [load(root / "translations", locale) for locale in listed]


def pieces(count: int) -> str:
    """Return `1 piece`, `2 pieces`."""
    return f"{count} piece{'' if count == 1 else 's'}"


def _changes(old: Path, new: Path) -> Iterator[str]:
    pages, english = list(_pages(old, new)), list(_english(old, new))
    others = [*_addresses(old, new), *_clinic(old, new), *_translated(old, new)]
    if not (pages or english or others):
        yield "Nothing: pages, languages, translations, signatures and the clinic's own facts are unchanged."
        return
    yield from ("### Changed pages", "", *(pages or ["None: the English is unchanged."]), "")
    yield from ("### English in place of a translation", "")
    yield from (*(english or ["Nothing new: no piece loses its translation."]), "")
    yield from others


def _pages(old: Path, new: Path) -> Iterator[str]:
    before, after = messages(old), messages(new)
    touched = [file for file in sorted(before.keys() | after.keys()) if before.get(file) != after.get(file)]
    for file in touched:
        was, now = before.get(file, []), after.get(file, [])
        fresh, gone = len(set(now) - set(was)), len(set(was) - set(now))
        what = f"{pieces(fresh)} of text new or changed, {gone} removed" if fresh or gone else "the order changes"
        yield f"- `{file}`{'' if was else ' (new)'}{'' if now else ' (deleted)'}: {what}"
        for text in dict.fromkeys(each for each in was if each not in now):
            if others := [
                f"`{each}`" for each in sorted(after) if text in before.get(each, ()) and text in after[each]
            ]:
                yield f"    - still unchanged in {', '.join(others)}: {text}"


def _english(old: Path, new: Path) -> Iterator[str]:
    """Yield the messages that show English and are new, or were translated before."""
    had = {each.locale: each for each in catalogs(old)}
    known = {text for texts in messages(old).values() for text in texts}
    now = catalogs(new)
    lost: dict[str, list[str]] = {}
    for text in dict.fromkeys(text for texts in messages(new).values() for text in texts):
        for catalog in now:
            was = had.get(catalog.locale)
            if catalog.show(text).foreign and (not was or text not in known or not was.show(text).foreign):
                lost.setdefault(text, []).append(catalog.locale)
    if lost:
        yield f"{pieces(len(lost))} will be shown in English, marked, until translated:"
    together: dict[tuple[str, ...], list[str]] = {}
    for text, locales in lost.items():
        together.setdefault(tuple(locales), []).append(text)
    for group, texts in together.items():
        yield from ("", f"In {len(group)} of {len(now)} languages ({', '.join(group)}):")
        yield from (line for text in texts for line in ("", f"    {text}"))


def _addresses(old: Path, new: Path) -> Iterator[str]:
    """Yield the languages and pages that are added or removed, and the URLs that end with them."""
    had, has, before, after = listed_names(old), listed_names(new), _slugs(old), _slugs(new)
    gone, come = [each for each in had if each not in has], [each for each in has if each not in had]
    goes = [f"- {_named(had, each)} is removed: no address that starts with /{each}/ will work" for each in gone]
    for file in (each for each in before if each not in after):
        slug, locales = before[file]
        shared = [each for each in locales if each in has and each != SOURCE]
        more = (
            f", nor will its addresses in {len(shared)} other languages, such as /{shared[0]}/{slug}" if shared else ""
        )
        goes.append(f"- `{file}` is removed: the address /{slug} will no longer work{more}")
    comes = [f"- {_named(has, each)} is added, at /{each}/" for each in come]
    comes += [f"- `{file}` is added, at /{slug}" for file, (slug, _) in after.items() if file not in before]
    if goes or comes:
        yield from ("### Languages and pages added or removed", "", *goes, *comes, "")
    if goes:
        yield from ('Links and printed QR codes to a removed address lead to the "page not found" page.', "")


def _named(names: dict[str, str], locale: str) -> str:
    return f"{Language.of(locale, names[locale]).english} ({locale})"


def _slugs(root: Path) -> dict[str, tuple[str, list[str]]]:
    """Return, by file, each page's URL without locale, and the locales that have the page."""
    found = {}
    for path in sorted(root.glob("docs/**/*.md")):
        name = PurePosixPath(path.relative_to(root / "docs"))
        slug = (name.parent if name.stem == "index" else name.with_suffix("")).as_posix()
        meta = front_matter(path.read_text(encoding="utf-8-sig"), path)[1]
        locales = [SOURCE] if meta.get("translate") is False else listed_locales(root)
        found[f"docs/{name}"] = ("" if slug == "." else f"{slug}/", locales)
    return found


def _clinic(old: Path, new: Path) -> Iterator[str]:
    was, now = (asdict(Clinic.read(settings.read(path).clinic, path)) for path in (old / _YML, new / _YML))
    if changed := [key for key in now if was[key] != now[key]]:
        yield from ("### The clinic's own facts", "")
        yield from (f"- {key}: {now[key] or 'no longer shown'}" for key in changed)
        yield ""


def _translated(old: Path, new: Path) -> Iterator[str]:
    """Yield, for each language, the messages whose translation is new or changed, and the number of new sign-offs."""
    texts = list(dict.fromkeys(text for texts in messages(new).values() for text in texts))
    names, (english_then, english_now) = listed_names(new), (load(each / "translations", SOURCE) for each in (old, new))
    had = {each.locale: each for each in (english_then, *catalogs(old))}
    for catalog in (english_now, *catalogs(new)):
        was = had.get(catalog.locale, Catalog(catalog.locale, catalog.path))
        shown = {text: (was.show(text), catalog.show(text)) for text in texts}
        fresh = [text for text, (then, now) in shown.items() if not now.foreign and then.text != now.text]
        signed = sum(now.state is State.APPROVED is not then.state for then, now in shown.values())
        told = [f"{pieces(len(fresh))} translated"] * bool(fresh) + [f"{pieces(signed)} signed"] * bool(signed)
        if told:
            yield from (f"### {_named(names, catalog.locale)}: {', '.join(told)}", "")
        for text in fresh[:LISTED]:
            yield from (f"    {text}", f"    → {shown[text][1].text}", "")
        if len(fresh) > LISTED:
            yield from (f"and {len(fresh) - LISTED} more", "")


def _findings(findings: Sequence[Finding]) -> Iterator[str]:
    """Yield the findings, indented by four so that their Markdown is not rendered."""
    yield from ("### What the checks found", "")
    yield from (f"    {each}" for each in findings)
    if not findings:
        yield "Nothing: the facts, the plain language, the translations and the links are in order."
