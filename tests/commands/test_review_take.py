"""Importing a saved review: what is signed, stored as a doubt, only reported, or refused."""

import copy as copies
import datetime
import json
import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mkdocs_handout.catalog import readback
from mkdocs_handout.catalog.ledger import Ledger, SignOff, digest
from mkdocs_handout.catalog.readback import ReadBack
from mkdocs_handout.commands.saved_review import MAX_BYTES, MOST, read_review
from mkdocs_handout.commands.take import take
from mkdocs_handout.english.shown import State
from mkdocs_handout.project.errors import FaultsError, HandoutError
from tests.built import ROOT
from tests.copies import Copy

TODAY = datetime.date.today()
LOCALES = ["en", "es", "ar"]
REVIEWER = {"reviewer": "Test Agency", "qualification": "made up for this test"}


@pytest.fixture
def copy(tmp_path):
    found = Copy(tmp_path / "project", LOCALES)
    shutil.copytree(ROOT / "handout", found.root / "handout")
    return found


def text(copy, locale, message):
    return copy.catalog(locale).show(message.english).text


def piece(copy, locale, message, right=True, **more):
    key = digest(message.english, text(copy, locale, message))
    return {"digest": key, "english": message.english, "right": right, **more}


def review(copy, locale, pieces, **more):
    reads = "source" if locale == "en" else "both"
    data = {"review": 1, "locale": locale, "as": reads, "sheet": "0a1b2c3d", **REVIEWER, "pieces": pieces, **more}
    path = copy.root / "review.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def import_review(copy, path, words=False):
    return "\n".join(take(copy.root, path, words))


def translations(copy):
    files = sorted(path for path in (copy.root / "translations").rglob("*") if path.is_file())
    return {path.relative_to(copy.root).as_posix(): path.read_bytes() for path in files}


def read_back(copy, locale, message, doubt=""):
    path, key = copy.root / "translations", digest(message.english, text(copy, locale, message))
    rows = readback.read(path, locale) | {key: ReadBack(key, "What it says", doubt, TODAY, "machine")}
    readback.write(path, locale, rows.values())


def doubt(copy, locale, message):
    rows = readback.read(copy.root / "translations", locale)
    return rows[digest(message.english, text(copy, locale, message))].doubt


@pytest.mark.parametrize("locale", LOCALES)
def test_correct_pieces_are_signed_and_counted_by_page(locale, copy):
    own = copy.own("about")
    report = import_review(copy, review(copy, locale, [piece(copy, locale, each) for each in own]))
    catalog = copy.catalog(locale)
    states = {each.english: catalog.show(each.english).state for each in copy.messages}
    assert {english for english, state in states.items() if state is State.APPROVED} == {each.english for each in own}
    rows = Ledger.read(copy.ledger(locale)).rows.values()
    assert {(row.reviewer, row.qualification, row.date) for row in rows} == {(*REVIEWER.values(), TODAY)}
    assert (
        f"{'Approved' if locale == 'en' else 'Signed'}: {len(own)} pieces.\n  About this handout: {len(own)}" in report
    )
    assert f"Not judged: {len(copy.messages) - len(own)} pieces." in report


def test_pieces_changed_since_the_review_are_reported_and_not_signed(copy):
    first, second, third = copy.own("about")[:3]
    path = review(copy, "es", [piece(copy, "es", each) for each in (first, second, third)])
    copy.change("es", first.english, text(copy, "es", first).replace(" ", ", ", 1))
    copy.set(second.english, f"New: {second.english}", "docs/about.md")
    report = import_review(copy, path)
    assert len(Ledger.read(copy.ledger("es")).rows) == 1
    assert f"Changed since the review, and not signed: 2 pieces.\n  {first.english}\n  {second.english}" in report


