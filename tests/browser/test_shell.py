"""The page shell: size, Content Security Policy, menus, the language offer, the 404 page."""

import re

import pytest
from mkdocs.utils import yaml_load

from tests.access.conftest import SAMPLE
from tests.access.measures import TARGETS
from tests.access.test_keyboard import BOTH_WAYS
from tests.browser.visits import KB, SETTLED, weight
from tests.built import LOCALES, ROOT, built_pages

SCRIPTS_ON_LOAD = 2 * KB


def test_a_language_offer_is_small_and_loads_once(phone, pages, address):
    """On a phone set to another language, its text and style load after the page, once per tab."""
    requests = []
    phone.on("request", lambda request: request.url.startswith("http") and requests.append(request.url))
    phone.goto(address + "es/", wait_until="networkidle")
    came = [url.removeprefix(address) for url in requests]
    assert came[:2] == ["es/", "tools/offer.js"]
    assert sorted(came[2:]) == ["tools/en.json", "tools/offer.css"]
    assert sum(weight(pages[0].site, path) for path in came[1:]) <= 2 * KB
    phone.click(".offer button")
    requests.clear()
    phone.goto(address + "es/about/", wait_until="networkidle")
    assert [url.removeprefix(address) for url in requests] == ["es/about/"]


def test_scripts_on_load_are_small_and_nothing_blocks_the_first_paint(pages):
    for page in pages:
        inline = "".join(page.tree.xpath("//script[not(@src)][not(@type='application/json')]/text()"))
        assert len(inline) <= SCRIPTS_ON_LOAD, page.url
        assert not page.tree.xpath("//link[@rel='stylesheet'] | //head//script[@src][not(@defer)][not(@type='module')]")


KINDS = {"", "what-to-expect/", "possible-problems/", "diagram/", "questions/", "languages/", "print/"}

SHIFTS = """() => new Promise(done => {
  const found = [], text = ({node}) => node?.outerHTML ?? node?.textContent;
  new PerformanceObserver(list =>
    found.push(...list.getEntries().map(entry => [entry.value, ...entry.sources.map(text)]))
  ).observe({type: 'layout-shift', buffered: true});
  requestAnimationFrame(() => setTimeout(() => done(found), 50)); })"""


class Tabs:
    """Four tabs of a phone that is set to a language, and what they log: most of the time is spent waiting."""

    def __init__(self, chromium, locale):
        self.context = chromium.new_context(viewport={"width": 360, "height": 800}, locale=locale)
        self.logged = []
        self.context.on("console", lambda message: self.logged.append(message.text))
        self.context.on("weberror", lambda error: self.logged.append(str(error.error)))
        self.tabs = [self.context.new_page() for _ in range(4)]
        self.protocol = self.context.new_cdp_session(self.tabs[0])

    def renew(self):
        """Forget what was loaded and logged."""
        self.protocol.send("Network.clearBrowserCache")
        self.logged.clear()


@pytest.fixture(scope="module")
def tabs(chromium):
    """Tabs of a phone set to Spanish, and of one set to German, for the Spanish pages."""
    found = {locale: Tabs(chromium, locale) for locale in ("es", "de")}
    yield found
    for each in found.values():
        each.context.close()


@pytest.mark.parametrize("locale", LOCALES)
def test_layout_does_not_shift_on_a_slow_connection(locale, pages, tabs, slow_address):
    """Cumulative layout shift is 0 in every language, while the page loads slowly and a language is offered.

    Nothing is logged, and the offer does not make the page scroll sideways. On every page in one language of each
    direction, and on one page of each kind in all others.
    """
    phone = tabs["de" if locale == "es" else "es"]
    phone.renew()
    own = [built for built in pages if built.locale == locale and (locale in BOTH_WAYS or built.slug in KINDS)]
    assert len(own) >= len(KINDS)
    for start in range(0, len(own), len(phone.tabs)):
        opened = list(zip(phone.tabs, own[start:]))  # the last ones may need fewer tabs  # noqa: B905
        for tab, built in opened:
            tab.goto(slow_address + built.url, wait_until="commit")
        for tab, built in opened:
            tab.wait_for_load_state()
            shifts = tab.evaluate(SHIFTS)
            assert not shifts, f"{built.url}: {shifts}"
            assert tab.evaluate("document.documentElement.scrollWidth - innerWidth") == 0, built.url
    assert not phone.logged


