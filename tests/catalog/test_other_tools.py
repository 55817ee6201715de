"""A catalog saved by another translator's tool (gettext's own, polib) changes no word on any page."""

import shutil
import subprocess
from pathlib import Path

import polib
import pytest

from mkdocs_handout.catalog.catalog import load, po_path
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


# Order, wrapping, comments, headers, obsolete entries: each as these programs leave them.
TOOLS = {
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
def test_no_word_and_no_state_changes(tool, tmp_path):
    for locale in (each for each in LOCALES if each != "en"):
        po = po_path(tmp_path, locale)
        po.parent.mkdir(parents=True)
        shutil.copy(po_path(ROOT / "translations", locale), po)
        before, text = translations(tmp_path, locale), po.read_bytes()
        TOOLS[tool](po)
        assert po.read_bytes() != text, "the tool did nothing"
        assert translations(tmp_path, locale) == before


OBSOLETE = '#~| msgid "Older"\n#~ msgid "Long gone"\n#~ msgstr "Se fue"\n\n'  # as msgmerge --previous leaves it


def test_an_obsolete_message_says_nothing_of_its_neighbours(project):
    """The one below is not fuzzy as it was; and `make messages` keeps the translation above it."""
    po = po_path(project / "translations", "es")
    before = translations(project / "translations", "es")
    above, below = po.read_text(encoding="utf-8").strip().rsplit("\n\n", 1)
    po.write_text(f"{above}\n\n{OBSOLETE}#, fuzzy\n{OBSOLETE}{below}\n", encoding="utf-8")
    assert translations(project / "translations", "es") == before
    assert run(project, "messages").returncode == 0
    assert translations(project / "translations", "es") == before


def test_no_page_changes(tmp_path, site):
    """All of them one after the other, each with another catalog; and then the whole site."""
    project = tmp_path / "project"
    project.mkdir()
    for name in ("docs", "overrides", "handout", "translations", "src", "mkdocs.yml", "babel.cfg"):
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, project / name)
    git = subprocess.run(
        ["git", "rev-parse", "--absolute-git-dir"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    (project / ".git").write_text(f"gitdir: {git.stdout}")  # the pages say when their text last changed
    for at, locale in enumerate(each for each in LOCALES if each != "en"):
        list(TOOLS.values())[at % len(TOOLS)](po_path(project / "translations", locale))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", "https://clinic.example/ims/")
        build_site(project, tmp_path / "site")
    pages = sorted(site.rglob("*.html"))
    assert pages
    for page in pages:
        assert (tmp_path / "site" / page.relative_to(site)).read_bytes() == page.read_bytes(), page
