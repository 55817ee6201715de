"""One browser page for many tests: opening another takes longer than loading an address in it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def same_phone(chromium: Browser) -> Iterator[Page]:
    """A browser page of 360×800 pixels, for all tests of a file that load a page only to look at it."""
    page = chromium.new_page(viewport={"width": 360, "height": 800}, has_touch=True)
    yield page
    page.close()
