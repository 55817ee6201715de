"""Right in every script as a picture too: a font path is known that draws wrong characters over the right text."""

from functools import cache

import numpy as np
import pytest
from playwright.sync_api import sync_playwright

from mkdocs_handout.catalogs import SOURCE
from mkdocs_handout.messages import listed_names
from mkdocs_handout.scripts import script_of
from mkdocs_handout.sheets.engine import ARGUMENTS
from mkdocs_handout.sheets.layout import PrintPage, sheet
from tests.built import LOCALES, ROOT
from tests.paper.reading import grey

pytestmark = pytest.mark.xdist_group("paper")

# Drawn glyph by glyph, stacked, or in an order that no extractor gets.
SCRIPTS = {"Hans", "Hant", "Jpan", "Kore", "Khmr", "Arab"}
COMPARED = [locale for locale in LOCALES if script_of(locale) in SCRIPTS]
SIDE, TOP = 13 / 25.4 * 96, 11 / 25.4 * 96  # overrides/paper.css, at 96 dots an inch
WIDTH, HEIGHT = 8.5 * 96 - 2 * SIDE, 800
BAND = 20  # dots: less than a line of 18 points
# Of the pictures of one line, drawn by two programs; of another line's letters it is below 0.6.
ALIKE = 0.8


@pytest.fixture(scope="module")
def seen(printed, tmp_path_factory):
    """Give the top of a large sheet as the browser shows it; `spoilt` is what to do to its HTML first."""
    names = listed_names(ROOT)
    css = (ROOT / "overrides" / "paper.css").read_text() + f"html {{ width: {WIDTH}px; overflow: hidden; }}"

    @cache
    def show(locale, spoilt=str):
        own, english = (PrintPage.read(printed, each, names[each]) for each in (locale, SOURCE))
        page = browser.new_page(viewport={"width": round(WIDTH) + 1, "height": HEIGHT})
        page.emulate_media(media="print")
        page.set_content(spoilt(sheet(own, css, "large", english, {})))
        picture = grey(page.screenshot())
        page.close()
        return picture

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield show
        browser.close()


def bands(picture):
    """A picture's bands from top to bottom, each as the darkness of small squares."""
    squares = 255 - picture[: HEIGHT // BAND * BAND, : int(WIDTH) // 4 * 4].astype(float)
    squares = squares.reshape(-1, BAND, squares.shape[1]).reshape(-1, BAND // 4, 4, squares.shape[1] // 4, 4)
    return squares.mean(axis=(2, 4)).reshape(HEIGHT // BAND, -1)


def unlike(one, other):
    """How alike the two pictures are where they are least so, of all bands with text."""
    pairs = [(a, b) for a, b in zip(bands(one), bands(other), strict=True) if max(a.sum(), b.sum()) > 4000]
    assert len(pairs) > 10
    return min(np.corrcoef(a, b)[0, 1] if a.std() and b.std() else 0 for a, b in pairs)


def cut(sheet):
    """The text area of a sheet's first page, as large as the browser's picture."""
    picture = sheet.picture(96)
    return picture[round(TOP) : round(TOP) + HEIGHT, round(SIDE) : round(SIDE) + round(WIDTH) + 1]


@pytest.mark.parametrize("locale", COMPARED)
def test_paper_shows_what_the_browser_shows(locale, read, seen):
    assert unlike(cut(read(f"ims-{locale}-large.pdf")), seen(locale)) > ALIKE


@pytest.mark.parametrize("locale", COMPARED)
def test_one_wrong_letter_would_be_seen(locale, read, seen):
    """The same with the letters of the lead shifted to their neighbours, as a wrong table of glyphs would."""
    assert unlike(cut(read(f"ims-{locale}-large.pdf")), seen(locale, shifted)) < ALIKE


def shifted(source):
    head, body = source.split('class="lead"', 1)
    text, rest = body.split("</p>", 1)
    wrong = "".join(chr(ord(char) + 1) if ord(char) > 0x5FF else char for char in text)
    return f'{head}class="lead"{wrong}</p>{rest}'
