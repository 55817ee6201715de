"""What is measured on every page, at the sizes and with the styles of readers. `test_every_page.py` does so."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from playwright.sync_api import Page

from tests.access.conftest import SAMPLE
from tests.built import LOCALES, BuiltPage

LAYOUT, GLYPHS = ((Path(__file__).parent / f"{name}.js").read_text("utf-8") for name in ("layout", "glyphs"))
MARKS = [locale for locale in ("am", "ti", "km", "lo", "th", "hi", "pa", "vi", "ar", "fa") if locale in LOCALES]
RIGHT_TO_LEFT = [locale for locale in ("ar", "fa") if locale in LOCALES]

# The reader's own styles, as in a user stylesheet; they override those of the page.
SPACED = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }"
    "p { margin-bottom: 2em !important; }"  # WCAG 1.4.12
)
LARGE = "html { font-size: 225% !important; }"  # 200 % of what the page sets (1.4.4)
SET_CSS = (
    """css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = [sheet]; }"""
)
IN_STYLES = f"styles => styles.map(css => {{ ({SET_CSS})(css); return ({LAYOUT})(); }})"

TARGETS = """() => [...document.querySelectorAll('a[href], button, summary, input')].flatMap(each => {
  if (!each.checkVisibility({visibilityProperty: true}) || each.closest('.skip:not(:focus)')) return [];
  const inline = getComputedStyle(each).display === 'inline', least = inline ? 24 : 44;
  const {width, height} = (each.closest('label') ?? each).getBoundingClientRect(); // a label is touched as its field is
  const said = `${Math.round(width)}×${Math.round(height)}, not ${least}: ${each.outerHTML.slice(0, 90)}`;
  return Math.min(width, height) + .5 < least ? [said] : [];
})"""

# In a grid or flex container, an isolated name would become an item of its own.
DETACHED_NAMES = """() => [...document.querySelectorAll('body *')]
  .filter(each => /grid|flex/.test(getComputedStyle(each).display)
  && [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim())
  && each.querySelector(':scope > bdi')).map(each => each.textContent)"""


def measure(phone: Page, page: BuiltPage) -> Iterator[tuple[str, str]]:
    """Measure an open page of 360×800 px, and yield what was measured and each error. The size is not reset."""

    def listed(kind: str, when: str, errors: Iterable[str]) -> Iterator[tuple[str, str]]:
        yield from ((kind, f"{page.url}, {when}: {error}") for error in errors)

    yield from listed("targets", "360 px", phone.evaluate(TARGETS))
    if page.slug == "":
        for menu in phone.locator(".menu > summary").all():
            menu.click()
            yield from listed("targets", "menu", phone.evaluate(TARGETS))
        phone.keyboard.press("Escape")
    if page.locale in MARKS:
        texts, cut_off = phone.evaluate(GLYPHS)
        assert texts, page.url
        yield from listed("glyphs", "360 px", cut_off)
    if page.locale in RIGHT_TO_LEFT:
        yield from listed("detached", "360 px", phone.evaluate(DETACHED_NAMES))
    spaced, large = phone.evaluate(IN_STYLES, [SPACED, LARGE])
    yield from listed("layout", "spaced text at 360 px", spaced)
    yield from listed("layout", "200 % text at 360 px", large)
    few = page.locale in (*SAMPLE, "de")  # and German, since it has long words
    if few:
        phone.set_viewport_size({"width": 1280, "height": 800})
        yield from listed("layout", "200 % text at 1280 px", phone.evaluate(LAYOUT))  # the lines are wide
    phone.set_viewport_size({"width": 320, "height": 640})  # 1.4.10
    [plain] = phone.evaluate(IN_STYLES, [""])
    yield from listed("layout", "320 px", plain)
    yield from listed("targets", "320 px", phone.evaluate(TARGETS))
    if few:
        phone.set_viewport_size({"width": 320, "height": 256})  # only the height differs
        yield from listed("layout", "400 % zoom of 1280×1024", phone.evaluate(LAYOUT))
