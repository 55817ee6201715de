"""After any edits, the pages of `make serve` are byte for byte those of a build from scratch."""

import datetime
import os
import random
from collections.abc import Iterable
from multiprocessing import get_context
from pathlib import Path
from wsgiref.util import FileWrapper

import pytest

from mkdocs_handout.catalog.ledger import SignOff, digest
from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.project.languages import listed_locales
from mkdocs_handout.site.build import build_site
from mkdocs_handout.site.plugin import HandoutPlugin
from mkdocs_handout.site.preview_server import PreviewServer
from tests.copies import Copy
from tests.site.test_same_out import content

LOCALES = ("en", "es", "ar")
# For example, EDITS=10000 in the environment tries more. One comparison takes about three seconds.
EDITS = int(os.environ.get("EDITS", "200"))
BETWEEN = 10
"""The number of edits between two comparisons."""


class Editor:
    """Makes random edits in a copy of the project, like those of its maintainers."""

    def __init__(self, copy: Copy, seed: int) -> None:
        self.copy, self.random = copy, random.Random(seed)  # noqa: S311 - nothing here is secret
        self.number = 0

    def edit(self) -> None:
        """Make one edit; after most edits, the project can be built."""
        self.number += 1
        kinds = (
            self.translation, self.translation, self.fuzzy, self.ledger, self.read_back, self.synonym, self.page,
            self.heading, self.undo_page, self.style, self.template, self.script, self.menu, self.clinic, self.raw_html,
        )  # fmt: skip
        self.random.choice(kinds)()

    def _message(self) -> tuple[str, str]:
        locale = self.random.choice(LOCALES[1:])
        return locale, self.random.choice(self.copy.messages).english

    def translation(self) -> None:
        """Change a translation, or remove it."""
        locale, english = self._message()
        self.copy.change(locale, english, self.random.choice([f"{english} {self.number}", english, ""]))

    def fuzzy(self) -> None:
        """Mark a translation as needing work."""
        self.copy.change(*self._message(), fuzzy=True)

    def ledger(self) -> None:
        """Sign part of a language once, or remove all signatures."""
        locale, english = self._message()
        if self.random.random() < 0.3 or self.copy.catalog(locale).signed(english):
            self.copy.ledger(locale).unlink(missing_ok=True)
        else:
            row = SignOff("", "Test Agency", "made up for this test", datetime.date(2026, 1, self.number % 28 + 1))
            self.copy.sign(locale, row, only=[english])

    def read_back(self) -> None:
        """Add a read-back of a translation."""
        locale, english = self._message()
        key = digest(english, self.copy.catalog(locale).show(english).text)
        path = self.copy.root / "translations" / locale / "readback.csv"
        path.write_text(f"digest,readback,doubt,date,by\n{key},What {self.number} says.,,2026-01-31,machine\n", "utf-8")

    def synonym(self) -> None:
        """Add a synonym."""
        path = self.copy.root / "translations" / self.random.choice(LOCALES) / "synonyms.yml"
        text = path.read_text("utf-8")
        path.write_text(f"{text.rstrip()}\n/about/: [word{self.number}]\n" if "/about/:" not in text else text, "utf-8")

    def _a_page(self) -> Path:
        return self.random.choice(sorted((self.copy.root / "docs").glob("*.md")))

    def page(self) -> None:
        """Add a sentence to a page."""
        with self._a_page().open("a", encoding="utf-8") as file:
            file.write(f"\nThe door of this test has the number {self.number}.\n")

    def heading(self) -> None:
        """Rename a heading, whether or not something links to it."""
        page = self._a_page()
        lines = page.read_text("utf-8").split("\n")
        headings = [at for at, line in enumerate(lines) if line.startswith("## ") and "{" not in line]
        if headings:
            lines[self.random.choice(headings)] += f" {self.number}"
            page.write_text("\n".join(lines), "utf-8")

    def undo_page(self) -> None:
        """Restore a page, as `git checkout` does."""
        page = self._a_page()
        page.write_bytes(self.first[page.name])

    @property
    def first(self) -> dict[str, bytes]:
        """The original pages."""
        if not hasattr(self, "_first"):
            self._first = {page.name: page.read_bytes() for page in (self.copy.root / "docs").glob("*.md")}
        return self._first

    def _append(self, name: str, text: str) -> None:
        with (self.copy.root / "overrides" / name).open("a", encoding="utf-8") as file:
            file.write(text)

    def style(self) -> None:
        """Add a rule to the stylesheet."""
        self._append("style.css", f"\n.of-this-test {{ order: {self.number}; }}\n")

    def template(self) -> None:
        """Add words to the foot of each page."""
        self._append("partials/foot.html", f'<p>{{{{ _("A line of this test, {self.number % 3}") }}}}</p>')

    def script(self) -> None:
        """Add a string to the search."""
        self._append(
            "search/search.js", f'\nconst n{self.number} = () => _("Words of this test, {self.number % 3}");\n'
        )

    def menu(self) -> None:
        """Remove a page from the menu, or put it back."""
        self._toggle("  - About this handout: about.md\n", "")

    def clinic(self) -> None:
        """Set the clinic's opening hours, or remove them."""
        self._toggle('    hours: ""\n', f'    hours: "Open on {self.number} days."\n')

    def raw_html(self) -> None:
        """Make a mistake that stops the build, or fix it."""
        page = self.copy.root / "docs" / "about.md"
        text = page.read_text("utf-8")
        page.write_text(text.replace("\n<b>x</b>\n", "") if "<b>" in text else f"{text}\n<b>x</b>\n", "utf-8")

    def remove_mistake(self) -> None:
        """Remove the mistake."""
        (self.copy.root / "docs" / "about.md").write_bytes(self.first["about.md"])

    def _toggle(self, one: str, other: str) -> None:
        path = self.copy.root / "mkdocs.yml"
        text = path.read_text("utf-8")
        if one in text:
            path.write_text(text.replace(one, other), "utf-8")
        elif other and other in text:
            path.write_text(text.replace(other, one), "utf-8")


