"""The measurements of measures.py detect planted errors."""

from tests.access.conftest import prefix
from tests.access.measures import DETACHED_NAMES, GLYPHS, LAYOUT, MARKS, SET_CSS


def test_layout_errors_are_detected(phone, address):
    phone.goto(address)
    phone.evaluate(SET_CSS, "h1 { margin-bottom: -2em } .lead { width: 500px }")
    errors = "\n".join(phone.evaluate(LAYOUT))
    assert "lie on one another" in errors
    assert "scrolls sideways" in errors


def test_a_line_too_short_for_its_diacritics_is_detected(phone, address):
    phone.goto(address + prefix(MARKS[0]))
    phone.evaluate(SET_CSS, "h1 { line-height: .8 !important }")
    assert phone.evaluate(GLYPHS)[1]


def test_a_name_separated_from_its_sentence_is_detected(phone, address):
    phone.goto(address + "about/")
    phone.evaluate("document.body.innerHTML = '<p>a <bdi>b</bdi></p>'; document.body.firstChild.style.display = 'grid'")
    assert phone.evaluate(DETACHED_NAMES) == ["a b"]
