"""Updates messages.pot and the catalogs from the English; files whose content is the same are not touched."""

import datetime
from pathlib import Path

import polib
from babel.messages.plurals import get_plural

from mkdocs_handout.catalog.catalog import po_path
from mkdocs_handout.catalog.merge import merged, renamed, same
from mkdocs_handout.catalog.po_file import PoFile, po_text, read_po
from mkdocs_handout.english.messages import extracted
from mkdocs_handout.project import settings
from mkdocs_handout.project.clinic import Clinic
from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.project.languages import SOURCE, Language, folder, listed_names


def refresh(root: Path, translations: Path) -> list[str]:
    """Update the template and each catalog; return the paths of the changed files, relative to `root`.

    Raises `HandoutError` before anything is changed, for an unknown language or a broken catalog.
    """
    languages = [Language.of(locale, name) for locale, name in listed_names(root).items() if locale != SOURCE]
    pot = translations / "messages.pot"
    template, before = _template(root), read_po(pot) if pot.exists() else PoFile(wrapwidth=0)
    changed = {} if _same_template(before, template) else {pot: template}
    changes = renamed(before, template)
    for language in languages:
        path = po_path(translations, language.locale)
        if not path.exists() and (others := sorted(path.parent.glob("*.po"))):
            what = f"the only catalog for {language.locale} has the wrong name"
            raise HandoutError(what, f"rename it to {path.name}", others[0])
        old = read_po(path) if path.exists() else _new_catalog(language, template)
        new = merged(old, template, renamed(old, template) | changes)
        if not (path.exists() and same(old, new)):
            changed[path] = new
    for path, po in changed.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(po_text(po).encode())
    return [str(path.relative_to(root)) for path in changed]


def _template(root: Path) -> PoFile:
    """Return the template: each message once, with its files as occurrences, and its pages and kinds as comments."""
    said = settings.read(root / "mkdocs.yml")
    pot = PoFile(wrapwidth=0)
    pot.header = (
        f"The English of {said.site_name}, made by `make messages`: not to be edited.\n"
        f"Copyright (C) {Clinic.read(said.clinic, root / 'mkdocs.yml').name}"
    )
    pot.metadata = {"Project-Id-Version": said.site_name, "POT-Creation-Date": _now(), **_MIME}
    entries: dict[str, polib.POEntry] = {}
    for each in extracted(root):
        entry = entries.setdefault(each.english, polib.POEntry(msgid=each.english))
        entry.occurrences = sorted({*entry.occurrences, (each.file, "")})
        entry.comment = "\n".join(dict.fromkeys([*entry.comment.splitlines(), f"{each.page}: {each.kind}"]))
    pot.extend(entries.values())
    return pot


_MIME = {
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Transfer-Encoding": "8bit",
}


def _same_template(old: PoFile, new: PoFile) -> bool:
    """Return whether two templates are the same except for their dates."""
    first, second = ([(each.msgid, each.comment, each.occurrences, each.flags) for each in po] for po in (old, new))
    headers = [
        (po.header.strip(), {key: value for key, value in po.metadata.items() if key != "POT-Creation-Date"})
        for po in (old, new)
    ]
    return first == second and headers[0] == headers[1]


def _new_catalog(language: Language, template: PoFile) -> PoFile:
    """Return an empty catalog with the header that PO editors need."""
    po = PoFile(wrapwidth=0)
    po.header = f"{language.english} translation of {template.metadata['Project-Id-Version']}."
    po.metadata = {
        "Project-Id-Version": template.metadata["Project-Id-Version"],
        "POT-Creation-Date": template.metadata["POT-Creation-Date"],
        "PO-Revision-Date": _now(),
        "Language": folder(language.locale),
        "Plural-Forms": get_plural(str(language.babel)).plural_forms,
        **_MIME,
    }
    return po


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M+0000")
