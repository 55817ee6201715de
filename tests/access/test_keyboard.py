"""Keyboard access: tab order, visible focus, no focus trap, skip link, Escape."""

import pytest

from tests.access.conftest import SAMPLE, prefix
from tests.built import LOCALES

BOTH_WAYS = [locale for locale in ("en", "ar") if locale in LOCALES]

# The focused element: its position in document order, whether it is visible, and the contrast of its outline. The
# outline is outside the element's box, so its contrast is measured against the parent's background.
FOCUSED = """() => {
  const each = document.activeElement;
  if (!each || each === document.body) return null;
  const met = window.met ??= new Set(), again = met.has(each);
  met.add(each);
  const rgb = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(value => value / 255)
    .map(value => value <= .04045 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4)
    .reduce((sum, value, at) => sum + value * [.2126, .7152, .0722][at], 0);
  const style = getComputedStyle(each), inner = parseFloat(style.outlineOffset) < 0;
  let behind = inner ? each : each.parentElement;
  while (behind && rgb(getComputedStyle(behind).backgroundColor)[3] === 0) behind = behind.parentElement;
  const ground = rgb(behind ? getComputedStyle(behind).backgroundColor : 'rgb(255, 255, 255)');
  const [one, other] = [light(rgb(style.outlineColor)), light(ground)].sort((a, b) => b - a);
  const box = each.getBoundingClientRect();
  const x = box.x + Math.min(box.width / 2, 20), y = box.y + Math.min(box.height / 2, 12);
  const top = document.elementFromPoint(x, y);
  return {
    again, at: [...document.querySelectorAll('*')].indexOf(each), html: each.outerHTML.slice(0, 100),
    outline: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth), contrast: (one + .05) / (other + .05),
    seen: !!top && (each.contains(top) || top.contains(each)), inMain: !!each.closest('main'),
  };
}"""


# All visible elements that Tab reaches. In a group of radio buttons that is the checked one only.
CONTROLS = """[...document.querySelectorAll('a[href], button, summary, input, select, textarea, [tabindex]')]
  .filter(each => each.checkVisibility({visibilityProperty: true}) && each.tabIndex >= 0
    && !each.matches('[type=radio]:not(:checked)'))"""
FOCUS_EACH = f"() => {CONTROLS}.map(each => {{ each.focus(); return ({FOCUSED})(); }})"


def walk(page):
    """Press Tab until the focus leaves the page or, in a browser without toolbars, returns to the first element.

    Returns what had the focus in between. The page itself notes it, when the key is released.
    """
    reachable = page.evaluate(f"{CONTROLS}.length")
    page.evaluate(f"() => {{ window.walked = []; addEventListener('keyup', () => walked.push(({FOCUSED})()), true); }}")
    for _ in range(reachable + 2):
        page.keyboard.press("Tab")
    found = page.evaluate("walked")
    ends = [at for at, each in enumerate(found) if each is None or each["again"]]
    assert ends, f"focus trap: there are {reachable} controls, but Tab does not leave the page"
    return found[: ends[0]]


def open_page(page, address, locale):
    """Open a page, and wait for the offer of the browser's own language, which has two controls."""
    page.goto(address)
    if locale != "en" and page.locator(".offer").count():
        page.wait_for_selector(".offer:not([hidden])")


@pytest.mark.parametrize("locale", BOTH_WAYS)
def test_tab_order_follows_the_page_and_focus_is_always_visible(locale, pages, phone, address):
    """In dark mode, where only the colours differ, a script moves the focus instead of Tab."""
    errors = []
    for page in (page for page in pages if page.locale == locale):
        phone.emulate_media(color_scheme="light")
        open_page(phone, address + page.url, locale)
        reachable = phone.evaluate(f"{CONTROLS}.length")
        found = list(walk(phone))
        places = [each["at"] for each in found]
        assert places == sorted(set(places)), f"{page.url}: out of order"
        assert len(places) == reachable, f"{page.url}: Tab reaches {len(places)} of {reachable} controls"
        phone.emulate_media(color_scheme="dark")
        in_dark = phone.evaluate(FOCUS_EACH)
        assert len(in_dark) == reachable
        for each in found + in_dark:
            if each["outline"] < 2 or each["contrast"] < 3 or not each["seen"]:
                errors.append(f"{page.url}: {each}")
    assert not errors, "\n".join(errors)


@pytest.mark.parametrize("locale", BOTH_WAYS)
def test_shift_tab_reverses_the_tab_order(locale, phone, address):
    open_page(phone, address + prefix(locale) + "what-to-expect/", locale)
    forth = [each["html"] for each in walk(phone)]
    assert len(forth) > 10
    back = []
    for _ in range(len(forth) + 1):
        phone.keyboard.press("Shift+Tab")
        found = phone.evaluate(FOCUSED)
        back += [found["html"]] if found else []
    assert back[-len(forth) :] == forth[::-1] or back[: len(forth)] == forth[::-1]


@pytest.mark.parametrize("locale", SAMPLE)
def test_first_tab_reaches_a_link_that_skips_the_menus(locale, phone, address):
    phone.goto(address + prefix(locale) + "possible-problems/")
    phone.keyboard.press("Tab")
    skip = phone.locator(".skip")
    assert skip.evaluate("each => each === document.activeElement && each.getBoundingClientRect().height >= 44")
    phone.keyboard.press("Enter")
    phone.keyboard.press("Tab")
    assert phone.evaluate(FOCUSED)["inMain"]


@pytest.mark.parametrize("locale", SAMPLE)
def test_page_language_and_answer_can_be_opened_by_keyboard(locale, phone, address):
    phone.goto(address)
    choose(phone, ".menu:not(.pages)", f"a[hreflang='{locale}']")
    phone.wait_for_url(address + prefix(locale))
    choose(phone, ".menu.pages", "li:nth-child(2) a")
    phone.wait_for_url(address + prefix(locale) + "what-to-expect/")
    focus(phone, "main summary")
    phone.keyboard.press("Enter")
    assert phone.locator("main details").first.evaluate("each => each.open")


def focus(page, selector):
    """Press Tab until `selector` has the focus."""
    for _ in range(100):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"never reached: {selector}")


def choose(page, menu, item):
    """Open a menu, close it with Escape, reopen it and follow one of its links, using only the keyboard."""
    focus(page, f"{menu} > summary")
    for key, is_open in (("Enter", True), ("Escape", False), ("Space", True)):
        page.keyboard.press(key)
        assert page.locator(menu).evaluate("each => each.open") is is_open
        assert page.evaluate("selector => document.activeElement.matches(selector)", f"{menu} > summary")
    focus(page, f"{menu} {item}")
    with page.expect_navigation():  # on an English page, the link to English reloads it
        page.keyboard.press("Enter")


@pytest.mark.parametrize("locale", BOTH_WAYS)
def test_search_keeps_focus_while_open_and_restores_it_when_closed(locale, phone, address):
    phone.goto(address + prefix(locale))
    focus(phone, ".find")
    phone.keyboard.press("Enter")
    phone.keyboard.type("IMS")
    phone.wait_for_selector(".found a")
    inside = "document.querySelector('dialog.search').contains(document.activeElement)"
    seen = 0
    for _ in range(6):
        phone.keyboard.press("Tab")
        found = phone.evaluate(FOCUSED)
        if found:  # the browser's toolbar comes between the last and the first element
            assert phone.evaluate(inside)
            assert found["contrast"] >= 3
            seen += 1
    assert seen > 3
    phone.keyboard.press("Escape")
    assert not phone.locator("dialog.search").is_visible()
    assert phone.evaluate("document.activeElement.matches('.find')")
