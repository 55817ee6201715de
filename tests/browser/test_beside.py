"""A second language beside the text: loaded on request, block by block, and remembered for the tab."""

import re
import shutil

import polib
import pytest

from mkdocs_handout.catalog.catalog import po_path
from tests.built import LOCALES, ROOT, SITE_URL, build_once
from tests.serving import serve

PAIRS = """() => [...document.querySelectorAll("[data-content] .both")].map(both => [
  both.parentElement.tagName, both.firstChild.textContent.trim(), both.lastChild.textContent.trim(),
  both.lastChild.lang, both.lastChild.dir])"""


def words(element):
    return " ".join(element.text_content().split())


def headings(tree):
    return [words(each) for each in tree.xpath("//*[@data-content]//h1 | //*[@data-content]//h2")]


def switch(phone, page):
    phone.goto(page)
    phone.click(".other")
    phone.wait_for_selector(".two .both", state="attached")


@pytest.mark.parametrize("locale", [each for each in LOCALES if each != "en"])
def test_each_block_is_paired_with_its_english(locale, phone, address, pages):
    """It causes no sideways scroll, stays on the next page and can be hidden again."""
    of = {page.url: page for page in pages}
    switch(phone, f"{address}{locale}/possible-problems/")
    pairs = {}
    for slug in ("possible-problems/", "", "diagram/"):
        if slug != "possible-problems/":
            phone.goto(f"{address}{locale}/{slug}")
            phone.wait_for_selector(".two .both", state="attached")
        pairs[slug] = phone.evaluate(PAIRS)
        texts = {words(each) for each in of[slug].tree.xpath("//*[@data-content]//*[not(self::div)]")}
        for tag, own, second, lang, direction in pairs[slug]:
            assert " ".join(second.split()) in texts, second
            assert (lang, direction) == ("en", "ltr")
            assert own, tag
        both = zip(headings(of[f"{locale}/{slug}"].tree), headings(of[slug].tree), strict=True)
        wanted = [other for own, other in both if own != other]  # a name that is the same in both is shown once
        assert [pair[2] for pair in pairs[slug] if pair[0] in ("H1", "H2")] == wanted != []
        assert phone.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
        ids = phone.evaluate("[...document.querySelectorAll('[id]')].map(each => each.id)")
        assert len(ids) == len(set(ids))
    assert {"H1", "P", "DT", "DD"} <= {pair[0] for each in pairs.values() for pair in each}
    phone.click(".other")
    assert not phone.locator(".both, .two").count()


def test_english_is_fetched_only_on_request_and_stays_hidden_in_this_tab(phone, address):
    asked = []
    phone.on("request", lambda request: request.url.startswith("http") and asked.append(request.url))
    phone.goto(address + "ar/possible-problems/", wait_until="networkidle")
    assert address + "possible-problems/" not in asked
    phone.click(".other")
    phone.wait_for_selector(".two .both", state="attached")
    assert address + "possible-problems/" in asked
    assert all(url.startswith(address) for url in asked)
    phone.click(".other")
    phone.wait_for_selector(".both", state="detached")
    phone.goto(address + "ar/about/", wait_until="networkidle")
    assert not phone.locator(".both").count()


def test_english_is_below_on_a_phone_and_beside_on_wide_screens_and_paper(phone, address):
    switch(phone, address + "ar/what-to-expect/")

    def boxes():
        both = phone.locator("p[data-fact=cramp]").first.locator(".both")
        return both.locator(".own").bounding_box(), both.locator(".second").bounding_box()

    own, second = boxes()
    assert second["y"] >= own["y"] + own["height"]
    phone.set_viewport_size({"width": 1280, "height": 800})
    for media in ("screen", "print"):
        phone.emulate_media(media=media)
        own, second = boxes()
        assert abs(second["y"] - own["y"]) < 2
        assert second["x"] + second["width"] <= own["x"], "Arabic is on the right"
    assert not phone.locator(".tools :visible").count(), "buttons are printed"


