"""Every page of the built site on a phone."""

import re
from urllib.parse import urlsplit

import pytest

from tests.built import LOCALES, SITE_URL

RIGHT_TO_LEFT = {"ar", "fa"}


def listed(site):
    return re.findall("<loc>(.*?)</loc>", (site / "sitemap.xml").read_text())


@pytest.mark.parametrize("locale", LOCALES)
def test_page_loads_on_a_phone_without_errors(locale, pages, phone, address):
    """No console message, no failed or third-party request, no sideways scroll, correct lang and dir, one h1."""
    own = [page for page in pages if page.locale == locale]
    assert own
    errors = []
    phone.on("console", lambda message: errors.append(f"{phone.url}: console: {message.text}"))
    phone.on("pageerror", lambda error: errors.append(f"{phone.url}: {error}"))
    phone.on("requestfailed", lambda request: errors.append(f"{phone.url}: failed: {request.url}"))
    phone.on("request", lambda request: _foreign(request.url, address, errors))
    for page in own:
        phone.goto(address + page.url, wait_until="load")
        seen = phone.evaluate(
            "() => [document.documentElement.lang, document.documentElement.dir,"
            " document.documentElement.scrollWidth - innerWidth, document.querySelectorAll('h1').length]"
        )
        wanted = [locale, "rtl" if locale in RIGHT_TO_LEFT else "ltr", 0, 1]
        if seen != wanted:
            errors.append(f"{page.url}: lang, dir, sideways scroll, h1: {seen}, not {wanted}")
    assert not errors, "\n".join(errors)


def _foreign(url, address, errors):
    if urlsplit(url).netloc != urlsplit(address).netloc and not url.startswith("data:"):
        errors.append(f"foreign request: {url}")


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
