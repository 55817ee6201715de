"""Invalid input gives one clear message with file and line, and exit status 1; the old site is kept."""

import shutil
import subprocess
import time
from pathlib import Path

import pytest

from mkdocs_handout.english.extensions import markdown_extensions
from mkdocs_handout.site.staging import beside, swap, workplace
from tests.built import ROOT, BuiltPage, built_pages
from tests.projects import WITHOUT_ROOT_RIGHTS, command, edit, run

PO = "translations/es/LC_MESSAGES/messages.po"

ERRORS = {
    "broken PO file": (PO, 'msgid "What to expect"', 'nonsense "What to expect"', "messages.po:", "broken PO file"),
    "not UTF-8": (PO, None, b"msgid \"\xff\"", "messages.po:1: not UTF-8", "save the file as UTF-8"),
    "raw HTML": ("docs/about.md", "## Thanks", "## Thanks\n\n<b>x</b>", "docs/about.md:", "raw HTML: '<b>x</b>'"),
    "front matter that is not YAML":
        ("docs/about.md", "description: Where", "description: Where: to",
         "docs/about.md:2: broken YAML in the front matter: ",
         "put a value that contains a colon in quotes"),
    "front matter that is not closed":
        ("docs/about.md", "right.\n---\n", "right.\n", "docs/about.md:1: the front matter is not closed", "---"),
    "front matter without names":
        ("docs/about.md", "description: Where", "Where", "docs/about.md:1: the front matter has no keys", "title: "),
    "front matter that is not text":
        ("docs/about.md", "description: Where", "title: 2026\ndescription: Where", "docs/about.md:2: the title is not"),
    "text that MkDocs takes for front matter":
        ("docs/about.md", None, b"Note: wear shorts.\n\n# About", "docs/about.md:1: MkDocs would take 'Note: wear"),
    "link nowhere": ("docs/about.md", "## Thanks", "[x](nowhere.md)\n\n## Thanks",
        "docs/about.md:{line}: the link nowhere.md leads to a file that does not exist", "exact name of a file"),
    "language without data": ("mkdocs.yml", "locale: es,", "locale: sm,", "mkdocs.yml: Babel has no data", "yet"),
    "locale without a catalog": ("mkdocs.yml", "locale: es,", "locale: fr,", "messages.po", "make messages"),
    "broken mkdocs.yml": ("mkdocs.yml", "docs_dir: docs", "docs_dir: [docs", "mkdocs.yml", ""),
    **{
        f"page without a title {where}":
            ("mkdocs.yml", "  - About this handout: about.md", new,
             "mkdocs.yml:{line}: about.md has no title in the menu", "write `- Its title: about.md`")
        for where, new in (("in the menu", "  - about.md"), ("in a second handout", "  - After: [about.md]"))
    },
    "missing page":
        ("mkdocs.yml", "about.md", "nowhere.md", "mkdocs.yml:{line}: there is no page docs/nowhere.md", "write"),
    "page that is not UTF-8":
        ("docs/about.md", None, b"# One\n\n\xff", "docs/about.md:3: not UTF-8", "save it as UTF-8"),
    "broken template": ("overrides/main.html", "{%- include", "{%- unclude", "overrides/main.html:", "unclude"),
    "name that no template knows":
        ("overrides/partials/document.html", "{{ policy() }}", "{{ polizy() }}",
         "overrides/: 'polizy' is undefined", "correct the name"),
    "script of no file":
        ("overrides/partials/document.html", "</body>", "<script>alert(1)</script></body>",
         "overrides/partials/document.html:{line}: a script that is not a file in overrides/: 'alert(1)'",
         "put it in a file"),
    "style of no file in the page of lost addresses":
        ("overrides/404.html", "</head>", "<style>p{}</style></head>",
         "overrides/404.html:{line}: a style that is not a file in overrides/: 'p{}'"),
    "two pages with one address":
        ("docs/about/index.md", None, b"# Two", "docs/about/index.md: docs/about.md has the same address, about/"),
    "page with a language's address": ("docs/es.md", None, b"# Two", "docs/es.md: the language es has the same"),
    "template that is not":
        ("docs/questions.md", "template: ", "template: no",
         "docs/questions.md: there is no template 'noquestions.html'"),
    **{
        f"questions: {what}": ("docs/questions.md", None, b"---\ntemplate: questions.html\n---\n\n# Ask\n\n" + text,
            "docs/questions.md:7: this item has more than one question: 'Why?'", "write one question per item")
        for what, text in (("a list in a list", b"- Why?\n    - How?\n"), ("two paragraphs", b"- Why?\n\n    So.\n"))
    },
    "page with the name of menus and buttons":
        ("docs/ui.md", None, b"# Two", "docs/ui.md: the name ui is reserved for menus and buttons; rename this page"),
    "clinic without a name": ("mkdocs.yml", "    name: Seattle", "    address: Seattle", "the clinic has no name"),
    **{
        f"clinic: {new}": ("mkdocs.yml", old, new, f"mkdocs.yml:{{line}}: the clinic{what}", remedy)
        for old, new, what, remedy in (
            ('phone: ""', 'phone: "206 555 CALL"', "'s phone is not valid: '206 555 CALL'", "digits"),
            ('phone: ""', 'phone: "911"', "'s phone is not valid: '911'", "7 to 15 digits"),
            ('phone: ""', "phone: 2000000000", "'s phone is not text", "quotes"),
            *(
                ('email: ""', f'email: "{mail}"', f"'s email is not valid: {mail!r}", "name@example.org")
                for mail in ("desk", "desk@clinic", "mailto:a@b.example", "A <a@b.example>", "a@b.example, c@d.example")
            ),
            ('website: ""', "website: clinic.example", "'s website is not valid: ", "https://"),
            ('hours: ""', 'fax: ""', " has no field 'fax'", "hours"),
        )
    },
}  # fmt: skip


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_is_reported_in_one_message(name, project):
    file, old, new, *expected = ERRORS[name]
    if old is None:
        (project / file).parent.mkdir(exist_ok=True)
        (project / file).write_bytes(new)
    else:
        edit(project / file, old, new)
        text = (project / file).read_text(encoding="utf-8")
        expected = [part.replace("{line}", str(text[: text.index(new)].count("\n") + 1)) for part in expected]
    done = run(project, "site")
    for part in expected:
        assert part in done.stderr, done.stderr
    assert_one_error_line(done, project)


