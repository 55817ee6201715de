"""Reports, in plain words, what English is new since the last refresh of the catalogs, and what translators must do."""

from collections.abc import Iterator
from pathlib import Path

from mkdocs_handout.catalog.po_file import parse_po, read_po
from mkdocs_handout.commands.summary import catalogs, pieces
from mkdocs_handout.english.messages import outline, page_names
from mkdocs_handout.project import settings
from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.project.git import git
from mkdocs_handout.project.languages import Language

LISTED = 10
"""How many waiting messages are listed for a language, since the text of a pull request has to be short."""


def known_messages(root: Path, since: str | None = None) -> set[str]:
    """Return the English in messages.pot as it is now, or as it was in commit `since`; raises `HandoutError`."""
    path = root / "translations" / "messages.pot"
    if not since:
        return {entry.msgid for entry in read_po(path)} if path.exists() else set()
    name = path.relative_to(root).as_posix()
    if (old := git(root, "show", f"{since}:./{name}")) is None:
        raise HandoutError(f"git has no {name} in {since!r}", "give a commit that has it")
    return {entry.msgid for entry in parse_po(old, path)}


def summary(root: Path, known: set[str]) -> str:
    """Return, as Markdown, the messages that are not in `known`, and all that need translation.

    Call this after the catalogs were refreshed.
    """
    return "".join(f"{line}\n" for line in [*_new(root, known), *_waiting(root)])


def _new(root: Path, known: set[str]) -> Iterator[str]:
    """Yield the new English of each page, indented by four so that its Markdown is not rendered."""
    messages = outline(root)
    fresh = [each for each in messages if each.english not in known]
    gone = len(known - {each.english for each in messages})
    if not fresh:
        removed = f" {pieces(gone)} of text {'was' if gone == 1 else 'were'} removed." if gone else ""
        yield from ("## Nothing new to translate", "", f"No page has new English.{removed}")
        return
    names = page_names(root)
    pages = [page for page in names if any(page in each.pages for each in fresh)]
    yield f"## New English on {len(pages)} page{'' if len(pages) == 1 else 's'}"
    for page in pages:
        yield from ("", f"### {names[page]}", "")
        yield from (f"    {each.english}" for each in fresh if page in each.pages)


def _waiting(root: Path) -> Iterator[str]:
    """Yield, for each language, what needs translation, who is asked, and the file; until then, English is shown."""
    said = settings.read(root / "mkdocs.yml")
    messages = [each.english for each in outline(root)]
    waiting = [(catalog, found) for catalog in catalogs(root) if (found := catalog.waiting(messages))]
    if waiting:
        yield from ("", "## Waiting for translation", "", "Readers see the English until it is translated.")
    for catalog, found in waiting:
        language = Language.of(catalog.locale, said.languages[catalog.locale])
        file = catalog.path.relative_to(root).as_posix()
        asked = said.translators.get(catalog.locale)
        address = said.address_of(file, found[0].line)
        yield from ("", f"### {language.english} ({catalog.locale}): {pieces(len(found))}", "")
        yield (f"{asked}: " if asked else "") + (f"[{file}]({address})" if address else f"`{file}`")
        if not asked:
            yield from ("", f"No translator is named for it: mkdocs.yml has no {catalog.locale} under translators.")
        yield ""
        yield from (f"    line {each.line}: {each.english}" for each in found[:LISTED])
        if len(found) > LISTED:
            yield f"    and {len(found) - LISTED} more"
