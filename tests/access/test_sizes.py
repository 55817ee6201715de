"""Narrow screens, large text and wide spacing: no text is cut off or overlaps, and no page scrolls sideways."""

from pathlib import Path

import pytest

from tests.access.conftest import SAMPLE, prefix
from tests.built import LOCALES

LAYOUT, GLYPHS = ((Path(__file__).parent / f"{name}.js").read_text("utf-8") for name in ("layout", "glyphs"))
MARKS = [locale for locale in ("am", "ti", "km", "lo", "th", "hi", "pa", "vi", "ar", "fa") if locale in LOCALES]

# The reader's own styles, as in a user stylesheet; they override those of the page.
SPACED = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }"
    "p { margin-bottom: 2em !important; }"  # WCAG 1.4.12
)
LARGE = "html { font-size: 225% !important; }"  # 200 % of what the page sets (1.4.4)
SET_CSS = (
    """css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = [sheet]; }"""
)
ZOOM = "400 % zoom of 1280×1024"  # as wide as 320 px; in a few languages, since only the height differs
WIDE = "200 % text at 1280 px"  # in a few languages, and in one with long words, since the lines are wide
MODES = {
    "320 px wide": ((320, 640), ""),  # 1.4.10
    ZOOM: ((320, 256), ""),
    "spaced text at 360 px": ((360, 800), SPACED),
    "200 % text at 360 px": ((360, 800), LARGE),
    WIDE: ((1280, 800), LARGE),
}

TARGETS = """() => [...document.querySelectorAll('a[href], button, summary, input')].flatMap(each => {
  if (!each.checkVisibility({visibilityProperty: true}) || each.closest('.skip:not(:focus)')) return [];
  const inline = getComputedStyle(each).display === 'inline', least = inline ? 24 : 44;
  const {width, height} = (each.closest('label') ?? each).getBoundingClientRect(); // a label is touched as its field is
  const said = `${Math.round(width)}×${Math.round(height)}, not ${least}: ${each.outerHTML.slice(0, 90)}`;
  return Math.min(width, height) + .5 < least ? [said] : [];
})"""


@pytest.fixture(scope="module")
def found(request, pages, chromium, address):
    """Return the errors on the pages of a language, by what was measured. Each page loads only once."""
    errors = {"layout": [], "targets": [], "glyphs": []}
    phone = chromium.new_page(viewport={"width": 360, "height": 800}, has_touch=True)
    own = [page for page in pages if page.locale == request.param]
    assert own
    for page in own:

        def add(kind, when, messages, page=page):
            errors[kind] += [f"{page.url}, {when}: {message}" for message in messages]

        phone.set_viewport_size({"width": 360, "height": 800})
        phone.goto(address + page.url)
        add("targets", "360 px", phone.evaluate(TARGETS))
        for menu in phone.locator(".menu > summary").all() if page.slug == "" else []:
            menu.click()
            add("targets", "menu", phone.evaluate(TARGETS))
        phone.keyboard.press("Escape")
        if request.param in MARKS:
            texts, cut_off = phone.evaluate(GLYPHS)
            assert texts, page.url
            add("glyphs", "360 px", cut_off)
        for mode, ((width, height), css) in MODES.items():
            if mode in (ZOOM, WIDE) and request.param not in (*SAMPLE, "de"):
                continue
            phone.set_viewport_size({"width": width, "height": height})
            phone.evaluate(SET_CSS, css)
            add("layout", mode, phone.evaluate(LAYOUT))
            if mode == "320 px wide":
                add("targets", mode, phone.evaluate(TARGETS))
    phone.close()
    return errors


@pytest.mark.parametrize("found", LOCALES, indirect=True)
def test_no_text_overlaps_or_overflows_at_any_size(found):
    assert not found["layout"], "\n".join(found["layout"])


@pytest.mark.parametrize("found", LOCALES, indirect=True)
def test_touch_targets_are_large_enough(found):
    """44 px, or 24 px for a link within text (WCAG 2.5.5, 2.5.8)."""
    assert not found["targets"], "\n".join(found["targets"])


@pytest.mark.parametrize("found", MARKS, indirect=True)
def test_diacritics_are_not_cut_off(found):
    """All glyphs stay within their line, so that no diacritic touches the next line or an edge."""
    assert not found["glyphs"], "\n".join(found["glyphs"])


def test_layout_errors_are_detected(phone, address):
    phone.goto(address)
    phone.evaluate(SET_CSS, "h1 { margin-bottom: -2em } .lead { width: 500px }")
    errors = "\n".join(phone.evaluate(LAYOUT))
    assert "lie on one another" in errors
    assert "scrolls sideways" in errors


def test_a_line_too_short_for_its_diacritics_is_detected(phone, address):
    phone.goto(address + prefix(MARKS[0]))
    phone.evaluate(SET_CSS, "h1 { line-height: .8 !important }")
    assert phone.evaluate(GLYPHS)[1]
