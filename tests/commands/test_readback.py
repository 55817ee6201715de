"""Read-backs are exported without the English, imported completely or not at all, and void after any change."""

import csv
import datetime
import io
import re

import pytest

from mkdocs_handout.catalog.ledger import digest
from mkdocs_handout.catalog.readback import COLUMNS, path_of, read, valid
from mkdocs_handout.commands.readback import written_in
from mkdocs_handout.project.errors import HandoutError
from tests.copies import Copy

TODAY = datetime.date.today()
DIGESTS = [digest("English", text) for text in ("uno", "dos", "tres")]
KEYS = [f"r{each[:12]}" for each in DIGESTS]


@pytest.fixture
def copy(tmp_path):
    return Copy(tmp_path / "project", ("en", "es", "ar", "zh-Hant"))


def export(copy, locale, *more):
    done = copy.run("readback", locale, "--to-read", *more)
    assert done.returncode == 0, done.stderr
    return list(csv.DictReader(io.StringIO(done.stdout)))


def saved(folder, content):
    file = folder / "written.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def import_text(copy, text, *more):
    return copy.run("readback", "es", "--from", str(saved(copy.root, text)), *more)


def read_back(copy, locale):
    return valid(copy.root / "translations", copy.catalog(locale), [each.english for each in copy.messages])


@pytest.mark.parametrize("locale", ["es", "ar", "zh-Hant"])
def test_export_has_every_translation_in_page_order_and_no_english(locale, copy):
    """Nothing in it reveals the English: no link targets, page names or translators' notes."""
    rows, catalog = export(copy, locale), copy.catalog(locale)
    texts = [catalog.show(each.english).text for each in copy.messages]
    assert len(rows) == len({row["key"] for row in rows}) == len(copy.messages)
    for row, text in zip(rows, texts, strict=True):
        assert row["text"] == re.sub(r"\[(.*?)\]\(.*?\)", r"\1", text).replace("*", "")
        assert re.fullmatch(r"(page \d|every page): [\w ,]+", row["place"])
        assert row["readback"] == row["doubt"] == ""
    pages = [int(found) for found in re.findall(r"page (\d)", " ".join(row["place"] for row in rows))]
    assert pages == sorted(pages)
    assert len(set(pages)) > 5


def test_stale_or_missing_pieces_are_not_exported(copy):
    stale, missing = copy.own("about")[:2]
    copy.change("es", stale.english, fuzzy=True)
    copy.change("es", missing.english, "")
    assert len(export(copy, "es")) == len(copy.messages) - 2


def test_imported_read_backs_keep_their_date_and_author(copy):
    first, second, *rest = export(copy, "es")
    done = import_text(
        copy, f'key,readback,doubt\n{first["key"]},"What IMS is, and more",\n{second["key"]},Pain,Which?\n'
    )
    assert (done.returncode, done.stdout) == (0, f"es: 2 read back, {len(rest)} without a read-back\n"), done.stderr
    kept = list(read_back(copy, "es").values())
    assert [(each.text, each.doubt, each.date, each.by) for each in kept] == [
        ("What IMS is, and more", "", TODAY, "machine"),
        ("Pain", "Which?", TODAY, "machine"),
    ]
    assert [row["key"] for row in export(copy, "es")] == [row["key"] for row in rest]
    output = copy.run("doctor").stdout
    assert f"{len(copy.messages)} draft, {len(rest)} without a read-back, 1 in doubt\n" in output
    assert f"{len(copy.messages)} draft, {len(copy.messages)} without a read-back\n" in output
    assert "readback.csv" not in output, "the overview lists doubts of a single language"
    output = copy.run("doctor", "es").stdout
    assert "- translations/es/readback.csv:3: Which? (read back as: Pain)\n" in output
    assert "phone" not in output
    assert len(export(copy, "es", "--again")) == len(copy.messages)
    assert import_text(copy, f"key,readback,doubt\n{first['key']},Other,\n", "--by", "person").returncode == 0
    assert [(each.text, each.by) for each in read_back(copy, "es").values()] == [
        ("Other", "person"),
        ("Pain", "machine"),
    ]


