"""The package is complete: its wheel builds this site with no other dependencies than those it declares."""

import os
import shutil
import subprocess
import sys
import venv
from importlib.metadata import Distribution, distribution, distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.built import ROOT, built_pages

PIP = ["-m", "pip", "--disable-pip-version-check", "--quiet"]


def run(python: Path, *arguments: str, cwd: Path) -> None:
    own = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run(
        [python, *arguments],
        cwd=cwd,
        env=own | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def needed(package: Distribution) -> list[str]:
    """Return the names of the packages that a package declares as dependencies, without its extras."""
    declared = map(Requirement, package.metadata.get_all("Requires-Dist") or [])
    return [each.name for each in declared if each.marker is None or each.marker.evaluate({"extra": ""})]


def link_dependencies(package: Distribution, folder: Path) -> None:
    """Link all that `package` depends on into `folder`; to install it would copy the theme's 15,000 icons."""
    locked = (ROOT / "requirements" / "site.txt").read_text().split()
    waiting, found = needed(package), set[str]()
    while waiting:
        each = distribution(waiting.pop())
        if each.name in found:
            continue
        found.add(each.name)
        waiting += needed(each)
        assert f"{canonicalize_name(each.name)}=={each.version}" in locked
        for top in {path.parts[0] for path in each.files or ()} - {"..", "__pycache__"}:
            (folder / top).symlink_to(str(each.locate_file(top)))


def test_a_wheel_in_an_empty_environment_builds_the_site(project, tmp_path):
    source = tmp_path / "source"  # a copy, since setuptools leaves a build folder behind
    shutil.copytree(ROOT / "src", source / "src", ignore=shutil.ignore_patterns("*.egg-info", "__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", source)
    build = ["--no-deps", "--no-build-isolation", "--wheel-dir", str(tmp_path)]
    run(Path(sys.executable), *PIP, "wheel", *build, str(source), cwd=tmp_path)
    (wheel,) = tmp_path.glob("*.whl")
    venv.create(tmp_path / "empty")
    python = tmp_path / "empty" / "bin" / "python"
    into = ["--python", str(python), "install", "--no-deps"]
    run(Path(sys.executable), *PIP, *into, str(wheel), cwd=tmp_path)
    (packages,) = (tmp_path / "empty").glob("lib/python*/site-packages")
    (package,) = distributions(path=[str(packages)])
    link_dependencies(package, packages)
    run(python, "-m", "mkdocs_handout", "site", "--into", str(tmp_path / "site"), "--locales", "es", cwd=project)
    assert {page.locale for page in built_pages(tmp_path / "site")} >= {"en", "es"}
