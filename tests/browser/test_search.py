"""The search dialog: touch, keyboard, screen readers, download sizes; and that no result becomes markup."""

import json
import re
import shutil
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

import pytest
import yaml

from mkdocs_handout.site.build import build_site
from tests.browser.search_box import SearchBox, failed_queries
from tests.browser.visits import KB, SETTLED, weight
from tests.built import LOCALES, ROOT
from tests.serving import BASE, serve

PLAIN = "This handout does not say anything about that. Please ask the clinic."


def home(address, locale):
    return address + ("" if locale == "en" else f"{locale}/")


@dataclass
class Opened:
    """The search of a home page after a touch and a click, and what the page requested until then."""

    locale: str
    pages: list[dict]  # in the language's index
    box: SearchBox
    first: list[str]  # by the page alone
    files: list[str]  # after the first touch, below the site's base


@pytest.fixture(scope="module", params=LOCALES)
def opened(request, site, chromium, address):
    """The search in each language, on a phone set to it, so that no other is offered."""
    locale, asked = request.param, []
    context = chromium.new_context(viewport={"width": 360, "height": 800}, has_touch=True, locale=locale)
    phone = context.new_page()
    phone.on("request", lambda request: request.url.startswith("http") and asked.append(request.url))
    phone.goto(home(address, locale))
    phone.evaluate(SETTLED)
    first = [*asked]
    asked.clear()
    phone.dispatch_event(".find", "pointerdown")
    phone.wait_for_selector(".found", state="attached")
    phone.evaluate(SETTLED)
    assert all(url.startswith(address) for url in asked)
    files = [urlsplit(url).path.removeprefix(BASE) for url in asked]
    phone.click(".find")
    phone.wait_for_selector(".found a")
    data = json.loads((site / "search" / f"{locale}.json").read_text())
    yield Opened(locale, data["pages"], SearchBox(phone), first, files)
    context.close()


def test_search_loads_on_first_touch_and_is_small(opened, site, address):
    assert opened.first == [home(address, opened.locale)]
    index = f"search/{opened.locale}.json"
    assert [file for file in opened.files if file.endswith(".json")] == [index]
    sizes = {file: weight(site, file) for file in opened.files}
    assert sum(sizes.values()) <= 20 * KB, sizes


def test_result_shows_page_section_line_and_match(opened):
    phone, page = opened.box.page, opened.pages[-1]
    title = page["title"] if isinstance(page["title"], str) else page["title"]["en"]
    prefix = "" if opened.locale == "en" else f"/{opened.locale}"
    assert "/" + page["url"] == prefix + opened.box.find(title)[0]
    first = phone.locator(".found ol a").first
    assert first.locator("strong").inner_text() == title
    assert first.locator("strong mark").count()
    status = phone.locator(".search [role=status]")
    assert re.search(rf"{phone.locator('.found ol li').count()}$", status.inner_text())
    field = phone.locator("#search-field")
    assert field.evaluate("field => field.labels[0].textContent.trim()")


def test_no_match_lists_all_pages(opened):
    box = opened.box
    assert box.find("xyzzyx") == []
    assert "xyzzyx" in box.status
    assert box.page.locator(".found ul a").count() == len(opened.pages)


def test_queries_find_their_page(opened):
    wrong = failed_queries(opened.box, opened.locale)
    assert not wrong, "\n".join(wrong)


def test_search_fits_every_screen_and_is_easy_to_tap(opened):
    """The field and the first result are visible even with a phone's keyboard open; nothing overflows sideways."""
    phone = opened.box.page
    opened.box.find("IMS")
    for width, height in ((320, 250), (360, 640), (1280, 800)):
        phone.set_viewport_size({"width": width, "height": height})
        *boxes, last, scroll_width, direction, page_direction = phone.evaluate(PLACES)
        for box in boxes:
            assert box["height"] >= 44, box
            assert box["y"] + 44 <= height, box
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
        assert scroll_width <= width
        assert direction == page_direction
        assert last["y"] + last["height"] <= height + 1
    phone.set_viewport_size({"width": 360, "height": 800})


# In the next frame: the boxes of the field, its button, the first result, and, after scrolling down, of the last one;
# the width; the directions.
PLACES = """async () => {
  await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
  const all = selector => [...document.querySelectorAll(selector)], found = document.querySelector('.found');
  const box = each => each.getBoundingClientRect().toJSON();
  found.scrollTop = 0;
  const first = ['#search-field', '.search form button', '.found ol a'].map(selector => box(all(selector)[0]));
  found.scrollTop = found.scrollHeight;
  return [...first, box(all('.found a').at(-1)), document.documentElement.scrollWidth,
    getComputedStyle(found).direction, document.documentElement.dir]; }"""