LANGUAGE = "- {locale: es, name: Español}"
SETTINGS = {
    "language without a name": (LANGUAGE, "- {locale: es}", "a language has no name; write it as"),
    "language by its tag alone": (LANGUAGE, "- es", "a language has no locale; write it as"),
    "language that YAML takes for false": (LANGUAGE, "- {locale: no, name: Norsk}", "not text: False; write it as"),
    "title that YAML takes for true": ("- Languages:", "- Yes:", "the menu's title True is not text; put it in quotes"),
    "title without a page": ("- Languages: languages.md", "- Languages:", "the menu has no pages here; list them"),
    "no menu": ("nav:", "menu:", "the menu has no pages here; list them"),
    "no plugins": ("plugins:", "plugin:", "there is no list of languages; list them under plugins: i18n"),
    "extension that is not": ("- def_list", "- no_list", "the Markdown extension no_list cannot be loaded"),
    "option of an extension":
        ("- def_list", "- toc: {wide: 1}  #", "extension toc cannot be loaded: 'wide'; correct that line, or undo"),
    "two extensions in a row":
        ("- def_list", "- [def_list]  #", "['def_list'] is not a valid entry of markdown_extensions"),
    "option of ours": ("unreviewed: label", "unreviewed: hidden", "unreviewed is 'hidden'; write label or hide"),
    **{
        f"menu leads to {link}":
            ("- Languages: languages.md", f"- Out: {link}", f"the menu links to {link}, which is not a page in docs/")
        for link in ("https://example.org/", "mailto:a@b.example", "//example.org/a.md", "/about.md", "leaflet.pdf")
    },
    **{
        f"locale {tag}":
            (LANGUAGE, f"- {{locale: {tag}, name: X}}", f"mkdocs-static-i18n cannot build the locale '{tag}'; a locale")
        for tag in ("yue", "ckb", "fil", "es-419", "es_MX", "zh-Hant_TW", "ES")
    },
    "python name that is not":
        ("- def_list", "- toc: {slugify: !!python/name:nowhere.at_all }  #",
         "broken YAML: cannot find module 'nowhere'"),
    "website":
        ('website: ""', 'website: "https://[a].org"', "the clinic's website is not valid: 'https://[a].org'; write"),
}  # fmt: skip


