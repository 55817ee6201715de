"""Every page of the built site on a phone: what it loads, and how it looks on narrow screens and with large text.

No text is cut off or overlaps, and no page scrolls sideways.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field

import pytest

from tests.access.conftest import SAMPLE, prefix
from tests.access.measures import LAYOUT, MARKS, RIGHT_TO_LEFT, TARGETS, measure
from tests.browser.visits import KB, SETTLED, weight
from tests.built import LOCALES, SITE_URL, BuiltPage

PHONE = {"width": 360, "height": 800}
LIMITS = {"": 12 * KB, "diagram/": 17 * KB, "print/": 24 * KB, "save/ims.html": 30 * KB, "staff/poster/": 24 * KB}


def listed(site):
    return re.findall("<loc>(.*?)</loc>", (site / "sitemap.xml").read_text())


@dataclass
class Visit:
    """A page that was opened: what its browser requested and reported, some properties, and errors in its layout."""

    page: BuiltPage
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    seen: dict[str, object] = field(default_factory=dict)
    measured: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


SEEN = """() => ({
  lang: document.documentElement.lang, dir: document.documentElement.dir, h1: document.querySelectorAll('h1').length,
  sideways: document.documentElement.scrollWidth - innerWidth })"""


@pytest.fixture(scope="module", params=LOCALES)
def visits(request, pages, chromium, address):
    """First visits to all pages of a language, on a phone set to it. Each page loads only once."""
    context = chromium.new_context(viewport=PHONE, has_touch=True, locale=request.param)
    phone, found = context.new_page(), []
    phone.on("console", lambda message: found[-1].errors.append(f"console: {message.text}"))
    phone.on("pageerror", lambda error: found[-1].errors.append(str(error)))
    phone.on("requestfailed", lambda request: found[-1].errors.append(f"failed: {request.url}"))
    phone.on("request", lambda request: found[-1].requests.append(request.url))
    for page in pages:
        if page.locale == request.param:
            found.append(Visit(page))
            phone.set_viewport_size(PHONE)
            phone.goto(address + page.url, wait_until="load")
            phone.evaluate(SETTLED)
            found[-1].seen = phone.evaluate(SEEN)
            for kind, error in measure(phone, page):
                found[-1].measured[kind].append(error)
    context.close()
    assert found
    return found


def test_page_loads_on_a_phone_without_errors(visits, address):
    """No console message, no failed or third-party request, no sideways scroll, correct lang and dir, one h1."""
    wrong = []
    for visit in visits:
        locale = visit.page.locale
        wanted = {"lang": locale, "dir": "rtl" if locale in RIGHT_TO_LEFT else "ltr", "h1": 1, "sideways": 0}
        foreign = [url for url in visit.requests if not url.startswith(("data:", address))]
        if visit.errors or foreign or visit.seen != wanted:
            wrong.append(f"{visit.page.url}: {visit.errors}, foreign: {foreign}, {visit.seen}, not {wanted}")
    assert not wrong, "\n".join(wrong)


def test_first_visit_is_one_small_request(visits, address):
    """One request besides the icon, and a few kilobytes with headers, on a phone set to the page's language."""
    heavy = []
    for visit in visits:
        requests = [url for url in visit.requests if url.startswith("http")]
        size = sum(weight(visit.page.site, url.removeprefix(address)) for url in requests)
        if size > LIMITS.get(visit.page.slug, 10 * KB) or len(requests) > 1:
            heavy.append(f"{visit.page.url}: {size} bytes in {len(requests)} requests")
    assert not heavy, "\n".join(heavy)


def measured(visits, kind):
    return [error for visit in visits for error in visit.measured[kind]]


def test_no_text_overlaps_or_overflows_at_any_size(visits):
    errors = measured(visits, "layout")
    assert not errors, "\n".join(errors)


def test_touch_targets_are_large_enough(visits):
    """44 px, or 24 px for a link within text (WCAG 2.5.5, 2.5.8)."""
    errors = measured(visits, "targets")
    assert not errors, "\n".join(errors)


@pytest.mark.parametrize("visits", MARKS, indirect=True)
def test_diacritics_are_not_cut_off(visits):
    """All glyphs stay within their line, so that no diacritic touches the next line or an edge."""
    errors = measured(visits, "glyphs")
    assert not errors, "\n".join(errors)


@pytest.mark.parametrize("visits", RIGHT_TO_LEFT, indirect=True)
def test_names_stay_inline_in_their_sentence(visits):
    errors = measured(visits, "detached")
    assert not errors, "\n".join(errors)


@pytest.mark.parametrize("locale", [each for each in SAMPLE if each != "en"])
def test_the_language_offer_fits_and_can_be_touched(locale, phone, address):
    """A phone set to a page's own language shows no offer, so the visits do not measure it."""
    phone.goto(address + prefix(locale))
    phone.wait_for_selector(".offer a")
    for width in (360, 320):
        phone.set_viewport_size({"width": width, "height": 800})
        assert phone.evaluate(TARGETS) + phone.evaluate(LAYOUT) == []


def test_sitemap_lists_built_pages(site, pages):
    urls = listed(site)
    assert urls
    assert {url.removeprefix(SITE_URL) for url in urls} <= {page.url for page in pages}
    assert all(url.startswith(SITE_URL) for url in urls)


# For each link of the open menu, its address, and whether a touch in its middle would reach it.
LINKS = """() => [...document.querySelectorAll('.menu[open] a[hreflang]')].map(each => {
  each.scrollIntoView({block: 'nearest'});
  const {x, y, width, height} = each.getBoundingClientRect();
  return [each.href, each.contains(document.elementFromPoint(x + width / 2, y + height / 2))]; })"""


def test_language_menu_keeps_the_page_without_javascript(chromium, address):
    context = chromium.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "what-to-expect/")
    page.click(".menu summary >> nth=0")
    links = dict(page.evaluate(LINKS))
    assert links == {f"{address}{prefix(locale)}what-to-expect/": True for locale in LOCALES}
    page.click(f".menu a[hreflang='{LOCALES[-1]}']")
    assert page.url == address + prefix(LOCALES[-1]) + "what-to-expect/"
    context.close()
