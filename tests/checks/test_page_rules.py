"""What the front matter and the menu require of a page."""

import re

from mkdocs_handout.checks.check_all import check_text
from tests.projects import edit


def findings(project):
    return list(map(str, check_text(project, ["en"])))


def test_a_page_without_its_required_words_is_reported(project):
    page = project / "docs" / "possible-problems.md"
    edit(page, "This list of problems is not complete", "The table is a list of problems")
    assert findings(project) == [
        "docs/possible-problems.md: the page does not say 'list of problems is not complete'; "
        "add it: must_say at the top of the file requires it"
    ]


def test_a_page_without_a_required_fact_is_reported(project):
    edit(project / "docs" / "index.md", '{: data-fact="stay" }', "")
    (found,) = [line for line in findings(project) if "must_state" in line]
    assert found.startswith("docs/index.md: the page does not state the fact 'stay'; ")


def test_a_fact_stated_on_two_exclusive_pages_is_reported(project):
    with (project / "docs" / "diagram.md").open("a", encoding="utf-8") as page:
        page.write("\nIMS allows painful muscle knots to be broken up. Breaking up the knots begins the healing.\n")
        page.write('{: data-fact="bands" }\n')
    (found,) = [line for line in findings(project) if "also states the fact" in line]
    assert "docs/how-it-works.md also states the fact 'bands'; state it on only one of the two" in found


def test_a_menu_title_that_differs_from_the_page_title_is_reported(project):
    edit(project / "mkdocs.yml", "What to expect: what-to-expect.md", "What happens: what-to-expect.md")
    (found,) = findings(project)
    expected = (
        r"mkdocs.yml:\d+: the menu title 'What happens' does not match the title of docs/what-to-expect.md: happens; "
    )
    assert re.match(expected, found)


SHOWN = [
    "You can ask. {: .lead }",
    "You can ask.\n\n{: .lead }",
    "- You can ask. {.soft}",
    '??? "You can ask. {: #ask }"\n\n    You can ask.',
    'You [ask](about.md) {: target="_blank" } now.',
    "You **can**, {id=can} ask.",
]


def test_each_attribute_list_visible_to_readers_is_reported(project):
    page = project / "docs" / "about.md"
    edit(page, "## Thanks", "\n\n".join([*SHOWN, "## Thanks"]))
    text = page.read_text(encoding="utf-8")
    lines = [text.count("\n", 0, text.index("{", text.index(each))) + 1 for each in SHOWN]
    found = [each.partition(" {")[0] for each in findings(project) if "attribute list" in each]
    assert found == [f"docs/about.md:{line}: readers see the attribute list" for line in lines]


def test_other_braces_are_not_reported(project):
    good = ["Say {name}.", "You [ask](about.md){: .x }.", "## Ask {: #ask }", "A {b} and {c}."]
    edit(project / "docs" / "about.md", "## Thanks", "\n\n".join([*good, "## Thanks"]))
    assert not [each for each in findings(project) if "attribute list" in each]