@pytest.mark.parametrize("name", SETTINGS)
def test_every_command_reports_an_error_in_the_settings(name, project):
    """Any command may be the first one after mkdocs.yml was edited."""
    old, new, expected = SETTINGS[name]
    edit(project / "mkdocs.yml", old, new)
    text = (project / "mkdocs.yml").read_text(encoding="utf-8")
    line = f"{text[: text.index(new)].count(chr(10)) + 1}:"
    place = f"mkdocs.yml:{'' if name in ('no menu', 'no plugins') else line} "
    for each in ("doctor", "site") if name == "website" else ("messages", "doctor", "site"):
        done = run(project, each)
        assert done.stderr.startswith(place), done.stderr
        assert expected in done.stderr
        assert_one_error_line(done, project)


@pytest.mark.parametrize(
    "value",
    [
        "!!python/name:markdown.extensions.toc.slugify_unicode",
        "!!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}",
    ],
)
def test_extensions_may_have_options_and_python_values_as_in_mkdocs(value, project):
    options = f"def_list: {{}}\n  - pymdownx.details: {{}}\n  - toc:\n      toc_depth: 3\n      slugify: {value}"
    edit(project / "mkdocs.yml", "- def_list", f"- {options}")
    for each in (["messages"], ["site", "--locales", "es"]):
        done = run(project, *each)
        assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(("old", "new"), [("iw", "he"), ("in", "id"), ("ji", "yi"), ("mo-MD", "ro-MD")])
def test_a_deprecated_language_tag_is_refused(old, new, project):
    edit(project / "mkdocs.yml", LANGUAGE, f"- {{locale: {old}, name: X}}")
    for each in ("messages", "site"):
        done = run(project, each)
        assert f"the language tag '{old}' is deprecated; write {new}" in done.stderr
        assert_one_error_line(done, project)


def test_settings_are_reloaded_when_they_change(project):
    """In `make serve`, which keeps running while mkdocs.yml is edited."""
    assert "admonition" not in markdown_extensions(str(project / "mkdocs.yml"))
    edit(project / "mkdocs.yml", "- def_list", "- admonition")
    assert "admonition" in markdown_extensions(str(project / "mkdocs.yml"))


def test_an_invalid_list_of_numbers_is_reported(project):
    done = run(project, "sign", "es", "--reviewer", "A", "--qualification", "B", "--without", "12,x")
    assert done.returncode
    assert "'12,x' is not a list of numbers, such as 12,14" in done.stderr


def assert_one_error_line(done: subprocess.CompletedProcess[str], project: Path) -> None:
    """Assert one line without a traceback, an unchanged last good site, and no partly written files."""
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert (project / "site" / "index.html").read_text() == "the last good site"
    assert not [path for path in project.iterdir() if path.name.startswith(".site")]


@pytest.mark.parametrize("name", ["site", ".", "docs/about.md", "translations/es/LC_MESSAGES/messages.po"])
def test_missing_permissions_are_reported_in_one_line(name, project):
    """A read-only site/, a read-only folder around it, a page or a catalog that cannot be read."""
    path = project / name
    path.chmod(0o555 if path.is_dir() else 0)
    done = run(project, "site", before=WITHOUT_ROOT_RIGHTS)
    path.chmod(0o755)
    assert_one_error_line(done, project)
    assert "ermission denied" in done.stderr


def test_a_full_disk_is_reported_in_one_line(project):
    """The size of files is limited to 4 KB, as if the disk were full in the middle of a page."""
    done = run(project, "site", before=("sh", "-c", 'ulimit -f 8; exec "$@"', "sh"))
    assert_one_error_line(done, project)
    assert "free some disk space" in done.stderr


