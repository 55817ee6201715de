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
from tests.built import LOCALES, ROOT, built_pages
from tests.projects import copy_parts, run

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
        text = po.read_bytes()
        TOOLS[tool](po)
        rewritten += po.read_bytes() != text
        assert translations(tmp_path, locale) == translations(ROOT / "translations", locale)
    assert rewritten or tool == "msgmerge", "the tool did nothing"  # our files are already in gettext's format


HEADERS = {  # None: there is no such line
    "PO-Revision-Date": [
        None, "", "2026-11-29", "2026-11-29 10:00:05+0100", "2026-11-29 10:00+00:00", "2026-11-29T10:00Z", "29.11.2026",
        "YEAR-MO-DA HO:MI+ZONE", "2026-13-45 99:99+9999",
    ],
    "POT-Creation-Date": [None, "", "yesterday", "2026-11-29 10:00 UTC"],
    "Plural-Forms": [
        None, "", "nplurals=INTEGER; plural=EXPRESSION;", "nplurals=2; plural=n != 1", "nplurals=x; plural=((",
    ],
    "Language": [None, "", "Spanish (Mexico)", "es_419", "es@latin", "xx", "no language"],
    "Content-Type": [None, "text/plain; charset=UTF-8", "text/plain; charset=UTF8", "text/plain; charset=CHARSET", ""],
    "MIME-Version": [None, "", "2"],
    "Content-Transfer-Encoding": [None, "", "8-bit"],
    "X-Poedit-SourceCharset": ["UTF-8"],
}  # fmt: skip


@pytest.mark.parametrize(("field", "value"), [(field, value) for field, values in HEADERS.items() for value in values])
def test_header_values_do_not_affect_the_translations(field, value, tmp_path):
    po = po_path(tmp_path, "es")
    po.parent.mkdir(parents=True)
    shutil.copy(po_path(ROOT / "translations", "es"), po)
    catalog = polib.pofile(str(po))
    catalog.metadata.pop(field, None)
    if value is not None:
        catalog.metadata[field] = value
    catalog.save()
    assert translations(tmp_path, "es") == translations(ROOT / "translations", "es")


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
    """Each tool rewrites one catalog, and then the site is built with these languages."""
    project = tmp_path / "project"
    copy_parts(project)
    git = subprocess.run(
        ["git", "rev-parse", "--absolute-git-dir"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    (project / ".git").write_text(f"gitdir: {git.stdout}")  # the pages show when their text last changed
    locales = dict(zip(LOCALES[1:], TOOLS.values(), strict=False))
    assert len(locales) == len(TOOLS)
    for locale, tool in locales.items():
        tool(po_path(project / "translations", locale))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", "https://clinic.example/ims/")
        build_site(project, tmp_path / "site", locales=["en", *locales])
    pages = built_pages(tmp_path / "site")
    assert {page.locale for page in pages} == {"en", *locales}
    for page in pages:
        assert page.file.read_bytes() == (site / page.file.relative_to(tmp_path / "site")).read_bytes(), page.url
