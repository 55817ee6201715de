"""Typical queries: what they find without word segmentation, and that each language's list of them is complete."""

import pytest

from tests.browser.search_box import KINDS, UNSPACED, SearchBox, failed_queries, queries
from tests.built import LOCALES

WITHOUT_SEGMENTER = "delete Intl.Segmenter"


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
