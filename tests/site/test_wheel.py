"""The package is complete: its wheel builds this site with no other dependencies than those it declares."""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

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


def pinned(requirements: Path, constraints: Path) -> Path:
    """Write the versions of a lock file as pip constraints, which must not have hashes."""
    lines = (line.split(" \\")[0] for line in requirements.read_text().splitlines() if not line.startswith(" "))
    constraints.write_text("\n".join(lines))
    return constraints


def test_a_wheel_in_an_empty_environment_builds_the_site(project, tmp_path):
    constraints = pinned(ROOT / "requirements" / "site.txt", tmp_path / "constraints.txt")
    source = tmp_path / "source"  # a copy, since setuptools leaves a build folder behind
    shutil.copytree(ROOT / "src", source / "src", ignore=shutil.ignore_patterns("*.egg-info", "__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", source)
    build = ["--no-deps", "--no-build-isolation", "--wheel-dir", str(tmp_path)]
    run(Path(sys.executable), *PIP, "wheel", *build, str(source), cwd=tmp_path)
    (wheel,) = tmp_path.glob("*.whl")
    venv.create(tmp_path / "empty")
    python = tmp_path / "empty" / "bin" / "python"
    into = ["--python", str(python), "install", "--no-compile"]
    run(Path(sys.executable), *PIP, *into, "--constraint", str(constraints), str(wheel), cwd=tmp_path)
    run(python, "-m", "mkdocs_handout", "site", "--into", str(tmp_path / "site"), "--locales", "es", cwd=project)
    assert {page.locale for page in built_pages(tmp_path / "site")} >= {"en", "es"}
