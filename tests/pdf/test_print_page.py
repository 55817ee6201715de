"""The print page with the whole handout, its QR code, and its message when it is opened from that code."""

import re

import pytest
import zxingcpp

from mkdocs_handout.page.handout import digest, drop_questions, drop_repeated_pictures, set_below
from mkdocs_handout.page.html import parse
from tests.access.conftest import SAMPLE
from tests.built import LOCALES, SITE_URL, BuiltPage
from tests.pdf.reading import folded, grey, visible
from tests.trees import changed

PARTS = ["", "what-to-expect/", "possible-problems/", "will-it-help/", "how-it-works/", "diagram/", "about/"]


def built(site, locale, slug):
    return BuiltPage(site, site / ("" if locale == "en" else locale) / slug / "index.html")


@pytest.mark.parametrize("locale", LOCALES)
def test_print_page_has_all_pages_in_order(locale, site):
    """Each block of each page, once and in order, except expandable questions, whose answers repeat other text."""
    whole = folded(visible(built(site, locale, "print/").file.read_text(), "//div[@data-content]"))
    at = 0
    for slug in PARTS:
        tree = built(site, locale, slug).tree
        leads = "following-sibling::*[1][self::details] or following-sibling::*[2][self::details]"
        for block in tree.xpath("//div[@data-content]//*[self::h1 or self::h2 or self::p or self::li or self::dd]"):
            text = folded("".join(block.itertext()))
            if block.xpath(f"{leads} and not(@data-fact or @class)"):
                assert text not in whole, f"{slug}: introduces questions that are not printed: {text}"
            elif block.xpath("ancestor::details"):
                assert text in whole, f"{slug}: only in an expandable answer: {text}"
            elif not block.xpath("ancestor::svg"):
                found = whole.find(text, at)
                assert found >= at, f"{slug}: {text}"
                at = found + len(text)


@pytest.mark.parametrize("locale", LOCALES)
def test_print_page_is_linked_but_not_listed_or_indexed(locale, site, pages):
    page = built(site, locale, "print/").tree
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    targets = {link[1:] for link in page.xpath("//main//a/@href | //use/@href") if link.startswith("#")}
    targets |= {name for names in page.xpath("//@aria-labelledby") for name in names.split()}
    assert targets
    assert targets <= set(ids)
    assert page.xpath("//meta[@name='robots'][@content='noindex']")
    assert "/print/" not in (site / "sitemap.xml").read_text()
    assert "print/" not in "".join(path.read_text() for path in (site / "search").glob("*.json"))
    for each in pages:
        if each.locale == locale and each.slug in PARTS:
            link = each.tree.xpath("string(//footer//a[contains(@href, 'print/')]/@href)")
            target = (each.file.parent / link).resolve()
            assert target == built(site, locale, "print/").file.parent.resolve(), each.url


@pytest.mark.parametrize("locale", SAMPLE)
def test_page_opened_from_the_qr_code_says_if_the_sheet_is_current(locale, address, phone, site):
    """In the reader's language. If it is not opened from the code, it says nothing."""
    at = address + ("" if locale == "en" else f"{locale}/") + "print/"
    own = built(site, locale, "print/").tree.xpath("string(//@data-text)")
    assert re.fullmatch("[0-9a-f]{8}", own)
    shown = []
    for query in ("", f"?t={own}", "?t=00000000", "?t=%3Cscript%3E"):
        phone.goto(at + query)
        shown.append([bool(phone.locator(f".origin .{each}:visible").count()) for each in ("fresh", "changed")])
    assert shown == [[False, False], [True, False], [False, True], [False, True]]
    assert phone.locator(".origin time:visible").count() == 1, "there is no date to compare without a script"


@pytest.mark.parametrize("locale", LOCALES)
def test_qr_code_is_readable_when_the_browser_prints_the_page(locale, address, phone, site):
    prefix = "" if locale == "en" else f"{locale}/"
    phone.set_viewport_size({"width": 700, "height": 900})
    phone.emulate_media(media="print")
    phone.goto(f"{address}{prefix}print/")
    own = built(site, locale, "print/").tree.xpath("string(//@data-text)")
    found = zxingcpp.read_barcodes(grey(phone.screenshot()))
    assert [each.text for each in found] == [f"{SITE_URL}{prefix}print/?t={own}"]


