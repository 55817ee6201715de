"""Copies of the project that tests edit, break and build."""

import io
import logging
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import Executor, Future
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

import pytest

from mkdocs_handout import __main__ as program
from mkdocs_handout.project.clinic import Clinic
from mkdocs_handout.project.languages import folder
from mkdocs_handout.site import check_built
from tests.built import LOCALES, ROOT, SITE_URL

T = TypeVar("T")

# Enough languages for tests of commands: left-to-right, right-to-left, without spaces. Tests of pages use all of them.
FEW = ("en", "es", "ar", "zh-Hant")
PARTS = ("docs", "overrides", "translations", "handout", "mkdocs.yml", "babel.cfg")

# Runs a command without the two capabilities with which root can read and write any file; in Docker, tests run as root.
WITHOUT_ROOT_RIGHTS = ("setpriv", "--bounding-set=-dac_override,-dac_read_search") if os.geteuid() == 0 else ()


# Variables that Python, or the libraries below it, read when a process starts.
READ_AT_START = {"TZ", "LC_ALL", "LOCPATH", "PYTHONHASHSEED"}


def copy_parts(target: Path, *names: str, locales: Iterable[str] = LOCALES) -> None:
    """Copy these parts of the project, or all; of translations/, only what these languages need."""
    others = shutil.ignore_patterns(*(folder(each) for each in {*LOCALES}.difference(locales)))
    target.mkdir(parents=True, exist_ok=True)
    for name in names or PARTS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, target / name, ignore=others if name == "translations" else None)
        else:
            shutil.copy(ROOT / name, target / name)


def copy_project(copy: Path, locales: Iterable[str] = FEW) -> Path:
    """Copy the project with these of its languages, and with one page in site/ as the last good site.

    The copy has no contact details or signatures, even if the clinic's own project has some.
    """
    locales = {*locales}
    copy_parts(copy, locales=locales)
    lines = (copy / "mkdocs.yml").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not (found := re.search(r"- {locale: ([\w-]+),", line)) or found[1] in locales]
    (copy / "mkdocs.yml").write_text(unset("".join(kept)), encoding="utf-8")
    for ledger in copy.glob("translations/*/signoff.csv"):
        ledger.unlink()
    (copy / "site").mkdir()
    (copy / "site" / "index.html").write_text("the last good site")
    return copy


def unset(config: str) -> str:
    """Remove the clinic's contact details, except its name, from the text of mkdocs.yml."""
    name, *others = (field.name for field in fields(Clinic))
    block = "".join(f'    {each}: ""\n' for each in others)
    found, count = re.subn(rf"^(  clinic:\n    {name}: .*\n)(?:    .*\n)*", rf"\g<1>{block}", config, flags=re.M)
    assert count == 1
    return found


class AtOnce(Executor):
    """Does its work at once and in this process, since to fork is not safe beside the threads of a test run."""

    def __init__(self, *_: object) -> None:
        pass

    def submit(self, work: Callable[..., T], /, *arguments: Any, **named: Any) -> "Future[T]":
        done: Future[T] = Future()
        done.set_result(work(*arguments, **named))
        return done


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "mkdocs_handout", *arguments]


def run(
    project: Path, *arguments: str, before: tuple[str, ...] = (), **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run one of our commands in `project`: in a process of its own if it has a prefix `before`, or must start anew.

    `serve` always has its own, since it may not return.
    """
    environment = {"SITE_URL": SITE_URL, **environment}
    if before or READ_AT_START & environment.keys() or arguments[0] == "serve":
        return run_apart(project, *arguments, before=before, **environment)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        return run_here(project, *arguments)


def run_apart(
    project: Path, *arguments: str, before: tuple[str, ...] = (), answer: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run one of our commands in a process of its own, as people do."""
    return subprocess.run(
        [*before, *command(*arguments)], cwd=project, env={**os.environ, **environment}, input=answer,
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def run_here(project: Path, *arguments: str, answer: str = "") -> subprocess.CompletedProcess[str]:
    """Run one of our commands in this process, which saves loading the program again; `answer` is typed."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.chdir(project)
        patch.setattr(program, "ROOT", Path.cwd())
        patch.setattr(check_built, "ProcessPoolExecutor", AtOnce)
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(answer.encode())))
        patch.setattr(logging.getLogger(), "handlers", [])  # without pytest's, which hide messages from stderr
        try:
            status = program.main([*arguments])
        except SystemExit as error:  # by argparse
            status = int(error.code or 0)
    return subprocess.CompletedProcess(arguments, status, out.getvalue(), err.getvalue())


def commit(folder: Path, day: str = "") -> None:
    """Commit all files of the repository at `folder`, at noon of `day` if it is given."""
    when = {f"GIT_{who}_DATE": f"{day}T12:00Z" for who in ("AUTHOR", "COMMITTER") if day}
    author = ("-c", "user.name=n", "-c", "user.email=e@example.com")
    for arguments in (("add", "-A"), (*author, "commit", "-qm", "a change")):
        subprocess.run(["git", *arguments], cwd=folder, env={**os.environ, **when}, check=True)


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
