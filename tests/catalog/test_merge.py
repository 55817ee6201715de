"""`make messages` loses no translation, guesses none, and keeps the translator's header."""

import subprocess

import polib
import pytest

from mkdocs_handout.catalog.catalog import po_path
from mkdocs_handout.catalog.merge import merged, renamed, same
from mkdocs_handout.catalog.po_file import PoFile, parse_po
from mkdocs_handout.english.shown import State
from tests.built import LOCALES, ROOT
from tests.commands.test_signoff import ROW
from tests.copies import Copy
from tests.projects import edit, run

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
OLD = "You may feel a cramp in the muscle."
NEW = "You may feel a short cramp in the muscle."


def template(*messages: str, note: str = "about: paragraph") -> PoFile:
    po = PoFile(wrapwidth=0)
    po.extend(polib.POEntry(msgid=each, comment=note) for each in messages)
    return po


def catalog(text: str, tmp_path) -> PoFile:
    return parse_po(f"{HEADER}\n{text}".encode(), tmp_path / "messages.po")


class Catalog:
    """One language's catalog; each change to the English is merged into it."""

    def __init__(self, tmp_path, *messages: str) -> None:
        self.path = tmp_path / "messages.po"
        self.english = template(*messages)
        self.po = catalog("", tmp_path)
        self.becomes(*messages)

    def becomes(self, *messages: str) -> None:
        english = template(*messages)
        self.po = merged(self.po, english, renamed(self.english, english))
        self.po = parse_po(f"{self.po}\n".encode(), self.path)  # as the next run reads it
        self.english = english

    def translate(self, message: str, text: str) -> None:
        entry = self.po.find(message)
        entry.msgstr = text
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]

    def has(self, message: str) -> tuple[str, bool]:
        entry = self.po.find(message)
        return entry.msgstr, entry.fuzzy


BACK = {
    "taken out": [("First.", "Last.")],
    "taken out twice": [("First.", "Last."), ("First.", OLD, "Last."), ("Last.",)],
    "changed": [("First.", NEW, "Last.")],
    "changed twice": [("First.", NEW, "Last."), ("First.", NEW.replace("short", "small"), "Last.")],
    "changed, then taken out": [("First.", NEW, "Last."), ("First.", "Last.")],
    "changed beyond recognition": [("First.", "Nothing will be felt.", "Last.")],
    "all taken out": [()],
}


@pytest.mark.parametrize("name", BACK)
@pytest.mark.parametrize("meanwhile", [False, True], ids=["", "and the new one translated"])
def test_a_restored_text_gets_its_translation_back(name, meanwhile, tmp_path):
    po = Catalog(tmp_path, "First.", OLD, "Last.")
    for each, text in (("First.", "Primero."), (OLD, "Puede sentir un calambre."), ("Last.", "Último.")):
        po.translate(each, text)
    for messages in BACK[name]:
        po.becomes(*messages)
        for each in messages if meanwhile else ():
            if each not in ("First.", OLD, "Last."):
                po.translate(each, "Otra cosa.")
    po.becomes("First.", OLD, "Last.")
    assert po.has("First.") == ("Primero.", False)
    assert po.has(OLD) == ("Puede sentir un calambre.", False)
    assert po.has("Last.") == ("Último.", False)


def test_a_restored_text_gets_its_translation_back_from_an_older_catalog(tmp_path):
    """Babel drops the old message, which then remains only in `#| msgid`."""
    old = catalog(f'#, fuzzy\n#| msgid "{OLD}"\nmsgid "{NEW}"\nmsgstr "Puede."\n', tmp_path)
    new = merged(old, template(OLD), {})
    assert (new.find(OLD).msgstr, new.find(OLD).fuzzy, new.find(OLD).previous_msgid) == ("Puede.", False, None)


def test_an_entry_whose_previous_english_is_current_is_a_draft(tmp_path):
    old = catalog(f'#, fuzzy\n#| msgid "{OLD}"\nmsgid "{OLD}"\nmsgstr "Puede."\n', tmp_path)
    assert not merged(old, template(OLD), {}).find(OLD).fuzzy