@pytest.mark.parametrize("locale", LOCALES)
def test_index_has_only_the_pages_of_its_locale(locale, site):
    data = json.loads((site / "search" / f"{locale}.json").read_text())
    prefix = "" if locale == "en" else f"{locale}/"
    urls = [page["url"] for page in data["pages"]]
    assert len(urls) == len(set(urls)) > 1
    assert all(url.startswith(prefix) and url.removeprefix(prefix).split("/")[0] not in LOCALES for url in urls)
    for page in data["pages"]:
        html = (site / page["url"] / "index.html").read_text()
        assert page["title"]
        assert [id_ for id_ in (section["id"] for section in page["sections"]) if f'id="{id_}"' not in html] == [""]
        assert any(section["text"] for section in page["sections"])


def spellings(file):
    return yaml.safe_load((ROOT / "tests" / "search" / "folding" / f"{file}.yml").read_text(encoding="utf-8"))


SPELLINGS = {file: spellings(file) for file in ("cases", "apart")}


@pytest.fixture(scope="module")
def folded(chromium, address):
    """By file and name, the rows of words as the search folds them: in the locale of that name, if there is one."""
    names = [(file, name) for file, cases in SPELLINGS.items() for name in cases]
    wanted = [
        [name if name in LOCALES else "en", [[str(each) for each in row] for row in SPELLINGS[file][name]]]
        for file, name in names
    ]
    page = chromium.new_page()
    page.goto(address)
    found = page.evaluate(
        "async wanted => {"
        "  const { folding } = await import('./search/find.js');"
        "  return Promise.all(wanted.map(async ([locale, rows]) => {"
        "    const { han } = await (await fetch(`./search/${locale}.json`)).json();"
        "    const fold = folding(locale, han);"
        "    return rows.map(words => words.map(word => fold(word)));"
        "  }));"
        "}",
        wanted,
    )
    page.close()
    return dict(zip(names, found, strict=True))


@pytest.mark.parametrize("name", SPELLINGS["cases"])
def test_spelling_variants_match(name, folded):
    """The index and the query treat all spellings in a row as the same word."""
    for row, found in zip(SPELLINGS["cases"][name], folded["cases", name], strict=True):
        assert len(set(found)) == 1, dict(zip(row, found, strict=True))


@pytest.mark.parametrize("name", SPELLINGS["apart"])
def test_words_that_only_look_alike_stay_distinct(name, folded):
    for row, found in zip(SPELLINGS["apart"][name], folded["apart", name], strict=True):
        assert len(set(found)) == len(row), row


def test_first_tap_focuses_the_field_and_typing_is_kept_while_loading(phone, address):
    held = []
    phone.route("**/search/search.js", lambda route: held.append(route))  # noqa: PLW0108 - not a built-in
    phone.goto(address + "about/")
    phone.tap(".find")
    assert phone.evaluate("document.activeElement.id") == "search-field"
    phone.keyboard.type("cramp")
    assert held, "the first touch did not load the scripts"
    held[0].continue_()
    phone.wait_for_selector(".found ol a")
    assert phone.input_value("#search-field") == "cramp"
    assert phone.locator(".found mark").first.inner_text() == "cramp"


def test_keyboard_shortcuts(phone, address):
    """`/` opens it, arrows move, Enter follows a result, Escape closes it and restores the focus.

    In text fields, these keys keep their usual effect.
    """
    phone.goto(address + "about/")
    phone.focus(".find")
    phone.keyboard.press(" ")
    phone.wait_for_selector(".found a")
    phone.keyboard.press("Escape")
    phone.keyboard.press("/")
    assert phone.input_value("#search-field") == ""
    phone.keyboard.type("nerve/")
    phone.wait_for_selector(".found ol a")
    focused = "document.activeElement.textContent"
    phone.keyboard.press("ArrowDown")
    first = phone.evaluate(focused)
    phone.keyboard.press("ArrowDown")
    assert first == phone.locator(".found a").first.text_content() != phone.evaluate(focused)
    phone.keyboard.press("ArrowUp")
    phone.keyboard.press("ArrowUp")
    assert phone.evaluate("document.activeElement.id") == "search-field"
    phone.keyboard.press("Escape")
    assert not phone.locator("dialog.search").is_visible()
    assert phone.evaluate("document.activeElement.className") == "find"
    phone.wait_for_url(address + "about/")
    phone.keyboard.press("/")
    phone.fill("#search-field", "lightheaded")
    phone.keyboard.press("Enter")
    phone.wait_for_url("**/possible-problems/")
    assert not phone.locator("dialog.search").is_visible()


def test_result_on_the_same_page_closes_the_dialog(phone, address):
    box = SearchBox.open(phone, address + "possible-problems/")
    box.find("bleeding")
    phone.click(".found ol a")
    phone.wait_for_url("**/possible-problems/")
    assert not phone.locator("dialog.search").is_visible()


def test_pasted_or_dictated_words_are_found(phone, address):
    """There is no key press: the field only gets its text and an input event."""
    SearchBox.open(phone, address)
    phone.evaluate(
        "() => { const field = document.querySelector('#search-field'); field.value = 'infection';"
        " field.dispatchEvent(new InputEvent('input', { inputType: 'insertFromPaste', bubbles: true })); }"
    )
    assert "infection" in phone.locator(".found ol a").first.inner_text()