def test_every_page_has_a_content_security_policy(pages):
    for page in pages:
        policy = page.tree.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
        assert policy.startswith("default-src 'none'"), page.url
        assert "unsafe" not in policy
        assert not page.tree.xpath("//@style")
        assert not [name for name in page.tree.xpath("//@*") if getattr(name, "attrname", "").startswith("on")]


# Uses each visible control in turn, and closes whatever opens over the page.
USE_ALL = """async () => { let used = 0;
  for (const each of document.querySelectorAll('summary, button, input, .find')) {
    if (!each.checkVisibility({visibilityProperty: true})) continue;
    each.click(); used += 1;
    await new Promise(requestAnimationFrame);
    document.querySelector('dialog[open]')?.close(); }
  await new Promise(done => setTimeout(done, 50));
  return used; }"""


@pytest.mark.parametrize("locale", SAMPLE)
def test_using_every_control_violates_no_policy(locale, pages, phone, address):
    violations = []
    phone.expose_function("report", lambda text: violations.append(text))  # noqa: PLW0108 - not a built-in
    phone.add_init_script(
        "addEventListener('securitypolicyviolation', event => report(event.violatedDirective + location));"
        "window.print = () => {}"
    )
    used = 0
    for page in (page for page in pages if page.locale == locale):
        phone.goto(address + page.url)
        used += phone.evaluate(USE_ALL)
    assert used
    assert not violations


@pytest.fixture(scope="module")
def window(chromium):
    """A narrow window without a touch screen."""
    page = chromium.new_page(viewport={"width": 320, "height": 800})
    yield page
    page.close()


@pytest.mark.parametrize("locale", LOCALES)
def test_title_bar_is_one_row_and_menus_open_below_it(locale, window, address):
    window.set_viewport_size({"width": 320, "height": 800})
    window.goto(address + ("" if locale == "en" else f"{locale}/") + "about/")
    menus_open_below_the_bar(window, 320)
    window.set_viewport_size({"width": 360, "height": 800})
    menus_open_below_the_bar(window, 360)


# The boxes of the bar, the button of each menu, and the panels that are visible; the number of the focused button.
MENUS = """() => {
  const box = each => each.getBoundingClientRect().toJSON();
  const buttons = [...document.querySelectorAll('.menu > summary')];
  const panels = [...document.querySelectorAll('.menu > ul')].filter(each => each.checkVisibility());
  return { bar: box(document.querySelector('.bar')), buttons: buttons.map(box), panels: panels.map(box),
    focused: buttons.indexOf(document.activeElement) }; }"""


def menus_open_below_the_bar(page, width):
    closed = page.evaluate(MENUS)
    bar = closed["bar"]
    assert bar["height"] <= 64
    assert closed["buttons"]
    assert not closed["panels"]
    for number in range(len(closed["buttons"])):
        page.locator(".menu > summary").nth(number).click()
        opened = page.evaluate(MENUS)
        assert opened["buttons"] == closed["buttons"], "a button moved"
        (box,) = opened["panels"]
        assert box["y"] >= bar["y"] + bar["height"] - 1
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        page.keyboard.press("Escape")
        left = page.evaluate(MENUS)
        assert not left["panels"]
        assert left["focused"] == number


OFFERS = {
    "fil": "tl", "tl-PH": "tl", "zh-TW": "zh-Hant", "zh-HK": "zh-Hant", "zh-CN": "zh-Hans", "zh": "zh-Hans",
    "prs": "fa", "fa-AF": "fa", "es-419": "es", "pa-IN": "pa", "pa-Arab": None, "pa-PK": None, "om-ET": "om",
    "am-ET": "am", "ar-EG": "ar", "xh": None, "en-US": None,
}  # fmt: skip


def offers(page, url):
    """Open a page, and return the languages that it offers: none if it does not load the script for an offer."""
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(url)
    page.evaluate(SETTLED)
    if not any(each.endswith("/tools/offer.js") for each in asked):
        return []
    page.wait_for_selector(".offer a")
    return page.locator(".offer a:visible").evaluate_all("all => all.map(each => each.lang)")


@pytest.mark.parametrize("asked", OFFERS)
def test_the_phones_language_is_offered_but_not_forced(asked, chromium, address):
    context = chromium.new_context(viewport={"width": 360, "height": 800}, locale=asked)
    page = context.new_page()
    offered = OFFERS[asked] if OFFERS[asked] in LOCALES else None
    assert offers(page, address + "what-to-expect/") == ([offered] if offered else [])
    assert page.url == address + "what-to-expect/"
    if offered:
        assert not page.evaluate(TARGETS), "too small to touch"
        link = page.locator(".offer a").evaluate("link => link.href")
        assert re.search(rf"/{offered}/what-to-expect/$", link)
        page.click(".offer button")
        assert not offers(page, address + "about/"), "the offer reappears in this tab"
    context.close()


