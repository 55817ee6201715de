"""`make check` reports all errors in handout/leaflet.yaml that would stop `make pdf`, with their lines."""

import re

from mkdocs_handout.checks.check_all import check_text
from tests.projects import edit


def findings(project):
    """Return the findings in leaflet.yaml, in the order of its lines."""
    found = [str(each) for each in check_text(project, ["en"]) if each.file == "handout/leaflet.yaml"]
    return sorted(found, key=lambda each: int(each.split(":")[1]))


def test_a_sentence_edited_on_a_page_is_reported_with_its_new_wording(project):
    """The current leaflet has no findings."""
    assert findings(project) == []
    edit(project / "docs/how-it-works.md", "Repair factors are what the body", "Repair factors are what your body")
    (found,) = findings(project)
    assert re.match(
        r"handout/leaflet\.yaml:\d+: no page has 'Repair factors are what the body releases to heal\.'; "
        r"a page has 'Repair factors are what your body releases to heal\.': write that",
        found,
    )


def test_a_missing_or_repeated_fact_is_reported(project):
    edit(project / "handout/leaflet.yaml", "says: thanks", "says: duration")
    forgotten, twice = findings(project)
    assert re.match(r"handout/leaflet\.yaml:\d+: the fact thanks is not in this file; ", forgotten)
    assert re.match(r"handout/leaflet\.yaml:\d+: the fact duration appears twice, first on line \d+; ", twice)


def test_a_broken_file_is_reported_and_the_pages_are_still_checked(project):
    edit(project / "handout/leaflet.yaml", "title: ", "name: ")
    edit(project / "docs/what-to-expect.md", "The cramp or ache usually goes", "The cramp or ache goes")
    assert findings(project) == ["handout/leaflet.yaml:1: title is missing; write title, sides"]
    assert [each for each in check_text(project, ["en"]) if "the fact 'cramp-passes' lacks" in each.what]


def test_a_project_without_the_file_has_no_findings(project):
    (project / "handout/leaflet.yaml").unlink()
    assert findings(project) == []
