"""Files with a wrong name or place, which are not read, are reported and not silently ignored."""

import shutil

import pytest

from mkdocs_handout.catalog.catalog import po_path
from mkdocs_handout.catalog.strays import unread
from tests.built import ROOT, built_pages
from tests.projects import edit, run
from tests.site.test_faults import assert_one_error_line

STRAYS = [
    "es/LC_MESSAGES/messages (1).po",
    "es/LC_MESSAGES/messages.po.bak",
    "es/LC_MESSAGES/messages.po~",
    "es/LC_MESSAGES/messages.fr.po",
    "es/LC_MESSAGES/Messages.PO",
    "es/messages.po",
    "es.po",
    "es/LC_MESSAGES/messages.xliff",
    "zh-Hant/LC_MESSAGES/messages.po",
    "es/signoff (1).csv",
    "es/LC_MESSAGES/signoff.csv",
    "es/readback (1).csv",
    "readback.csv",
]


@pytest.mark.parametrize("name", STRAYS)
def test_a_misplaced_translation_file_is_reported(name, tmp_path):
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x")
    (error,) = unread(tmp_path, [])
    assert str(error).startswith(f"{path}: this file is not read; move its content to <locale>/")


@pytest.mark.parametrize("name", ["zh-Hant", "zh_hant", "ZH_HANT"])
def test_a_misnamed_language_folder_is_reported(name, tmp_path):
    path = tmp_path / name / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    path.write_text("x")
    (error,) = unread(tmp_path, ["es", "zh-Hant"])
    assert "move its content to zh_Hant/LC_MESSAGES/messages.po" in str(error)
    path.parent.parent.rename(tmp_path / "zh_Hant")
    assert not list(unread(tmp_path, ["es", "zh-Hant"]))


def test_a_language_that_mkdocs_yml_does_not_list_is_left_alone(project):
    path = po_path(project / "translations", "vi")
    shutil.copytree(po_path(ROOT / "translations", "vi").parents[1], path.parents[1])
    edit(project / "docs" / "about.md", "clinic", "practice")
    before = path.read_bytes()
    for command in (["messages"], ["site", "--locales", "es"]):
        done = run(project, *command)
        assert (done.returncode, done.stderr) == (0, "")
    assert path.read_bytes() == before
    assert {page.locale for page in built_pages(project / "site")} == {"en", "es"}


def test_a_misnamed_glossary_column_is_reported(project):
    edit(project / "translations" / "glossary.csv", ",zh-Hant", ",zh_Hant")
    output = run(project, "check", "es").stdout
    assert "translations/glossary.csv:1: the column zh_Hant is not read; rename it to zh-Hant" in output


def test_a_stray_is_reported_by_every_command_and_stops_no_build(project):
    """A second copy saved by a browser is reported, but not Poedit's compiled `messages.mo`."""
    folder = project / "translations" / "es" / "LC_MESSAGES"
    (folder / "messages (1).po").write_bytes((folder / "messages.po").read_bytes())
    (folder / "messages.mo").write_bytes(b"x")
    expected = "translations/es/LC_MESSAGES/messages (1).po: this file is not read; move its content to"
    for command in (["messages"], ["site", "--locales", "es"]):
        done = run(project, *command)
        assert (done.returncode, done.stderr.count(expected)) == (0, 1), done.stderr
        assert len(done.stderr.splitlines()) == 1
    done = run(project, "check", "es")
    assert done.returncode == 1
    assert done.stdout.count(expected) == 1


@pytest.mark.parametrize(
    ("name", "to_do"),
    [
        ("parking.es.md", "translate docs/parking.md in translations/es/LC_MESSAGES/messages.po, and delete this file"),
        ("knee/index.zh-Hant.md", "translate docs/knee/index.md in translations/zh_Hant/LC_MESSAGES/messages.po"),
        ("parking.pt-BR.md", "translate docs/parking.md in translations/pt_BR/"),
        ("about.en.md", "move its text to docs/about.md"),
    ],
)
def test_a_page_for_a_single_locale_is_refused(name, to_do, project):
    page = project / "docs" / name
    page.parent.mkdir(exist_ok=True)
    page.write_text("# Dónde estacionar\n\nDetrás de la casa.\n", encoding="utf-8")
    for command in ("messages", "site"):
        done = run(project, command)
        assert done.stderr.startswith(f"docs/{name}: this page is for the locale ")
        assert to_do in done.stderr
        assert_one_error_line(done, project)


def test_a_page_name_may_contain_a_dot(project):
    (project / "docs" / "visit.2.md").write_text("# The second visit\n\nPark behind the house.\n", encoding="utf-8")
    edit(project / "mkdocs.yml", "  - Languages: languages.md", "  - Second: visit.2.md\n  - Languages: languages.md")
    done = run(project, "site", "--locales", "es")
    assert (done.returncode, done.stderr) == (0, "")


def test_nested_menu_sections_are_supported(project):
    """MkDocs supports them. Each title is a message, and each page is built and listed."""
    (project / "docs" / "of-this-test.md").write_text("# Parking\n\nPark behind the house.\n", encoding="utf-8")
    new = "  - Your visit:\n      - Before it:\n          - Parking: of-this-test.md\n"
    edit(project / "mkdocs.yml", "  - Languages: languages.md\n", f"{new}  - Languages: languages.md\n")
    assert run(project, "messages").returncode == 0
    pot = (project / "translations" / "messages.pot").read_text(encoding="utf-8")
    assert all(f'msgid "{title}"' in pot for title in ("Your visit", "Before it", "Parking"))
    done = run(project, "site", "--locales", "es")
    assert (done.returncode, done.stderr) == (0, "")
    assert (project / "site" / "es" / "of-this-test" / "index.html").exists()


def test_a_misnamed_catalog_is_not_replaced_by_an_empty_one(project):
    """A browser saves a download as `messages (1).po` if a file with its name exists."""
    path = project / "translations" / "es" / "LC_MESSAGES" / "messages.po"
    path.rename(path.with_name("messages (1).po"))
    done = run(project, "messages")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        "translations/es/LC_MESSAGES/messages (1).po: the only catalog for es has the wrong name; "
        "rename it to messages.po"
    )
    assert not path.exists()


def test_a_merge_conflict_is_reported(project):
    path = project / "translations" / "es" / "LC_MESSAGES" / "messages.po"
    edit(path, "\nmsgid ", "\n<<<<<<< HEAD\nmsgid ")
    done = run(project, "check", "es")
    assert "two versions of one text (a merge conflict); keep one of them" in done.stdout + done.stderr