@pytest.fixture
def copy(tmp_path) -> Copy:
    return Copy(tmp_path / "project", LOCALES)


def ask(preview: PreviewServer, path: str) -> tuple[str, bytes]:
    """Request a page from the preview as a browser does; return the status and the body."""
    statuses: list[str] = []
    answer = preview.serve_request({"PATH_INFO": path}, lambda status, headers: statuses.append(status))
    body = b"".join(answer)
    if isinstance(answer, FileWrapper):
        answer.filelike.close()
    return statuses[0], body


@pytest.fixture
def preview(copy, monkeypatch):
    """A preview without file watcher and port: the test reports changes to it."""
    monkeypatch.chdir(copy.root)
    server = PreviewServer(copy.root, 0)
    yield server
    server.server_close()


@pytest.fixture
def from_scratch(copy):
    """A function that builds English and some locales of the copy into fresh/.

    Each build is in a process that has built nothing before; what it imports is imported once, to save time. The
    function returns the lines that say what stops the build.
    """
    processes = get_context("forkserver")
    processes.set_forkserver_preload([build_site.__module__, HandoutPlugin.__module__, "mkdocs_static_i18n.plugin"])
    with processes.Pool(1, os.chdir, [copy.root], maxtasksperchild=1) as pool:

        def build(locales: Iterable[str]) -> list[str]:
            try:
                pool.apply(build_site, [copy.root, copy.root / "fresh", list(dict.fromkeys(("en", *locales))), ""])
            except HandoutError as error:
                return str(error).splitlines()
            return []

        yield build


