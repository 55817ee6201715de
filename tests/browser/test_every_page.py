"""Every page of the built site on a phone."""

import re
from dataclasses import dataclass, field

import pytest

from tests.browser.visits import KB, SETTLED, weight
from tests.built import LOCALES, SITE_URL, BuiltPage

RIGHT_TO_LEFT = {"ar", "fa"}
LIMITS = {"": 12 * KB, "diagram/": 17 * KB, "print/": 24 * KB, "save/ims.html": 30 * KB, "staff/poster/": 24 * KB}


def listed(site):
    return re.findall("<loc>(.*?)</loc>", (site / "sitemap.xml").read_text())


@dataclass
class Visit:
    """A page that was opened: what its browser requested and reported, and some properties."""

    page: BuiltPage
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    seen: dict[str, object] = field(default_factory=dict)


SEEN = """() => ({
  lang: document.documentElement.lang, dir: document.documentElement.dir, h1: document.querySelectorAll('h1').length,
  sideways: document.documentElement.scrollWidth - innerWidth })"""


@pytest.fixture(scope="module", params=LOCALES)
def visits(request, pages, chromium, address):
    """First visits to all pages of a language, on a phone set to it."""
    context = chromium.new_context(viewport={"width": 360, "height": 800}, has_touch=True, locale=request.param)
    phone, found = context.new_page(), []
    phone.on("console", lambda message: found[-1].errors.append(f"console: {message.text}"))
    phone.on("pageerror", lambda error: found[-1].errors.append(str(error)))
    phone.on("requestfailed", lambda request: found[-1].errors.append(f"failed: {request.url}"))
    phone.on("request", lambda request: found[-1].requests.append(request.url))
    for page in pages:
        if page.locale == request.param:
            found.append(Visit(page))
            phone.goto(address + page.url, wait_until="load")
            phone.evaluate(SETTLED)
            found[-1].seen = phone.evaluate(SEEN)
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


def test_sitemap_lists_built_pages(site, pages):
    urls = listed(site)
    assert urls
    assert {url.removeprefix(SITE_URL) for url in urls} <= {page.url for page in pages}
    assert all(url.startswith(SITE_URL) for url in urls)


@pytest.mark.parametrize("locale", LOCALES)
def test_language_menu_keeps_the_page_without_javascript(locale, chromium, address):
    context = chromium.new_context(viewport={"width": 360, "height": 800}, java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "what-to-expect/")
    page.click(".menu summary >> nth=0")
    page.click(f".menu a[hreflang='{locale}']")
    assert page.url == address + ("" if locale == "en" else f"{locale}/") + "what-to-expect/"
    context.close()