def test_an_entry_marked_fuzzy_by_a_translator_stays_fuzzy(tmp_path):
    """A fuzzy entry without previous English is in doubt."""
    po = Catalog(tmp_path, OLD)
    po.translate(OLD, "Puede.")
    po.po.find(OLD).flags.append("fuzzy")
    po.becomes("Last.")
    po.becomes(OLD)
    assert po.has(OLD) == ("Puede.", True)


GUESSES = [
    ("Print", "Parking"),
    ("Send", "Read"),
    ("Menu", "Means"),
    ("You may feel sore.", "Park behind the house."),
    ("Where IMS comes from", "How to find us"),
]


@pytest.mark.parametrize(("has", "new"), GUESSES)
@pytest.mark.parametrize("stays", [True, False])
def test_no_translation_is_guessed(has, new, stays, tmp_path):
    po = Catalog(tmp_path, "First.", has, "Last.")
    po.translate(has, "Texto.")
    po.becomes("First.", *([has] if stays else []), new, "Last.")
    assert po.has(new) == ("", False)


def test_the_same_change_in_another_place_is_not_a_match(tmp_path):
    """The words are the same, but on another page or in another text's place."""
    gone = template(OLD, note="about: paragraph")
    assert not renamed(gone, template(NEW, note="questions: paragraph"))
    assert not renamed(gone, template(NEW, note="about: heading"))
    assert not renamed(template("A.", OLD, "B.", "C."), template("A.", "B.", NEW, "C."))
    assert renamed(template("A.", OLD, "B."), template("A.", NEW, "B.")) == {NEW: OLD}


def test_a_changed_text_is_fuzzy_and_shows_its_previous_english(tmp_path):
    po = Catalog(tmp_path, "First.", OLD, "Last.")
    po.translate(OLD, "Puede.")
    po.becomes("First.", NEW, "Last.")
    assert (*po.has(NEW), po.po.find(NEW).previous_msgid) == ("Puede.", True, OLD)


def test_an_outdated_file_from_a_translator_loses_nothing(tmp_path):
    """The template is newer than the catalog, whose order shows which text was changed into which."""
    old = catalog(f'#. about: paragraph\nmsgid "{OLD}"\nmsgstr "Puede."\n', tmp_path)
    english = template(NEW)
    new = merged(old, english, renamed(old, english))
    assert (new.find(NEW).msgstr, new.find(NEW).previous_msgid) == ("Puede.", OLD)


@pytest.mark.parametrize("flag", ["python-format", "c-format", "python-brace-format", "no-python-format"])
def test_format_flags_are_removed_from_prose(flag, tmp_path):
    old = catalog(f'#, fuzzy, {flag}\nmsgid "10% of people"\nmsgstr "10%"\n', tmp_path)
    assert merged(old, template("10% of people"), {}).find("10% of people").flags == ["fuzzy"]


KEPT = {
    "Last-Translator": "Ana Pérez <ana@example.org>",
    "Language-Team": "Spanish <es@example.org>",
    "PO-Revision-Date": "2026-11-29 10:00+0100",
    "X-Generator": "Poedit 3.4",
    "X-Poedit-Bookmarks": "1,2,-1",
    "X-Anything": "",
    "Language": "es_MX",
}
GONE = {
    "Last-Translator": "FULL NAME <EMAIL@ADDRESS>",
    "Language-Team": "es <LL@li.org>",
    "PO-Revision-Date": "YEAR-MO-DA HO:MI+ZONE",
    "Report-Msgid-Bugs-To": "EMAIL@ADDRESS",
}


def with_header(lines: dict[str, str], tmp_path) -> PoFile:
    comment = "# Spanish, by Ana Pérez.\n# FIRST AUTHOR <EMAIL@ADDRESS>, 2026.\n# Second.\n"
    header = "".join(f'"{key}: {value}\\n"\n' for key, value in lines.items())
    return parse_po(f"{comment}{HEADER}{header}".encode(), tmp_path / "messages.po")


def test_a_translators_header_is_kept(tmp_path):
    new = merged(with_header(KEPT, tmp_path), template(OLD), {})
    assert list(new.metadata.items()) == [("Content-Type", "text/plain; charset=utf-8"), *KEPT.items()]
    assert new.header == "Spanish, by Ana Pérez.\nSecond."


