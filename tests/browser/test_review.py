"""A complete review: judged by touch and keyboard, saved, resumed, finished, imported and shown on the pages."""

import datetime
import json
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from mkdocs_handout.catalog import readback
from mkdocs_handout.catalog.readback import ReadBack
from mkdocs_handout.commands.take import take
from mkdocs_handout.english.shown import State
from mkdocs_handout.site.build import build_site
from tests.access.checkers import axe, script
from tests.access.engines import ENGINES, until
from tests.built import BuiltPage
from tests.copies import Copy
from tests.serving import serve

LOCALES = ("en", "es", "ar", "km")
TODAY = datetime.date.today()
REVIEWER = {"reviewer": "Test Agency", "qualification": "made up for this test"}
DOUBTED = 7  # the number of a block whose read-back raised a question
BETTER_WORDS = "Other words"


@dataclass
class Clinic:
    """A project with Khmer read-backs, and its built and served site."""

    copy: Copy
    address: str

    def at(self, locale):
        return f"{self.address}review/{locale}/"

    def build(self, locales=LOCALES):
        build_site(self.copy.root, self.copy.root / "site", locales)

    def page(self, url):
        return BuiltPage(self.copy.root / "site", self.copy.root / "site" / url / "index.html")


@pytest.fixture(scope="module")
def clinic(tmp_path_factory):
    copy = Copy(tmp_path_factory.mktemp("review") / "project", LOCALES)
    keys = readback.pairs(copy.catalog("km"), [each.english for each in copy.messages])
    doubts = {copy.messages[DOUBTED - 1].english: "Is this the same?"}
    rows = [
        ReadBack(key, f"It says {at}", doubts.get(text, ""), TODAY, "machine")
        for at, (text, key) in enumerate(keys.items())
    ]
    readback.write(copy.root / "translations", "km", rows)
    found = Clinic(copy, "")
    found.build()
    for address in serve(copy.root / "site"):
        found.address = address
        yield found


@contextmanager
def window(chromium, width):
    """A window with axe that accepts downloads; the test fails if anything is logged to its console."""
    context = chromium.new_context(viewport={"width": width, "height": 800}, has_touch=True, accept_downloads=True)
    context.add_init_script(script("axe-core/axe.min.js"))
    page, errors = context.new_page(), []
    page.on("console", lambda message: errors.append(message.text))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("dialog", lambda dialog: dialog.accept())
    yield page
    assert errors == []
    context.close()


@pytest.fixture(params=[360, 1280], ids=["360 px", "1280 px"])
def review_page(request, chromium):
    with window(chromium, request.param) as page:
        yield page


NARROW = pytest.mark.parametrize("review_page", [360], indirect=True, ids=["360 px"])
"""For tests that ask nothing about where things are."""

# Takes out all sections of pieces except the first two, and puts them back.
TAKE_OUT = """() => { window.out = [...document.querySelectorAll('main section:nth-of-type(n+3)')];
  window.marks = out.map(() => new Comment());
  out.forEach((section, at) => section.replaceWith(marks[at])); }"""
PUT_BACK = "() => marks.forEach((mark, at) => mark.replaceWith(out[at]))"


def assert_accessible(page, whole=False):
    """Assert that axe finds nothing, that the page is no wider than the window, and that targets are large enough.

    Axe takes ten times as long for the whole page as for the pieces of two sections; all pieces are built alike. The
    page is scrolled to the top first: elsewhere, axe reports a button as too small if the bar covers part of it.
    """
    at = page.evaluate("[scrollY, scrollTo(0, 0)][0]")
    if not whole:
        page.evaluate(TAKE_OUT)
    found = [str(each) for each in axe(page)]
    if not whole:
        page.evaluate(PUT_BACK)
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
    small = page.evaluate(
        "[...document.querySelectorAll('.review :is(button, summary, .work a, fieldset label, fieldset a, textarea)')]"
        ".filter(each => each.checkVisibility() && each.getBoundingClientRect().height < 44)"
        ".map(each => each.outerHTML)"
    )
    assert small == []
    page.evaluate(f"scrollTo(0, {at})")


