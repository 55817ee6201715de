"""The ledger of sign-offs: signing, refusal, reopening, the review sheet to print."""

import datetime
import os
import re
import shutil
import subprocess
import sys

import pytest
from lxml import html

from mkdocs_handout.catalog import catalog
from mkdocs_handout.catalog.catalog import po_path
from mkdocs_handout.catalog.ledger import COLUMNS, Ledger, SignOff, append, digest
from mkdocs_handout.commands.sign import choose, sign
from mkdocs_handout.english.shown import State
from mkdocs_handout.project.errors import HandoutError
from tests.built import LOCALES
from tests.copies import Copy

TODAY = datetime.date.today()
ROW = SignOff("", "Test Agency", "made up for this test", TODAY)
NAMED = ("--reviewer", ROW.reviewer, "--qualification", ROW.qualification)


@pytest.fixture
def copy(tmp_path):
    return Copy(tmp_path / "project", ("en", "es", "ar"))


def states(copy, locale):
    catalog = copy.catalog(locale)
    return {each.english: catalog.show(each.english).state for each in copy.messages}


def sheet(copy, locale):
    """Build the review page, which can be printed and ticked, and return it."""
    done = copy.run("site", "--locales", locale)
    assert done.returncode == 0, done.stderr
    return html.parse(copy.root / "site" / "review" / locale / "index.html").getroot()


@pytest.fixture(scope="module")
def complete(tmp_path_factory):
    """A copy with all languages, for tests that write only to one ledger each."""
    return Copy(tmp_path_factory.mktemp("complete") / "project", LOCALES)


@pytest.mark.parametrize("locale", LOCALES)
def test_all_drafts_of_a_language_can_be_signed(locale, complete):
    assert set(states(complete, locale).values()) == {State.DRAFT}
    choice, ledger = choose(complete.root, locale, None), complete.ledger(locale)
    assert sign(complete.root, choice, ROW.reviewer, ROW.qualification, lambda question: True) == ledger
    assert set(states(complete, locale).values()) == {State.APPROVED}
    rows = Ledger.read(ledger).rows.values()
    assert {(row.reviewer, row.qualification, row.date) for row in rows} == {(ROW.reviewer, ROW.qualification, TODAY)}


def test_sign_lists_the_pieces_and_asks_for_confirmation(copy):
    for answer in ("no\n", "\n", "yess\n"):
        done = copy.run("sign", "ar", *NAMED, "--page", "what-to-expect", answer=answer)
        assert done.returncode == 1
        assert "Nothing was signed." in done.stdout
        assert not copy.ledger("ar").exists()
    done = copy.run("sign", "ar", *NAMED, "--page", "what-to-expect", answer="yes\n")
    assert done.returncode == 0
    catalog = copy.catalog("ar")
    for message in copy.messages:
        listed = f"{message.number}. [" in done.stdout and f"] {message.english}\n" in done.stdout
        assert listed == ("what-to-expect" in message.pages)
        assert (catalog.state(message.english) is State.APPROVED) == listed
        assert not listed or catalog.entries[message.english].text in done.stdout


def test_ui_can_be_signed_as_a_page_and_numbers_left_out(copy):
    first, second, *_ = (each for each in copy.messages if "ui" in each.pages)
    done = copy.run("sign", "es", *NAMED, "--page", "ui", "--without", f"{first.number},{second.number}", "--yes")
    assert done.returncode == 0, done.stderr
    approved = {english for english, state in states(copy, "es").items() if state is State.APPROVED}
    assert approved == {each.english for each in copy.messages if "ui" in each.pages} - {first.english, second.english}


