"""Builds are reproducible: the site is the same byte for byte in any place, at any time and in any number of parts."""

import gc
import os
import shutil
import signal
import subprocess
import sys
import weakref
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from mkdocs_handout.page.csp import minified
from mkdocs_handout.project.languages import listed_locales
from tests.built import built_pages
from tests.projects import FEW, PARTS, copy_project, run


def content(folder: Path) -> dict[str, bytes]:
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert len(found) > len(FEW)
    return found


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return [name for name in sorted({*one, *other}) if one.get(name) != other.get(name)]


@pytest.fixture(scope="module")
def reference(tmp_path_factory) -> dict[str, bytes]:
    project = copy_project(tmp_path_factory.mktemp("usual") / "project")
    assert run(project, "site", TZ="UTC", LC_ALL="C.UTF-8", PYTHONHASHSEED="1").stderr == ""
    return content(project / "site")


@pytest.fixture(scope="session")
def locales_folder(tmp_path_factory) -> Path:
    """A Turkish locale (another upper case of i) and an Arabic one (other digits), compiled with localedef."""
    assert shutil.which("localedef"), "localedef is missing. Run: sudo apt-get install locales"
    folder = tmp_path_factory.mktemp("locales")
    for name in ("tr_TR", "ar_EG"):
        command = ["localedef", "-i", name, "-f", "UTF-8", str(folder / f"{name}.UTF-8")]
        subprocess.run(command, check=True, capture_output=True)
    return folder


PAST = ("faketime", "2001-01-01")


@pytest.mark.parametrize(
    ("before", "environment"),
    [
        (PAST, {"TZ": "Pacific/Kiritimati", "LC_ALL": "C"}),
        ((), {"TZ": "Pacific/Niue", "LC_ALL": "tr_TR.UTF-8", "PATH": "/nowhere"}),
        ((), {"TZ": "Asia/Kabul", "LC_ALL": "ar_EG.UTF-8"}),
    ],
    ids=["a clock in the past", "no git", "other digits"],
)
def test_folder_clock_time_zone_locale_and_git_do_not_change_the_site(
    before, environment, project, reference, locales_folder
):
    """If the site is the same under several conditions at once, none of them changes it."""
    assert shutil.which("faketime"), "faketime is missing. Run: sudo apt-get install faketime"
    done = run(project, "site", before=before, LOCPATH=str(locales_folder), PYTHONHASHSEED="2", **environment)
    assert (done.returncode, done.stderr) == (0, "")
    assert not differing(content(project / "site"), reference)


def test_merged_parts_equal_one_build(project, reference):
    """As in publish.yml with two jobs: files that both parts have are equal, and merged parts equal one build."""
    merged: dict[str, bytes] = {}
    for part in ("1/2", "2/2"):
        done = run(project, "site", "--shard", part)
        assert done.stderr == ""
        found = content(project / "site")
        assert set(found) < set(reference), "a part has all files"
        assert not [name for name in found.keys() & merged.keys() if found[name] != merged[name]]
        merged |= found
    assert not differing(merged, reference)


def test_building_some_languages_gives_the_same_files(project, reference):
    some = listed_locales(project)[1:3]
    assert run(project, "site", "--locales", *some).stderr == ""
    assert {page.locale for page in built_pages(project / "site")} == {"en", *some}
    found = content(project / "site")
    assert not [name for name in found if found[name] != reference[name]]


def test_an_unknown_language_is_reported(project):
    done = run(project, "site", "--locales", "xx")
    assert done.returncode == 1
    assert done.stderr.startswith(
        f"mkdocs.yml: there is no language xx; choose from {' '.join(listed_locales(project))}"
    )


