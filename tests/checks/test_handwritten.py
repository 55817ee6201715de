"""Hand-written facts and glossaries are read correctly, or reported with the line and what to do."""

import shutil

import pytest

from mkdocs_handout.checks.facts import read_facts
from mkdocs_handout.checks.glossary import read_glossary
from mkdocs_handout.project.errors import HandoutError
from tests.built import ROOT
from tests.projects import run

FACT = "{id: rest, says: one rests for about 5 minutes, figures: [5 minutes], hedge: about}"
STEMS = "rest: [[rest, about, 5 minutes]]\n"


@pytest.fixture
def handout(tmp_path):
    def write(facts, stems=STEMS):
        (tmp_path / "facts.yaml").write_bytes(facts if isinstance(facts, bytes) else facts.encode())
        (tmp_path / "stems.yaml").write_text(stems)
        return tmp_path

    return write


@pytest.mark.parametrize(
    "facts",
    [
        f"facts:\n  - {FACT}\n",
        "facts:\n  - id: rest\n    says: one rests for about 5 minutes\n    figures: [5 minutes]\n    hedge: about\n",
        "facts:\n  - {says: one rests for about 5 minutes, figures: [5 minutes], hedge: about, id: rest}\n",
    ],
    ids=["in braces", "a line each", "in another order"],
)
def test_a_fact_is_read_in_any_yaml_layout(facts, handout):
    (fact,) = read_facts(handout(facts)).values()
    assert (fact.id, fact.line, fact.figures, fact.hedges) == ("rest", 2, ("5 minutes",), ("about",))
    assert fact.stems == (("rest", "about", "5 minutes"),)


BROKEN = {
    "facts:\n  - says: rest: often\n": (2, "put a value that contains a colon and a space in quotes"),
    "facts:\n\t- id: rest\n": (2, "use spaces instead of tabs"),
    "facts:\n    - id: rest\n  - id: other\n": (3, "indent the line by as many spaces as those it belongs with"),
    'facts:\n  - says: "rest\n': (3, "close the open quotation mark or bracket"),
    "facts:\n  - figures: [5\n    says: rest\n": (3, "close the open bracket"),
    "facts:\n  id: rest\n  rest\nb: c\n": (4, "write a colon and a space after the name"),
}


@pytest.mark.parametrize("facts", BROKEN)
def test_broken_yaml_is_reported_with_what_to_do(facts, handout):
    line, remedy = BROKEN[facts]
    with pytest.raises(HandoutError, match=rf"facts\.yaml:{line}: broken YAML: .*; {remedy}"):
        read_facts(handout(facts))


ERRORS = {
    "broken facts": (f"facts:\n  - {FACT[:-1]}\n", STEMS, "facts.yaml:3: broken YAML"),
    "broken stems": (f"facts:\n  - {FACT}\n", "rest: [[rest]\nb: x\n", "stems.yaml:2: broken YAML"),
    "not UTF-8": (b"facts: \xff\n", STEMS, "facts.yaml: cannot read this file: "),
    "no facts": ("terms: {}\n", STEMS, "facts.yaml: this file has no list of facts"),
    "empty file": ("", STEMS, "facts.yaml:1: this file has no list of facts"),
    "no fact but words": ("facts:\n  - rest\n", STEMS, "facts.yaml:2: a fact needs both `id` and `says`"),
    "a fact that says nothing": ("facts:\n  - {id: rest}\n", STEMS, "facts.yaml:2: a fact needs both `id` and `says`"),
    "misspelled":
        (f"facts:\n  - {FACT}\n".replace("hedge", "hege"), STEMS, "facts.yaml:2: unknown key 'hege' in a fact"),
    "figures that are no list": (
        f"facts:\n  - {FACT}\n".replace("[5 minutes]", "5"), STEMS, "facts.yaml:2: 'figures' is not a list of texts; "
    ),
    "a hedge that is a list":
        (f"facts:\n  - {FACT}\n".replace("about}", "[about]}"), STEMS, ":2: 'hedge' is not a text"),
    "facts twice": (f"facts:\n  - {FACT}\nfacts: []\n", STEMS, "facts.yaml:3: the key 'facts' appears twice"),
    "a fact without words":
        (f"facts:\n  - {FACT}\n", "other: [[a]]\n", "facts.yaml:2: the fact 'rest' has no words in stems.yaml"),
    "words without sentences":
        (f"facts:\n  - {FACT}\n", "\nrest: [a]\n",
         "stems.yaml:2: the words of 'rest' are not lists, one for each sentence"),
}  # fmt: skip


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_in_the_facts_is_reported_with_its_line(name, handout):
    facts, stems, expected = ERRORS[name]
    with pytest.raises(HandoutError) as error:
        read_facts(handout(facts, stems))
    assert expected in str(error.value)
    assert len(str(error.value).splitlines()) == 1


ROW = "can,hedge,possible,puede"
GLOSSARIES = {
    "semicolons": (
        "english;kind;meaning;es\n",
        ":1: the first line is not english,kind,meaning,…; save it as CSV with commas",
    ),
    "empty file": ("", ":1: the first line is not"),
    "Latin-1": (f"english,kind,meaning,es\n{ROW}é\n".encode("latin-1"), 'not UTF-8; save it as "CSV UTF-8"'),
    "no such kind": (f"english,kind,meaning,es\n{ROW.replace('hedge', 'hegde')}\n", ":2: unknown kind 'hegde'"),
    "comma in a cell": (f"english,kind,meaning,es\n{ROW},x\n", ":2: this row has too many or too few cells"),
    "the same word twice": (
        f"english,kind,meaning,es\n{ROW}\nmay,hedge,possible,puede\ncan,hedge,able,sabe\n",
        ":4: 'can' appears twice; put its words on line 2, separated by |",
    ),
    "huge cell": (f"english,kind,meaning,es\n{ROW}{'x' * 200_000}\n", "cannot read this file: field larger than"),
}


@pytest.mark.parametrize("name", GLOSSARIES)
def test_an_error_in_the_glossary_is_reported_with_its_line(name, tmp_path):
    text, expected = GLOSSARIES[name]
    path = tmp_path / "glossary.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(HandoutError) as error:
        read_glossary(path)
    assert expected in str(error.value)


def test_the_command_reports_an_error_in_one_line(project):
    shutil.copy(ROOT / "handout" / "stems.yaml", project / "handout" / "facts.yaml")
    done = run(project, "check", "en")
    assert done.returncode == 1
    assert done.stdout.startswith("handout/facts.yaml: this file has no list of facts; write `- {id: a-name")
    assert len(done.stdout.splitlines()) == 1
