"""Shared fixtures: the site, built once per test run, its pages, and a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from mkdocs_handout.site.build import build_site
from tests.built import LOCALES, ROOT, SITE_URL, BuiltPage, build_once, built_pages, once
from tests.projects import copy_project
from tests.serving import SlowHandler, serve

WITHOUT_ADDRESS = ["en", LOCALES[1], "ar"]  # the languages of the site without an address
CHROMIUM = "/usr/bin/chromium-headless-shell"  # twice as fast as Chromium, which opens a window for each context
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
]  # fmt: skip


LONG = ["test_link_preview.py", "test_same_out.py", "test_preview_fresh.py"]
"""Files to begin with: the first needs the PDFs, and a long one at the end would leave the other workers idle."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sort the files that take long to the start."""
    items.sort(key=lambda item: LONG.index(item.path.name) if item.path.name in LONG else len(LONG))


@pytest.fixture(scope="session")
def site() -> Path:
    return build_once(ROOT / ".cache" / "test-site", SITE_URL=SITE_URL)


@pytest.fixture(scope="session")
def site_without_address() -> Path:
    """The site in English and two other languages, built without SITE_URL."""
    target = ROOT / ".cache" / "no-address-site"

    def build() -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.delenv("SITE_URL", raising=False)
            build_site(ROOT, target, WITHOUT_ADDRESS)

    return once(target, build)


@pytest.fixture(scope="session")
def pages(site: Path) -> list[BuiltPage]:
    """All pages for patients and staff, without the review pages (see test_review.py)."""
    return [page for page in built_pages(site) if not page.url.startswith("review/") or page.url == "review/"]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project with a last good site, in a folder whose name has spaces and non-ASCII letters."""
    return copy_project(tmp_path / "a project – ün")


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    yield from serve(site)


@pytest.fixture(scope="session")
def slow_address(site: Path) -> Iterator[str]:
    yield from serve(site, SlowHandler)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The only Playwright driver of a worker process, since a second one cannot run at the same time."""
    with sync_playwright() as found:
        yield found


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    assert Path(CHROMIUM).exists(), "Chromium is missing. Run: sudo apt-get install chromium-headless-shell"
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
    yield browser
    browser.close()


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    """A browser page of 360×800 pixels."""
    context = chromium.new_context(viewport={"width": 360, "height": 800}, has_touch=True)
    yield context.new_page()
    context.close()
