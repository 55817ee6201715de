"""Workflows that open pull requests: their scripts run in a local repository with a fake `gh`."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from mkdocs_handout.catalog.catalog import mark
from mkdocs_handout.catalog.ledger import Ledger, digest
from mkdocs_handout.english.shown import State
from tests.built import ROOT
from tests.copies import Copy

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
AUTHOR = {
    "GIT_AUTHOR_NAME": "T", "GIT_AUTHOR_EMAIL": "t@example.org", "GIT_COMMITTER_NAME": "T",
    "GIT_COMMITTER_EMAIL": "t@example.org", "GIT_CONFIG_NOSYSTEM": "1",
}  # fmt: skip
GH = '#!/bin/sh\nprintf "%s\\n" "$@" >> "$GH_LOG"\nif [ "$1 $2" = "pr list" ]; then echo "$OPEN_PR"; fi\n'


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_workflows_are_pinned_with_minimal_rights_and_no_script_injection(path):
    workflow = yaml.safe_load(path.read_text())
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        assert job["permissions"]
        for step in job["steps"]:
            if "uses" in step:
                assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", step["uses"])
            assert "${{" not in step.get("run", "")
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False
    for line in path.read_text().splitlines():
        assert "uses:" not in line or re.search(r"# v\d+\.\d+\.\d+$", line), "a comment must name the version"


def git(root: Path, environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=root, env=environment, capture_output=True, text=True, check=True
    )  # fmt: skip
    return done.stdout.strip()


class Runner:
    """Runs the scripts of a workflow as GitHub does, in the repository of `prepared`."""

    def __init__(self, copy: Copy, folder: Path) -> None:
        self.copy, self.folder = copy, folder
        self.origin, self.log, self.summary = folder / "origin.git", folder / "gh.log", folder / "step.md"
        tools = folder / "tools"
        tools.mkdir()
        (tools / "gh").write_text(GH)
        (tools / "gh").chmod(0o755)
        self.environment = {
            "PATH": f"{tools}:{os.environ['PATH']}", "HOME": str(folder),
            "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
            "RUNNER_TEMP": str(folder), "GITHUB_STEP_SUMMARY": str(self.summary), "GITHUB_RUN_ID": "7",
            "GITHUB_RUN_ATTEMPT": "1", "GITHUB_REF_NAME": "main", "GITHUB_SERVER_URL": "https://github.example",
            "GITHUB_REPOSITORY": "clinic/handout", "GH_LOG": str(self.log), "OPEN_PR": "",
            **AUTHOR,
        }  # fmt: skip
        subprocess.run(["git", "init", "-q", "--bare", self.origin], check=True)
        self.git("remote", "add", "origin", str(self.origin))

    def git(self, *arguments: str) -> str:
        return git(self.copy.root, self.environment, *arguments)

    def commit(self, message: str) -> str:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message)
        return self.git("rev-parse", "HEAD")

    def run(self, workflow: str, **values: str) -> subprocess.CompletedProcess[str]:
        """Run the scripts of a workflow in order; `values` replace GitHub's expressions."""
        jobs = yaml.safe_load((ROOT / ".github" / "workflows" / f"{workflow}.yml").read_text())["jobs"]
        (job,) = jobs.values()
        for step in job["steps"]:
            if "run" in step:
                own = {
                    name: values[re.fullmatch(r"\$\{\{ ([\w.]+) \}\}", expression)[1].rpartition(".")[2]]
                    for name, expression in step.get("env", {}).items()
                }
                done = subprocess.run(
                    ["bash", "-e", "-c", step["run"]], cwd=self.copy.root, env={**self.environment, **own},
                    capture_output=True, text=True, check=False,
                )  # fmt: skip
                if done.returncode:
                    break
        return done

    def gh(self) -> list[str]:
        return self.log.read_text().splitlines() if self.log.exists() else []


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """The project after `make messages`, with what the scripts need, as a repository with one commit."""
    copy = Copy(tmp_path_factory.mktemp("prepared") / "project", ("en", "es", "ar"))
    assert copy.run("messages").returncode == 0
    copy.refresh()
    # This Python and a fake `pip` replace the Makefile's virtual environment.
    (copy.root / ".venv" / "bin").mkdir(parents=True)
    for name, line in (("python", f'exec "{sys.executable}" "$@"'), ("pip", "exit 0")):
        (copy.root / ".venv" / "bin" / name).write_text(f"#!/bin/sh\n{line}\n")
        (copy.root / ".venv" / "bin" / name).chmod(0o755)
    (copy.root / ".venv" / ".venv").touch()
    (copy.root / ".gitignore").write_text(".venv\n")
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, copy.root)
    shutil.copytree(ROOT / "requirements", copy.root / "requirements")
    (copy.root / ".github").mkdir()
    shutil.copy(ROOT / ".github" / "open-pull-request.sh", copy.root / ".github")
    environment = {"PATH": os.environ["PATH"], "HOME": str(copy.root.parent), **AUTHOR}
    for arguments in (("init", "-q", "-b", "main"), ("add", "-A"), ("commit", "-q", "-m", "first")):
        git(copy.root, environment, *arguments)
    return copy