def test_windows_line_endings_do_not_change_the_site(project, reference):
    for name in PARTS:
        for path in [project / name, *(project / name).rglob("*")]:
            if path.is_file() and (data := path.read_bytes()) and b"\0" not in data:
                path.write_bytes(data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    assert run(project, "site").stderr == ""
    assert not differing(content(project / "site"), reference)


def test_a_shallow_clone_shows_no_date(project, tmp_path):
    """Because its history is cut off, every file would seem to have changed on the date of the last commit."""
    author = ["-c", "user.name=n", "-c", "user.email=e@example.com"]
    when = {**os.environ, "GIT_AUTHOR_DATE": "2020-02-03T12:00Z", "GIT_COMMITTER_DATE": "2020-02-03T12:00Z"}
    shutil.rmtree(project / "site")
    for command in (["init", "-q"], ["add", "-A"], [*author, "commit", "-qm", "first"]):
        subprocess.run(["git", *command], cwd=project, env=when, check=True)
    subprocess.run(["git", *author, "commit", "-q", "--allow-empty", "-m", "second"], cwd=project, check=True)
    for name, options, dates in (("whole", [], {"2020-02-03"}), ("shallow", ["--depth=1"], set())):
        clone = tmp_path / name
        subprocess.run(["git", "clone", "-q", *options, project.as_uri(), clone], check=True)
        assert run(clone, "site", "--locales", "es").stderr == ""
        pages = built_pages(clone / "site")
        assert {day for page in pages for day in page.tree.xpath("//footer//time/@datetime")} == dates


def test_a_page_has_the_date_of_its_translation_if_that_is_later(project):
    author = ["-c", "user.name=n", "-c", "user.email=e@example.com"]
    po = project / "translations/es/LC_MESSAGES/messages.po"
    shutil.rmtree(project / "site")
    subprocess.run(["git", "init", "-q"], cwd=project, check=True)
    for day in ("2020-02-03", "2021-03-04"):
        po.write_text(f"# Looked at on {day}.\n{po.read_text(encoding='utf-8')}", encoding="utf-8")
        when = {**os.environ, "GIT_AUTHOR_DATE": f"{day}T12:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00Z"}
        for command in (["add", "-A"], [*author, "commit", "-qm", "a change"]):
            subprocess.run(["git", *command], cwd=project, env=when, check=True)
    assert run(project, "site", "--locales", "es").stderr == ""
    pages = [page for page in built_pages(project / "site") if page.slug == "about/"]
    days = {page.locale: page.tree.xpath("//footer//time/@datetime") for page in pages}
    assert days == {"en": ["2020-02-03"], "es": ["2021-03-04"]}


def test_a_preview_keeps_no_templates_of_earlier_builds():
    env = Environment(loader=DictLoader({"a.css": "p { /* why */ }"}), autoescape=True)
    assert minified(env, "a.css") == "p{}"
    kept = weakref.ref(env)
    del env
    gc.collect()
    assert not kept()


def calls(project: Path) -> int:
    """Return the number of Python function calls in one build, a measure that does not depend on the machine.

    Because of a bug, Debian 12's Python 3.11.2 crashes in about one of eight profiled runs; then the build is repeated.
    """
    code = (
        "import cProfile, pstats, pathlib; p = cProfile.Profile(builtins=False);"
        "from mkdocs_handout.site.build import build_site;"
        "p.runcall(build_site, pathlib.Path.cwd(), pathlib.Path('site').resolve(), processes=1);"
        "print(pstats.Stats(p).total_calls)"
    )
    for _ in range(8):
        shutil.rmtree(project / ".cache", ignore_errors=True)  # templates compiled by an earlier build
        done = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=False)
        if done.returncode != -signal.SIGSEGV:
            break
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


def test_work_grows_linearly_with_pages_and_languages(tmp_path):
    """Each additional page causes the same work, and so does each additional language."""
    project = copy_project(tmp_path / "project")
    config = (project / "mkdocs.yml").read_text(encoding="utf-8")
    page = (project / "docs" / "about.md").read_text(encoding="utf-8")
    others = [line for line in config.splitlines(True) if "- {locale:" in line and "default: true" not in line]

    def built(pages: int, *languages: str) -> int:
        names = [f"more-{number}" for number in range(pages)]
        for name in names:
            (project / "docs" / f"{name}.md").write_text(page, encoding="utf-8")
        nav = "".join(f"  - More: {name}.md\n" for name in names)
        text = config.replace("  - Languages: languages.md\n", f"  - Languages: languages.md\n{nav}")
        for line in others:
            text = text if line in languages else text.replace(line, "")
        (project / "mkdocs.yml").write_text(text, encoding="utf-8")
        return calls(project)

    none, few, one, both = built(2), built(2, others[0]), built(2, others[1]), built(2, others[0], others[1])
    assert both - none < 1.25 * ((few - none) + (one - none))  # the work differs between languages
    more, most = built(6, others[0]), built(14, others[0])  # last, since the added pages are not removed
    assert (most - more) / 8 < 1.5 * (more - few) / 4
