"""What built pages declare to browsers, screen readers and search engines."""

import pytest
from babel import Locale
from babel.localedata import locale_identifiers

from mkdocs_handout.project.languages import folder, is_right_to_left
from tests.built import LOCALES, ROOT, SITE_URL, built_pages

SLUGS = {
    "",
    "how-it-works/",
    "diagram/",
    "what-to-expect/",
    "possible-problems/",
    "will-it-help/",
    "about/",
    "languages/",
}


@pytest.mark.parametrize("locale", LOCALES)
def test_addresses_are_the_same_in_every_language(locale, pages):
    assert {page.slug for page in pages if page.locale == locale} >= SLUGS


@pytest.mark.parametrize("locale", LOCALES)
def test_anchors_are_the_same_as_in_english(locale, pages):
    by_url = {page.url: page for page in pages}
    for page in (page for page in pages if page.locale == locale and page.slug in SLUGS):
        ids = [page.tree.xpath("//main//*[self::h1 or self::h2 or self::h3]/@id") for page in (page, by_url[page.slug])]
        assert ids[0] == ids[1]


@pytest.mark.parametrize("locale", LOCALES)
def test_page_declares_its_language_and_lists_the_others(locale, pages):
    prefix = "" if locale == "en" else f"{locale}/"
    for page in (page for page in pages if page.locale == locale and page.slug in SLUGS):
        root = page.tree
        assert root.get("lang") == locale
        assert root.get("dir") == {"right-to-left": "rtl"}.get(Locale.parse(locale, sep="-").character_order, "ltr")
        assert root.xpath("//link[@rel='canonical']/@href") == [SITE_URL + prefix + page.slug]
        offered = {name.get("hreflang") for name in root.xpath("//details//ul[@class='names']//a")}
        assert offered == set(LOCALES)
        assert root.xpath("string(//meta[@name='description']/@content)")
        for name in root.xpath("//ul[@class='names']//a"):
            assert name.get("lang") == name.get("hreflang")
            assert name.get("dir") in ("ltr", "rtl")


def test_writing_direction_of_every_language_is_that_of_cldr():
    directions = {each: Locale.parse(each).character_order for each in locale_identifiers() if each != "root"}
    assert len(directions) > 500
    assert [
        each for each, way in directions.items() if is_right_to_left(each.replace("_", "-")) != (way == "right-to-left")
    ] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_unsigned_pages_say_that_nobody_has_signed_them(locale, pages):
    """Drafts also ask search engines not to index them."""
    if (ROOT / "translations" / folder(locale) / "signoff.csv").exists():
        pytest.skip("at least partly signed; test_states.py has tests for this")
    for page in (page for page in pages if page.locale == locale and page.slug in SLUGS):
        assert page.tree.xpath("//main//*[@data-notice='draft']"), page.url
        assert bool(page.tree.xpath("//meta[@name='robots'][@content='noindex']")) == (locale != "en")
        if locale != "en":
            assert page.tree.xpath("//aside[*[@data-notice='draft']]//a[@hreflang='en']")


def test_without_a_site_address_no_page_has_one(site_without_address):
    assert not list(site_without_address.glob("sitemap.xml*"))
    for page in built_pages(site_without_address):
        assert not page.tree.xpath("//link[@rel='canonical' or @rel='alternate']")
        assert "localhost" not in page.file.read_text()
        assert "None" not in page.tree.xpath("string(//head)")


def test_theme_files_are_not_published(site):
    assert not [path for path in site.rglob("*") if "material" in path.name or path.parent.name == "stylesheets"]
