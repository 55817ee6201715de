"""`python -m mkdocs_handout check` reports all errors in text that is shown, with their lines, and nothing else."""

import re

import polib

from mkdocs_handout.catalog.catalog import load, po_path
from tests.projects import run

LINE = r"translations/es/LC_MESSAGES/messages\.po:(\d+): es: .+; .+"


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
    assert run(project, "check", "es").stdout == "nothing wrong\n"
    translate(project, DURATION, SPANISH.replace("20", "25"))
    translate(project, PROBLEMS, "<b>Problemas graves</b>")
    lines = {load(project / "translations", "es").entries[each].line for each in (DURATION, PROBLEMS)}
    done = run(project, "check")
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
    done = run(project, "check", "es")
    assert (done.returncode, done.stdout) == (0, "nothing wrong\n")


def test_only_the_requested_languages_are_checked(project):
    translate(project, PROBLEMS, "3 problemas graves")
    assert run(project, "check", "ar").returncode == 0
    assert run(project, "check", "ar", "es").returncode == 1
    done = run(project, "check", "xx")
    assert done.returncode == 1
    assert done.stderr.startswith("mkdocs.yml: there is no language xx; choose from en ")
