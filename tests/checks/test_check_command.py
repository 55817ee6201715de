"""`python -m mkdocs_handout check` reports all errors in text that is shown, with their lines, and nothing else."""

import re
import shutil
import subprocess
import sys

import polib
import pytest

from mkdocs_handout.catalog.catalog import load, po_path
from tests.built import ROOT

LINE = r"translations/es/LC_MESSAGES/messages\.po:(\d+): es: .+; .+"


@pytest.fixture
def project(tmp_path):
    for name in ("docs", "overrides", "handout", "translations", "mkdocs.yml", "babel.cfg"):
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, tmp_path / name)
    return tmp_path


def check(project, *locales):
    command = [sys.executable, "-m", "mkdocs_handout", "check", *locales]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)


DURATION = "The procedure takes **about 20 to 30 minutes**."
SPANISH = "El procedimiento dura **unos 20 a 30 minutos**."
PROBLEMS = "Serious problems"


def translate(project, english, text, fuzzy=False):
    """Put a translation into the Spanish catalog, and return its line."""
    path = po_path(project / "translations", "es")
    po = polib.pofile(str(path), wrapwidth=0)
    entry = po.find(english)
    if entry is None:
        entry = polib.POEntry(msgid=english)
        po.append(entry)
    entry.msgstr, entry.flags = text, ["fuzzy"] if fuzzy else []
    po.save()
    return load(project / "translations", "es").entries[english].line


def test_all_errors_are_reported_with_their_lines(project):
    translate(project, DURATION, SPANISH)
    assert check(project, "es").stdout == "nothing wrong\n"
    translate(project, DURATION, SPANISH.replace("20", "25"))
    translate(project, PROBLEMS, "<b>Problemas graves</b>")
    lines = {load(project / "translations", "es").entries[each].line for each in (DURATION, PROBLEMS)}
    done = check(project)
    assert done.returncode == 1
    assert not done.stderr
    found = [re.fullmatch(LINE, line) for line in done.stdout.splitlines()]
    assert all(found), done.stdout
    assert {int(each[1]) for each in found} == lines


def test_text_that_is_not_shown_is_not_checked(project):
    translate(project, PROBLEMS, "<b>99", fuzzy=True)
    translate(project, DURATION, "")
    with po_path(project / "translations", "es").open("a", encoding="utf-8") as file:
        file.write('\nmsgid "No longer in the English."\nmsgstr "Son 99"\n\n#~ msgid "Old"\n#~ msgstr "<b>99"\n')
    done = check(project, "es")
    assert (done.returncode, done.stdout) == (0, "nothing wrong\n")


def test_only_the_requested_languages_are_checked(project):
    translate(project, PROBLEMS, "3 problemas graves")
    assert check(project, "ar").returncode == 0
    assert check(project, "ar", "es").returncode == 1
    done = check(project, "xx")
    assert done.returncode == 1
    assert done.stderr.startswith("mkdocs.yml: there is no language xx; choose from en ")
