"""What automatic checkers find: axe-core, IBM's Equal Access engine, the Nu HTML checker."""

import re
import subprocess

import pytest

from tests.access.checkers import EXEMPT, MODULES, axe, ibm, listed
from tests.access.conftest import SAMPLE, prefix
from tests.built import LOCALES, QUESTIONS

COLOURS = ["color-contrast", "link-in-text-block"]


@pytest.fixture
def light(judge):
    """The browser page, reset for the next test."""
    yield judge
    judge.emulate_media(color_scheme="light")
    judge.set_viewport_size({"width": 360, "height": 800})


@pytest.mark.parametrize("locale", LOCALES)
def test_checkers_find_no_errors_on_any_page(locale, pages, judge, address):
    """Colours take axe two thirds of its time and are the same in all languages: a few languages check them."""
    without = [] if locale in SAMPLE else COLOURS
    own = [page for page in pages if page.locale == locale]
    assert own
    faults = []
    for page in own:
        judge.goto(address + page.url)
        faults += listed(axe(judge, without=without))
        if locale in SAMPLE:
            faults += listed(ibm(judge))
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("locale", SAMPLE)
def test_no_errors_in_dark_mode_or_on_a_wide_screen(locale, pages, light, address):
    faults = []
    for page in (page for page in pages if page.locale == locale):
        light.set_viewport_size({"width": 1280, "height": 800})
        light.goto(address + page.url)
        faults += listed(axe(light))
        light.emulate_media(color_scheme="dark")
        faults += listed(axe(light, COLOURS))
        light.emulate_media(color_scheme="light")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("locale", SAMPLE)
def test_no_errors_while_a_menu_search_or_question_is_open(locale, light, address):
    faults = []
    for scheme in ("light", "dark"):
        light.emulate_media(color_scheme=scheme)
        light.goto(address + prefix(locale))
        for summary in light.locator("summary:visible").all():
            summary.click()
            assert summary.evaluate("each => each.parentElement.open")
            faults += listed(axe(light))  # IBM's engine also measures the links below an open menu
        light.keyboard.press("Escape")
        light.set_viewport_size({"width": 360, "height": 3000})  # all results are visible
        light.click(".find")
        light.fill("[type=search]", "IMS")
        light.wait_for_selector(".found li")
        faults += listed([*axe(light), *ibm(light)])
        light.set_viewport_size({"width": 360, "height": 800})
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("locale", SAMPLE)
def test_no_errors_on_the_404_page(locale, judge, address):
    judge.goto(address + prefix(locale) + "no/such/page/")
    assert not listed([*axe(judge), *ibm(judge)])


def test_every_exemption_is_still_needed(light, address):
    for each in EXEMPT:
        found = []
        for width, scheme in ((360, "light"), (1280, "light"), (1280, "dark")):
            light.set_viewport_size({"width": width, "height": 800})
            light.emulate_media(color_scheme=scheme)
            light.goto(address + each.page, wait_until="networkidle")  # the offer of a language loads after the page
            found += axe(light)
        assert any(each.covers(one) for one in found), f"no longer found: {each}"
        assert each.reason.endswith(".")


def test_checkers_detect_planted_errors(judge, address):
    """A link without a name, a picture without words, grey on white: proof that the checkers run."""
    judge.goto(address)
    judge.evaluate(
        "() => { const main = document.querySelector('main'); main.append(document.createElement('img'));"
        "main.append(Object.assign(document.createElement('a'), {href: '/'}));"
        "const grey = Object.assign(document.createElement('p'), {textContent: 'hard to read'});"
        "grey.style.color = '#999'; main.append(grey); }"
    )
    assert {"image-alt", "link-name", "color-contrast"} <= {found.rule for found in axe(judge)}
    assert any(found.rule.startswith("img_alt") for found in ibm(judge))


def nu(*arguments):
    jar = MODULES / "vnu-jar/build/dist/vnu.jar"
    assert jar.exists(), "the checkers are missing. Run: make tests/access/node_modules"
    done = subprocess.run(["java", "-Xss1m", "-jar", jar, *arguments], capture_output=True, text=True, check=False)
    return re.sub(r'"file:[^"]*/((?:[\w-]+/)?[\w-]+/[\w.-]+)"', r"\1", done.stderr).strip()


def test_nu_html_checker_finds_no_errors_or_warnings(site):
    """All pages, with the styles in them, and the stylesheets that scripts load, in one go."""
    found = nu("--skip-non-html", site).splitlines()
    # Firefox puts ticks back after a reload, so the next reader would see them, unless a field says so. HTML has
    # `autocomplete` for fields of text only; in a form, which may have it, Enter would send the form.
    ticks = [line for line in found if "questions/" in line and "Attribute “autocomplete” is only allowed" in line]
    assert ticks or not QUESTIONS.exists(), "the exemption is no longer needed"
    # A file has no origin, so for the checker the policy's 'self' matches nothing; in a browser it does.
    own = [line for line in found if re.search("Content Security Policy.*“(?:[.]{2}/review.js|qr.svg)” blocked", line)]
    assert own, "the exemption is no longer needed"
    # lxml writes `<input/>`, as in XHTML: HTML ignores the slash, and the checker reports it as an info.
    slash = [line for line in found if ": info: Trailing slash on void elements" in line]
    assert [line for line in found if line not in [*ticks, *own, *slash]] == []
    sheets = sorted(site.rglob("*.css"))
    assert sheets
    assert nu("--css", *sheets) == ""


def test_nu_html_checker_detects_planted_errors(tmp_path):
    (tmp_path / "bad.html").write_text("<!doctype html><title>x</title><style>p { colour: red }</style><p><div></p>")
    found = nu("--skip-non-html", tmp_path)
    assert "colour" in found
    assert "No “p” element in scope" in found
    assert "Consider adding a “lang” attribute" in found