@pytest.fixture
def runner(prepared: Copy, tmp_path: Path) -> Runner:
    return Runner(Copy(tmp_path / "project", prepared.locales, like=prepared), tmp_path)


TOKEN = {"token": "none"}
FORM = {
    "locale": "es", "page": "", "without": "", "sheet": "", "reviewer": "Test Agency", "qualification": "made up",
    **TOKEN,
}  # fmt: skip
EVIL = "$(touch owned)`touch owned`; \"quoted\" 'x' & Söhne"


def test_the_form_signs_and_opens_a_pull_request(runner):
    form = {**FORM, "page": "about", "reviewer": EVIL, "qualification": "--yes"}
    done = runner.run("sign-off", **form)
    assert done.returncode == 0, done.stderr
    assert not (runner.copy.root / "owned").exists()
    assert runner.git("ls-remote", "--heads", "origin").split()[1:] == ["refs/heads/sign-off-7-1"]
    assert runner.git("diff", "--name-only", "main", "sign-off-7-1") == "translations/es/signoff.csv"
    rows = Ledger.read(runner.copy.ledger("es")).rows.values()
    assert {(row.reviewer, row.qualification) for row in rows} == {(EVIL, "--yes")}
    assert len(rows) == sum("about" in each.pages for each in runner.copy.messages)
    assert "create" in runner.gh()
    assert "Sign-off: es, about" in runner.gh()
    assert EVIL in (runner.folder / "body.md").read_text()
    for message in runner.copy.own("about"):
        assert f"] {message.english}\n" in runner.summary.read_text()


def test_the_form_leaves_out_numbers_and_ranges_that_were_not_ticked(runner):
    copy = runner.copy
    printed = mark(copy.catalog("es"), (each.english for each in copy.messages))
    done = runner.run("sign-off", **{**FORM, "without": "3, 5-8,12–12", "sheet": printed})
    assert done.returncode == 0, done.stderr
    catalog = runner.copy.catalog("es")
    drafts = {each.number for each in runner.copy.messages if catalog.state(each.english) is State.DRAFT}
    assert drafts == {3, 5, 6, 7, 8, 12}


def test_the_form_is_refused_while_a_sign_off_is_open(runner):
    """Both would add to the same ledger. An open sign-off for another language does not matter."""
    runner.environment["OPEN_PR"] = "Sign-off: es, about"
    done = runner.run("sign-off", **FORM)
    assert done.returncode != 0
    assert "A sign-off for es is open: merge or close its pull request" in done.stderr
    assert "create" not in runner.gh()
    assert runner.git("ls-remote", "--heads", "origin") == ""
    runner.git("checkout", "-q", "--", ".")
    assert runner.run("sign-off", **{**FORM, "locale": "ar"}).returncode == 0


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ({"locale": "--help"}, "choose one of"),
        ({"without": "$(touch owned)", "sheet": "0"}, "is not a list of numbers, such as 12,14,20-25"),
        ({"without": "8-5", "sheet": "0"}, "is not a list of numbers, such as 12,14,20-25"),
        ({"without": "3"}, "give its mark too"),
        (
            {"sheet": "0a1b2c3d"},
            "the text has changed since the review sheet '0a1b2c3d' was printed; print the review sheet again",
        ),
    ],
    ids=str,
)
def test_an_invalid_form_opens_no_pull_request(wrong, expected, runner):
    done = runner.run("sign-off", **{**FORM, **wrong})
    assert done.returncode != 0
    assert expected in done.stderr
    assert not (runner.copy.root / "owned").exists()
    assert runner.gh() == []
    assert runner.git("ls-remote", "--heads", "origin") == ""


def saved_review(copy, locale="es", **more):
    catalog, (right, wrong) = copy.catalog(locale), copy.own("about")[:2]
    pieces = [
        {
            "digest": digest(each.english, catalog.show(each.english).text),
            "english": each.english,
            "right": each is right,
        }
        for each in (right, wrong)
    ]
    pieces[1]["why"] = "@everyone **look** $(touch owned)"
    who = {"reviewer": EVIL.replace("&", "+"), "qualification": "--take-words"}
    return json.dumps({"review": 1, "locale": locale, "as": "both", "sheet": "", **who, "pieces": pieces, **more})


PASTED = {"text": "", "branch": "", "file": "", "words": "false", **TOKEN}