def test_any_second_language_can_be_chosen_by_keyboard(phone, address):
    """With Tab, Enter, Space and Escape. The choice is announced, and kept on the next page."""
    phone.goto(address + "es/what-to-expect/")
    phone.focus(".other")
    phone.keyboard.press(" ")
    phone.wait_for_selector(".two .both", state="attached")
    assert phone.locator(".other").get_attribute("role") == "button"
    assert phone.evaluate("document.activeElement.className") == "other"
    assert phone.locator(".tools [role=status]").text_content() == "English"
    phone.keyboard.press("Tab")
    more = phone.locator(".tools button[aria-expanded]")
    assert more.evaluate("each => each === document.activeElement")
    assert more.get_attribute("aria-expanded") == "false"
    phone.keyboard.press("Enter")
    assert more.get_attribute("aria-expanded") == "true"
    phone.keyboard.press("Escape")
    assert more.get_attribute("aria-expanded") == "false"
    phone.keyboard.press("Enter")
    assert phone.locator(".tools .names a:visible").count() == len(LOCALES) - 1
    phone.focus(".tools .names a[lang=ar]")
    phone.keyboard.press("Enter")
    phone.wait_for_selector(".second[lang=ar][dir=rtl]", state="attached")
    assert not phone.locator(".second[lang=en]").count()
    assert phone.evaluate("document.activeElement.className") == "other"
    phone.goto(address + "es/about/")
    phone.wait_for_selector(".second[lang=ar]", state="attached")
    phone.goto(address + "ar/about/", wait_until="networkidle")
    assert not phone.locator(".both").count(), "a page is shown beside itself"


def test_english_pages_can_show_a_second_language(phone, address):
    phone.goto(address + "what-to-expect/")
    phone.click(".other")
    phone.wait_for_selector(".tools .names a:visible")
    phone.click(".tools .names a[lang=km]")
    phone.wait_for_selector("h1 .second[lang=km]")
    phone.click("text=Hide the other language")
    assert not phone.locator(".both").count()
    assert phone.locator(".other").evaluate("each => each === document.activeElement")


def test_without_javascript_the_switch_links_to_the_english(chromium, address):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "km/what-to-expect/")
    page.click(".other")
    assert page.url == address + "what-to-expect/#what-to-expect"
    page.click(".other")
    assert page.url == address + "languages/"
    context.close()


@pytest.mark.parametrize("lost", ["**/tools/beside.js", "**/tools/es.json", "**/ims/what-to-expect/"])
def test_a_failed_request_opens_the_english_page(lost, phone, address):
    phone.route(lost, lambda route: route.abort() if route.request.resource_type != "document" else route.continue_())
    phone.goto(address + "es/what-to-expect/")
    phone.click(".other")
    phone.wait_for_url(re.compile(re.escape(address) + "what-to-expect/"))


def test_second_language_works_with_storage_disabled(phone, address):
    errors = []
    phone.on("pageerror", lambda error: errors.append(str(error)))
    phone.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('off', 'SecurityError'); } })"
    )
    switch(phone, address + "es/what-to-expect/")
    assert not errors


STALE = "Serious problems"


@pytest.fixture(scope="module")
def changed_address(tmp_path_factory):
    """A site in which an English sentence was changed, so that the Spanish page shows it in English."""
    root = tmp_path_factory.mktemp("changed")
    for name in ("docs", "overrides", "translations", "handout"):
        shutil.copytree(ROOT / name, root / name)
    for name in ("mkdocs.yml", "babel.cfg"):
        text = (ROOT / name).read_text()
        (root / name).write_text(re.sub(r"\n +- {locale: (?!en|es|ar)[\w-]+,.*", "", text))
    page = root / "docs" / "possible-problems.md"
    page.write_text(page.read_text().replace("A cool compress is", "Zebra: a cool compress is"))
    spanish = polib.pofile(str(po_path(root / "translations", "es")), wrapwidth=0)
    spanish.find(STALE).flags.append("fuzzy")
    spanish.save()
    yield from serve(build_once(root / "site", root, SITE_URL=SITE_URL))


def test_a_block_shown_in_english_appears_once(phone, changed_address):
    switch(phone, changed_address + "ar/possible-problems/")
    zebra = phone.locator("[data-content] p", has_text="Zebra")
    assert zebra.count() == 1
    assert zebra.text_content().count("Zebra") == 1
    assert zebra.get_attribute("lang") == "en"
    phone.click(".tools button[aria-expanded]")
    phone.click(".tools .names a[lang=es]")
    phone.wait_for_selector(".second[lang=es]", state="attached")
    assert zebra.text_content().count("Zebra") == 1, "the English is shown twice"


def test_a_block_stale_in_the_second_language_is_marked_as_english(phone, changed_address):
    switch(phone, changed_address + "ar/possible-problems/")
    phone.click(".tools button[aria-expanded]")
    phone.click(".tools .names a[lang=es]")
    phone.wait_for_selector(".second[lang=es]", state="attached")
    (second,) = [each for each in phone.locator(".second").all() if each.text_content() == STALE]
    assert (second.get_attribute("lang"), second.get_attribute("dir")) == ("en", "ltr")