class Touch:
    """A reviewer who taps, only inside the window, and types words on the phone's keyboard."""

    def __init__(self, page):
        self.page, self.actions = page, 0

    def begin(self):
        self.page.locator("#b1").scroll_into_view_if_needed()
        self.page.locator("#b1 .judge button >> nth=0").focus()

    def yes(self):
        self._tap("document.activeElement")

    def no(self):
        self._tap("document.activeElement.nextElementSibling")

    def write(self, words, why):
        for field, text in zip(self.page.locator("textarea:visible").all(), (words, why), strict=True):
            field.tap()
            field.fill(text)
        self.page.get_by_role("button", name="Next piece").tap()
        self.actions += 3

    def finish(self):
        for name, text in REVIEWER.items():
            field = self.page.locator(f"#finish [name={name}]")
            field.tap()
            field.fill(text)
        self.actions += 3
        return saved(self.page, lambda: self.page.get_by_role("button", name="Make the file").tap())

    def _tap(self, element):
        box = self.page.evaluate(
            f"(({{x, y, width, height}}) => [x + width / 2, y + height / 2, y >= 0 && y + height <= innerHeight])"
            f"({element}.getBoundingClientRect())"
        )
        assert box[2], "the next control is outside the window"
        self.page.touchscreen.tap(*box[:2])
        self.actions += 1


class Keys:
    """A reviewer who uses only the keyboard, from the top of the page."""

    def __init__(self, page):
        self.page, self.actions = page, 0

    def press(self, key):
        self.page.keyboard.press(key)
        self.actions += 1

    def begin(self):
        while not self.page.evaluate("!!document.activeElement.closest('.judge')"):
            self.press("Tab")
            assert self.actions < 30

    def yes(self):
        self.press("Space")

    def no(self):
        self.press("Tab")
        self.press("Space")

    def write(self, words, why):
        self.press("ControlOrMeta+A")
        self.page.keyboard.type(words)
        self.press("Tab")
        self.page.keyboard.type(why)
        self.press("Tab")
        self.press("Space")

    def finish(self):
        for text in REVIEWER.values():
            self.press("Tab")
            self.page.keyboard.type(text)
        self.press("Tab")
        return saved(self.page, lambda: self.press("Space"))


# Judges a number of pieces. Returns the control that is outside the window or covered, if there is one.
QUICKLY = """(number) => {
  for (let done = 0; done < number; done++) {
    const at = document.activeElement, {x, y, width, height} = at.getBoundingClientRect();
    const on_top = document.elementFromPoint(x + width / 2, y + height / 2);
    if (!at.closest('.judge') || y < 0 || y + height > innerHeight || !at.contains(on_top)) return at.outerHTML;
    at.click();
  } }"""


def judge_all(page, hand, number):
    """Judge all `number` open pieces with one action each: the first and last ten by hand, the others by a script."""
    for _ in range(10):
        hand.yes()
    assert page.evaluate(QUICKLY, number - 20) is None
    hand.actions += number - 20
    for _ in range(10):
        hand.yes()
    assert page.evaluate("document.activeElement.textContent") == "Finish"


def saved(page, act):
    with page.expect_download() as download:
        act()
    return json.loads(Path(download.value.path()).read_text(encoding="utf-8"))


# Every pair of width and way. Axe checks the whole page once for each direction.
WALKS = [("es", 360, Touch), ("en", 1280, Keys), ("ar", 360, Keys), ("ar", 1280, Touch)]