@pytest.mark.parametrize("way", ["pasted", "uploaded"])
def test_a_review_opens_a_pull_request_that_describes_it_by_page(way, runner):
    form, text = dict(PASTED), saved_review(runner.copy)
    if way == "pasted":
        form["text"] = text
    else:
        runner.git("switch", "-q", "-c", "upload")
        (runner.copy.root / "review-es.json").write_text(text)
        runner.commit("upload")
        runner.git("push", "-q", "origin", "upload")
        runner.git("switch", "-q", "main")
        form |= {"branch": "upload", "file": "review-es.json"}
    done = runner.run("review", **form)
    assert done.returncode == 0, done.stderr
    assert not (runner.copy.root / "owned").exists()
    assert "refs/heads/sign-off-7-1" in runner.git("ls-remote", "--heads", "origin")
    assert runner.git("diff", "--name-only", "main", "sign-off-7-1") == "translations/es/signoff.csv"
    assert "Review: es, Signed: 1 piece." in runner.gh()
    body = (runner.folder / "body.md").read_text()
    assert "    Signed: 1 piece.\n      About this handout: 1\n" in body
    assert "        Why: @everyone **look** $(touch owned)\n" in body, "not indented: GitHub would render it"
    assert body.splitlines()[0].startswith("    Review of Spanish (es) by ")
    assert runner.summary.read_text() in body


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ({}, "Paste the file's text, or name the branch and the file."),
        ({"branch": "upload"}, "Paste the file's text"),
        ({"branch": "no-such", "file": "x.json"}, "no-such"),
        ({"text": "$(touch owned)"}, "not JSON"),
    ],
    ids=str,
)
def test_an_invalid_review_opens_no_pull_request(wrong, expected, runner):
    done = runner.run("review", **{**PASTED, **wrong})
    assert done.returncode != 0
    assert expected in done.stderr
    assert not (runner.copy.root / "owned").exists()
    assert runner.gh() == [] or "create" not in runner.gh()


def test_a_review_is_refused_while_a_sign_off_of_its_language_is_open(runner):
    runner.environment["OPEN_PR"] = "Sign-off: es, about"
    done = runner.run("review", **{**PASTED, "text": saved_review(runner.copy)})
    assert done.returncode != 0
    assert "A sign-off for es is open" in done.stderr
    assert "create" not in runner.gh()


def test_changed_english_opens_one_pull_request_and_updates_it(runner):
    before = runner.git("rev-parse", "HEAD")
    first, second = (each.english for each in runner.copy.own("about")[:2])
    runner.copy.set(first, f"Indeed: {first}", "docs/about.md")
    runner.commit("The English changes")
    done = runner.run("messages", before=before, **TOKEN)
    assert done.returncode == 0, done.stderr
    assert runner.git("ls-remote", "--heads", "origin").split()[1:] == ["refs/heads/refresh-catalogs"]
    changed = runner.git("diff", "--name-only", "main", "refresh-catalogs").splitlines()
    catalogs = [f"translations/{name}/LC_MESSAGES/messages.po" for name in ("ar", "es")]
    assert changed == [*catalogs, "translations/messages.pot"]
    summary = runner.summary.read_text()
    assert "### About this handout\n" in summary
    file = "translations/ar/LC_MESSAGES/messages.po"
    link = rf"### Arabic \(ar\): 1 piece\n\n\[{file}\]\(https://github.example/clinic/handout/blob/HEAD/{file}#L\d+\)\n"
    assert re.search(link, summary)
    assert "No translator is named for it: mkdocs.yml has no ar under translators." in summary
    assert summary in (runner.folder / "body.md").read_text()
    assert "create" in runner.gh()

    for left in (runner.log, runner.summary, runner.folder / "summary.md"):  # the next run is on a new machine
        left.unlink()
    runner.git("switch", "-q", "main")
    runner.git("branch", "-D", "refresh-catalogs")
    before = runner.git("rev-parse", "HEAD")
    runner.copy.set(second, f"And: {second}", "docs/about.md")
    runner.commit("It changes again")
    runner.environment["OPEN_PR"] = "12"
    done = runner.run("messages", before=before, **TOKEN)
    assert done.returncode == 0, done.stderr
    assert "create" not in runner.gh()
    assert runner.gh()[runner.gh().index("edit") + 1] == "12"
    assert f"Indeed: {first}" in runner.summary.read_text(), "the first change is no longer listed"


def test_without_new_english_no_pull_request_is_opened(runner):
    """Not even on a first push, which has no commit before it."""
    done = runner.run("messages", before="0" * 40, **TOKEN)
    assert done.returncode == 0, done.stderr
    assert "up to date" in done.stdout
    assert runner.gh() == []
    assert "Nothing new to translate" in runner.summary.read_text()