def test_pages_with_the_same_name_in_two_folders_are_separate(copy):
    """Both in sign-offs and as parts of the whole handout."""
    for folder in ("one", "other"):
        (copy.root / "docs" / folder).mkdir()
        for name in ("index", "pain"):
            (copy.root / "docs" / folder / f"{name}.md").write_text(f"# The {folder}\n\nOnly the {folder}, {name}.\n")
    menu = [f"{folder}/{page}.md" for folder in ("one", "other") for page in ("index", "pain")]
    copy.set("  - How IMS works:", "".join(f"  - {page}: {page}\n" for page in menu) + "  - How IMS works:")
    copy.refresh()
    home = [each for each in copy.messages if "index" in each.pages]
    assert not [each for each in home if "Only the" in each.english]
    done = copy.run("sign", "en", *NAMED, "--page", "one/pain", "--yes")
    assert done.returncode == 0, done.stderr
    signed = [english for english, state in states(copy, "en").items() if state is State.APPROVED]
    assert sorted(signed) == ["Only the one, pain.", "The one"]
    assert copy.run("site").returncode == 0
    titles = html.parse(copy.root / "site/review/en/index.html").xpath("//section/h2/text()")
    assert titles.count("Treating pain with IMS") == 1
    for print_page in ("print", "es/print"):
        whole = html.parse(copy.root / "site" / print_page / "index.html")
        ids = whole.xpath("//@id")
        assert len(ids) == len(set(ids))
        links = whole.xpath("//nav[@class='contents']//a/@href")
        assert set(links) >= {f"#{folder}{page}-part" for folder in ("one", "other") for page in ("", "/pain")}
        assert {link[1:] for link in links if link.startswith("#")} <= set(ids)


def test_pages_with_the_same_title_are_both_on_the_sheet(copy):
    copy.set("What to expect:", "How IMS works:")
    rows = sheet(copy, "es").xpath("//tbody/tr")
    assert len(rows) == len(copy.messages)


def test_stale_or_missing_pieces_are_not_signed(copy):
    stale, missing, *rest = copy.own("about")
    copy.change("es", stale.english, fuzzy=True)
    copy.change("es", missing.english, "")
    done = copy.run("sign", "es", *NAMED, "--yes")
    assert f"because stale: {stale.number}." in done.stdout
    assert f"because missing: {missing.number}." in done.stdout
    after = states(copy, "es")
    assert (after[stale.english], after[missing.english]) == (State.STALE, State.MISSING)
    assert {after[each.english] for each in rest} == {State.APPROVED}


def test_a_sheet_is_valid_until_any_text_changes(copy):
    """Corrections and new English, which may change the numbers, make it void; signing part of it does not."""

    def mark():
        copy.refresh()
        return catalog.mark(copy.catalog("es"), (each.english for each in copy.messages))

    printed = mark()
    assert f"Sheet {printed}" in sheet(copy, "es").text_content()
    assert copy.run("sign", "es", *NAMED, "--page", "about", "--sheet", printed, "--yes").returncode == 0
    assert mark() == printed
    message = copy.own("what-to-expect")[0].english
    copy.change("es", message, "Otra cosa.")
    corrected = mark()
    copy.set("- What to expect:", "- First:\n      - What to expect:")  # one piece more
    marks = {printed, corrected, mark()}
    assert len(marks) == 3
    for old in (printed, corrected):
        done = copy.run("sign", "es", *NAMED, "--sheet", old, "--yes")
        assert done.returncode == 1
        assert (
            done.stderr == f"the text has changed since the review sheet '{old}' was printed; "
            "print the review sheet again, and tick it again\n"
        )


def test_nothing_is_signed_twice(copy):
    copy.run("sign", "es", *NAMED, "--page", "about", "--yes")
    once = copy.ledger("es").read_bytes()
    again = copy.run("sign", "es", *NAMED, "--page", "about", "--yes")
    assert again.returncode == 1
    assert re.match(r"there is no draft to sign \(\d+ approved\)", again.stderr)
    assert copy.ledger("es").read_bytes() == once
    copy.run("sign", "es", *NAMED, "--yes")
    rows = copy.ledger("es").read_bytes()
    assert rows.startswith(once)
    assert len(rows.splitlines()) == 1 + len(copy.messages)


