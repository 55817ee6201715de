"""Snapshots of what a screen reader gets from each kind of page, in English and Arabic.

heard/<locale>/<page>.yml lists names, roles and states in reading order, and then each change of language. Sentences of
the handout are left out, so that a corrected translation does not change the snapshots. After an intended change to the
page itself, renew them: RENEW=1 .venv/bin/python -m pytest tests/access/test_screen_reader.py
"""

import os
import re
from itertools import pairwise, product
from pathlib import Path

import pytest

from tests.access.conftest import prefix
from tests.access.test_keyboard import BOTH_WAYS
from tests.built import LOCALES, QUESTIONS

HEARD = Path(__file__).parent / "heard"
KINDS = ["", "what-to-expect/", "possible-problems/", "diagram/", "languages/", "print/", "404.html"]
KINDS += ["questions/"] * QUESTIONS.exists()
ENGLISH_ONLY = ["about/translations/", "about/accessibility/", "staff/", "staff/poster/"]

# Blanks out what depends on the handout's text or date: sentences, dates, counts.
QUIET = """() => {
  const text = '[data-content] :is(p, li, dd, td), .progress td, desc, time';
  for (const each of document.querySelectorAll(text))
    if (!each.querySelector('a')) each.textContent = '…';
  document.querySelectorAll('.waiting').forEach(each => each.textContent = '…');
}"""
LANGUAGES = """() => [...document.querySelectorAll('body [lang]')]
  .filter(each => each.checkVisibility() && !each.closest('[data-content]'))
  .map(each => [each.lang, getComputedStyle(each).direction + ':', each.textContent.trim().slice(0, 60)].join(' '))"""


def heard(page):
    if page.locator(".offer").count() and page.evaluate("document.documentElement.lang") != "en":
        page.wait_for_selector(".offer a")  # the browser's own language is English
    page.evaluate(QUIET)
    root = page.evaluate("document.documentElement.lang + ' ' + document.documentElement.dir")
    spoken = "\n".join(f"# {each}" for each in page.evaluate(LANGUAGES))
    tree = re.sub(r"http://127[^/]*", "", page.locator("body").aria_snapshot())  # the port differs in each run
    return f"# {root}: {page.title()}\n{tree}\n\n# In another language:\n{spoken}\n"


def compare(page, locale, name):
    stored, now = HEARD / locale / f"{name}.yml", heard(page)
    if os.environ.get("RENEW"):
        stored.parent.mkdir(parents=True, exist_ok=True)
        stored.write_text(now, encoding="utf-8")
    assert now.splitlines() == stored.read_text("utf-8").splitlines(), f"{stored}: see the top of {__file__}"


@pytest.mark.parametrize(("locale", "slug"), [*product(BOTH_WAYS, KINDS), *product(["en"], ENGLISH_ONLY)])
def test_page_matches_its_recorded_screen_reader_output(locale, slug, phone, address):
    phone.goto(address + prefix(locale) + (slug if slug != "404.html" else "no/such/page/"))
    compare(phone, locale, slug.strip("/").replace("/", "-").removesuffix(".html") or "home")


@pytest.mark.parametrize("locale", BOTH_WAYS)
def test_menus_and_search_match_their_recorded_output(locale, phone, address):
    phone.goto(address + prefix(locale) + "what-to-expect/")
    for name, button in (("menu-languages", ".menu:not(.pages) summary"), ("menu-pages", ".menu.pages summary")):
        phone.click(button)
        compare(phone, locale, name)
    phone.keyboard.press("Escape")
    phone.click(".find")
    phone.fill("[type=search]", "IMS")
    phone.wait_for_selector(".found li")
    phone.evaluate("document.querySelectorAll('.found li + li').forEach(each => each.remove())")
    compare(phone, locale, "search")


@pytest.mark.parametrize("locale", LOCALES)
def test_headings_skip_no_level_and_landmarks_have_unique_names(locale, pages):
    for page in (page for page in pages if page.locale == locale and page.slug != "404.html"):
        levels = [int(each.tag[1]) for each in page.tree.xpath("//h1 | //h2 | //h3 | //h4 | //h5 | //h6")]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels)), (page.url, levels)
        alone = page.slug.startswith("save/")  # a single file to keep, without links to other pages
        for landmark, number in (("header[@class='bar']", 0 if alone else 1), ("main", 1), ("footer", 1)):
            assert len(page.tree.xpath(f"//{landmark}")) == number, page.url
        navs = page.tree.xpath("//nav")
        names = [
            each.get("aria-label") or page.tree.get_element_by_id(each.get("aria-labelledby")).text for each in navs
        ]
        assert all(names), page.url
        assert len(set(names)) == len(names), (page.url, names)