@pytest.mark.parametrize("empty", [False, True])
def test_header_placeholders_are_removed(empty, tmp_path):
    lines = dict.fromkeys(GONE, "") if empty else GONE
    assert list(merged(with_header(lines, tmp_path), template(OLD), {}).metadata) == ["Content-Type"]


def test_order_and_wrapping_do_not_count_as_a_change(tmp_path):
    po = Catalog(tmp_path, "First.", OLD, "Last.")
    other = parse_po(f"{po.po}\n".encode(), po.path)
    other.sort(reverse=True)
    for entry in other:
        entry.occurrences = []
    assert same(po.po, other)
    other.find(OLD).msgstr = "Puede."
    assert not same(po.po, other)


def test_a_text_removed_and_restored_keeps_its_signature(tmp_path):
    """In a copy of the project, with `make messages` after each step."""
    copy = Copy(tmp_path / "project", ("en", "es", "ar"))
    assert copy.run("messages").returncode == 0
    first, second = (each.english for each in copy.own("about")[:2])
    copy.sign("es", ROW, only=[first, second])
    before = {locale: copy.catalog(locale) for locale in ("es", "ar")}
    page = copy.root / "docs" / "about.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace(first, "").replace(second, f"Mind: {second}"), encoding="utf-8")
    assert copy.run("messages").returncode == 0
    page.write_text(text, encoding="utf-8")
    assert copy.run("messages").returncode == 0
    for locale, old in before.items():
        states = [(each, old.state(each), old.show(each).text) for each in (first, second)]
        new = copy.catalog(locale)
        assert [(each, new.state(each), new.show(each).text) for each in (first, second)] == states
    assert copy.catalog("es").state(second) is State.APPROVED


def test_project_and_copyright_come_from_mkdocs_yml(project):
    edit(project / "mkdocs.yml", "site_name: Seattle Spine & Sports Medicine", "site_name: Knees and hips")
    edit(project / "mkdocs.yml", "    name: Seattle Spine & Sports Medicine", "    name: The Clinic of Tests")
    assert run(project, "messages").returncode == 0
    head = (project / "translations" / "messages.pot").read_text(encoding="utf-8").split("\n\n")[0]
    assert '"Project-Id-Version: Knees and hips\\n"' in head
    assert "Copyright (C) The Clinic of Tests" in head
    assert "Seattle" not in head


@pytest.mark.parametrize("locale", [each for each in LOCALES if each != "en"])
def test_gettext_finds_no_errors_in_a_catalog(locale, tmp_path):
    path = po_path(ROOT / "translations", locale)
    done = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


PROSE = ["10% of people", "100 % done in {weeks} weeks", "It is 50%.", "%s and %(name)s", "a {0} b", "$name"]


def test_gettext_finds_no_errors_in_prose_that_looks_like_code(project):
    sentences = [text for text in PROSE if "{" not in text]
    edit(project / "docs" / "about.md", "## Thanks", "\n\n".join([*sentences, "## Thanks"]))
    assert run(project, "messages").returncode == 0
    path = po_path(project / "translations", "es")
    po = polib.pofile(str(path), wrapwidth=0)
    for text in sentences:
        assert not po.find(text).flags
        po.find(text).msgstr = "Texto sin nada"
    po.save()
    subprocess.run(["msgfmt", "-c", "-o", "/dev/null", path], check=True)


def test_a_translators_comment_survives_make_messages(project):
    """`# ` lines are translators' comments (gettext manual, "PO Files"); extracted comments begin with `#.`."""
    path = project / "translations" / "es" / "LC_MESSAGES" / "messages.po"
    po = polib.pofile(str(path), wrapwidth=0)
    po[3].tcomment = "Asked the clinic on Monday."
    po.save()
    edit(project / "docs" / "about.md", "## Thanks", "## Our thanks")
    assert run(project, "messages").returncode == 0
    assert [each.tcomment for each in polib.pofile(str(path)) if each.msgid == po[3].msgid] == [po[3].tcomment]
