"""The page of questions to point at: large tiles, ticks, *Show only mine*, print; with and without JavaScript."""

import pytest

from tests.built import LOCALES, QUESTIONS

pytestmark = pytest.mark.skipif(not QUESTIONS.exists(), reason="the clinic has switched this page off")

TICKED = "document.querySelectorAll('.ask :checked').length"


def at(address, locale):
    return address + ("" if locale == "en" else f"{locale}/") + "questions/"


@pytest.mark.parametrize("locale", LOCALES)
def test_tiles_are_large_and_browsers_do_not_restore_their_ticks(locale, same_phone, address):
    """Firefox restores the last reader's ticks after a reload, unless each control has `autocomplete="off"`."""
    same_phone.goto(at(address, locale))
    boxes = "all => all.map(each => each.getBoundingClientRect().toJSON())"
    tiles = same_phone.locator(".ask li label").evaluate_all(boxes)
    assert tiles
    for tile in tiles:
        assert tile["width"] >= 300
        assert tile["height"] >= 64
    kept = same_phone.locator("main input").evaluate_all("all => all.map(each => each.autocomplete)")
    assert set(kept) == {"off"}


@pytest.mark.parametrize("locale", [locale for locale in LOCALES if locale in ("en", "ar", "zh-Hant")])
def test_tiles_can_be_limited_to_the_ticked_ones(locale, phone, address):
    phone.goto(at(address, locale))
    tiles = phone.locator(".ask li label")
    count = tiles.count()
    phone.check("#mine")
    assert phone.locator(".ask li:has(label):visible").count() == count, "without ticks, all questions stay visible"
    tiles.nth(1).click()
    assert phone.locator(".ask li:has(label):visible").count() == 1
    assert phone.locator(".ask h2:visible").count() == 1
    phone.emulate_media(media="print")
    assert phone.locator(".ask li:has(label):visible").count() == 1
    assert phone.locator(".ask h1:visible").count() == 1
    assert not phone.locator(".which:visible, .tools button:visible").count()
    phone.emulate_media(media="screen")
    phone.check("[name=which]:not(#mine)")
    assert phone.locator(".ask li:has(label):visible").count() == count
    assert phone.evaluate(TICKED) == 1, "the tick is lost"
    phone.reload()
    assert phone.evaluate(TICKED) == 0, "a tick is kept"
    assert phone.evaluate("sessionStorage.length + localStorage.length + document.cookie.length") == 0


def test_questions_work_by_keyboard_and_without_javascript(chromium, address):
    context = chromium.new_context(viewport={"width": 360, "height": 800}, java_script_enabled=False)
    page = context.new_page()
    page.goto(at(address, "es"))
    page.focus(".ask input >> nth=2")
    page.keyboard.press(" ")
    assert page.locator(".ask input >> nth=2").is_checked()
    outline = "each => getComputedStyle(each).outlineStyle"
    assert page.locator(".ask label >> nth=2").evaluate(outline) == "solid"
    page.focus("[name=which] >> nth=0")
    page.keyboard.press("ArrowDown")
    assert page.locator(".ask li:has(label):visible").count() == 1
    names = page.get_by_role("checkbox").evaluate_all("all => all.map(each => each.labels[0].textContent)")
    assert all("?" in name for name in names)
    assert page.get_by_role("radiogroup", name=page.locator("h1").text_content()).count() == 1
    context.close()


def test_print_button_prints(phone, address):
    phone.add_init_script("window.printed = 0; window.print = () => printed++")
    phone.goto(at(address, "ar"))
    phone.click("main .print")
    assert phone.evaluate("printed") == 1
