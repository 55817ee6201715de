"""The sitemap lists exactly the pages that search engines may index, in both modes of `unreviewed`."""

import datetime

import pytest
from lxml import etree

from mkdocs_handout.catalog.ledger import SignOff
from mkdocs_handout.site.build import build_site
from tests.built import SITE_URL, built_pages
from tests.copies import Copy

ROW = SignOff("", "Test Agency", "made up for this test", datetime.date(2026, 1, 31))
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def nothing_is_signed(copy: Copy) -> set[str]:
    return {"en"}


def all_but_one_language_is_signed(copy: Copy) -> set[str]:
    """One language is completely signed, and another one except a piece of one page."""
    copy.sign("es", ROW, without=[copy.own("about")[0].english])
    copy.sign("ar", ROW)
    return {"en", "es", "ar"}


@pytest.mark.parametrize(
    ("signed", "locales"),
    [(nothing_is_signed, ("en", "es")), (all_but_one_language_is_signed, ("en", "es", "ar", "vi"))],
)
@pytest.mark.parametrize("unreviewed", ["label", "hide"])
def test_sitemap_lists_exactly_the_indexable_pages(unreviewed, signed, locales, tmp_path, monkeypatch):
    copy = Copy(tmp_path / "project", locales)
    copy.set("unreviewed: label", f"unreviewed: {unreviewed}")
    expected = signed(copy)
    monkeypatch.setenv("SITE_URL", SITE_URL)
    build_site(copy.root, tmp_path / "site")
    pages = {SITE_URL + page.url: page for page in built_pages(tmp_path / "site")}
    open_to_all = {
        url
        for url, page in pages.items()
        if not page.tree.xpath("//meta[@name='robots'][contains(@content, 'noindex')]")
        and page.tree.xpath("//link[@rel='canonical']")
    }
    entries = etree.parse(tmp_path / "site" / "sitemap.xml").getroot().findall("s:url", NAMES)
    assert {entry.findtext("s:loc", namespaces=NAMES) for entry in entries} == open_to_all
    assert {pages[url].locale for url in open_to_all} == expected
    for entry in entries:
        page = pages[entry.findtext("s:loc", namespaces=NAMES)]
        listed = {link.get("hreflang"): link.get("href") for link in entry.findall("x:link", NAMES)}
        assert listed == {
            link.get("hreflang"): link.get("href") for link in page.tree.xpath("//link[@rel='alternate']")
        }
        assert set(listed.values()) <= open_to_all
        if len(expected) > 1 and page.slug == "":
            assert listed.keys() == expected | {"x-default"}
            assert listed["x-default"] == listed["en"] == SITE_URL, "English must be the default"
    for page in pages.values():
        if page.tree.xpath("//*[@data-notice='draft']") and page.locale != "en":
            assert SITE_URL + page.url not in open_to_all


def test_a_draft_on_every_page_keeps_a_language_out_of_the_sitemap(tmp_path, monkeypatch):
    """If a button is a draft, every page shows a draft."""
    copy = Copy(tmp_path / "project", ("en", "es"))
    copy.sign("es", ROW, without=["Print this page"])
    monkeypatch.setenv("SITE_URL", SITE_URL)
    build_site(copy.root, tmp_path / "site")
    assert f"{SITE_URL}es/" not in (tmp_path / "site" / "sitemap.xml").read_text(encoding="utf-8")