ERRORS = {
    "unknown language": (["sign", "xx", *NAMED, "--yes"], "there is no language 'xx'; choose one of: en, es, ar"),
    "unknown page": (
        ["sign", "es", *NAMED, "--page", "home"],
        "there is no page 'home'; choose one of: index, what-to",
    ),
    "unknown number": (["sign", "es", *NAMED, "--without", "9999"], "there is no piece 9999; use the numbers on"),
    "nobody there to ask": (["sign", "es", *NAMED], "no answer was given; run it in a terminal, or add --yes"),
    "no name": (["sign", "es", "--reviewer", " . ", "--qualification", "x", "--yes"], "the reviewer has no letters"),
    "two lines": (["sign", "es", "--reviewer", "A\nB", "--qualification", "x", "--yes"], "an invisible character"),
    "bidi": (
        ["sign", "es", "--reviewer", "A", "--qualification", "x\u202e", "--yes"],
        "the qualification has an invis",
    ),
    "endless": (["sign", "es", "--reviewer", "A" * 121, "--qualification", "x", "--yes"], "longer than 120 characters"),
}


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_is_one_line_and_signs_nothing(name, copy):
    arguments, expected = ERRORS[name]
    done = copy.run(*arguments)
    assert done.returncode == 1
    assert expected in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not list(copy.root.glob("translations/*/signoff.csv"))


GOOD = f"{'a' * 64},Test Agency,made up,2026-01-31"
LEDGERS = {
    "no header": (f"{GOOD}\n", ":1: the first line is not digest,reviewer,qualification,date; restore it"),
    "huge header": (f"{','.join(COLUMNS)}{'x' * 200_000}\n", ":1: broken CSV"),
    "semicolons": (f"{';'.join(COLUMNS)}\n", ":1: the first line is not"),
    "no digest": (GOOD.replace("a" * 64, "a" * 63), ":2: 'aaa"),
    "upper case": (GOOD.replace("a", "A", 64), "is not a digest"),
    "empty cell": (GOOD.replace("made up", ""), ":2: this row does not have four filled cells"),
    "five cells": (GOOD + ",x", ":2: this row does not have four filled cells"),
    "date of another form": (GOOD.replace("2026-01-31", "31/1/2026"), ":2: '31/1/2026' is not a date; write it as"),
    "date to come": (GOOD.replace("2026-01-31", "2999-01-31"), ":2: 2999-01-31 is in the future"),
    "bidi in a name": (GOOD.replace("Test", "Te\u202est"), ":2: the reviewer has an invisible character"),
    "signed twice": (f"{GOOD}\n{GOOD}", ":3: signed twice; delete this row"),
    "huge cell": (GOOD.replace("made up", "x" * 200_000), "broken CSV"),
}


@pytest.mark.parametrize("name", LEDGERS)
def test_a_bad_ledger_is_refused_with_its_line(name, tmp_path):
    text, expected = LEDGERS[name]
    path = tmp_path / "signoff.csv"
    header = "" if "header" in name or name == "semicolons" else f"{','.join(COLUMNS)}\n"
    path.write_text(f"{header}{text}\n", encoding="utf-8")
    with pytest.raises(HandoutError) as error:
        Ledger.read(path)
    assert expected in str(error.value)
    assert str(path) in str(error.value)


def test_a_ledger_saved_by_a_spreadsheet_is_read(tmp_path):
    """With BOM and CRLF, as saved by Excel. Rows can still be added."""
    path = tmp_path / "signoff.csv"
    path.write_bytes(b"\xef\xbb\xbf" + f"{','.join(COLUMNS)}\r\n{GOOD}".encode())
    append(path, [SignOff("b" * 64, 'A "quoted", name', "x", TODAY)])
    assert [row.reviewer for row in Ledger.read(path).rows.values()] == ["Test Agency", 'A "quoted", name']


def test_a_ledger_that_is_not_utf8_or_a_symlink_is_refused(tmp_path):
    path = tmp_path / "signoff.csv"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(HandoutError, match="not UTF-8"):
        Ledger.read(path)
    link = tmp_path / "link.csv"
    link.symlink_to(path)
    with pytest.raises(HandoutError, match="symbolic link"):
        append(link, [ROW])


