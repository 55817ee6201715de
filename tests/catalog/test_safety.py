"""Catalogs are untrusted: any content is either refused with its line, or harmless on the page."""

import contextlib
import re
import signal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html

from mkdocs_handout.catalog.catalog import Catalog, Entry, load, po_path
from mkdocs_handout.english import inline
from mkdocs_handout.project.writing_systems import script_of
from tests.hostile import CASES, FILES, SAFETY, installed, rendered, stops_build, stops_check
from tests.projects import run

LINE = r"messages\.po:\d+: .+; .+"


@contextlib.contextmanager
def within_ten_seconds():
    """Fail if the test takes longer than ten seconds."""

    def stop(*_):
        pytest.fail("still running after 10 s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, 10)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


def elements(text):
    """Return all elements and their attributes, except attributes that are text and marks of untranslated blocks."""
    tree = html.document_fromstring(text)
    found = []
    for each in tree.iter():
        attributes = {k: v for k, v in each.attrib.items() if k not in ("alt", "title", "content", "aria-label")}
        if attributes.pop("class", None) == "untranslated" or attributes.pop("lang", None):
            attributes = {k: v for k, v in attributes.items() if k not in ("lang", "dir")}
        found.append((str(each.tag), sorted(attributes.items())))
    return sorted(found)


def without_marks(text):
    return [each for each in elements(text) if each != ("span", [])]


ENGLISH = without_marks(rendered(Catalog("en", CASES / "none.po")))


def test_the_whole_corpus_is_read_within_ten_seconds(tmp_path):
    assert len(FILES) >= 60
    with within_ten_seconds():
        for file in FILES:
            folder = tmp_path / file.stem
            locale = installed(file, folder)
            if not stops_build(folder, locale):
                rendered(load(folder, locale))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_hostile_catalog_is_refused_with_its_line_or_harmless(file, tmp_path):
    locale = installed(file, tmp_path)
    errors = stops_build(tmp_path, locale)
    for error in errors:
        assert re.search(LINE, str(error)), error
    if not file.stem.endswith(("-harmless", "-check")):
        assert errors
        return
    assert not errors
    catalog = load(tmp_path, locale)
    if file.stem.endswith("-check"):
        assert stops_check(catalog)
    else:
        assert without_marks(rendered(catalog)) == ENGLISH


GENERATED = {
    "a megabyte": lambda: "a" * 1_000_001,
    "a long text": lambda: "Puede " * 20_000,
    "nested brackets": lambda: "[" * 5000 + "]" * 5000,
    "nested emphasis": lambda: "*_" * 5000,
    "nested quotes": lambda: "> " * 5000,
    "endless entity": lambda: "&" + "a" * 9000,
    "many backticks": lambda: "`" * 9000,
    "many marks": lambda: "a" + "\u0301" * 9000,
}


@pytest.mark.parametrize("name", GENERATED)
def test_excessive_input_is_refused_within_ten_seconds(name, tmp_path):
    path = po_path(tmp_path, "es")
    path.parent.mkdir(parents=True)
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    path.write_text(f'{head}msgid "It takes **20 to 30** minutes."\nmsgstr "{GENERATED[name]()}"\n', encoding="utf-8")
    with within_ten_seconds():
        errors = stops_build(tmp_path, "es")
    assert errors
    assert all(re.search(LINE, str(error)) for error in errors)


@pytest.mark.parametrize("what", ["file", "folder", "directory", "nothing"])
def test_a_catalog_must_be_a_regular_file(what, tmp_path):
    path, other = po_path(tmp_path, "es"), tmp_path / "other"
    other.mkdir()
    (other / "messages.po").write_text("secret")
    path.parent.parent.mkdir()
    if what == "folder":
        path.parent.symlink_to(other)
    else:
        path.parent.mkdir()
    if what == "file":
        path.symlink_to(other / "messages.po")
    if what == "directory":
        path.mkdir()
    (error,) = stops_build(tmp_path, "es")
    assert str(path) in str(error)
    assert "secret" not in str(error)


def test_a_hostile_catalog_stops_the_build_and_keeps_the_old_site(project):
    """All errors in a catalog are reported with file and line, without a traceback; the old site is kept."""
    path = po_path(project / "translations", "es")
    text = path.read_text(encoding="utf-8").split("\n")
    shown = [n for n, line in enumerate(text) if line.startswith('msgstr "') and len(line) > 20]
    at = [n for n in shown if not any(line.startswith("#, fuzzy") for line in text[n - 4 : n])][:2]
    for n in at:
        text[n] = 'msgstr "<script>alert(1)</script>"'
    path.write_text("\n".join(text), encoding="utf-8")
    done = run(project, "site", "--locales", "es")
    assert done.returncode == 1
    assert len(at) == 2
    assert all(f"messages.po:{n}: es: " in done.stderr for n in at)  # the line of the msgid, above the change
    assert "Traceback" not in done.stderr
    assert (project / "site" / "index.html").read_text() == "the last good site"


MESSAGES = [
    "What is IMS?",
    "It takes **20 to 30** minutes.",
    "Read [what to expect](what-to-expect.md) first.",
    "![A needle](needle.png) goes in.",
    "Write `IMS` here.",
    "See [the page](about.md){: .next }.",
    "You may feel relief at once.",
]
PIECES = st.text(max_size=5) | st.sampled_from([
    "**", "*", "_", "`", "[", "]", "(", ")", "![", "](", "{: ", "}", "<", ">", "</", "&lt;", "&#60;", "\\", "\n",
    "\n\n", "  ", "javascript:alert(1)", "what-to-expect.md", "about.md", "needle.png", " onclick=alert(1)", "<script>",
    "[evil]", "{{ x }}", "\x02", "\x03", "wzxhzdk:0", "klzzwxh:0000", "# ", "- ", "> ", "    ", "|", "20", "30", "IMS",
    "a", " ", "\u202e", "\u200d",
])  # fmt: skip


@st.composite
def translations(draw):
    """An English message, and a translation made of its words in any order, with anything between them."""
    english = draw(st.sampled_from(MESSAGES))
    words = draw(st.permutations(re.findall(r"\S+\s*|\s+", english))) if draw(st.booleans()) else [english]
    for at, piece in draw(st.lists(st.tuples(st.integers(0, 30), PIECES), max_size=4)):
        words.insert(at % (len(words) + 1), piece)
    return english, "".join(words)


@settings(deadline=None, max_examples=300)
@given(pair=translations(), locale=st.sampled_from(["es", "ar", "km"]))
@example(pair=(MESSAGES[5], "[x](about.md) {: .next }"), locale="es")
@example(pair=(MESSAGES[6], "[TOC]"), locale="es")
@example(pair=(MESSAGES[2], "[what to expect](what-to-expect.md) first.[evil]"), locale="es")
def test_any_text_is_refused_or_harmless(pair, locale):
    english, text = pair
    refused = [*SAFETY.unsafe(english, text, script_of(locale)), *SAFETY.lost(english, text)]
    if text.strip() and not refused:
        catalog = Catalog(locale, CASES / "none.po", {english: Entry(text, False, 1)})
        assert without_marks(rendered(catalog)) == ENGLISH


@settings(deadline=None, max_examples=300)
@given(english=st.sampled_from(MESSAGES), marks=st.permutations(["", "a", "b ", " ", "c", "á"]))
def test_words_around_the_markup_may_change(english, marks):
    """Markup of the English is accepted among other words, so good translations are not refused."""
    text = marks[0] + english.replace(" ", f" {marks[1]}") + marks[2]
    assert not list(SAFETY.lost(english, text)) or "](" in english


@settings(deadline=None, max_examples=300)
@given(data=st.binary(max_size=400) | st.text(max_size=300).map(str.encode))
def test_any_file_is_read_or_refused(data, tmp_path_factory):
    path = po_path(tmp_path_factory.mktemp("po"), "es")
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    stops_build(path.parents[2], "es")


@given(st.sampled_from(MESSAGES), st.text("aAz1 .,;?()'\"%/-@:\u0947é\u0627\u00a0\u4e2d", min_size=1))
@example("What is IMS?", "See www.example.org/ims. IMS is a treatment.")
@settings(deadline=None, max_examples=300)
def test_text_without_markup_gets_the_verdict_that_the_parser_would_give(english, text):
    quick = SAFETY._unsafe(english, text, "Latn")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(inline, "_MARKUP", re.compile(""))
        assert quick == SAFETY._unsafe(english, text, "Latn")
