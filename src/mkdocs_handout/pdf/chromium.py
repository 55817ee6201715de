"""Chromium's tagged PDF: of the engines tried the only one whose text comes out whole in Khmer, Lao and Punjabi."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Error, sync_playwright

from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.project.outputs import BROWSERS

# No network, and the same drawing on every machine.
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none", "--disable-background-networking"]


class Engine:
    """A running Chromium that turns HTML into PDF."""

    def __init__(self, browser: Browser) -> None:
        self.version = f"Chromium {browser.version}"
        self._page = browser.new_context(offline=True, java_script_enabled=False).new_page()

    def pdf(self, source: str) -> bytes:
        """Return the PDF of a page, its size as its own `@page` says."""
        self._page.set_content(source)
        return self._page.pdf(tagged=True, outline=True, prefer_css_page_size=True)

    def picture(self, source: str, size: tuple[int, int], quality: int) -> bytes:
        """Return the top of a page as a JPEG of `size` pixels; `quality` goes from 0 to 100."""
        width, height = size
        self._page.set_viewport_size({"width": width, "height": height})
        self._page.set_content(source)
        return self._page.screenshot(type="jpeg", quality=quality)


@contextmanager
def chromium() -> Iterator[Engine]:
    """Run Chromium; raises `HandoutError` if it is not there or does not start."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not path:
        raise HandoutError("Chromium is missing", "sudo apt-get install chromium")
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
            yield Engine(browser)
            browser.close()
    except Error as error:
        raise HandoutError(f"Chromium failed: {str(error).splitlines()[0]}", "try again; see that it starts") from error
