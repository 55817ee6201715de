"""Typical queries in every language, and the page that each must find."""

import pytest

from tests.browser.search_box import KINDS, UNSPACED, SearchBox, queries
from tests.built import LOCALES

WITHOUT_SEGMENTER = "delete Intl.Segmenter"


def failed_queries(box: SearchBox, locale: str) -> list[str]:
    """Return the queries whose results differ from those in the locale's file."""
    wrong = []
    for kind, wanted in queries(locale).items():
        for query, answer in zip(wanted, box.find_all(list(wanted)), strict=True):
            found = answer.found
            if kind in ("nothing", "ask the clinic"):
                right, expected = not found and answer.asks == (kind == "ask the clinic"), kind
            else:
                expected = wanted[query]
                first = found[0] if found else "nothing"
                right = (first if "#" in expected else first.split("#")[0]) == expected
            if not right:
                wrong.append(f"{locale}: {kind}: {query!r}: wanted {expected}, found {found[:3]} {answer.status!r}")
    return wrong


@pytest.mark.parametrize("locale", LOCALES)
def test_queries_find_their_page(locale, phone, address):
    box = SearchBox.open(phone, address + ("" if locale == "en" else f"{locale}/"))
    wrong = failed_queries(box, locale)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("locale", [locale for locale in LOCALES if locale in UNSPACED])
def test_queries_find_their_page_without_word_segmentation(locale, phone, address):
    phone.add_init_script(WITHOUT_SEGMENTER)
    box = SearchBox.open(phone, address + f"{locale}/")
    wrong = failed_queries(box, locale)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("locale", LOCALES)
def test_query_file_covers_every_kind_and_every_page(locale, pages):
    """At least twelve queries, all kinds of queries, and a word of every page in the menu."""
    wanted = queries(locale)
    kinds = [*KINDS, "ask the clinic", "nothing"]
    assert set(wanted) == {kind for kind in kinds if kind != "typo" or locale not in UNSPACED}
    assert sum(map(len, wanted.values())) >= 12
    home = next(page for page in pages if page.url == ("" if locale == "en" else f"{locale}/"))
    menu = {link.get("href") for link in home.tree.xpath("//nav[@class='beside']//a")}
    assert menu
    led = {target.split("#")[0] for target in wanted["word of a page"].values()}
    assert led == {"/" + href.removeprefix("./") for href in menu}
