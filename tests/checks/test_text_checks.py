"""A change that breaks a rule is reported once, with the file, the line and what to do."""

import re
from pathlib import Path

from tests.projects import edit, run

LONG = "You may lie down and rest as the muscle lets go and you can then walk home with a friend or take a bus."


def findings(project: Path, *locales: str) -> list[str]:
    """Return the findings, or those for `locales`, that `make check` adds to the summary on GitHub."""
    run(project, "check", *locales, "--summary", "summary.md")
    found = (project / "summary.md").read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in found[found.index("### What the checks found") + 2 :] if line]


def test_a_good_change_has_no_findings(project):
    """Not even if mkdocs.yml has no line for the clinic's website."""
    edit(project / "mkdocs.yml", '    website: ""\n', "")
    assert findings(project) == ["Nothing: the facts, the plain language, the translations and the links are in order."]


def test_each_broken_rule_is_reported_once_with_its_file(project):
    docs = project / "docs"
    edit(docs / "what-to-expect.md", "The cramp or ache usually goes", "The cramp or ache goes")
    edit(docs / "how-it-works.md", "\n## ", f"\n{LONG}\n\n## ")
    with (docs / "questions.md").open("a", encoding="utf-8") as questions:
        questions.write("\n## More\n\n- Is there one more question?\n")
    (docs / "new-page.md").write_text("# Where to park\n\nIntramuscular stimulation necessitates parking.\n")
    edit(project / "mkdocs.yml", "  - Languages: languages.md\n", "  - Languages: languages.md\n  - P: new-page.md\n")
    found = findings(project)
    for part in (
        r"docs/what-to-expect\.md:\d+: the fact 'cramp-passes' lacks 'usually'",
        rf"docs/how-it-works\.md:\d+: more than 20 words: {LONG}; split it into two sentences",
        rf"docs/how-it-works\.md:\d+: this has no source: {LONG}; ",
        r"docs/questions\.md:\d+: 15 questions \(limit: 14\); remove one",
        r"docs/new-page\.md: reading grade ",
        r"docs/new-page\.md:3: this has no source: Intramuscular stimulation necessitates parking\.; ",
        r"docs/new-page\.md:1: the page does not start with its main point; ",
    ):
        assert len([line for line in found if re.match(part, line)]) == 1, (part, found)
    assert len(found) >= 7, found


def test_every_finding_is_reported(project):
    catalog = project / "translations/es/LC_MESSAGES/messages.po"
    spoiled, number = re.subn(r'(\nmsgstr "[^"\n]*)IMS', r"\1XYZ", catalog.read_text(encoding="utf-8"))
    assert number >= 10
    catalog.write_text(spoiled, encoding="utf-8")
    assert (
        len({line for line in findings(project, "es") if line.startswith("translations/es/LC_MESSAGES/messages.po:")})
        >= 8
    )