def test_better_words_are_saved_as_drafts_only_on_request(copy):
    message = next(each for each in copy.messages if each.english == "The main points")
    words, why = "Los puntos más importantes", "Es más claro"
    path = review(copy, "es", [piece(copy, "es", message, False, words=words, why=why)])
    before = translations(copy)
    report = import_review(copy, path)
    assert translations(copy) == before
    assert f"Better words: {words}\n      Why: {why}" in report
    assert "Better words saved as drafts, to be reviewed and signed: 1 piece." in import_review(copy, path, words=True)
    entry = copy.po("es").find(message.english)
    assert entry.msgstr == words
    assert entry.tcomment == f"{TODAY.isoformat()}: words of Test Agency, made up for this test, in a review"
    assert copy.catalog("es").state(message.english) is State.DRAFT
    assert len(translations(copy)) == len(before)
    changed = [name for name, data in translations(copy).items() if before[name] != data]
    assert changed == ["translations/es/LC_MESSAGES/messages.po"]


BAD_WORDS = {
    "a script": "<script>alert(1)</script>",
    "a link": "[Lo más importante](https://elsewhere.example)",
    "a template": "Lo más {{ 7 * 7 }}",
    "an attribute list": "Lo más importante {: onclick=x }",
    "another script": "Самое главное",
    "the English": "The main points",
    "another end": "Lo más importante…?",
}


@pytest.mark.parametrize("name", BAD_WORDS)
def test_better_words_that_fail_a_check_change_nothing(name, copy):
    """The signatures in the same file are not imported either."""
    message = next(each for each in copy.messages if each.english == "The main points")
    right = copy.own("about")[0]
    path = review(copy, "es", [piece(copy, "es", right), piece(copy, "es", message, False, words=BAD_WORDS[name])])
    before = translations(copy)
    with pytest.raises(HandoutError) as error:
        take(copy.root, path, True)
    assert translations(copy) == before
    assert f"review.json: the better words for piece {message.number}: " in str(error.value)


def test_a_reviewer_who_reads_only_english_adds_doubts_and_signs_nothing(copy):
    first, second = copy.own("about")[:2]
    read_back(copy, "ar", first)
    read_back(copy, "ar", second, "Who goes in?")
    pieces = [piece(copy, "ar", each, False, why="A clinic would not say so") for each in (first, second)]
    path = review(copy, "ar", pieces, **{"as": "english"})
    report = import_review(copy, path)
    remark = "Test Agency, made up for this test: A clinic would not say so"
    assert doubt(copy, "ar", first) == remark
    assert doubt(copy, "ar", second) == f"Who goes in? | {remark}"
    assert not copy.ledger("ar").exists()
    assert "who reads only English, and signs nothing" in report
    assert "In doubt: 2 pieces." in report
    with pytest.raises(HandoutError, match="everything in this review was already imported"):
        take(copy.root, path, False)


def test_a_doubt_has_the_date_on_which_it_was_raised(copy):
    """It does not have the date of the read-back: a signature between these dates does not settle the doubt."""
    message = copy.own("about")[0]
    key, path = digest(message.english, text(copy, "ar", message)), copy.root / "translations"
    before, between = TODAY - datetime.timedelta(days=9), TODAY - datetime.timedelta(days=2)
    readback.write(path, "ar", [ReadBack(key, "What it says", "", before, "machine")])
    copy.sign("ar", SignOff("", "First Reviewer", "made up too", between), only=[message.english])
    import_review(copy, review(copy, "ar", [piece(copy, "ar", message, False, why="No")], **{"as": "english"}))
    assert readback.read(path, "ar")[key].date == TODAY


