"""PDF pages look the same as in the browser: a known font bug draws wrong glyphs, although the text is right."""

from functools import cache

import numpy as np
import pytest

from mkdocs_handout.pdf.chromium import ARGUMENTS
from mkdocs_handout.pdf.make import plan
from mkdocs_handout.project.writing_systems import script_of
from tests.built import LOCALES, ROOT
from tests.pdf.reading import grey

# Scripts with very many glyphs, stacked letters, or (Arabic) an order that text extractors get wrong.
SCRIPTS = {"Hans", "Hant", "Jpan", "Kore", "Khmr", "Arab"}
COMPARED = [locale for locale in LOCALES if script_of(locale) in SCRIPTS]
DOTS = 192  # dots per inch: two per CSS pixel
SIDE = TOP = round(9 / 25.4 * DOTS)  # overrides/leaflet.css, @page large
WIDTH, HEIGHT = round(8.5 * DOTS) - 2 * SIDE, 1400
PIECE = 120  # dots: two or three letters of 18 points
MAX_SHIFT = 4  # dots by which a line may be shifted on paper
# For a piece of a line in both pictures. Measured: 0.73 to 0.92 for correct letters, 0 to 0.43 for wrong ones.
MIN_SIMILARITY = 0.7


@pytest.fixture(scope="module")
def seen(printed, playwright):
    """A function that returns the top of a large-print sheet as the browser shows it, after a `change` to its HTML."""
    sources = {job.name: job.source for job in plan(ROOT, printed)}
    wide = f"<style>html {{ width: {WIDTH / 2}px; overflow: hidden; }}</style>"
    size = {"width": WIDTH // 2 + 1, "height": HEIGHT // 2}

    @cache
    def show(locale, change=str):
        page.set_content(change(sources[f"ims-{locale}-large.pdf"]()) + wide)
        return dark(grey(page.screenshot()))

    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
    page = browser.new_page(viewport=size, device_scale_factor=2)
    page.emulate_media(media="screen")
    yield show
    browser.close()


def dark(picture):
    """Return the letters and lines of a picture, without light backgrounds."""
    ink = 255 - picture.astype(float)
    return np.where(ink > 64, ink, 0)[:HEIGHT, : WIDTH // 2 * 2]


def lines(picture):
    """Return the top and bottom of each complete line of text, ignoring the sides of frames."""
    edges = np.flatnonzero(np.diff((picture.sum(axis=1) > 8 * 255).astype(int), prepend=0, append=0))
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return [(top, foot) for top, foot in pairs if foot < HEIGHT and 16 < foot - top < 120]


def correlation(one, other):
    return np.corrcoef(one.ravel(), other.ravel())[0, 1] if one.std() and other.std() else 0


def blurred(picture):
    high, width = (each // 2 for each in picture.shape)
    return picture[: high * 2, : width * 2].reshape(high, 2, width, 2).mean(axis=(1, 3))


def lowest_similarity(paper, screen):
    """Align each line on the screen with that on paper, and return the lowest similarity."""
    found = []
    paper = np.pad(paper, MAX_SHIFT)
    for top, foot in lines(screen):
        line, place = screen[top:foot], paper[top : foot + 2 * MAX_SHIFT]
        down = _shift(place.sum(axis=1), line.sum(axis=1))
        across = _shift(place.sum(axis=0), line.sum(axis=0))
        laid = place[down : down + len(line), across : across + line.shape[1]]
        for at in range(PIECE, line.shape[1] - 2 * PIECE, PIECE):  # the ends may have pictograms or frames
            piece = line[:, at : at + PIECE]
            if 0.05 < (piece > 128).mean() < 0.6:  # not a solid bar
                found.append(correlation(blurred(laid[:, at : at + PIECE]), blurred(piece)))
    assert len(found) > 50
    return min(found)


def _shift(place, line):
    return max(range(2 * MAX_SHIFT + 1), key=lambda by: correlation(place[by : by + len(line)], line))


@pytest.fixture(scope="module")
def paper(read):
    return cache(lambda locale: dark(read(f"ims-{locale}-large.pdf").picture(DOTS, 1)[TOP:, SIDE:]))


@pytest.mark.parametrize("locale", COMPARED)
def test_pdf_pages_look_the_same_as_in_the_browser(locale, paper, seen):
    assert lowest_similarity(paper(locale), seen(locale)) > MIN_SIMILARITY


@pytest.mark.parametrize("locale", COMPARED)
def test_wrong_letters_are_detected(locale, paper, seen):
    """Each letter of the first main point is replaced by the next one, as with a wrong glyph table."""
    assert lowest_similarity(paper(locale), seen(locale, shifted)) < MIN_SIMILARITY


def shifted(source):
    head, body = source.split("<ol><li><p>", 1)
    text, rest = body.split("</p>", 1)
    wrong = "".join(chr(ord(char) + 1) if ord(char) > 0x5FF else char for char in text)
    return f"{head}<ol><li><p>{wrong}</p>{rest}"
