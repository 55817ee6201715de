"""What English is new since the catalogs were refreshed, in plain words: on which pages, English in which languages."""

from collections.abc import Iterable
from pathlib import Path

from mkdocs_handout.catalog.catalog import load
from mkdocs_handout.catalog.po_file import parse_po, read_po
from mkdocs_handout.commands.summary import pieces
from mkdocs_handout.english.messages import Message, outline, page_names
from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.project.git import git
from mkdocs_handout.project.languages import SOURCE, Language, listed_locales, listed_names


def known_messages(root: Path, since: str | None = None) -> set[str]:
    """Return the English of messages.pot as it lies there, or as it was in commit `since`."""
    path = root / "translations" / "messages.pot"
    if not since:
        return {entry.msgid for entry in read_po(path)} if path.exists() else set()
    name = path.relative_to(root).as_posix()
    if (old := git(root, "show", f"{since}:./{name}")) is None:
        raise HandoutError(f"git knows no {name} in {since!r}", "name a commit that has it")
    return {entry.msgid for entry in parse_po(old, path)}


def summary(root: Path, known: set[str]) -> str:
    """Tell what is new since the messages `known`, as Markdown; to be asked after the catalogs were refreshed."""
    messages = outline(root)
    fresh = [each for each in messages if each.english not in known]
    gone = len(known - {each.english for each in messages})
    if not fresh:
        removed = f" {pieces(gone)} of text {'was' if gone == 1 else 'were'} taken away." if gone else ""
        return f"## Nothing new to translate\n\nNo page has new English.{removed}\n"
    names = page_names(root)
    pages = [page for page in names if any(page in each.pages for each in fresh)]
    lines = [f"## New English on {len(pages)} page{'' if len(pages) == 1 else 's'}", ""]
    for page in pages:
        own = [each for each in fresh if page in each.pages]
        lines += [f"### {names[page]}", "", *(f"    {each.english}" for each in own), "", *_shown_in(root, own), ""]
    return "\n".join(lines)


def _shown_in(root: Path, messages: list[Message]) -> Iterable[str]:
    """Name the languages in which the English of `messages` stands now."""
    found = []
    for locale in listed_locales(root):
        if locale == SOURCE:
            continue
        catalog = load(root / "translations", locale)
        if count := sum(catalog.show(each.english).foreign for each in messages):
            found.append(f"- {Language.of(locale, listed_names(root)[locale]).english} ({locale}): {pieces(count)}")
    if not found:
        return ["Every language has a translation of it."]
    return ["These languages show the English there until it is translated:", "", *found]