def test_a_failed_write_leaves_the_ledger_unchanged(copy, monkeypatch):
    copy.sign("es", ROW, only=[copy.own("about")[0].english])
    before = copy.ledger("es").read_bytes()
    monkeypatch.setattr("os.replace", lambda *paths: (_ for _ in ()).throw(OSError("disk full")))
    choice = choose(copy.root, "es", None)
    with pytest.raises(OSError, match="disk full"):
        sign(copy.root, choice, "A", "b", lambda question: True)
    assert copy.ledger("es").read_bytes() == before
    assert [path.name for path in copy.ledger("es").parent.iterdir() if path.name.startswith(".")] == []


def test_digest_depends_on_where_the_english_ends():
    assert len({digest("a", "bc"), digest("ab", "c"), digest("abc", ""), digest("", "abc")}) == 4


# Changes to one translation by various tools; each reopens only that block.


def by_polib(copy, english):
    copy.change("es", english, copy.catalog("es").entries[english].text + ".")


def by_sed(copy, english):
    """Change one letter, as with a text editor."""
    path = po_path(copy.root / "translations", "es")
    text = copy.catalog("es").entries[english].text
    expression = f's|^msgstr "{re.escape(text[:12])}|msgstr "X{text[:12]}|'
    subprocess.run(["sed", "-i", expression, path], check=True)


def by_a_comma(copy, english):
    copy.change("es", english, copy.catalog("es").entries[english].text.replace(" ", ", ", 1))


def by_a_space(copy, english):
    copy.change("es", english, copy.catalog("es").entries[english].text.replace(" ", "  ", 1))


def by_moved_bold(copy, english):
    """Make another word bold."""
    first, rest = copy.catalog("es").entries[english].text.split(" ", 1)
    copy.change("es", english, f"**{first}** {rest}")


def by_another_normal_form(copy, english):
    """Change the Unicode normal form: it looks the same, but a signature covers the exact characters."""
    copy.change("es", english, copy.catalog("es").entries[english].text.replace("e", "e\u0301", 1))


def by_poedits_needs_work(copy, english):
    copy.change("es", english, fuzzy=True)


def by_emptying(copy, english):
    copy.change("es", english, "")


def by_the_english(copy, english):
    copy.set(english[:30], "New " + english[:30], "docs/about.md")


@pytest.mark.parametrize(
    "change",
    [
        by_polib,
        by_sed,
        by_a_comma,
        by_a_space,
        by_moved_bold,
        by_another_normal_form,
        by_poedits_needs_work,
        by_emptying,
        by_the_english,
    ],
)
def test_any_change_reopens_only_that_block(change, copy):
    copy.sign("es", ROW)
    english = next(
        each.english for each in copy.own("about") if len(copy.catalog("es").entries[each.english].text) > 20
    )
    change(copy, english)
    copy.refresh()
    open_ = [message for message, state in states(copy, "es").items() if state is not State.APPROVED]
    assert len(open_) == 1
    assert open_[0].removeprefix("New ") == english


def test_other_users_can_read_a_ledger(tmp_path):
    append(tmp_path / "signoff.csv", [])
    assert (tmp_path / "signoff.csv").stat().st_mode & 0o777 == 0o644


def test_a_signature_has_the_local_date_of_the_clinic(copy):
    """In the evening in Seattle, it is already the next day in London."""
    assert shutil.which("faketime"), "faketime is missing. Run: sudo apt-get install faketime"
    who = ["--reviewer", "Test Agency", "--qualification", "made up for this test", "--page", "about"]
    command = ["faketime", "2026-01-31 20:00:00", sys.executable, "-m", "mkdocs_handout", "sign", "es", *who]
    where = os.environ | {"TZ": "America/Los_Angeles"}
    done = subprocess.run(command, cwd=copy.root, env=where, input="y\n", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    days = {row.split(",")[-1] for row in copy.ledger("es").read_text("utf-8").splitlines()[1:]}
    assert days == {"2026-01-31"}