@pytest.mark.parametrize(("locale", "width", "way"), WALKS, ids=lambda each: getattr(each, "__name__", str(each)))
def test_a_reviewer_can_judge_save_resume_and_finish(locale, width, way, chromium, clinic):
    """One action per piece; one piece is not right. A reload keeps the work; another tab loads it from the file."""
    total = len(clinic.copy.messages)
    with window(chromium, width) as page:
        hand = way(page)
        page.goto(clinic.at(locale))
        assert_accessible(page, whole=way is Touch and locale != "en")
        assert page.locator(".work b").inner_text() == f"0 of {total}"
        hand.begin()
        for _ in range(4):
            hand.yes()
        hand.no()
        assert_accessible(page)
        hand.write(BETTER_WORDS, "It is plainer for <old> people")
        assert page.locator(".work b").inner_text() == f"5 of {total}"
        page.reload()
        assert page.locator(".work b").inner_text() == f"5 of {total}", "a reload loses the work"
        half = saved(page, lambda: page.get_by_role("button", name="Save my work").click())
        assert (half["reviewer"], len(half["pieces"])) == ("", 5)
        path = clinic.copy.root / "half.json"
        path.write_text(json.dumps(half), encoding="utf-8")

    with window(chromium, width) as page:
        hand.page = page
        page.goto(clinic.at(locale))
        assert page.locator(".work b").inner_text() == f"0 of {total}", "the work is kept after the tab is closed"
        page.set_input_files("[type=file]", path)
        page.get_by_text("5 pieces taken back.").wait_for()
        assert page.get_by_label("Why for piece 5").input_value() == "It is plainer for ‹old› people"
        page.locator("#b6").scroll_into_view_if_needed()
        page.locator("#b6 .judge button >> nth=0").focus()
        judge_all(page, hand, total - 5)
        assert page.locator("#plain li >> nth=0").inner_text().startswith("The reviewer, whose name is still missing, ")
        done = hand.finish()
        assert_accessible(page)
        assert page.locator("#plain li >> nth=0").inner_text().startswith(f"{REVIEWER['reviewer']} ")
        assert page.evaluate("localStorage.length + document.cookie.length") == 0
    assert {key: done[key] for key in REVIEWER} == REVIEWER
    assert len(done["pieces"]) == total
    assert [each["words"] for each in done["pieces"] if not each["right"]] == [BETTER_WORDS]
    assert hand.actions <= total + 40, "the review takes too many actions"
    print(f"{locale}, {width} px: {hand.actions} {way.__name__} for {total} pieces")


@NARROW
def test_loading_a_saved_file_restores_name_and_qualification(review_page, clinic):
    path = clinic.copy.root / "finished.json"
    path.write_text(json.dumps({"review": 1, "locale": "es", "as": "both", **REVIEWER, "pieces": []}), encoding="utf-8")
    review_page.goto(clinic.at("es"))
    review_page.set_input_files("[type=file]", path)
    review_page.get_by_text("0 pieces taken back.").wait_for()
    assert {each: review_page.locator(f"#finish [name={each}]").input_value() for each in REVIEWER} == REVIEWER


def test_the_file_requires_a_name(review_page, clinic):
    review_page.goto(clinic.at("es"))
    review_page.locator("#b1 .judge button >> nth=0").click()
    review_page.get_by_role("button", name="Make the file").click()
    assert review_page.get_by_text("Please write the name as it may be published.").is_visible()
    assert review_page.evaluate("document.activeElement.name") == "reviewer"
    assert_accessible(review_page)


def test_a_reviewer_who_reads_only_english_cannot_sign(review_page, clinic):
    review_page.goto(clinic.at("km"))
    review_page.get_by_label("I read only English").check()
    assert not review_page.locator("td.words:visible").count(), "the translation is visible"
    assert_accessible(review_page, whole=review_page.viewport_size["width"] == 360)
    review_page.get_by_label("Doubts first").check()
    assert review_page.locator("tbody tr:visible >> nth=0").get_attribute("id") == f"b{DOUBTED}"
    review_page.locator(f"#b{DOUBTED} .judge button >> nth=1").click()
    assert review_page.get_by_label("Better words").count() == 0
    review_page.get_by_label(f"Why for piece {DOUBTED}").fill("No clinic says so")
    review_page.get_by_role("button", name="Next piece").click()
    judge_all(review_page, Keys(review_page), len(clinic.copy.messages) - 1)
    assert "signs nothing" in review_page.locator("#plain").inner_text()
    done = Keys(review_page).finish()
    assert_accessible(review_page)
    assert done["as"] == "english"
    assert [each["why"] for each in done["pieces"] if not each["right"]] == ["No clinic says so"]


