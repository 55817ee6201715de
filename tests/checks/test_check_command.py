"""`python -m mkdocs_handout check`: all that is wrong in what is shown, each with its line, and nothing else."""

import re
import shutil
import subprocess
import sys

import pytest

from mkdocs_handout.catalog.catalog import po_path
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


def edit(project, old, new):
    """Change a text in the Spanish catalog; return the line of its message."""
    path = po_path(project / "translations", "es")
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n")


def test_all_faults_with_their_lines(project):
    lines = [
        edit(project, 'msgstr "El procedimiento dura **unos 20 a 30', 'msgstr "El procedimiento dura **unos 25 a 30'),
        edit(project, 'msgstr "Los nervios y los músculos"', 'msgstr "<b>Los nervios y los músculos</b>"'),
    ]
    done = check(project)
    assert done.returncode == 1
    assert not done.stderr
    found = [re.fullmatch(LINE, line) for line in done.stdout.splitlines()]
    assert all(found), done.stdout
    assert {int(each[1]) for each in found} == set(lines)


def test_what_is_not_shown_is_not_checked(project):
    old = '"Los nervios y los músculos"'
    edit(project, f'msgid "Nerves and muscles"\nmsgstr {old}', '#, fuzzy\nmsgid "Nerves and muscles"\nmsgstr "<b>99"')
    edit(project, 'msgstr "Qué hacen las agujas"', 'msgstr ""')
    with po_path(project / "translations", "es").open("a", encoding="utf-8") as file:
        file.write('\nmsgid "No longer in the English."\nmsgstr "Son 99"\n\n#~ msgid "Old"\n#~ msgstr "<b>99"\n')
    done = check(project, "es")
    assert (done.returncode, done.stdout) == (0, "nothing wrong\n")


def test_a_fault_is_looked_for_in_the_languages_asked_for(project):
    edit(project, 'msgstr "Los nervios y los músculos"', 'msgstr "Los nervios y los 3 músculos"')
    assert check(project, "ar").returncode == 0
    assert check(project, "ar", "es").returncode == 1
    done = check(project, "xx")
    assert done.returncode == 1
    assert done.stderr.startswith("mkdocs.yml: no language xx; choose from en ")
