"""Each block must name its source and must not say more than the source: invented claims are found."""

import shutil

import pytest

from mkdocs_handout.checks.check_all import check_text
from mkdocs_handout.checks.facts import missing, read_facts, read_terms
from mkdocs_handout.checks.pages import english_pages
from mkdocs_handout.checks.sources import Sources, unsourced
from mkdocs_handout.checks.wording import read_wording
from tests.built import ROOT
from tests.projects import edit

CASES = ROOT / "tests" / "cases" / "claims"
INVENTED = (CASES / "invented.txt").read_text(encoding="utf-8").splitlines()
STRENGTHENED = [line.split("\t") for line in (CASES / "strengthened.tsv").read_text(encoding="utf-8").splitlines()]
TRUE = "IMS puts small needles into muscle to release muscle tension."
FACTS = read_facts(ROOT / "handout")
SOURCES = Sources(FACTS, read_terms(ROOT / "handout" / "facts.yaml"), read_wording(ROOT / "handout" / "wording.yaml"))

# The places on a page where a sentence can be; `claim` is the sentence without its full stop.
FORMS = {
    "paragraph": "{sentence}\n",
    "list": "- {sentence}\n",
    "list without a full stop": "- {claim}\n",
    "heading": "## {claim}\n",
    "question": "## Did you know: {claim}?\n",
    "table": "| {claim} | What to know |\n| --- | --- |\n| Problem | a |\n",
    "cell": "| Problem | What to know |\n| --- | --- |\n| Problem | {sentence} |\n",
    "details": '??? "{claim}?"\n\n    IMS puts small needles into muscle.\n    {{: data-fact="ims-needles" }}\n',
    "inside details": '??? "What would you tell your family about IMS?"\n\n    {sentence}\n',
    "definition": "Knot\n:   {sentence}\n",
    "term": '{claim}\n:   IMS is treatment with small needles in the muscle.\n    {{: data-term="IMS" }}\n',
    "picture": "![{sentence}](drawings/spine.svg#pic-1)\n",
    "with a true one": TRUE + ' {sentence}\n{{: data-fact="ims-needles" }}\n',
    "as a definition": 'A knot is a small, tight, sore place in a muscle. {sentence}\n{{: data-term="knot" }}\n',
    "as the clinic's own": '{sentence}\n{{: data-own="clinic" }}\n',
    "as the page's own": '{sentence}\n{{: data-own="page" }}\n',
    "as the title": "---\ntitle: '{claim}'\n---\n\n# What IMS is\n",
    "as the description": "---\ndescription: '{sentence}'\n---\n\n# What IMS is\n",
}


@pytest.fixture
def page_of(tmp_path):
    """Return a function that reads a page with the given text only."""
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    (tmp_path / "docs").mkdir()

    def read(text):
        (tmp_path / "docs" / "new.md").write_text(text, encoding="utf-8")
        return next(english_pages(tmp_path))

    return read


@pytest.mark.parametrize("form", FORMS)
def test_no_invented_sentence_passes(form, page_of):
    claims = [sentence.removesuffix(".") for sentence in INVENTED]
    texts = [FORMS[form].format(sentence=f"{claim}.", claim=claim) for claim in claims]
    pages = texts if form in ("as the title", "as the description") else ["\n".join(texts)]
    found = [each for page in pages for each in unsourced(page_of(page), SOURCES)]
    assert all(each.file == "docs/new.md" and each.line for each in found)
    assert len(claims) == 50
    assert [claim for claim in claims if not any(claim in each.what for each in found)] == []


@pytest.mark.parametrize(("fact", "sentence"), STRENGTHENED)
def test_a_sentence_stronger_than_its_fact_is_reported(fact, sentence, page_of):
    page = page_of(f'{sentence}\n{{: data-fact="{fact}" }}\n')
    assert [*unsourced(page, SOURCES), *missing(FACTS[fact], page.blocks[0].text)]


GOOD = [
    "Behind the clinic you can park for 2 hours.",
    "The entrance is on Pine Street.",
    "Parking is free on weekends.",
    "Bring a list of your questions.",
]


PRAISE = [
    "Our doctors are very good.",
    "We are good at what we do.",
    "Our team is highly qualified and experienced.",
    "This is a great clinic.",
    "Our clinic is a leading one.",
]


@pytest.mark.parametrize(("sentence", "number"), [*((each, 0) for each in GOOD), *((each, 1) for each in PRAISE)])
def test_the_clinic_may_say_where_to_park_but_not_praise_itself(sentence, number, page_of):
    page = page_of(f"---\nown: clinic\n---\n\n# Where to park\n\n{sentence}\n")
    assert len(list(unsourced(page, SOURCES))) == number


def test_a_piece_without_a_source_is_reported_with_three_remedies(project):
    with (project / "docs" / "will-it-help.md").open("a", encoding="utf-8") as page:
        page.write("\nIMS can reduce pain.\n")
    (found,) = check_text(project, ["en"])
    line = (project / "docs" / "will-it-help.md").read_text(encoding="utf-8").count("\n")
    assert (found.line, found.what) == (line, "this has no source: IMS can reduce pain.")
    for way in ('{: data-fact="…" }', '{: data-term="…" }', '{: data-own="clinic" }'):
        assert way in found.remedy


UNKNOWN = {
    'data-term="bone"': "there is no term 'bone' in handout/facts.yaml",
    'data-own="me"': "unknown owner of a sentence: 'me'",
    'data-fact="nothing"': "there is no fact 'nothing' in handout/facts.yaml",
}


def test_each_unknown_source_is_reported_once(project):
    path = project / "docs" / "will-it-help.md"
    with path.open("a", encoding="utf-8") as page:
        page.writelines(f"\nIMS can reduce pain.\n{{: {source} }}\n" for source in UNKNOWN)
    lines = path.read_text(encoding="utf-8").splitlines()
    expected = [(lines.index(f"{{: {source} }}"), what) for source, what in UNKNOWN.items()]
    assert sorted((each.line, each.what) for each in check_text(project, ["en"])) == expected


def test_clinic_sentences_in_mkdocs_yml_may_not_mention_treatment(project):
    edit(project / "mkdocs.yml", 'hours: ""', 'hours: "Every day from 9 to 5. IMS cures pain"')
    (found,) = check_text(project, ["en"])
    assert str(found).startswith("mkdocs.yml:")
    assert "“cures”, “ims”, “pain”" in found.what
