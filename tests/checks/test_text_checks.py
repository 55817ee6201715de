"""What a writer whose change breaks a rule is told: which line of which file in docs/, once, and what to do."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.built import ROOT
from tests.projects import edit, run

LONG = "You may lie down and rest as the muscle lets go and you can then walk home with a friend or take a bus."
PARTS = ("tests/content", "tests/__init__.py", "tests/built.py", "tests/conftest.py", "tests/projects.py")
PARTS += ("tests/serving.py", "pyproject.toml")


def told(project: Path) -> list[str]:
    """The lines of the summary of `make check`, as GitHub shows them."""
    for name in PARTS:
        (project / name).parent.mkdir(exist_ok=True)
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, project / name)
    command = [sys.executable, "-m", "pytest", "tests/content", "--junitxml=check.xml"]
    environment = {each: value for each, value in os.environ.items() if not each.startswith("PYTEST")}
    subprocess.run(command, cwd=project, env=environment, capture_output=True, check=False)
    found = run(project, "summary", "--checks", "check.xml").stdout.splitlines()
    start = found.index("### What the checks found") + 2
    end = next((at for at, line in enumerate(found) if at > start and line.startswith("##")), len(found))
    return [each.strip() for each in found[start:end] if each]


def test_a_good_change_is_told_nothing(project):
    """Not even where the clinic has no line for its web site."""
    edit(project / "mkdocs.yml", '    website: ""\n', "")
    assert told(project) == ["Nothing: the facts, the plain language, the translations and the links hold."]


def test_each_broken_rule_is_told_once_with_its_file(project):
    docs = project / "docs"
    edit(docs / "what-to-expect.md", "That feeling usually goes", "That feeling goes")
    edit(docs / "how-it-works.md", "\n## ", f"\n{LONG}\n\n## ")
    with (docs / "questions.md").open("a", encoding="utf-8") as questions:
        questions.write("\n## More\n\n- Is there one more question?\n")
    (docs / "parking.md").write_text("# Where to park\n\nIntramuscular stimulation necessitates parking.\n")
    edit(project / "mkdocs.yml", "  - Languages: languages.md\n", "  - Languages: languages.md\n  - P: parking.md\n")
    found = told(project)
    for part in (
        "docs/what-to-expect.md: fact ",
        f"docs/how-it-works.md: more than 20 words: {LONG}; make two sentences of it",
        "docs/questions.md: 15 questions, at most 14; take one out",
        "docs/parking.md: reading grade ",
        "docs/parking.md: the main point does not come first; ",
    ):
        assert len([line for line in found if line.startswith(part)]) == 1, (part, found)
    assert len(found) == 5, found


def test_every_finding_is_told_however_many(project):
    catalog = project / "translations/es/LC_MESSAGES/messages.po"
    spoiled, number = re.subn(r'(\nmsgstr "[^"\n]*)IMS', r"\1XYZ", catalog.read_text(encoding="utf-8"), count=10)
    assert number == 10
    catalog.write_text(spoiled, encoding="utf-8")
    assert len({line for line in told(project) if line.startswith("translations/es/LC_MESSAGES/messages.po:")}) >= 10
