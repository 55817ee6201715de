"""Ordinary mistakes are reported in one clear line each; reasonable changes are not reported."""

import re
import subprocess
from pathlib import Path

import pytest

from mkdocs_handout.checks.finding import Finding, in_short
from tests.projects import command, copy_project, edit, run

MISTAKES = {
    "page without a title": (
        "docs/will-it-help.md", "# Will IMS help?\n", "",
        r"docs/will-it-help.md:1: the page has no title; start it with a line such as `# Will IMS help\?`",
    ),
    "file in the wrong case": (
        "mkdocs.yml", "will-it-help.md", "Will-it-help.md",
        r"mkdocs.yml:\d+: there is no page docs/Will-it-help.md; write will-it-help.md",
    ),
    "bullet of a word processor": (
        "docs/about.md", "- There is one text", "• There is one text",
        r"docs/about.md:\d+: a line starts with •, which does not make a list; start it with `- `",
    ),
    "link nowhere": (
        "docs/index.md", "](possible-problems.md)", "](possible-problem.md)",
        r"docs/index.md:\d+: the link possible-problem.md leads to a file that does not exist; "
        r"write possible-problems.md",
    ),
    "link to no heading": (
        "docs/index.md", "](possible-problems.md)", "](possible-problems.md#gone)",
        r"docs/index.md:\d+: the link possible-problems.md#gone leads to a heading that does not exist; "
        r"remove #gone, .*",
    ),
    "hedge lost": (
        "docs/index.md", "The procedure takes **about 20", "The procedure takes **20",
        r"docs/index.md:\d+: the fact 'duration' lacks 'about' .*; put it back here; or, if the clinic's fact has "
        r"changed, change handout/facts.yaml:\d+ and handout/stems.yaml:\d+",
    ),
    "figure changed in the facts": (
        "handout/facts.yaml", "20 to 30 minutes", "20 to 35 minutes",
        r"handout/facts.yaml:\d+: `says` and `figures` of the fact 'duration' differ: 30, 35; "
        "write the same figures in both",
    ),
    "broken mkdocs.yml": (
        "mkdocs.yml", "- {locale: es, name: Español}", "- {locale: es name: Español}",
        r"mkdocs.yml:\d+: broken YAML: .*",
    ),
    "a fact that is not there": (
        "docs/what-to-expect.md", 'data-fact="stay"', 'data-fact="stays"',
        r"docs/what-to-expect.md:\d+: there is no fact 'stays' in handout/facts.yaml; add it there, or "
        "correct the name",
    ),
    "an address that is cut off": (
        "mkdocs.yml", '    address: ""', "    address: 1 Example Way #400, Seattle",
        r"mkdocs.yml:\d+: YAML reads the end of the clinic's address as a comment: '#400, Seattle'; put the .*",
    ),
    "a link away": (
        "docs/about.md", "## Thanks", "[A map](https://maps.example/x)\n{: data-own=\"clinic\" }\n\n## Thanks",
        r"docs/about.md:\d+: a link to https://maps.example/x, on another site; remove it, or write .*",
    ),
    "raw HTML": ("docs/about.md", "## Thanks", "<b>x</b>\n\n## Thanks", r"docs/about.md:\d+: raw HTML: '<b>x</b>'; .*"),
}  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project with one translation, since `make check` builds the site."""
    return copy_project(tmp_path / "a project – ün", ("en", "es"))


@pytest.mark.parametrize("name", MISTAKES)
def test_each_mistake_is_reported_in_one_line(name, project):
    file, old, new, expected = MISTAKES[name]
    edit(project / file, old, new)
    done = run(project, "check")
    assert done.returncode == 1
    (line,) = (done.stdout + done.stderr).splitlines()
    assert re.fullmatch(expected, line), line


def test_a_heading_may_be_renamed(project):
    """Synonyms that led to the heading then lead to its page, and one note reports this for all languages."""
    edit(project / "docs" / "what-to-expect.md", "## Your visits", "## Your appointments")
    done = run(project, "check")
    assert (done.returncode, done.stdout) == (0, "nothing wrong\n")
    (note,) = done.stderr.splitlines()
    assert note.startswith("translations/en/synonyms.yml:")
    assert (
        "/what-to-expect/ has no section #your-visits, so search leads to the page itself, as in other languages"
        in note
    )
    assert "{: #your-visits }" in note
    edit(project / "docs" / "what-to-expect.md", "## Your appointments {: ", "## Your appointments {: #your-visits ")
    assert run(project, "check").stderr == ""


def test_output_is_limited_to_twenty_lines_and_says_how_to_get_the_rest():
    found = [Finding("docs/a.md", line, f"wrong {line}", "fix it") for line in range(30)]
    lines = in_short(found, 20)
    assert len(lines) == 20
    assert lines[-1] == "… and 11 more: make check ARGS=--all lists them"


def test_the_same_error_in_many_languages_is_reported_once():
    files = [f"translations/{each}/LC_MESSAGES/messages.po" for each in ("ar", "de", "es", "ja", "ko")]
    found = [Finding(file, 3, f"{file[13:15]}: the figure 30 is missing: 'a text'", "write it") for file in files]
    (line,) = in_short(found, 20)
    assert line.startswith(f"{files[0]}:3: ar: the figure 30 is missing: 'a text'; write it (also {files[1]}:3, ")
    assert line.endswith(f"{files[3]}:3 and 1 more)")


def test_closing_the_output_early_gives_no_traceback(project):
    """As in `… | head`, where the pipe is closed while the command is still writing."""
    doctor = subprocess.Popen(command("doctor"), cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    with doctor:
        doctor.stdout.close()
        assert doctor.stderr.read() == ""