def test_a_question_for_the_clinic_shows_its_contact_details(phone, address):
    """If the clinic has set its phone and address."""

    def with_contact(route):
        data = route.fetch().json()
        clinic = {"phone": "000 000 0000", "tel": "+10000000000", "address": "1 Example Way"}
        route.fulfill(json={**data, "clinic": clinic})

    phone.route("**/search/en.json", with_contact)
    box = SearchBox.open(phone, address)
    box.find("insurance")
    assert box.status == PLAIN
    assert phone.get_attribute(".found a[href^='tel:']", "href") == "tel:+10000000000"
    assert "1 Example Way" in phone.inner_text(".found")
    assert phone.locator(".found ul a").count() > 1
    assert box.find("insurance hurt"), "matching parts of the handout are not listed"
    assert phone.get_attribute(".found a[href^='tel:']", "href") == "tel:+10000000000"


def test_a_page_found_by_a_synonym_keeps_its_other_sections(phone, address):
    """The word "spine" is a synonym for the page of pictures, and occurs in its sections: each is one result."""
    found = SearchBox.open(phone, address).find("spine")
    assert found[0] == "/diagram/"
    assert {"/diagram/#where-in-the-body", "/diagram/#healthy-nerve-and-muscle"} <= set(found)
    assert len(found) == len(set(found))


@pytest.mark.parametrize("locale", [locale for locale in LOCALES if locale == "ar"])
def test_arabic_pain_does_not_match_every_word_with_the_article(locale, phone, address):
    """Without its hamza, which many people omit, "pain" (الم) is also the beginning of "the" plus a word with M."""
    box = SearchBox.open(phone, f"{address}{locale}/")
    for query in ("ألم", "الم"):
        assert box.find(query)
        marked = phone.locator(".found mark").all_inner_texts()
        assert marked
        assert all("ألم" in each for each in marked), marked
    assert "/possible-problems/" in box.find("المشك")  # longer prefixes still match


def test_address_with_a_query_can_be_shared(phone, address):
    phone.goto(address + "about/?q=infection")
    phone.wait_for_selector(".found ol a")
    assert phone.input_value("#search-field") == "infection"
    phone.fill("#search-field", "µ & 神經")
    assert unquote(urlsplit(phone.url).query) == "q=µ+&+神經"
    phone.keyboard.press("Escape")
    phone.wait_for_url(address + "about/")


def test_index_and_query_never_become_markup(phone, address):
    evil = "<img src=x onerror=alert(1)><b>cramp</b>"
    seen = []
    phone.on("dialog", lambda dialog: seen.append(dialog.message))
    phone.on("console", lambda message: seen.append(message.text))

    def poisoned(route):
        data = route.fetch().json()
        for page in data["pages"]:
            page["title"] = evil
            for section in page["sections"]:
                section["heading"], section["text"] = evil, [evil]
        data["strings"] = dict.fromkeys(data["strings"], evil)
        route.fulfill(json=data)

    phone.route("**/search/en.json", poisoned)
    phone.goto(f"{address}about/?q={quote(evil)}")
    phone.wait_for_selector(".found a")
    box = SearchBox(phone)
    for query in ("cramp", evil, "xyzzyx", "insurance"):
        box.find(query)
        assert not phone.locator(".search img, .search b, .search script").count()
    assert not seen


@pytest.mark.parametrize("locale", [locale for locale in LOCALES if locale in ("en", "ar", "zh-Hant")])
def test_without_javascript_the_button_opens_the_page_list(locale, chromium, address):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(home(address, locale) + "about/")
    page.click(".find")
    page.wait_for_url(home(address, locale) + "#pages", wait_until="load")
    assert page.locator("#pages + .cards a").count() > 1
    context.close()


def test_a_failed_index_download_opens_the_page_list(phone, address):
    phone.route("**/search/en.json", lambda route: route.abort())
    for page in ("about/", ""):
        phone.goto(address + page)
        phone.click(".find")
        phone.wait_for_url(address + "#pages")
        assert not phone.locator("dialog.search").is_visible()


# One language for each way in which words are found.
STALE = [locale for locale in LOCALES if locale in ("es", "ru", "ar", "am", "hi", "ko", "km", "zh-Hant")]


@pytest.fixture(scope="module")
def stale_address(tmp_path_factory):
    """A site in which an English sentence was changed, so that its old translations are not shown."""
    root = tmp_path_factory.mktemp("stale")
    for name in ("docs", "overrides", "translations", "handout"):
        shutil.copytree(ROOT / name, root / name)
    for name in ("mkdocs.yml", "babel.cfg"):
        shutil.copy(ROOT / name, root)
    page = root / "docs" / "possible-problems.md"
    page.write_text(page.read_text().replace("A cool compress is", "Zebra: a cool compress is"))
    build_site(root, root / "site", STALE)
    yield from serve(root / "site")


@pytest.mark.parametrize("locale", STALE)
def test_block_shown_in_english_is_found_and_marked(locale, phone, stale_address):
    box = SearchBox.open(phone, home(stale_address, locale))
    assert box.find("zebra") == ["/possible-problems/"]
    line = phone.locator(".found ol a > span[lang=en][dir=ltr]")
    assert line.inner_text().startswith("Zebra")
