"""What readers do, tested in Chromium, Firefox and WebKit (Safari's engine).

Also the order of left-to-right runs as drawn on the screen, and the locales of voices: both depend on the engine.
"""

from collections.abc import Iterator
from itertools import product

import pytest
from playwright.sync_api import Browser, Playwright

from tests.access.bidi_drawn import SENTENCES, cases, misdrawn
from tests.access.conftest import ONE_OF_EACH_SCRIPT, prefix
from tests.access.engines import ENGINES, Engine, PlaywrightEngine, until
from tests.access.measures import LAYOUT
from tests.access.test_keyboard import BOTH_WAYS
from tests.access.voice_tags import OTHER_TAGS, TAGS, matching_locales
from tests.built import LOCALES, QUESTIONS
from tests.runs import RUNS


@pytest.fixture(scope="module", params=list(ENGINES))
def engine(request: pytest.FixtureRequest, playwright: Playwright, chromium: Browser) -> Iterator[Engine]:
    """Firefox and WebKit start only once, since they take seconds; Chromium runs already."""
    if request.param == "chromium":
        context = chromium.new_context(viewport={"width": 450, "height": 800})
        yield PlaywrightEngine(context.new_page())
        context.close()
    else:
        with ENGINES[request.param](playwright) as found:
            yield found


def shown(engine, selector):
    return engine.run(f"!!document.querySelector(`{selector}`)?.getClientRects().length")


def test_user_agent_matches_the_engine(engine, request, address):
    engine.go(address)
    name = request.node.callspec.params["engine"]
    mark = {"chromium": "Chrome/", "firefox": "Firefox/", "webkit": "Version/"}[name]
    assert mark in engine.run("navigator.userAgent")


@pytest.mark.parametrize("engine", [each for each in ENGINES if each != "chromium"], indirect=True, scope="module")
def test_home_and_diagram_have_no_layout_errors(engine, address):
    """In one language of each script; test_every_page.py measures every language in Chromium."""
    errors = []
    for locale in ONE_OF_EACH_SCRIPT:
        for slug in ("", "diagram/"):
            engine.go(address + prefix(locale) + slug)
            errors += [(locale, slug, error) for error in engine.run(f"({LAYOUT})()")]
    assert errors == []


@pytest.mark.parametrize("locale", BOTH_WAYS)
def test_language_menu(locale, engine, address):
    engine.go(address + "what-to-expect/")
    engine.click(".menu:not(.pages) summary")
    assert shown(engine, ".menu[open] .names a")
    engine.click(f".menu[open] .names a[hreflang='{locale}']")
    until(engine, f"location.href === '{address + prefix(locale)}what-to-expect/'")
    assert engine.run("document.documentElement.lang") == locale


@pytest.mark.parametrize("locale", BOTH_WAYS)
def test_only_one_menu_is_open_at_a_time(locale, engine, address):
    engine.go(address + prefix(locale))
    engine.click(".menu:not(.pages) summary")
    engine.run("document.querySelector('.menu.pages summary').click()")
    until(engine, "document.querySelectorAll('.menu[open]').length === 1")
    box = engine.run(
        "(({left, right}) => [left, right - innerWidth])"
        "(document.querySelector('.menu[open] ul').getBoundingClientRect())"
    )
    assert box[0] >= 0
    assert box[1] <= 0
    engine.click(".menu.pages li:nth-child(2) a")
    until(engine, f"location.href === '{address + prefix(locale)}what-to-expect/'")


@pytest.mark.parametrize("locale", BOTH_WAYS)  # tests/browser/test_shell.py has every language
def test_404_page_is_in_the_language_of_the_address(locale, engine, address):
    engine.go(address + prefix(locale) + "no/such/page/")
    blocks = engine.run(
        "[...document.querySelectorAll('[data-prefix]')]"
        ".filter(each => each.getClientRects().length).map(each => each.lang)"
    )
    assert blocks == [locale]