SAVED_AS = {
    "a spreadsheet with semicolons": lambda rows: b"\xef\xbb\xbf" + rows.replace(",", ";").encode(),
    "tabs": lambda rows: rows.replace(",", "\t").encode(),
    "lines of Windows": lambda rows: rows.replace("\n", "\r\n").encode(),
    "quotes around every cell": lambda rows: re.sub("[^,\n]+", r'"\g<0>"', rows).encode(),
    "no end of the last line": lambda rows: rows.rstrip("\n").encode(),
    "columns in another order": lambda rows: "".join(
        ",".join(reversed(line.split(","))) + "\n" for line in rows.splitlines()
    ).encode(),
}


@pytest.mark.parametrize("name", SAVED_AS)
def test_a_list_saved_by_any_program_can_be_imported(name, tmp_path):
    filled = "key,place,readback,doubt\n" + "".join(f"{key},page 1,What it says,\n" for key in KEYS)
    found = written_in(saved(tmp_path, SAVED_AS[name](filled)), "es", DIGESTS, "machine")
    assert {digest: (each.text, each.doubt) for digest, each in found.items()} == dict.fromkeys(
        DIGESTS, ("What it says", "")
    )


def test_a_change_to_either_side_makes_a_row_void(copy):
    """A changed text is exported again, and its old read-back no longer counts. Other rows are kept."""
    rows = export(copy, "es")
    import_text(copy, "key,readback,doubt\n" + "".join(f"{row['key']},Words,Why?\n" for row in rows))
    assert export(copy, "es") == []
    translated, english = copy.own("about")[:2]
    old = copy.catalog("es").entries[translated.english].text
    copy.change("es", translated.english, f"{old} ")
    copy.set(english.english[:20], f"New {english.english[:20]}", "docs/about.md")
    copy.refresh()
    assert [row["text"] for row in export(copy, "es")] == [f"{old} "]
    assert len(read_back(copy, "es")) == len(rows) - 2
    copy.change("es", translated.english, old)
    assert len(read_back(copy, "es")) == len(rows) - 1


