"""Hostile catalogs that pass the checks are harmless in a real browser, even without a CSP."""

import pytest

from mkdocs_handout.catalog.catalog import Catalog, load
from tests.hostile import CASES, FILES, installed, rendered

HARMLESS = [file for file in FILES if file.stem.endswith("-harmless")]
# All elements with their attributes, except attributes that are text and the marks of untranslated blocks.
ELEMENTS = """() => [...document.querySelectorAll('*')].map(each => {
    const text = ['alt', 'title', 'content', 'aria-label'], marks = ['lang', 'dir', 'class']
    const marked = each.lang === 'en' && each.dir === 'ltr'
    if (marked && each.localName === 'span') return ''
    return each.localName + [...each.attributes]
        .filter(a => !text.includes(a.name) && !(marked && marks.includes(a.name)))
        .map(a => ` ${a.name}=${a.value}`).sort().join('')
}).filter(Boolean).sort()"""


@pytest.fixture
def recording_page(phone):
    """A page that records which scripts ran and what was fetched."""
    phone.seen = []
    phone.on("dialog", lambda dialog: (phone.seen.append(dialog.message), dialog.dismiss()))
    phone.on("request", lambda request: phone.seen.append(request.url))
    return phone


def shown(page, text):
    """Show HTML in `page`, trigger events on all its elements, and return the elements."""
    page.set_content(text.replace('src="needle.png"', 'src="data:,"'), wait_until="load")
    page.evaluate("""() => document.querySelectorAll('*').forEach(each =>
        ['click', 'mouseover', 'focus', 'error'].forEach(name => each.dispatchEvent(new Event(name))))""")
    page.seen[:] = [each for each in page.seen if each != "data:,"]
    return page.evaluate(ELEMENTS)


def test_scripts_and_requests_are_detected(recording_page):
    shown(recording_page, "<p onmouseover=alert(1)>x<img src=https://clinic.example/x.png>")
    assert recording_page.seen == ["https://clinic.example/x.png", "1"]


def test_accepted_catalogs_run_nothing_in_the_browser(recording_page, tmp_path):
    assert HARMLESS
    english = shown(recording_page, rendered(Catalog("en", CASES / "none.po")))
    for file in HARMLESS:
        catalog = load(tmp_path / file.stem, installed(file, tmp_path / file.stem))
        assert shown(recording_page, rendered(catalog)) == english, file.stem
    assert not recording_page.seen