def test_reviewers_who_disagree_are_both_shown_and_both_kept(copy):
    signed, doubted = copy.own("about")[:2]
    first = SignOff("", "First Reviewer", "made up too", datetime.date(2026, 1, 31))
    copy.sign("es", first, only=[signed.english])
    before = copy.ledger("es").read_bytes()
    read_back(copy, "es", signed)
    read_back(copy, "es", doubted, "Dr. Example, made up: too strong")
    wrong = piece(copy, "es", signed, False, why="It says the opposite")
    report = import_review(copy, review(copy, "es", [wrong, piece(copy, "es", doubted)]))
    assert "Reviewers disagree here; please settle this before merging:" in report
    assert "First Reviewer, made up too, signed it on 2026-01-31, and is still shown as its reviewer." in report
    assert "Test Agency, made up for this test: It says the opposite" in report
    assert "Earlier doubt: Dr. Example, made up: too strong" in report
    assert copy.ledger("es").read_bytes().startswith(before)
    assert "It says the opposite" in doubt(copy, "es", signed)
    assert doubt(copy, "es", doubted) == "Dr. Example, made up: too strong"


def test_a_piece_that_is_already_signed_keeps_its_reviewer(copy):
    message = copy.own("about")[0]
    copy.sign("es", SignOff("", "First Reviewer", "made up too", TODAY), only=[message.english])
    before = translations(copy)
    path = review(copy, "es", [piece(copy, "es", message), piece(copy, "es", copy.own("about")[1])])
    assert "Already signed, and left unchanged: 1 piece." in import_review(copy, path)
    (row, other) = Ledger.read(copy.ledger("es")).rows.values()
    assert (row.reviewer, other.reviewer) == ("First Reviewer", "Test Agency")
    assert translations(copy)["translations/es/signoff.csv"].startswith(before["translations/es/signoff.csv"])


def test_a_file_imported_twice_or_from_an_older_site_is_refused(copy):
    message = copy.own("about")[0]
    path = review(copy, "es", [piece(copy, "es", message)])
    import_review(copy, path)
    once = translations(copy)
    with pytest.raises(HandoutError, match=r"review.json: everything in this review was already imported"):
        take(copy.root, path, False)
    copy.change("es", message.english, "Otra cosa.")
    with pytest.raises(
        HandoutError, match=r"review.json: every text in this review has changed since; ask the reviewer"
    ):
        take(copy.root, path, False)
    assert once["translations/es/signoff.csv"] == translations(copy)["translations/es/signoff.csv"]


def test_if_one_file_cannot_be_written_no_file_is_changed(copy, monkeypatch):
    first, second = copy.own("about")[:2]
    read_back(copy, "es", second)
    path = review(copy, "es", [piece(copy, "es", first), piece(copy, "es", second, False, why="No")])
    before = translations(copy)
    asked = []

    def full(*paths, **options):
        asked.append(paths)
        if len(asked) == 2:
            raise OSError("disk full")
        return real(*paths, **options)

    real = __import__("tempfile").mkstemp
    monkeypatch.setattr("tempfile.mkstemp", full)
    with pytest.raises(OSError, match="disk full"):
        take(copy.root, path, False)
    assert translations(copy) == before


def test_the_command_prints_what_it_did(copy):
    path = review(copy, "es", [piece(copy, "es", copy.own("about")[0])])
    done = copy.run("review", "take", str(path))
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(
        "Review of Spanish (es) by Test Agency, made up for this test, who reads both languages.\n"
    )
    again = copy.run("review", "take", str(path))
    assert (again.returncode, again.stdout, len(again.stderr.splitlines())) == (1, "", 1)


# Files that anybody could send. Each is refused with one line per error, and nothing is written.

GOOD = {
    "review": 1, "locale": "es", "as": "both", "sheet": "0a1b2c3d", **REVIEWER,
    "pieces": [
        {"digest": "a" * 64, "english": "The main points", "right": True},
        {"digest": "b" * 64, "english": "How long?", "right": False, "words": "¿Cuánto?", "why": "Shorter"},
    ],
}  # fmt: skip


def but(*path, to):
    """Return a good file with one value changed."""
    data = copies.deepcopy(GOOD)
    at = data
    for each in path[:-1]:
        at = at[each]
    at[path[-1]] = to
    return json.dumps(data)