def test_two_builds_at_once_do_not_interfere(project):
    """One builds the site. The other one stops at once and says why, or starts so late that it can build too."""
    both = [
        subprocess.Popen(command("site", "--locales", "es"), cwd=project, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    results = [(each.communicate(timeout=300)[1], each.returncode) for each in both]
    assert 0 in [status for _, status in results]
    assert all(status == 0 or "another build of site/ is running" in text for text, status in results)
    assert {page.locale for page in built_pages(project / "site")} == {"en", "es"}


def test_a_build_is_refused_while_another_is_running(project):
    with workplace(project / "site"):
        done = run(project, "site")
    assert_one_error_line(done, project)
    assert "another build of site/ is running; wait" in done.stderr


def test_a_finished_build_does_not_affect_the_next_one(project):
    """The first build removes its temporary files when the second one has already begun."""
    with workplace(project / "site") as first:
        swap(first, project / "site")
        second = workplace(project / "site")
        (second.__enter__() / "page").write_text("of the second")
    assert (beside(project / "site", "new") / "page").exists()
    second.__exit__(None, None, None)
    assert not list(project.glob(".site*"))


@pytest.mark.parametrize("into", [".", "..", "docs", "translations", "www", "mkdocs.yml"])
def test_a_site_replaces_only_a_site(into, project):
    (project / "www").mkdir()
    (project / "www" / "index.html").write_text("another site")
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    done = run(project, "site", "--into", into)
    assert_one_error_line(done, project)
    assert str((project / into).resolve()) in done.stderr
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == before


def test_a_site_can_be_built_into_a_new_an_empty_or_its_own_folder(project):
    (project / "empty").mkdir()
    for into in ("new", "empty", "empty"):
        assert run(project, "site", "--into", into, "--locales", "en").returncode == 0
        assert built_pages(project / into)


def test_a_killed_build_keeps_the_old_site(project):
    """The next build removes the leftover files, and succeeds."""
    build = subprocess.Popen(command("site"), cwd=project, stderr=subprocess.DEVNULL)
    while not list(project.glob(".site-new/*/index.html")):
        assert build.poll() is None, "the build ended before it could be killed"
        time.sleep(0.01)
    build.kill()
    build.wait()
    assert (project / "site" / "index.html").read_text() == "the last good site"
    assert run(project, "site", "--locales", "en").returncode == 0
    assert not list(project.glob(".site*"))
    assert built_pages(project / "site")


def test_a_build_killed_between_the_two_renames_keeps_the_old_site(project):
    (project / "site").rename(project / ".site-old")
    edit(project / "docs" / "about.md", "## Thanks", "<b>x</b>")
    assert_one_error_line(run(project, "site"), project)


def test_an_old_python_is_reported_with_what_to_type(tmp_path):
    """With a Python older than 3.11, `make` says which version is needed and what to type."""
    old = tmp_path / "python3.9"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    for each in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / each, tmp_path)
    make = ["make", "site", f"PYTHON={old}"]
    done = subprocess.run(make, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode
    assert f"Python 3.11 or newer is needed; {old} is older. Try: make PYTHON=python3.11" in done.stdout
    assert not (tmp_path / ".venv").exists()


def test_an_error_in_a_page_leaves_the_messages_unchanged(project):
    edit(project / "docs" / "about.md", "description: Where", "description: Where: to")
    before = sorted((project / "translations").rglob("*"))
    done = run(project, "messages")
    assert_one_error_line(done, project)
    assert "docs/about.md:2: broken YAML in the front matter" in done.stderr
    assert sorted((project / "translations").rglob("*")) == before


def test_a_multiline_description_is_translated(project, site):
    edit(project / "docs" / "about.md", "description: Where IMS comes", "description: >\n  Where IMS\n  comes")
    assert run(project, "site", "--locales", "es").stderr == ""
    plain = {page.url: page.tree.xpath("//meta[@name='description']/@content") for page in built_pages(site)}
    for page in built_pages(project / "site"):
        assert page.tree.xpath("//meta[@name='description']/@content") == plain[page.url]


def test_a_correction_is_shown_before_it_is_translated(project):
    """An edited English sentence appears at once in another language, marked as English; nothing else changes."""
    edit(project / "docs" / "possible-problems.md", "A cool compress is", "Mind: a cool compress is")
    done = run(project, "site", "--locales", "ar")
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


def test_english_only_page_is_not_built_in_other_locales(project):
    (project / "docs" / "inside.md").write_text("---\ntranslate: false\n---\n\n# Inside\n\nOnly here.\n")
    assert run(project, "site", "--locales", "es").returncode == 0
    found = [page.url for page in built_pages(project / "site") if "inside" in page.url]
    assert found == ["inside/"]
    page = BuiltPage(project / "site", project / "site" / "inside" / "index.html")
    assert not page.tree.xpath("//link[@rel='alternate']")


def test_adding_a_language_takes_one_line_and_make_messages(project):
    edit(
        project / "mkdocs.yml",
        "{locale: es, name: Español}",
        "{locale: es, name: Español}\n        - {locale: fr, name: Français}",
    )
    assert run(project, "messages").returncode == 0
    assert run(project, "site", "--locales", "fr").returncode == 0
    page = BuiltPage(project / "site", project / "site" / "fr" / "index.html")
    assert page.tree.get("lang") == "fr"


def test_running_messages_twice_changes_no_byte(project):
    assert run(project, "messages").returncode == 0
    before = {path: path.read_bytes() for path in (project / "translations").rglob("*.po*")}
    edit(project / "docs" / "about.md", "# About", "\n\n\n# About")
    done = run(project, "messages")
    assert done.stdout.strip() == "nothing to change"
    assert before == {path: path.read_bytes() for path in (project / "translations").rglob("*.po*")}


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            "translations/zh_Hant/LC_MESSAGES/messages.po",
            'msgid "What to expect"',
            "nonsense",
            "zh_Hant/LC_MESSAGES/messages",
        ),
        ("translations/messages.pot", 'msgid "What to expect"', "nonsense", "translations/messages.pot:"),
        (
            "mkdocs.yml",
            "{locale: zh-Hant,",
            "{locale: zz,",
            "mkdocs.yml: Babel has no data for the language 'zz'; it cannot be added yet",
        ),
    ],
)
def test_messages_change_all_catalogs_or_none(file, old, new, expected, project):
    """If the last catalog in mkdocs.yml is broken, the others are not changed either."""
    edit(project / file, old, new)
    edit(project / "docs" / "about.md", "## Thanks", "## Our thanks")
    before = {path: path.read_bytes() for path in (project / "translations").rglob("*") if path.is_file()}
    done = run(project, "messages")
    assert_one_error_line(done, project)
    assert expected in done.stderr
    assert before == {path: path.read_bytes() for path in (project / "translations").rglob("*") if path.is_file()}