@pytest.mark.parametrize("locale", SAMPLE)
def test_every_page_prints_without_menus_and_buttons(locale, address, phone, pages):
    phone.emulate_media(media="print", color_scheme="dark")
    for page in (page for page in pages if page.locale == locale and page.slug in PARTS):
        phone.goto(address + page.url)
        seen = phone.evaluate(PRINTED)
        assert seen["furniture"] == [], page.url
        assert seen["address"] == [SITE_URL + page.url]
        assert len(seen["clinic"]) == 1
        assert set(seen["colours"]) <= {"rgb(0, 0, 0)", "rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}
        assert all(seen["answers"]), "an answer is not printed"


PRINTED = """() => {
  const FURNITURE = ".bar, .beside, .steps, .offer, .cards, button, .skip, .tools, footer p:has([hreflang])";
  const visible = path => [...document.querySelectorAll(path)].filter(each => each.checkVisibility());
  const texts = path => visible(path).map(each => each.textContent);
  const colours = each => [getComputedStyle(each).color, getComputedStyle(each).backgroundColor];
  return {
    furniture: visible(FURNITURE).map(each => each.outerHTML),
    address: texts(".paper"),
    clinic: texts("footer strong"),
    colours: [document.body, ...document.querySelectorAll("main p")].flatMap(colours),
    answers: [...document.querySelectorAll("[data-content] details p")].map(each => each.checkVisibility()),
  };
}"""


def test_without_a_site_address_there_is_no_qr_code(site_without_address):
    for locale, slug in (("en", "print/"), (LOCALES[1], "print/"), ("en", "staff/poster/")):
        page = built(site_without_address, locale, slug)
        assert not page.tree.xpath("//svg[@class='qr']"), page.url
        assert "http" not in "".join(page.tree.xpath("//main")[0].itertext())


def test_staff_pages_are_unlisted(site, pages):
    for slug in ("staff/", "staff/poster/"):
        assert built(site, "en", slug).tree.xpath("//meta[@name='robots'][@content='noindex']")
        assert slug not in (site / "sitemap.xml").read_text()
        assert not [page.url for page in pages if page.url.endswith(slug) and page.locale != "en"]
    linking = [page.url for page in pages if page.tree.xpath("//a[contains(@href, 'staff')]")]
    assert set(linking) <= {"staff/", "staff/poster/"}
    assert "do not replace the clinic's notice of language assistance" in visible(
        built(site, "en", "staff/").file.read_text()
    )


def test_poster_names_every_language_in_that_language(site):
    names = built(site, "en", "staff/poster/").tree.xpath("//ul[contains(@class, 'poster')]/li")
    assert [each.get("lang") for each in names] == LOCALES
    for each in names:
        assert each.xpath("string(.//strong)")
        assert each.xpath("string(.//a/span)")


def test_digest_depends_only_on_the_text():
    def digest_of(text):
        return digest([parse(text)])

    plain = digest_of("<p>Small needles &amp; rest.</p>")
    assert len(plain) == 8
    assert plain == digest_of('<h2 id="x">Small\n needles</h2> <b>&#38;</b> rest.<svg><title>a</title></svg>')
    assert plain != digest_of("<p>Small needles &amp; rest!</p>")


def test_anchors_of_parts_do_not_clash():
    for html, wanted in {
        '<p id="a"></p>': '<p id="x-a"></p>',
        '<a href="#a">b</a>': '<a href="#x-a">b</a>',
        '<a href="c#a">b</a>': '<a href="c#a">b</a>',
        '<svg viewBox="0 0 1 1"><g fill="url(#a)"/></svg>': '<svg viewBox="0 0 1 1"><g fill="url(#x-a)"/></svg>',
        '<svg aria-labelledby="a b"/>': '<svg aria-labelledby="x-a x-b"/>',
        "<h1>a</h1><h5>b</h5>": "<h2>a</h2><h6>b</h6>",
        "<p>id=&quot;a&quot; href=&quot;#a&quot;</p>": '<p>id="a" href="#a"</p>',
    }.items():
        assert changed(html, lambda tree: set_below(tree, "x")) == wanted


def test_expandable_questions_and_their_introductions_are_left_out():
    question = "<details><summary>Why?</summary>\n<p>So.</p></details>"
    visits = f"<h2>Visits</h2><p data-fact='visits'>Four.</p>{question}"
    html = f"{visits}<h2>In your own words</h2><p>Say it.</p>{question * 2}"
    assert changed(html, drop_questions) == '<h2>Visits</h2><p data-fact="visits">Four.</p>'


def test_picture_shown_on_an_earlier_page_is_not_printed_again():
    def figure(kind, description):
        return f"<figure{kind}><svg><desc>{description}</desc></svg></figure>"

    plain = ' class="plain"'
    html = figure(plain, "A knot") + figure(plain, "A disc") + figure(plain, "A knot") + figure("", "A knot")
    left = figure(plain, "A knot") + figure(plain, "A disc") + figure("", "A knot")
    assert changed(html, lambda tree: drop_repeated_pictures([tree])) == left
