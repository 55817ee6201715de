"""Saving a catalog with any translation tool changes no text on any page.

gettext's tools, translate-toolkit (used by Weblate) and polib are run. Poedit, Lokalize and OmegaT have no command
line, so their output is imitated with polib.
"""

import shutil
import subprocess
from pathlib import Path

import polib
import pytest
from translate.storage import pypo

from mkdocs_handout.catalog.catalog import load, po_path
from mkdocs_handout.project.writing_systems import script_of
from mkdocs_handout.site.build import build_site
from tests.built import LOCALES, ROOT
from tests.projects import run

POT = ROOT / "translations" / "messages.pot"


def gettext(*command: str) -> None:
    assert shutil.which(command[0]), "gettext is missing. Run: sudo apt-get install gettext"
    subprocess.run(command, check=True, capture_output=True)


def by_polib(po: Path, **options) -> None:
    catalog = polib.pofile(str(po), **options)
    catalog.metadata["X-Generator"] = "another tool"
    catalog.append(polib.POEntry(msgid="Long gone", msgstr="Se fue", obsolete=True))
    catalog.sort(reverse=True)
    catalog.save()


def by_translate_toolkit(po: Path, **header: str) -> None:
    """Save a catalog as Weblate does."""
    store = pypo.pofile.parsefile(str(po))
    store.updateheader(add=True, x_generator="Weblate 5.9", po_revision_date="2026-11-29 10:00+0000", **header)
    store.save()


def by_poedit(po: Path) -> None:
    """Save a catalog as Poedit does: wrapped at 79, with its header order and X- fields, translator and time zone."""
    catalog = polib.pofile(str(po), wrapwidth=79)
    catalog.metadata |= {
        "PO-Revision-Date": "2026-11-29 10:00+0100", "Last-Translator": "Ana Pérez <ana@example.org>",
        "Language-Team": "", "X-Generator": "Poedit 3.4.2", "X-Poedit-Bookmarks": "3,-1", "Report-Msgid-Bugs-To": "",
    }  # fmt: skip
    catalog.metadata.pop("Generated-By", None)
    catalog.save()


def by_lokalize(po: Path) -> None:
    """Save a catalog as Lokalize does: wrapped at 80, the translator in a comment, KDE's plural rule."""
    catalog = polib.pofile(str(po), wrapwidth=80)
    catalog.header += "\nSPDX-FileCopyrightText: 2026 Ana Pérez <ana@example.org>"
    catalog.metadata |= {
        "PO-Revision-Date": "2026-11-29 10:00:00+0100", "Last-Translator": "Ana Pérez", "X-Generator": "Lokalize 24.08",
        "Language": "Spanish (Mexico)", "Plural-Forms": "nplurals=INTEGER; plural=EXPRESSION;",
    }  # fmt: skip
    catalog.save()


def by_omegat(po: Path) -> None:
    """Save a catalog as OmegaT does: unwrapped, with CRLF, a date without a time, and only the texts of entries."""
    catalog = polib.pofile(str(po), wrapwidth=0)
    catalog.metadata |= {"PO-Revision-Date": "2026-11-29", "X-Generator": "OmegaT 6.0"}
    for entry in list(catalog):
        entry.comment, entry.occurrences, entry.tcomment = "", [], ""
        if entry.obsolete:
            catalog.remove(entry)
    catalog.save(newline="\r\n")


# Programs that write order, wrapping, comments, headers and obsolete entries in different ways.
TOOLS = {
    "Poedit": by_poedit,
    "Weblate": by_translate_toolkit,
    "Weblate with a team": lambda po: by_translate_toolkit(po, language_team="Spanish <es@example.org>", language="es"),
    "Lokalize": by_lokalize,
    "OmegaT": by_omegat,
    "msgcat sorted and wrapped": lambda po: gettext("msgcat", "--sort-output", "--width=40", "-o", str(po), str(po)),
    "msgcat with escapes": lambda po: gettext("msgcat", "--no-location", "--indent", "-o", str(po), str(po)),
    "msgmerge": lambda po: gettext("msgmerge", "--quiet", "--update", "--backup=none", "--previous", str(po), str(POT)),
    "msgattrib by file": lambda po: gettext(
        "msgattrib", "--sort-by-file", "--add-location=full", "-o", str(po), str(po)
    ),
    "polib": by_polib,
    "polib wrapped": lambda po: by_polib(po, wrapwidth=50),
    "Windows": lambda po: po.write_bytes(b"\xef\xbb\xbf" + po.read_bytes().replace(b"\n", b"\r\n")),
}


def translations(folder: Path, locale: str) -> dict[str, tuple[str, bool]]:
    return {english: (entry.text, entry.fuzzy) for english, entry in load(folder, locale).entries.items()}