def test_a_page_that_cannot_be_extracted_leaves_no_temporary_file(project):
    (project / "docs" / "about.md").write_bytes(b"# About\n\n\xff")
    done = run(project, "messages")
    assert_one_error_line(done, project)
    assert "docs/about.md:3: not UTF-8; save it as UTF-8" in done.stderr
    assert not (project / "translations" / "messages.pot.new").exists()


def test_catalog_header_has_the_locale_of_its_folder(project):
    edit(project / "mkdocs.yml", "{locale: es, name: Español}", "{locale: tl, name: Tagalog}")
    assert run(project, "messages").returncode == 0
    assert '"Language: tl\\n"' in (project / "translations/tl/LC_MESSAGES/messages.po").read_text()


def test_a_site_that_cannot_be_moved_into_place_keeps_the_old_one(tmp_path, monkeypatch):
    """If the second of the two renames fails, the old site is restored."""
    fresh, target = tmp_path / "fresh", tmp_path / "site"
    for folder in (fresh, target):
        folder.mkdir()
        (folder / "index.html").write_text(folder.name)
    rename = Path.rename

    def failing(path, to):
        if path == fresh:
            raise OSError(28, "No space left on device")
        return rename(path, to)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OSError, match="No space left"):
        swap(fresh, target)
    assert (target / "index.html").read_text() == "site"
