"""The really built site, once per run, and its pages."""

from pathlib import Path

import pytest

from tests.built import ROOT, SITE_URL, BuiltPage, build_once, built_pages


@pytest.fixture(scope="session")
def site() -> Path:
    return build_once(ROOT / ".cache" / "test-site", SITE_URL=SITE_URL)


@pytest.fixture(scope="session")
def pages(site: Path) -> list[BuiltPage]:
    return built_pages(site)