@pytest.mark.parametrize("tool", TOOLS)
def test_saving_with_another_tool_changes_no_text_or_state(tool, tmp_path):
    """In one language for each script."""
    rewritten = 0
    for locale in {script_of(each): each for each in LOCALES if each != "en"}.values():
        po = po_path(tmp_path, locale)
        po.parent.mkdir(parents=True)
        shutil.copy(po_path(ROOT / "translations", locale), po)
        before, text = translations(tmp_path, locale), po.read_bytes()
        TOOLS[tool](po)
        rewritten += po.read_bytes() != text
        assert translations(tmp_path, locale) == before
    assert rewritten or tool == "msgmerge", "the tool did nothing"  # our files are already in gettext's format


HEADERS = {
    "PO-Revision-Date": [
        "", "2026-11-29", "2026-11-29 10:00:05+0100", "2026-11-29 10:00+00:00", "2026-11-29T10:00Z", "29.11.2026",
        "YEAR-MO-DA HO:MI+ZONE", "2026-13-45 99:99+9999",
    ],
    "POT-Creation-Date": ["", "yesterday", "2026-11-29 10:00 UTC"],
    "Plural-Forms": ["", "nplurals=INTEGER; plural=EXPRESSION;", "nplurals=2; plural=n != 1", "nplurals=x; plural=(("],
    "Language": ["", "Spanish (Mexico)", "es_419", "es@latin", "xx", "no language"],
    "Content-Type": ["text/plain; charset=UTF-8", "text/plain; charset=UTF8", "text/plain; charset=CHARSET", ""],
    "MIME-Version": ["", "2"],
    "Content-Transfer-Encoding": ["", "8-bit"],
    "X-Poedit-SourceCharset": ["UTF-8"],
}  # fmt: skip


@pytest.mark.parametrize(("field", "value"), [(field, value) for field, values in HEADERS.items() for value in values])
def test_header_values_do_not_affect_the_translations(field, value, tmp_path):
    po = po_path(tmp_path, "es")
    po.parent.mkdir(parents=True)
    shutil.copy(po_path(ROOT / "translations", "es"), po)
    before = translations(tmp_path, "es")
    for changed in (value, None):
        catalog = polib.pofile(str(po))
        catalog.metadata.pop(field, None)
        if changed is not None:
            catalog.metadata[field] = changed
        catalog.save()
        assert translations(tmp_path, "es") == before


def test_a_comment_without_a_space_is_accepted(tmp_path):
    po = po_path(tmp_path, "es")
    po.parent.mkdir(parents=True)
    marks = '#:docs/a.md\n#.a note\n#,fuzzy\n#ask Ana\n#|msgid "Old"\n'
    po.write_text(
        f'msgid ""\nmsgstr "Language: es\\n"\n\n{marks}msgid "New"\nmsgstr "Nuevo"\n#~\n#,\n', encoding="utf-8"
    )
    assert translations(tmp_path, "es") == {"New": ("Nuevo", True)}


OBSOLETE = '#~| msgid "Older"\n#~ msgid "Long gone"\n#~ msgstr "Se fue"\n\n'  # as written by msgmerge --previous


def test_an_obsolete_message_does_not_affect_its_neighbours(project):
    """The message below it does not become fuzzy, and `make messages` keeps the translation above it."""
    assert run(project, "messages").returncode == 0
    po = po_path(project / "translations", "es")
    before = translations(project / "translations", "es")
    above, below = po.read_text(encoding="utf-8").strip().rsplit("\n\n", 1)
    po.write_text(f"{above}\n\n{OBSOLETE}#, fuzzy\n{OBSOLETE}{below}\n", encoding="utf-8")
    assert translations(project / "translations", "es") == before
    assert run(project, "messages").returncode == 0
    assert translations(project / "translations", "es") == before


def test_saving_with_other_tools_changes_no_page(tmp_path, site):
    """Each catalog is rewritten by one of the tools, and then the whole site is built."""
    project = tmp_path / "project"
    project.mkdir()
    for name in ("docs", "overrides", "handout", "translations", "src", "mkdocs.yml", "babel.cfg"):
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, project / name)
    git = subprocess.run(
        ["git", "rev-parse", "--absolute-git-dir"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    (project / ".git").write_text(f"gitdir: {git.stdout}")  # the pages show when their text last changed
    for at, locale in enumerate(each for each in LOCALES if each != "en"):
        list(TOOLS.values())[at % len(TOOLS)](po_path(project / "translations", locale))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", "https://clinic.example/ims/")
        build_site(project, tmp_path / "site")
    pages = sorted(site.rglob("*.html"))
    assert pages
    for page in pages:
        assert (tmp_path / "site" / page.relative_to(site)).read_bytes() == page.read_bytes(), page
