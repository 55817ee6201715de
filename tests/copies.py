"""A copy of the project for tests to edit as translators, reviewers and writers do."""

import atexit
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import polib

from mkdocs_handout.catalog import ledger
from mkdocs_handout.catalog.catalog import Catalog, load, po_path
from mkdocs_handout.catalog.ledger import SignOff
from mkdocs_handout.english.messages import Message, outline
from mkdocs_handout.project.languages import SOURCE, folder
from tests.projects import copy_parts, run_here


@cache
def _prepared(locales: tuple[str, ...]) -> tuple[Path, list[Message]]:
    """Copy the project, completely translated into these languages, and read its messages; done once per process."""
    root = Path(tempfile.mkdtemp()) / "project"
    atexit.register(shutil.rmtree, root.parent)
    copy_parts(root, "docs", "overrides", "translations", "mkdocs.yml", "babel.cfg", locales=locales)
    for name in ("signoff", "readback"):
        for kept in root.glob(f"translations/*/{name}.csv"):
            kept.unlink()
    text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    keep = re.compile(rf"- {{locale: ({'|'.join(locales)}),")
    lines = [line for line in text.splitlines() if "- {locale:" not in line or keep.search(line)]
    (root / "mkdocs.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    messages = outline(root)
    for locale in locales:
        if locale != SOURCE:
            _complete(po_path(root / "translations", locale), locale, messages)
    return root, messages


def _complete(path: Path, locale: str, messages: list[Message]) -> None:
    po = polib.pofile(str(path), wrapwidth=0)
    for message in messages:
        entry = po.find(message.english)
        if entry is None:
            entry = polib.POEntry(msgid=message.english)
            po.append(entry)
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        entry.msgstr = entry.msgstr or f"{locale}: {message.english}"
    po.save()


class Copy:
    """A copy of the project with some languages, completely translated; nothing is signed or read back."""

    def __init__(self, root: Path, locales: Iterable[str], like: "Copy | None" = None) -> None:
        """Copy the project, or the copy `like` as it is now, to `root`."""
        self.root, self.locales = root, sorted(locales)
        first, self.messages = (like.root, like.messages) if like else _prepared(tuple(self.locales))
        shutil.copytree(first, root)

    def refresh(self) -> None:
        """Read the English again."""
        self.messages = outline(self.root)

    def po(self, locale: str) -> polib.POFile:
        return polib.pofile(str(po_path(self.root / "translations", locale)), wrapwidth=0)

    def catalog(self, locale: str) -> Catalog:
        return load(self.root / "translations", locale)

    def ledger(self, locale: str) -> Path:
        return self.root / "translations" / folder(locale) / "signoff.csv"

    def sign(self, locale: str, row: SignOff, without: Iterable[str] = (), only: Iterable[str] = ()) -> None:
        """Sign all messages, or those in `only`, with the name and date of `row`."""
        catalog, without, only = self.catalog(locale), set(without), set(only)
        keys = [
            ledger.digest(each.english, catalog.show(each.english).text)
            for each in self.messages
            if each.english not in without and (not only or each.english in only)
        ]
        ledger.append(
            self.ledger(locale),
            [SignOff(key, row.reviewer, row.qualification, row.date) for key in dict.fromkeys(keys)],
        )

    def change(self, locale: str, english: str, translation: str | None = None, fuzzy: bool = False) -> None:
        """Change one translation with polib; an empty one is missing."""
        po = self.po(locale)
        entry = po.find(english)
        if translation is not None:
            entry.msgstr = translation
        if fuzzy:
            entry.flags.append("fuzzy")
        po.save()

    def own(self, page: str) -> list[Message]:
        """Return the paragraphs and list items that are only on this page."""
        kinds = {(page, "paragraph"), (page, "list item")}
        return [each for each in self.messages if set(each.places) <= kinds]

    def set(self, old: str, new: str, file: str = "mkdocs.yml") -> None:
        path = self.root / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def run(self, *arguments: str, answer: str | None = None) -> subprocess.CompletedProcess[str]:
        """Run `python -m mkdocs_handout …` in the copy."""
        return run_here(self.root, *arguments, answer=answer or "")
