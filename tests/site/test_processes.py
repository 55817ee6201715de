"""The languages of a build are divided among processes: nothing of any of them is lost, neither files nor errors."""

import subprocess
import sys
import textwrap
from itertools import pairwise

import pytest

from mkdocs_handout.catalog.catalog import po_path
from mkdocs_handout.project.languages import listed_locales
from mkdocs_handout.site.processes import ENGLISH_AS_LANGUAGES, WORTH_A_PROCESS
from tests.built import LOCALES
from tests.projects import copy_project

LETTERS = "abcdefghijkl"


def divided(body: str, most: int) -> subprocess.CompletedProcess[str]:
    """Run `build`, whose body is given, in up to `most` processes, and print its result or its error."""
    code = f"""
import os, signal
from mkdocs_handout.project.errors import FaultsError, HandoutError
from mkdocs_handout.site.processes import Processes
processes = Processes({most})
parent = os.getpid()
def build():
    own = processes.divide({LETTERS!r})
{textwrap.indent(textwrap.dedent(body), "    ")}
try:
    print(processes.run(build))
except Exception as error:
    print(type(error).__name__, str(error).splitlines())
"""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize("most", [1, 2, 3, 7])
def test_each_language_is_built_by_one_process_that_has_enough_of_them(most):
    done = divided("return ['shared', *own, f'{len(own)} languages']", most)
    assert (done.returncode, done.stderr) == (0, "")
    notes = eval(done.stdout)  # noqa: S307 - a list that this test printed
    assert notes.count("shared") == 1
    assert sorted(set(notes) & set(LETTERS)) == list(LETTERS)
    first = divided("return [own[0]] if os.getpid() == parent else []", most)
    assert eval(first.stdout) == ["a"], "English is written by the process that ends the build"  # noqa: S307 - as above
    sizes = [int(each.split()[0]) for each in notes if each.endswith("languages")]
    assert min(sizes) >= WORTH_A_PROCESS
    assert len(done.stdout.splitlines()) == 1, "a child went on after its build"


def test_errors_of_all_processes_are_reported_each_once():
    done = divided(
        "raise FaultsError([HandoutError('the English is wrong', 'mend it'), HandoutError(own[0], 'mend it')])", 2
    )
    assert done.stdout.startswith("FaultsError ")
    assert done.stdout.count("the English is wrong; mend it") == 1
    assert "a; mend it" in done.stdout
    assert "b; mend it" in done.stdout


def test_an_unforeseen_error_of_another_process_is_raised():
    done = divided("if os.getpid() != parent: raise OSError(28, 'No space left', 'page.html')", 2)
    assert done.stdout == "OSError [\"[Errno 28] No space left: 'page.html'\"]\n"


def test_a_killed_process_is_reported():
    done = divided("if os.getpid() != parent: os.kill(os.getpid(), signal.SIGKILL)\nreturn own", 2)
    assert done.stdout.startswith("FaultsError ")
    assert "was killed; build again" in done.stdout


def test_neighbours_are_built_by_different_processes():
    """Languages that take longer, such as those written right to left, stand side by side in mkdocs.yml."""
    done = divided("return [''.join(own)]", 2)
    parts = eval(done.stdout)  # noqa: S307 - a list that this test printed
    assert abs(len(parts[0]) + ENGLISH_AS_LANGUAGES - 1 - len(parts[1])) <= 1
    assert all(one + other not in part for one, other in pairwise(LETTERS[4:]) for part in parts)


def meanwhile(body: str, processes: int = 2, asked: bool = True) -> subprocess.CompletedProcess[str]:
    """Do work, whose body is given, meanwhile; print its result if it is `asked` for, and whether a process is left."""
    code = f"""
import os, signal, time
from mkdocs_handout.site.processes import Meanwhile
parent = os.getpid()
def work():
{textwrap.indent(textwrap.dedent(body), "    ")}
try:
    with Meanwhile(work, {processes}) as other:
        print({"other.result()" if asked else None})
finally:
    try:
        print(os.waitpid(-1, os.WNOHANG))
    except ChildProcessError:
        print("no process is left")
"""
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def test_work_is_done_by_another_process_meanwhile():
    assert meanwhile("return os.getpid() != parent").stdout == "True\nno process is left\n"
    assert meanwhile("return os.getpid() != parent", processes=1).stdout == "False\nno process is left\n"


@pytest.mark.parametrize("end", ["os.kill(os.getpid(), signal.SIGKILL)", "raise OSError", "return lambda: 0"])
def test_work_that_another_process_could_not_do_is_done_by_this_one(end):
    done = meanwhile(f"if os.getpid() == parent: return 'done here'\n{end}")
    assert (done.stdout, done.stderr) == ("done here\nno process is left\n", "")


def test_an_error_of_such_work_has_its_place():
    done = meanwhile("raise ValueError('the menu is wrong')")
    assert done.stderr.endswith("ValueError: the menu is wrong\n")
    assert "in work" in done.stderr
    assert done.stdout == "no process is left\n"


def test_work_that_nobody_waits_for_is_stopped():
    done = meanwhile("time.sleep(50)", asked=False)
    assert done.stdout == "None\nno process is left\n"


def test_unsafe_text_in_languages_of_different_processes_is_reported_at_once(tmp_path):
    project = copy_project(tmp_path / "project", LOCALES)
    neighbours = listed_locales(project)[1:3]  # built by different processes
    for locale in neighbours:
        path = po_path(project / "translations", locale)
        head, _, end = path.read_text(encoding="utf-8").rpartition('\nmsgstr "')
        path.write_text(f'{head}\nmsgstr "<b>{end}', encoding="utf-8")
    code = "build_site(Path.cwd(), Path('site').resolve(), processes=2)"  # also on a machine with one processor
    code = f"from pathlib import Path; from mkdocs_handout.site.build import build_site; {code}"
    done = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    for locale in neighbours:
        assert f": {locale}: '<' where the English has none" in done.stderr
