"""The really built site, once per run, and its pages."""

from pathlib import Path

import pytest

from tests.built import ROOT, SITE_URL, BuiltPage, build_once, built_pages
from tests.projects import copy_project


@pytest.fixture(scope="session")
def site() -> Path:
    return build_once(ROOT / ".cache" / "test-site", SITE_URL=SITE_URL)


@pytest.fixture(scope="session")
def pages(site: Path) -> list[BuiltPage]:
    return built_pages(site)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project, in a folder whose name has spaces and other letters, with a last good site."""
    return copy_project(tmp_path / "a project – ün")