@pytest.mark.parametrize("locale", BOTH_WAYS)
def test_notice_appears_above_the_text(locale, engine, address):
    engine.go(address + prefix(locale) + "possible-problems/")
    notice, text = engine.run(
        "['.notices', '[data-content]'].map(each => document.querySelector(each).getBoundingClientRect().top)"
    )
    assert 0 < notice < text


# The names beside the drawing's markers: whether each is inside its picture, and its distance from its marker.
NAMES = """[...document.querySelectorAll('.pic')].map(picture => { const frame = picture.getBoundingClientRect();
  return [...picture.querySelectorAll('foreignObject p')].filter(each => each.getClientRects().length).map(each => {
    const range = document.createRange(); range.selectNodeContents(each); const box = range.getBoundingClientRect();
    const mark = each.closest('.mk').querySelector('circle:not(.dot)').getBoundingClientRect();
    const apart = Math.max(mark.left - box.right, box.left - mark.right, mark.top - box.bottom, box.top - mark.bottom);
    return [each.textContent, box.left >= frame.left - 1 && box.right <= frame.right + 1, apart, box.width]; }); })"""


@pytest.mark.parametrize("locale", BOTH_WAYS)
def test_diagram_labels_are_next_to_their_parts(locale, engine, address):
    """On a wide screen. A phone shows numbers and a key instead."""
    engine.go(address + prefix(locale) + "diagram/")
    assert engine.run("[...document.querySelectorAll('.key')].every(each => each.getClientRects().length)")
    wide(engine, 1300)
    pictures = engine.run(NAMES)
    wide(engine, 450)
    assert [len(names) for names in pictures] == [0, 5, 6, 3, 1]  # "Where in the body" needs no names
    for text, inside, apart, width in (name for names in pictures for name in names):
        assert width > 5, text
        assert inside, f"{text} is outside its picture"
        assert -2 < apart < 40, f"{text} is {apart} px from its marker"


def wide(engine, width):
    if hasattr(engine, "page"):
        engine.page.set_viewport_size({"width": width, "height": 800})
    else:
        engine.driver.set_window_size(width, 800)
        until(engine, f"Math.abs(innerWidth - {width}) < 20")


@pytest.mark.parametrize("locale", BOTH_WAYS)
def test_clicking_a_name_highlights_its_part(locale, engine, address):
    engine.go(address + prefix(locale) + "diagram/")
    engine.run("document.querySelector('.offer').remove()")  # it covers the bottom of the window
    engine.click("dt#knot a")
    until(engine, "location.hash === '#see-knot'")
    edge = "getComputedStyle(document.querySelector('.mk.part-knot circle:not(.dot)')).strokeWidth"
    until(engine, f"{edge} === '3px'")


@pytest.mark.parametrize("locale", BOTH_WAYS)
def test_search_result_opens_its_page(locale, engine, address):
    engine.go(address + prefix(locale))
    engine.click(".find")
    until(engine, "document.querySelector('.search').open")
    engine.type("[type=search]", "IMS")
    until(engine, "document.querySelectorAll('.found a').length > 2")
    goal = engine.run("document.querySelector('.found a').href")
    engine.click(".found a")
    until(engine, f"location.href === '{goal}'")


@pytest.mark.parametrize("locale", BOTH_WAYS)
def test_print_page_has_the_whole_handout(locale, engine, address):
    engine.go(address + prefix(locale) + "print/")
    parts, pictures = engine.run("['main section[id]', '.pic'].map(each => document.querySelectorAll(each).length)")
    assert parts >= 7
    assert pictures == 6
    assert engine.run(f"({LAYOUT})()") == []
    assert shown(engine, "button.print")


