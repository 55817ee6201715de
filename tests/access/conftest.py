"""A browser page with the checkers injected, reused for many addresses."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.access.checkers import script
from tests.built import LOCALES

# Languages in which the checkers test several states of a page: one for each kind of script.
SAMPLE = [locale for locale in ("en", "ar", "am", "km", "zh-Hant") if locale in LOCALES]

ONE_OF_EACH_SCRIPT = [
    each
    for each in ("en", "vi", "ru", "ar", "am", "hi", "pa", "th", "lo", "km", "ko", "ja", "zh-Hant")
    if each in LOCALES
]


@pytest.fixture(scope="module")
def checked_page(chromium: Browser) -> Iterator[Page]:
    """A browser page of 360×800 pixels with axe injected."""
    context = chromium.new_context(viewport={"width": 360, "height": 800}, has_touch=True)
    context.add_init_script(script("axe-core/axe.min.js"))
    yield context.new_page()
    context.close()


def prefix(locale: str) -> str:
    """Return the prefix of a locale's addresses."""
    return "" if locale == "en" else f"{locale}/"
