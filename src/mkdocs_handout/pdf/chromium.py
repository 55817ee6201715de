"""Draws tagged PDFs with Chromium, the only engine tried whose PDF text stays intact in Khmer, Lao and Punjabi."""

import io
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from playwright.sync_api import Browser, Error, ViewportSize, sync_playwright

from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.project.outputs import BROWSERS

# No network, and the same drawing on every machine.
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none", "--disable-background-networking"]


# Font sizes for a side of a leaflet, in points. The smallest is a last resort.
SIZES = {"largest": 13.5, "comfortable": 12, "smallest": 9, "step": 0.25}
PAPER: ViewportSize = {"width": 816, "height": 1056}
"""A page of Letter paper, in CSS pixels."""
_SET = "values => Object.entries(values).forEach(each => document.documentElement.style.setProperty(...each))"
_FIT = Path(__file__).with_name("fit.js")


@dataclass(frozen=True)
class Side:
    """How a side of a leaflet was fitted: its font size in points, and the used share of its height (1 is all).

    `full` is None if the text flows on to the next side.
    """

    points: float
    full: float | None = None


@dataclass(frozen=True)
class Drawing:
    """A PDF drawn by Chromium; its sides if it was fitted, and, for a leaflet on one sheet, a JPEG of the first one."""

    data: bytes
    sides: tuple[Side, ...] = ()
    picture: bytes = b""


class Engine:
    """A running Chromium that turns HTML into PDF."""

    def __init__(self, browser: Browser) -> None:
        self.version = f"Chromium {browser.version}"
        self._page = browser.new_context(offline=True, java_script_enabled=False, viewport=PAPER).new_page()

    def pdf(self, source: str) -> Drawing:
        """Draw an HTML page in the size of its own `@page`; a leaflet is fitted first, and drawn in colour."""
        page = self._page
        page.emulate_media(media="print")
        page.set_content(source)
        if page.locator("[data-fit]").count():
            page.emulate_media(media="screen")
            sides = page.evaluate(_FIT.read_text(encoding="utf-8"), SIZES)
            picture = page.screenshot(type="jpeg", quality=95)
            return Drawing(self._drawn(), tuple(Side(**each) for each in sides), picture)
        if page.locator("[data-pages]").count():
            page.emulate_media(media="screen")
            return self._within_pages()
        return Drawing(self._drawn())

    def _within_pages(self) -> Drawing:
        """Draw in the largest font size that keeps to the maximum number of pages; in the smallest, if none does."""
        most, sizes = self._page.evaluate("(({ pages, sizes }) => [+pages, sizes])(document.documentElement.dataset)")
        smallest, *larger = sorted(map(float, sizes.split()))
        found = None
        for size in larger:  # upwards, since most texts end at one of the smallest
            drawn = self._flowing(size)
            if len(drawn.sides) > most:
                break
            found = drawn
        found = found or self._flowing(smallest)
        return found if len(found.sides) <= most else self._flowing(smallest, 0.93)

    def _flowing(self, size: float, lines: float = 1.0) -> Drawing:
        """Draw a page in a font size, in points, with line heights multiplied by `lines`."""
        self._page.evaluate(_SET, {"--size": f"{size}pt", "--lines": str(lines)})
        data = self._drawn()
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return Drawing(data, (Side(size),) * len(pdf.pages))

    def _drawn(self) -> bytes:
        return self._page.pdf(tagged=True, outline=True, prefer_css_page_size=True)

    def picture(self, source: str, size: tuple[int, int], quality: int) -> bytes:
        """Return the top of a page as a JPEG of `size` pixels; `quality` goes from 0 to 100."""
        width, height = size
        self._page.emulate_media(media="screen")
        self._page.set_viewport_size({"width": width, "height": height})
        self._page.set_content(source)
        return self._page.screenshot(type="jpeg", quality=quality)


@contextmanager
def chromium() -> Iterator[Engine]:
    """Run Chromium; raises `HandoutError` if it is not installed or fails."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not path:
        raise HandoutError("Chromium is missing", "sudo apt-get install chromium")
    with failures_reported(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield Engine(browser)
        browser.close()


@contextmanager
def failures_reported() -> Iterator[None]:
    """Turn a failure of Chromium into a `HandoutError`."""
    try:
        yield
    except Error as error:
        raise HandoutError(
            f"Chromium failed: {str(error).splitlines()[0]}", "try again, and check that Chromium starts"
        ) from error
