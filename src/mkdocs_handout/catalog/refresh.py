"""Refresh messages.pot and the catalogs with plain pybabel, changing no byte where nothing changed."""

import logging
import os
import re
from pathlib import Path

from babel.messages.frontend import CommandLineInterface

from mkdocs_handout.catalog.catalog import po_path
from mkdocs_handout.catalog.po_file import read_catalog
from mkdocs_handout.catalog.previous import previous, with_previous
from mkdocs_handout.project.languages import SOURCE, Language, folder, listed_names

_DATE = re.compile(r'^"POT-Creation-Date: .*\\n"\n', re.M)
_LANGUAGE = re.compile(r'^"Language: .*\\n"$', re.M)
_FORMAT = ["--no-wrap"]
_HEADER = [
    "--project",
    "IMS handout",
    "--version",
    "1",
    "--copyright-holder",
    "Seattle Spine & Sports Medicine",
]
# What gettext's templates ask a translator to fill in, and nobody has yet.
_PLACEHOLDERS = re.compile(
    r'^(# FIRST AUTHOR.*|"(?:Report-Msgid-Bugs-To|Last-Translator|Language-Team): .*\\n")\n', re.M
)


def refresh(root: Path, translations: Path) -> list[str]:
    """Run pybabel extract, then init or update for each locale; return the names of the files that changed.

    Raises `HandoutError` before anything is changed: of a language that is unknown, of a catalog that is broken.
    """
    os.chdir(root)  # pybabel writes locations relative to where it runs
    pot = translations / "messages.pot"
    names = {locale: name for locale, name in listed_names(root).items() if locale != SOURCE}
    paths = [pot, *(po_path(translations, locale) for locale in names)]
    for locale, name in names.items():
        Language.of(locale, name)
    for path in paths:
        if path.exists():
            read_catalog(path)
    before = {path: path.read_bytes() if path.exists() else b"" for path in paths}
    _template(pot)
    for locale in names:
        _catalog(pot, translations, locale)
    return [str(path.relative_to(root)) for path in paths if path.read_bytes() != before[path]]


def _template(pot: Path) -> None:
    fresh = pot.with_suffix(".pot.new")
    try:
        _pybabel("extract", "-F", "babel.cfg", "-o", str(fresh), "--add-location=file", *_HEADER, *_FORMAT, ".")
        text = _PLACEHOLDERS.sub("", fresh.read_text(encoding="utf-8"))
    finally:
        fresh.unlink(missing_ok=True)
    if not pot.exists() or _DATE.sub("", text) != _DATE.sub("", pot.read_text(encoding="utf-8")):
        pot.write_text(text, encoding="utf-8")


def _catalog(pot: Path, translations: Path, locale: str) -> None:
    path = po_path(translations, locale)
    old = {}
    if path.exists():
        text = path.read_text(encoding="utf-8-sig")
        old = previous(text)
        path.write_text(with_previous(text, {}), encoding="utf-8")
        options = ["--previous", "--ignore-pot-creation-date", "--ignore-obsolete"]
        _pybabel("update", "-i", str(pot), "-o", str(path), "-l", folder(locale), *options, *_FORMAT)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        _pybabel("init", "-i", str(pot), "-o", str(path), "-l", folder(locale), *_FORMAT)
    # Babel writes its own canonical tag (tl becomes fil_PH): the folder's name is the one that counts.
    text = _PLACEHOLDERS.sub("", path.read_text(encoding="utf-8"))
    # a sentence changed twice keeps the English that its translation was made from, as msgmerge does
    text = with_previous(text, old | {message: old.get(before, before) for message, before in previous(text).items()})
    path.write_text(_LANGUAGE.sub(f'"Language: {folder(locale)}\\\\n"', text, count=1), encoding="utf-8")


def _pybabel(*arguments: str) -> None:
    logging.getLogger("babel").setLevel(logging.WARNING)
    CommandLineInterface().run(["pybabel", "-q", *arguments])