def test_filters_and_page_list(review_page, clinic):
    review_page.goto(clinic.at("es"))
    rows = review_page.locator("tbody tr:visible")
    review_page.get_by_label("Only what states a fact").check()
    assert 20 < rows.count() < 100
    assert rows.count() == review_page.locator("tr[data-fact]").count()
    review_page.get_by_label("Not judged yet").check()
    assert rows.count() == len(clinic.copy.messages)
    review_page.locator("#b1 .judge button >> nth=0").click()
    assert not review_page.locator("#b1").is_visible()
    review_page.locator(".work summary").click()
    entries = review_page.locator(".work li")
    assert entries.nth(0).inner_text().split()[-3:-1] == ["1", "of"]
    entries.nth(2).get_by_role("link").click()
    assert not review_page.locator(".work ul").is_visible()
    box = review_page.locator("h2[id=page-3]").bounding_box()
    assert 0 <= box["y"] < 800


@NARROW
def test_a_key_held_down_signs_only_one_piece(review_page, clinic):
    review_page.goto(clinic.at("es"))
    review_page.locator("#b1 .judge button >> nth=0").focus()
    for _ in range(20):
        review_page.keyboard.down("Enter")
    review_page.keyboard.up("Enter")
    assert review_page.locator(".work b").inner_text().startswith("1 of ")


def test_judging_a_piece_moves_no_row(phone, clinic):
    """Moving a row needs a new layout of the whole page, which takes a second on a phone."""
    phone.goto(clinic.at("es"))
    moved = phone.evaluate(
        """() => {
          const watch = new MutationObserver(() => {});
          watch.observe(document.querySelector("main"), { childList: true, subtree: true });
          for (const number of [1, 2, 3]) document.querySelector(`#b${number} .judge button`).click();
          const added = watch.takeRecords().flatMap((each) => [...each.addedNodes]);
          return added.filter((each) => each.nodeName === "TR").length;
        }"""
    )
    assert phone.locator(".work b").inner_text().startswith("3 of ")
    assert moved == 0


OTHER = {"review": 1, "locale": "es", "as": "both", "pieces": []}
BAD_FILES = ["", *map(json.dumps, ([], None, {"review": 1}, OTHER | {"pieces": [None, 7]}, OTHER | {"as": "toString"},
                                   OTHER | {"locale": "<b>"}))]  # fmt: skip


def test_an_invalid_file_is_refused_and_the_work_is_kept(phone, clinic):
    phone.goto(clinic.at("es"))
    phone.locator("#b1 .judge button >> nth=0").click()
    errors = []
    phone.on("pageerror", lambda error: errors.append(str(error)))
    for text in BAD_FILES:
        phone.evaluate("document.querySelector('.told').replaceChildren()")
        phone.set_input_files(
            "[type=file]", {"name": "x.json", "mimeType": "application/json", "buffer": text.encode()}
        )
        phone.locator(".told:not(:empty)").wait_for()
        assert phone.locator(".work b").inner_text().startswith("1 of "), text
        assert errors == [], text
        assert not phone.locator(".told b").count(), text


def test_without_javascript_only_the_table_is_shown(chromium, clinic):
    context = chromium.new_context(viewport={"width": 360, "height": 800}, java_script_enabled=False)
    page = context.new_page()
    page.goto(clinic.at("ar"))
    assert page.locator("tbody tr:visible").count() == len(clinic.copy.messages)
    assert not page.locator("main button, main input").count()
    context.close()


@pytest.mark.parametrize("judged", [False, True], ids=["empty", "judged"])
def test_print_has_a_box_for_each_piece_and_no_controls(judged, phone, clinic):
    phone.goto(clinic.at("es"))
    if judged:
        phone.locator("#b5 .judge button >> nth=1").click()
        phone.get_by_label("Not judged yet").check()
    phone.emulate_media(media="print")
    assert phone.locator("tbody tr:visible").count() == len(clinic.copy.messages)
    boxes = phone.locator(".tick").evaluate_all("all => all.map(each => getComputedStyle(each, '::before').content)")
    assert boxes == ['""'] * len(clinic.copy.messages)
    assert not phone.locator("main :is(button, input, textarea):visible").count()
    assert phone.get_by_text("Name, as it may stand on the page:").is_visible()


