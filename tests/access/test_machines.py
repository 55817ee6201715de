"""Automatic checks with axe-core, IBM's Equal Access engine and the Nu HTML checker."""

import re
import subprocess

import pytest

from tests.access.checkers import EXEMPT, MODULES, axe, ibm, listed
from tests.access.conftest import SAMPLE, prefix
from tests.access.test_keyboard import BOTH_WAYS
from tests.built import LOCALES, QUESTIONS

COLOURS = ["color-contrast", "link-in-text-block"]


@pytest.fixture
def reset_page(checked_page):
    """The browser page; its colour scheme and size are reset after the test."""
    yield checked_page
    checked_page.emulate_media(color_scheme="light")
    checked_page.set_viewport_size({"width": 360, "height": 800})


@pytest.mark.parametrize("locale", LOCALES)
def test_checkers_find_no_errors_on_any_page(locale, pages, checked_page, address):
    """Colours and IBM's engine in a few languages only: colours are the same in all, and take half of axe's time."""
    without = [] if locale in SAMPLE else COLOURS
    own = [page for page in pages if page.locale == locale]
    assert own
    errors = []
    for page in own:
        checked_page.goto(address + page.url)
        errors += listed(axe(checked_page, without=without))
        if locale in SAMPLE:
            errors += listed(ibm(checked_page))
    assert not errors, "\n".join(errors)


@pytest.mark.parametrize("locale", BOTH_WAYS)
def test_no_errors_in_dark_mode_or_on_a_wide_screen(locale, pages, reset_page, address):
    errors = []
    reset_page.set_viewport_size({"width": 1280, "height": 800})
    for page in (page for page in pages if page.locale == locale):
        reset_page.goto(address + page.url)
        errors += listed(axe(reset_page))
        reset_page.emulate_media(color_scheme="dark")
        errors += listed(axe(reset_page, COLOURS))
        reset_page.emulate_media(color_scheme="light")
    assert not errors, "\n".join(errors)


@pytest.mark.parametrize("locale", SAMPLE)
def test_no_errors_while_a_menu_search_or_question_is_open(locale, reset_page, address):
    """In dark mode only the colours differ."""
    errors = []

    def check():
        errors.extend(listed(axe(reset_page)))
        reset_page.emulate_media(color_scheme="dark")
        errors.extend(listed(axe(reset_page, COLOURS)))
        reset_page.emulate_media(color_scheme="light")

    reset_page.goto(address + prefix(locale))
    for summary in reset_page.locator("summary:visible").all():
        summary.click()
        assert summary.evaluate("each => each.parentElement.open")
        check()  # IBM's engine also measures the links below an open menu
    reset_page.keyboard.press("Escape")
    reset_page.set_viewport_size({"width": 360, "height": 3000})  # all results are visible
    reset_page.click(".find")
    reset_page.fill("[type=search]", "IMS")
    reset_page.wait_for_selector(".found li")
    check()
    errors += listed(ibm(reset_page))
    assert not errors, "\n".join(errors)


@pytest.mark.parametrize("locale", [each for each in SAMPLE if each != "en"])
def test_no_errors_on_the_404_page(locale, checked_page, address):
    """In English it is among the pages: 404.html."""
    checked_page.goto(address + prefix(locale) + "no/such/page/")
    assert not listed([*axe(checked_page), *ibm(checked_page)])


def test_every_exemption_is_still_needed(reset_page, address):
    found = []
    for page in {each.page for each in EXEMPT}:
        rules = {each.rule for each in EXEMPT if each.page == page}
        for width, scheme in ((360, "light"), (1280, "light"), (1280, "dark")):
            reset_page.set_viewport_size({"width": width, "height": 800})
            reset_page.emulate_media(color_scheme=scheme)
            reset_page.goto(address + page)
            if page.startswith("ar/"):
                reset_page.wait_for_selector(".offer:not([hidden])")
            found += axe(reset_page, rules)
    for each in EXEMPT:
        assert any(each.covers(one) for one in found), f"this exemption is no longer needed: {each}"
        assert each.reason.endswith(".")


def test_checkers_detect_planted_errors(checked_page, address):
    """A link without a name, an image without alt text, and low contrast: this proves that the checkers run."""
    checked_page.goto(address)
    checked_page.evaluate(
        "() => { const main = document.querySelector('main'); main.append(document.createElement('img'));"
        "main.append(Object.assign(document.createElement('a'), {href: '/'}));"
        "const grey = Object.assign(document.createElement('p'), {textContent: 'hard to read'});"
        "grey.style.color = '#999'; main.append(grey); }"
    )
    assert {"image-alt", "link-name", "color-contrast"} <= {found.rule for found in axe(checked_page)}
    assert any(found.rule.startswith("img_alt") for found in ibm(checked_page))


@pytest.fixture(scope="module")
def said_by_nu(site, tmp_path_factory):
    """What the Nu checker says about all pages with their inline styles and the stylesheets, and a planted bad page."""
    planted = tmp_path_factory.mktemp("planted")
    (planted / "bad.html").write_text("<!doctype html><title>x</title><style>p { colour: red }</style><p><div></p>")
    (planted / "bad.css").write_text("p { margin: many }")
    jar = MODULES / "vnu-jar/build/dist/vnu.jar"
    assert jar.exists(), "the checkers are missing. Run: make tests/access/node_modules"
    quick = ("-Xss8m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")  # half the time of Java's full optimizer
    command = ["java", *quick, "-jar", jar, "--skip-non-html", "--also-check-css", site, planted]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return re.sub(r'"file:[^"]*/((?:[\w-]+/)?[\w-]+/[\w.-]+)"', r"\1", done.stderr).strip().splitlines()


def test_nu_html_checker_finds_no_errors_or_warnings(said_by_nu):
    found = [line for line in said_by_nu if "/bad." not in line]
    # Firefox restores ticks after a reload, so the next reader would see them; `autocomplete="off"` prevents this. HTML
    # allows that attribute on text fields and forms only, but in a form, Enter would submit it.
    ticks = [line for line in found if "questions/" in line and "Attribute “autocomplete” is only allowed" in line]
    assert ticks or not QUESTIONS.exists(), "the exemption is no longer needed"
    # The checker reads files, which have no origin, so the policy's 'self' matches nothing there.
    own = [line for line in found if re.search("Content Security Policy.*“(?:[.]{2}/review.js|qr.svg)” blocked", line)]
    assert own, "the exemption is no longer needed"
    # lxml writes `<input/>`, as in XHTML. HTML ignores the slash, but the checker mentions it.
    slash = [line for line in found if ": info: Trailing slash on void elements" in line]
    assert [line for line in found if line not in [*ticks, *own, *slash]] == []


def test_nu_html_checker_detects_planted_errors(said_by_nu):
    found = "\n".join(line for line in said_by_nu if "/bad." in line)
    assert "colour" in found
    assert "No “p” element in scope" in found
    assert "Consider adding a “lang” attribute" in found
    assert "many" in found, "stylesheets are not checked"