@pytest.mark.parametrize("locale", BOTH_WAYS)
def test_a_question_opens_and_the_language_offer_closes(locale, engine, address):
    engine.go(address + prefix(locale) + "how-it-works/")
    engine.run("document.querySelector('main summary').scrollIntoView({block: 'center'})")
    engine.click("main summary")
    until(engine, "document.querySelector('main details').open")
    if locale != "en":  # the browser's own language is English
        until(engine, "!document.querySelector('.offer').hidden")
        engine.click(".offer button")
        assert not shown(engine, ".offer")


@pytest.mark.skipif(not QUESTIONS.exists(), reason="the clinic has switched this page off")
def test_reload_clears_the_ticks(engine, address):
    engine.go(address + "questions/")
    engine.run("document.querySelectorAll('.ask [type=checkbox]').forEach(each => { each.checked = true; })")
    assert engine.run("document.querySelectorAll('.ask :checked').length")
    engine.reload()
    assert not engine.run("document.querySelectorAll('.ask :checked').length")


# The notice is not only in the page but visible: its size, its position, and a colour that differs from the background.
SEEN = """(() => { const found = [...document.querySelectorAll('[data-notice]')];
    return found.length && found.every(each => {
      const box = each.getBoundingClientRect(), { visibility, opacity, color, backgroundColor } =
        getComputedStyle(each);
      return box.width > 100 && box.height > 10 && box.left >= 0 && box.right <= innerWidth + 1
        && visibility === 'visible' && +opacity === 1 && color !== backgroundColor; }); })()"""


def test_draft_notice_is_visible_on_every_kind_of_page(engine, address, pages):
    kinds = {page.slug for page in pages if page.locale == "es"}
    assert len(kinds) > 5
    for locale in BOTH_WAYS:
        for slug in sorted(kinds):
            engine.go(address + prefix(locale) + slug)
            assert engine.run(SEEN), (locale, slug)


def test_draft_notice_is_visible_at_every_width_and_in_print(phone, address, pages):
    for page in (page for page in pages if page.locale == "es"):
        phone.goto(address + page.url)
        for width, media in product((320, 360, 768, 1280), ("screen", "print")):
            phone.set_viewport_size({"width": width, "height": 800})
            phone.emulate_media(media=media)
            assert phone.evaluate(SEEN), (width, media, page.url)


DRAWN_IN = pytest.mark.parametrize("engine", ["chromium", "webkit"], indirect=True, scope="module")


@DRAWN_IN
@pytest.mark.parametrize("locale", SENTENCES)
def test_left_to_right_runs_keep_their_order_on_screen(locale, engine, tmp_path):
    assert len(RUNS) >= 40
    errors = misdrawn(engine, locale, cases(locale), tmp_path)
    assert not errors, "\n".join(errors)


@DRAWN_IN
def test_reversed_runs_are_detected(engine, tmp_path):
    """Text without isolation, or with each word isolated, reverses some runs."""
    text = "اتصل على (000) 000-0000 اليوم"
    apart = "<p>اتصل على <bdi>COVID</bdi>-<bdi>19</bdi> اليوم</p>"
    bare = [("(000) 000-0000", text, f"<p>{text}</p>"), ("COVID-19", "اتصل على COVID-19 اليوم", apart)]
    assert len(misdrawn(engine, "ar", bare, tmp_path)) == 2


@pytest.fixture(scope="module")
def mapped(engine):
    """Return the locales of each tag of a voice."""
    tags = sorted({"", *" ".join([*TAGS.values(), OTHER_TAGS]).split()})
    engine.go("about:blank")
    return dict(zip(tags, matching_locales(engine, tags), strict=True))


@pytest.mark.parametrize("locale", LOCALES)
def test_every_form_of_a_voice_tag_maps_to_its_language(locale, mapped):
    tags = TAGS[locale].split()
    assert len(tags) >= 5
    assert {tag: mapped[tag] for tag in tags} == {tag: [locale] for tag in tags}


def test_voices_of_other_languages_map_to_no_language(mapped):
    tags = ["", *OTHER_TAGS.split()]
    assert {tag: mapped[tag] for tag in tags} == {tag: [] for tag in tags}