# The same review in the other engines. Scripts click the controls, and read the file when the page creates it.
CATCH = """(() => {
  window.files = [];
  const make = URL.createObjectURL;
  URL.createObjectURL = (blob) => (blob.text().then((text) => files.push(text)), make.call(URL, blob));
  HTMLAnchorElement.prototype.click = () => {};
  return true;
})()"""
ALL = """(() => {
  document.querySelector('#b1 .judge button').focus();
  let acts = 0;
  while (document.activeElement.closest('.judge') && acts++ < 1000) document.activeElement.click();
  return [acts, document.activeElement.textContent];
})()"""
TAKE = """((text) => {
  const input = document.querySelector('[type=file]'), data = new DataTransfer();
  data.items.add(new File([text], 'review.json', {type: 'application/json'}));
  input.files = data.files;
  return input.dispatchEvent(new Event('change'));
})"""


@pytest.mark.parametrize(("engine", "locale"), [("firefox", "ar"), ("webkit", "es")])
def test_review_works_in_other_engines(engine, locale, playwright, clinic):
    total = len(clinic.copy.messages)
    with ENGINES[engine](playwright) as it:
        it.go(clinic.at(locale))
        it.run(CATCH)
        assert it.run(ALL) == [total, "Finish"]
        it.run("document.querySelector('#b5 .judge button:last-child').click()")
        it.type("#b5 + .more label:last-of-type textarea", "Why not")
        it.run("[...document.querySelectorAll('.work button')].at(-1).click()")
        until(it, "files.length === 1")
        half = it.run("files[0]")
        assert json.loads(half)["reviewer"] == ""
        it.run("sessionStorage.clear()")
        it.go(clinic.at(locale))
        until(it, "!!document.querySelector('.work b')")
        it.run(CATCH)
        assert it.run("document.querySelector('.work b').textContent") == f"0 of {total}"
        it.run(f"{TAKE}({json.dumps(half)})")
        until(it, f"document.querySelector('.work b').textContent === '{total} of {total}'")
        for name, value in REVIEWER.items():
            it.type(f"#finish [name={name}]", value)
        it.run("document.querySelector('#finish button').click()")
        until(it, "files.length === 1")
        done = json.loads(it.run("files[0]"))
    assert {key: done[key] for key in REVIEWER} == REVIEWER
    assert [each.get("why") for each in done["pieces"] if not each["right"]] == ["Why not"]


def test_the_site_names_its_reviewer_and_a_new_comma_reopens_one_piece(phone, clinic):
    """From the review page to the page that patients read, and back. It must be the last test in this file."""
    for locale in LOCALES:
        phone.goto(clinic.at(locale))
        assert phone.evaluate(ALL) == [len(clinic.copy.messages), "Finish"]
        path = clinic.copy.root / f"review-{locale}.json"
        path.write_text(json.dumps(Keys(phone).finish()), encoding="utf-8")
        assert f": {len(clinic.copy.messages)} pieces.\n" in "\n".join(take(clinic.copy.root, path, take_words=False))
        phone.evaluate("sessionStorage.clear()")
    clinic.build()
    for locale in LOCALES:
        page = clinic.page("about" if locale == "en" else f"{locale}/about").tree
        (checked,) = page.xpath("//*[@data-notice='checked']")
        assert "Test Agency" in checked.text_content()
        assert not page.xpath("//*[@data-notice='draft' or @data-notice='wording']")
    message = clinic.copy.own("about")[0]
    clinic.copy.change(
        "es", message.english, clinic.copy.catalog("es").show(message.english).text.replace(" ", ", ", 1)
    )
    assert clinic.copy.catalog("es").state(message.english) is State.DRAFT
    clinic.build(("en", "es"))
    phone.goto(clinic.at("es"))
    phone.reload()  # the browser may show its cached page
    assert phone.locator(".work b").inner_text() == "0 of 1"
    phone.get_by_label("Not judged yet").check()
    assert phone.locator("tbody tr:visible").count() == 1
    assert phone.locator(f"#b{message.number}").is_visible()
    assert REVIEWER["reviewer"] in phone.locator("#b1 .state").text_content()