HOSTILE = {
    "no such key": ("rffffffffffff,Words,", ":2: no piece of es has the key 'rffffffffffff'; correct the key"),
    "no key": (",Words,", ":2: no piece of es has the key ''"),
    "the same key twice": ("{key},Words,\n{key},Others,", ":3: the key '{key}' appears twice; delete one"),
    "HTML": ("{key},<b>Words</b>,", ":2: the read-back has HTML: '<'; write plain text"),
    "an entity": ("{key},Words &lt;,", ":2: the read-back has HTML: '&lt;'"),
    "HTML in a doubt": ("{key},Words,<script>", ":2: the doubt has HTML"),
    "an escape for the terminal": ("{key},Words \x1b[31m,", ":2: the read-back has the character"),
    "a null character": ("{key},Words\0,", ":2: the read-back has the character"),
    "letters turned round": ("{key},Words,\u202ewhy", ":2: the doubt has the character RIGHT-TO-LEFT OVERRIDE"),
    "two lines in a cell": ('{key},"Words\nand words",', ":2: the read-back has a line break"),
    "a formula": ("{key},=1+1 words,", ":2: the read-back starts with '=': a spreadsheet would read it as a formula"),
    "nothing read": ("{key},,", ":2: the read-back has no English text; write what the translation says"),
    "only spaces": ("{key},   ,Why?", ":2: the read-back has no English text"),
    "not in English": ("{key},這是什麼,", ":2: the read-back has no English text"),
    "endless": ("{key}," + "x" * 1501 + ",", ":2: the read-back is longer than 1500 characters"),
    "an empty line": ("{key},Words,\n\n", ":3: an empty line; delete it"),
    "a line of empty cells": (",,\n{key},Words,", ":2: an empty line; delete it"),
    "too many cells": (
        "{key},Words, and words,",
        ":2: this row has too many or too few cells; put a cell that contains a comma in quotes",
    ),
    "too few cells": ("{key},Words", ":2: this row has too many or too few cells"),
    "an open quote": ('{key},"Words,', ":2: broken CSV: unexpected end of data; correct that line"),
    "nothing": ("", ": there is no read-back in this file"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_bad_file_is_refused_with_its_line(name, tmp_path):
    text, expected = HOSTILE[name]
    file = saved(tmp_path, f"key,readback,doubt\n{text.format(key=KEYS[0])}\n" if text else "key,readback,doubt\n")
    with pytest.raises(HandoutError) as error:
        written_in(file, "es", DIGESTS, "machine")
    assert str(error.value).startswith(f"{file}{expected.format(key=KEYS[0])}")
    assert len(str(error.value).splitlines()) == 1


def test_line_numbers_are_correct_after_a_multiline_text(tmp_path):
    """An exported text may have a line break, which a spreadsheet keeps."""
    file = saved(tmp_path, f'key,text,readback,doubt\n{KEYS[0]},"Uno\ndos",Words,\nx,Tres,Words,\n')
    with pytest.raises(HandoutError) as error:
        written_in(file, "es", DIGESTS, "machine")
    assert str(error.value).startswith(f"{file}:4: no piece of es has the key 'x'")


def test_all_errors_are_reported_at_once_and_nothing_is_imported(copy):
    first, second, *_ = export(copy, "es")
    assert import_text(copy, f"key,readback,doubt\n{first['key']},Before,\n").returncode == 0
    before = path_of(copy.root / "translations", "es").read_bytes()
    done = import_text(copy, f"key,readback,doubt\n{first['key']},After,\nx,Words,\n{second['key']},<i>i,\n")
    assert done.returncode == 1
    assert [line.partition("written.csv")[2][:3] for line in done.stderr.splitlines()] == [":3:", ":4:"]
    assert path_of(copy.root / "translations", "es").read_bytes() == before


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", ":1: the first line does not have the columns key, readback, doubt; start with key,readback,doubt"),
        (b"number,text\n1,x\n", ":1: the first line does not have the columns key, readback, doubt"),
        (b"\xff\xfek\x00e\x00", ": not UTF-8; save the file as CSV in UTF-8"),
        (b"PK\x03\x04", ":1: the first line does not have the columns key"),
    ],
)
def test_a_file_of_another_kind_is_refused(content, expected, tmp_path):
    file = saved(tmp_path, content)
    with pytest.raises(HandoutError) as error:
        written_in(file, "es", DIGESTS, "machine")
    assert str(error.value).startswith(f"{file}{expected}")


def test_a_folder_or_english_is_refused_in_one_line(copy):
    for arguments, expected in (
        (
            ("es", "--from", "docs"),
            "docs: cannot read this file: Is a directory; check that it is a CSV file and that you may read it\n",
        ),
        (("es", "--from", "gone.csv"), "gone.csv:1: the first line does not have the columns key"),
        (("en", "--to-read"), "only translations are read back, not the English; choose another language\n"),
        (("xx", "--to-read"), "there is no language 'xx'; choose one of: en, "),
    ):
        done = copy.run("readback", *arguments)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
        assert done.stderr.startswith(expected)


GOOD = f"{'a' * 64},Words,,2026-01-31,machine"
FILES = {
    "no digest": (GOOD.replace("a" * 64, "a" * 63), ":2: 'aaa"),
    "four cells": (
        GOOD.removesuffix(",machine"),
        ":2: this row does not have five cells; complete the row or delete it",
    ),
    "HTML": (GOOD.replace("Words", "<b>"), ":2: the read-back has HTML"),
    "no words": (GOOD.replace("Words", ""), ":2: the read-back has no English text"),
    "another maker": (
        GOOD.replace("machine", "God"),
        ":2: unknown value in the column by: 'God'; write machine or person",
    ),
    "twice": (f"{GOOD}\n{GOOD}", ":3: this translation is read back twice; delete one of the two rows"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_row_broken_by_hand_is_reported_with_its_line(name, tmp_path):
    text, expected = FILES[name]
    path = path_of(tmp_path, "es")
    path.parent.mkdir()
    path.write_text(f"{','.join(COLUMNS)}\n{text}\n", encoding="utf-8")
    with pytest.raises(HandoutError) as error:
        read(tmp_path, "es")
    assert str(error.value).startswith(f"{path}{expected}")