LISTS = {
    ("vi", "en-US"): "vi",
    ("xh", "am-ET", "ar"): "am",
    ("en-US", "vi"): None,
    ("ar", "am"): "ar",
    ("xh", "fr"): None,
}


@pytest.mark.parametrize("asked", LISTS)
def test_the_first_available_phone_language_is_offered(asked, chromium, address):
    """In the phone's order, not that of the menu. A phone with English first gets no offer."""
    context = chromium.new_context(viewport={"width": 360, "height": 800}, locale=asked[0])
    context.add_init_script(f"Object.defineProperty(navigator, 'languages', {{ get: () => {list(asked)} }});")
    page = context.new_page()
    assert offers(page, address + "what-to-expect/") == ([LISTS[asked]] if LISTS[asked] in LOCALES else [])
    context.close()


def test_the_phones_languages_are_listed_first(chromium, address):
    context = chromium.new_context(locale="ar-EG")
    page = context.new_page()
    page.goto(address + "languages/")
    names = page.locator("main .names a")
    assert names.count() == len(LOCALES)
    assert names.first.get_attribute("lang") == "ar"
    context.close()


@pytest.mark.parametrize("locale", LOCALES)
def test_404_page_is_in_the_language_of_the_address(locale, same_phone, address):
    prefix = "" if locale == "en" else f"{locale}/"
    same_phone.goto(address + prefix + "no/such/page/")
    blocks = same_phone.locator("[data-prefix]:visible")
    assert blocks.count() == 1
    assert blocks.get_attribute("lang") == locale
    home = blocks.locator("a").first.evaluate("link => link.pathname")
    assert home == "/ims/" + prefix
    assert same_phone.title().startswith(blocks.locator("h2").inner_text() + " – ")
    html = same_phone.locator("html")
    assert (html.get_attribute("lang"), html.get_attribute("dir")) == (locale, blocks.get_attribute("dir"))


def test_404_page_without_javascript_shows_all_languages(chromium, address):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "lost")
    assert page.locator("[data-prefix]:visible").count() == len(LOCALES)
    context.close()


def test_home_page_answers_fit_on_the_first_screen(phone, address):
    """What IMS is, and the length, number and spacing of visits are visible at 360×800 without scrolling."""
    phone.goto(address)
    for text in ("IMS puts small needles", "20 to 30 minutes", "4 to 10 visits", "1 to 2 weeks"):
        box = phone.get_by_text(text).first.bounding_box()
        assert box["y"] + box["height"] <= 800, text


@pytest.mark.parametrize("locale", LOCALES)
def test_home_page_answers_fit_on_the_first_screen_in_every_language(locale, same_phone, address):
    """What IMS is, and the length and number of visits, or at least their figures, are visible without scrolling."""
    same_phone.goto(address + ("" if locale == "en" else f"{locale}/"))
    answers = [".lead", "[data-fact~=duration] strong", "[data-fact~=visits] strong"]
    boxes = same_phone.evaluate(
        "all => all.map(each => document.querySelector(each).getBoundingClientRect().toJSON())", answers
    )
    for answer, box in zip(answers, boxes, strict=True):
        assert box["height"], f"{answer} is hidden"
        assert box["bottom"] <= 800, answer


@pytest.mark.parametrize("locale", LOCALES)
def test_next_links_go_through_the_pages_and_end_at_the_questions(locale, site):
    """The last page says what readers can do now. Pages about the handout itself link to the questions instead."""
    menu = yaml_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]
    files = [next(iter(item.values())) for item in menu]
    way = files[: files.index("questions.md") + 1] if "questions.md" in files else files
    seen = set()
    for page in (page for page in built_pages(site) if page.locale == locale):
        file = f"{page.slug.rstrip('/') or 'index'}.md"
        seen.add(file)
        assert len(page.tree.xpath("//nav[@class='steps']/a[@rel='next']")) == (file in way[:-1]), page.url
        assert len(page.tree.xpath("//nav[@class='steps']/a[@rel='prev']")) == (file in way[1:]), page.url
        done = page.tree.xpath("//nav[@class='done']//a/@href")
        assert bool(done) == (file == way[-1]), page.url
        if file in files and "questions.md" in files:
            asks = page.tree.xpath("//p[@class='to-ask']/a/@href")
            assert len(asks) == (file != "questions.md"), page.url
    assert seen >= set(files)