def test_preview_after_edits_equals_a_build_from_scratch(copy, preview, from_scratch):
    editor = Editor(copy, seed=1)
    assert editor.first
    good = 0
    for _ in range(EDITS // BETWEEN):
        for _ in range(BETWEEN):
            editor.edit()
        preview.build()
        locale = editor.random.choice(LOCALES)
        status, _ = ask(preview, "/" if locale == "en" else f"/{locale}/")
        if lines := from_scratch(preview.mistakes or [preview.newest]):
            assert preview.mistakes
            for mistakes in preview.mistakes.values():
                assert mistakes == lines[-len(mistakes) :]
            editor.remove_mistake()
            continue
        assert (preview.mistakes, status) == ({}, "200 OK"), editor.number
        good += 1
        served, fresh = content(preview.folder(preview.newest)), content(copy.root / "fresh")
        assert set(served) == set(fresh), editor.number
        assert not [name for name in served if served[name] != fresh[name]], editor.number
    assert good > EDITS // BETWEEN // 4, "too few edits could be built"


def test_a_language_is_built_when_it_is_viewed(copy, preview, monkeypatch):
    """A change causes one build, however many languages there are, and one more for each other language viewed."""
    built: list[list[str]] = []

    def counted(root, target, locales, **options):
        built.append(locales)
        build_site(root, target, locales, **options)

    monkeypatch.setattr("mkdocs_handout.site.preview_server.build_site", counted)
    preview.build()
    assert ask(preview, "/about/")[0] == "200 OK"
    assert ask(preview, "/search/en.json")[0] == "200 OK"
    assert built == [["en"]]
    assert b'lang="es"' in ask(preview, "/es/about/")[1]
    assert ask(preview, "/es/search/x")[0].startswith("404")
    for path in ("/search/es.json", "/tools/es.json", "/review/es/", "/search/search.js", "/"):
        assert ask(preview, path)[0] == "200 OK", path
    assert built == [["en"], ["en", "es"]]
    ask(preview, "/es/")
    copy.change("es", copy.own("about")[0].english, "Otra cosa.")
    preview.build()
    assert built[2:] == [["en", "es"]], "the language viewed last must be built first"
    assert "Otra cosa." in ask(preview, "/es/about/")[1].decode()
    assert built[3:] == []


def test_a_removed_language_is_no_longer_shown(copy, preview):
    preview.build()
    assert ask(preview, "/es/")[0] == "200 OK"
    path = copy.root / "mkdocs.yml"
    kept = [line for line in path.read_text("utf-8").splitlines(True) if "- {locale: es," not in line]
    path.write_text("".join(kept), "utf-8")
    preview.build()
    assert ask(preview, "/es/")[0].startswith("404")
    assert listed_locales(copy.root) == ["en", "ar"]


def test_a_broken_catalog_keeps_the_last_good_page(copy, preview):
    preview.build()
    before = ask(preview, "/es/about/")[1]
    path = copy.root / "translations/es/LC_MESSAGES/messages.po"
    path.write_text(path.read_text("utf-8") + "\nmsgid nonsense\n", "utf-8")
    preview.build()
    after = ask(preview, "/es/about/")[1]
    assert preview.mistakes["es"][0].startswith("translations/es/LC_MESSAGES/messages.po:")
    assert b'id="mistakes"' in after
    assert b'id="mistakes"' not in before
    with pytest.raises(HandoutError):
        build_site(copy.root, copy.root / "fresh", None, "")


BOX = b'id="mistakes"'


def test_a_mistake_in_one_language_is_shown_only_on_its_pages(copy, preview):
    """Whichever page is viewed first, only outdated pages show the error."""
    preview.build()
    assert ask(preview, "/es/about/")[0] == "200 OK"
    (copy.root / "translations/es/synonyms.yml").write_text("/about/: nonsense\n", "utf-8")
    copy.set("## Thanks", "## Our thanks", "docs/about.md")
    preview.build()
    for _ in range(2):
        for path, is_old in (("/es/about/", True), ("/ar/about/", False), ("/about/", False)):
            body = ask(preview, path)[1]
            assert (BOX in body) == is_old, path
            assert (b"Our thanks" in body) != is_old, path


def test_a_mistake_in_a_template_is_shown_and_the_preview_goes_on(copy, preview):
    preview.build()
    good = "<main"
    seen = set()
    for expression in ("1 + 'a'", "(1).nothing()", "none.x.y"):
        broken = f"{{% set broken = {expression} %}}<main"
        copy.set(good, broken, "overrides/main.html")
        preview.build()
        status, body = ask(preview, "/about/")
        assert status == "200 OK", expression
        assert BOX in body, expression
        assert b"overrides/" in body, expression
        seen.update(preview.mistakes["en"])
        copy.set(broken, good, "overrides/main.html")
    assert len(seen) == 3, "an expression has the mistake of another one"


def test_a_broken_mkdocs_yml_keeps_the_last_good_page_of_each_language(copy, preview):
    preview.build()
    ask(preview, "/ar/")
    ask(preview, "/es/")
    copy.set("site_name:", "x: [\nsite_name:")
    preview.build()
    for path in ("/ar/about/", "/es/about/", "/about/"):
        status, body = ask(preview, path)
        assert (status, BOX in body) == ("200 OK", True), path


UNKNOWN = (
    "/../../etc/passwd", "/es/../../../mkdocs.yml", "/../../../docs", "/\0", f"/{'a' * 300}", "/\xff\xfe", "/é/",
)  # fmt: skip


def test_an_unknown_address_is_not_found_and_one_without_trailing_slash_redirects(preview):
    preview.build()
    for path in UNKNOWN:
        assert ask(preview, path)[0].startswith("404"), path
    answers: list[tuple[str, list[tuple[str, str]]]] = []
    preview.serve_request({"PATH_INFO": "/es/about"}, lambda *answer: answers.append(answer))
    assert answers == [("302 Found", [("Location", "/es/about/")])]