def without(*path):
    data = copies.deepcopy(GOOD)
    at = data
    for each in path[:-1]:
        at = at[each]
    del at[path[-1]]
    return json.dumps(data)


TEXT = json.dumps(GOOD)
HOSTILE = {
    "empty": ("", "review.json:1: not JSON"),
    "cut off": (TEXT[:100], "review.json:1: not JSON"),
    "two files in one": (TEXT + TEXT, "not JSON: Extra data"),
    "not UTF-8": (b"\xff\xfe" + TEXT.encode("utf-16-le"), "not UTF-8"),
    "binary": (bytes(range(256)), "not UTF-8"),
    "too large": (TEXT + " " * MAX_BYTES, f"more than {MAX_BYTES} bytes"),
    "nested without end": ("[" * 100_000, "not JSON as a review page saves it"),
    "a number of many digits": (TEXT.replace("1", "9" * 5000, 1), "not JSON as a review page saves it"),
    "not a number": (TEXT.replace("true", "NaN"), "NaN is not a number"),
    "a name twice": (TEXT.replace('"locale"', '"as": "english", "locale"'), "'as' appears twice"),
    "a list": ("[]", "an object is expected here"),
    "a word": ('"review"', "an object is expected here"),
    "null": ("null", "an object is expected here"),
    "a field more": (but("admin", to=True), "it has an unknown field 'admin'"),
    "no locale": (without("locale"), "it has no 'locale'"),
    "another version": (but("review", to=2), "a saved review of version 2, but this program reads version 1"),
    "a version that is true": (but("review", to=True), "'review' has the wrong type"),
    "pieces as an object": (but("pieces", to={}), "'pieces' has the wrong type"),
    "a name as a list": (but("reviewer", to=["x"]), "'reviewer' has the wrong type"),
    "unknown language": (but("locale", to="xx"), "a review of 'xx', which is not a language of this site"),
    "a path for a language": (but("locale", to="../../etc"), "which is not a language of this site"),
    "a language that it cannot approve": (
        but("as", to="source"),
        "a review of es with an invalid value of 'as': 'source'",
    ),
    "English as a translation": (but("locale", to="en"), "a review of en with an invalid value of 'as': 'both'"),
    "an unknown role": (but("as", to="owner"), "a review of es with an invalid value of 'as': 'owner'"),
    "nothing judged": (but("pieces", to=[]), "no piece is judged in this file"),
    "too many pieces": (but("pieces", to=[{}] * (MOST + 1)), f"more than {MOST} pieces"),
    "a piece that is none": (but("pieces", 0, to=7), "piece 1: an object is expected here"),
    "a digest too short": (but("pieces", 0, "digest", to="a" * 63), "piece 1: 'aaa"),
    "a digest in capitals": (but("pieces", 0, "digest", to="A" * 64), "is not a digest"),
    "a digest with a line break": (but("pieces", 0, "digest", to="a" * 64 + "\n"), "is not a digest"),
    "a piece twice": (but("pieces", 1, "digest", to="a" * 64), "piece 2: judged twice"),
    "right as a word": (but("pieces", 0, "right", to="yes"), "piece 1: 'right' has the wrong type"),
    "right as a number": (but("pieces", 0, "right", to=1), "piece 1: 'right' has the wrong type"),
    "right, with better words": (but("pieces", 0, "words", to="x"), "piece 1: it has an unknown field 'words'"),
    "saved, not finished": (but("reviewer", to=""), "it has no reviewer: the review was saved but not finished"),
    "no qualification": (but("qualification", to=" "), "it has no qualification"),
    "a name without a letter": (but("reviewer", to="…"), "the reviewer has no letters"),
    "a name without end": (but("reviewer", to="A" * 121), "the reviewer is longer than 120 characters"),
    "a name on two lines": (but("reviewer", to="A\nB"), "the reviewer has an invisible character"),
    "a name that turns round": (but("qualification", to="A\u202eB"), "the qualification has an invisible character"),
    "half a character in a name": (TEXT.replace("Test Agency", r"A\ud800"), "the reviewer has an invisible character"),
    "HTML in a name": (but("reviewer", to="<b>A</b>"), "the reviewer has HTML: '<'"),
    "a script for a reason": (but("pieces", 1, "why", to="<script>x</script>"), "piece 2: the why has HTML"),
    "an entity for a reason": (but("pieces", 1, "why", to="&lt;b&gt;"), "piece 2: the why has HTML"),
    "a reason on two lines": (but("pieces", 1, "why", to="a\n::set-output name=x::y"), "the why has a line break"),
    "a reason that turns round": (but("pieces", 1, "why", to="a\u202eb"), "the why has the character RIGHT-TO-LEFT"),
    "half a character for a reason": (TEXT.replace("Shorter", r"\udfff"), "the why has the character"),
    "a NUL in the words": (but("pieces", 1, "words", to="a\0b"), "the better words has the character"),
    "a reason without end": (but("pieces", 1, "why", to="a" * 2001), "the why is longer than 2000 characters"),
    "English without end": (but("pieces", 0, "english", to="a" * 2001), "the English is longer than 2000"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_one_line(name, tmp_path):
    """Reading it fails, so nothing is written."""
    data, expected = HOSTILE[name]
    path = tmp_path / "review.json"
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    with pytest.raises(HandoutError) as error:
        read_review(path, LOCALES)
    assert expected in str(error.value)
    assert len(str(error.value).splitlines()) == 1
    assert len(str(error.value)) < 500 + len(str(path))


def test_a_valid_review_is_read(tmp_path):
    path = tmp_path / "review.json"
    path.write_text(TEXT, encoding="utf-8")
    found = read_review(path, LOCALES)
    assert [each.right for each in found.judgements] == [True, False]
    assert (found.reviewer, found.judgements[1].why) == (REVIEWER["reviewer"], "Shorter")


def test_pieces_with_another_language_or_another_english_are_refused(copy):
    first, second = copy.own("about")[:2]
    before = translations(copy)
    for pieces, expected in (
        ([piece(copy, "ar", first)], "belongs to ar, not to es"),
        ([{**piece(copy, "es", first), "english": second.english}], "piece 1: its English does not match its digest"),
    ):
        with pytest.raises(HandoutError) as error:
            take(copy.root, review(copy, "es", pieces), False)
        assert expected in str(error.value)
        assert len(str(error.value).splitlines()) == 1
    assert translations(copy) == before


def test_a_missing_file_or_a_folder_is_reported(tmp_path):
    for path in (tmp_path / "none.json", tmp_path):
        with pytest.raises(HandoutError, match="cannot read this file"):
            read_review(path, LOCALES)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda each: st.lists(each) | st.dictionaries(st.sampled_from([*GOOD, *GOOD["pieces"][1]]) | st.text(), each),
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(value=JSON, place=st.sampled_from(["", *GOOD, *(f"0.{name}" for name in GOOD["pieces"][1])]))
def test_any_json_is_accepted_or_refused(value, place, tmp_path_factory):
    """As the whole file, as a field of a good file, and as a field of a good piece."""
    data = copies.deepcopy(GOOD)
    if not place:
        data = value
    elif place.startswith("0."):
        data["pieces"][1][place[2:]] = value
    else:
        data[place] = value
    path = tmp_path_factory.getbasetemp() / "any.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    found, errors = None, []
    try:
        found = read_review(path, LOCALES)
    except FaultsError as error:
        errors = error.each
    except HandoutError as error:
        errors = [error]
    assert bool(found) != bool(errors)
    assert all(len(str(each).splitlines()) == 1 for each in errors)
    for each in found.judgements if found else ():
        assert f"{each.words}{each.why}".encode().decode() == each.words + each.why
