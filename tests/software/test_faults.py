"""Bad input gives one clear message with file and line, exit status 1, and leaves the old site alone."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.built import ROOT, BuiltPage, built_pages

PARTS = ("docs", "overrides", "translations", "handout", "mkdocs.yml", "babel.cfg")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project, with a last good site."""
    copy = tmp_path / "a project – ün"
    copy.mkdir()
    for name in PARTS:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, copy / name)
    (copy / "site").mkdir()
    (copy / "site" / "index.html").write_text("the last good site")
    return copy


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "SITE_URL": "https://clinic.example/ims/"}
    command = [sys.executable, "-m", "mkdocs_handout", *arguments]
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


PO = "translations/es/LC_MESSAGES/messages.po"

FAULTS = {
    "broken PO file": (PO, 'msgid "What IMS is"', 'nonsense "What IMS is"', "messages.po:", "broken PO file"),
    "not UTF-8": (PO, None, b"msgid \"\xff\"", "messages.po:1: not UTF-8", "save the file as UTF-8"),
    "raw HTML": ("docs/about.md", "## Thanks", "## Thanks\n\n<b>x</b>", "docs/about.md:", "raw HTML: '<b>x</b>'"),
    "link nowhere": ("docs/about.md", "## Thanks", "[x](nowhere.md)\n\n## Thanks", "nowhere.md", "not found"),
    "unknown locale": ("mkdocs.yml", "locale: es,", "locale: xq,", "mkdocs.yml: unknown locale 'xq'", "use a tag"),
    "locale without a catalog": ("mkdocs.yml", "locale: es,", "locale: fr,", "messages.po", "make messages"),
    "broken mkdocs.yml": ("mkdocs.yml", "docs_dir: docs", "docs_dir: [docs", "mkdocs.yml", ""),
    "missing page": ("mkdocs.yml", "about.md", "nowhere.md", "nowhere.md", "nav"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_fault_is_told_in_one_message(name, project):
    file, old, new, *expected = FAULTS[name]
    if old is None:
        (project / file).write_bytes(new)
    else:
        edit(project / file, old, new)
    done = run(project, "site")
    assert done.returncode == 1
    for part in expected:
        assert part in done.stderr, done.stderr
    assert "Traceback" not in done.stderr
    assert (project / "site" / "index.html").read_text() == "the last good site"
    assert not [path for path in project.iterdir() if path.name.startswith(".site")]


def test_a_correction_never_waits_for_a_translation(project):
    """An edited English sentence shows at once, everywhere, marked; nothing else changes."""
    edit(project / "docs" / "possible-problems.md", "A cool compress is", "Mind: a cool compress is")
    done = run(project, "site")
    assert done.returncode == 0, done.stderr
    pages = [page for page in built_pages(project / "site") if page.slug == "possible-problems/"]
    assert len(pages) > 1
    for page in pages:
        block = page.tree.xpath("//main//p[contains(., 'Mind: a cool compress')]")
        assert len(block) == 1, page.url
        if page.locale != "en":
            assert (block[0].get("lang"), block[0].get("dir")) == ("en", "ltr")
            assert len(page.tree.xpath("//main//*[@data-content]//*[@lang='en']")) == 1
            assert page.tree.xpath("//*[@data-notice='marks']")
            assert page.tree.xpath("//*[@data-notice='draft']")


def test_english_only_page_stays_out_of_other_locales(project):
    (project / "docs" / "staff.md").write_text("---\ntranslate: false\n---\n\n# Staff\n\nOnly here.\n")
    assert run(project, "site").returncode == 0
    found = [page.url for page in built_pages(project / "site") if "staff" in page.url]
    assert found == ["staff/"]
    page = BuiltPage(project / "site", project / "site" / "staff" / "index.html")
    assert not page.tree.xpath("//link[@rel='alternate']")


def test_adding_a_language_is_one_line_and_make_messages(project):
    edit(
        project / "mkdocs.yml",
        "{locale: es, name: Español}",
        "{locale: es, name: Español}\n        - {locale: fr, name: Français}",
    )
    assert run(project, "messages").returncode == 0
    assert run(project, "site").returncode == 0
    page = BuiltPage(project / "site", project / "site" / "fr" / "index.html")
    assert page.tree.get("lang") == "fr"


def test_messages_twice_changes_no_byte(project):
    assert run(project, "messages").returncode == 0
    before = {path: path.read_bytes() for path in (project / "translations").rglob("*.po*")}
    edit(project / "docs" / "about.md", "# About", "\n\n\n# About")
    done = run(project, "messages")
    assert done.stdout.strip() == "nothing to change"
    assert before == {path: path.read_bytes() for path in (project / "translations").rglob("*.po*")}


def test_header_names_the_folders_locale(project):
    edit(project / "mkdocs.yml", "{locale: es, name: Español}", "{locale: tl, name: Tagalog}")
    assert run(project, "messages").returncode == 0
    assert '"Language: tl\\n"' in (project / "translations/tl/LC_MESSAGES/messages.po").read_text()
