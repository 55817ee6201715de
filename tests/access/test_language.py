"""Every text has the correct `lang`; Latin names and figures are isolated in right-to-left text."""

import unicodedata

import pytest

from mkdocs_handout.project.writing_systems import letters_of, script_of, writes
from tests.access.measures import RIGHT_TO_LEFT
from tests.built import LOCALES

NOT_SHOWN = "ancestor-or-self::script or ancestor-or-self::style or ancestor-or-self::title[not(ancestor::svg)]"


def texts(page):
    """Yield each text in the page's body, with the element that contains it."""
    for holder in page.tree.xpath(f"//body//*[not({NOT_SHOWN})]"):
        pieces = [holder.text] if isinstance(holder.tag, str) else []
        for piece in [*pieces, *(child.tail for child in holder)]:
            if piece and piece.strip():
                yield piece.strip(), holder


def language(holder):
    return holder.xpath("string((ancestor-or-self::*[@lang])[last()]/@lang)")


def written_in(text, locale):
    """Return whether a text has a letter of the locale's script, or no letters at all."""
    letters = [each for each in text if unicodedata.category(each) in ("Lo", "Lu", "Ll")]
    return not letters or any(writes(each) in letters_of(script_of(locale)) for each in letters)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_text_is_in_the_script_of_its_language(locale, pages):
    """A name in another script is allowed within a sentence; text entirely in another script needs its own `lang`."""
    own = [page for page in pages if page.locale == locale]
    assert own
    errors = {
        f"{page.url}: lang={language(holder)}: {text[:60]}"
        for page in own
        for text, holder in texts(page)
        if not text.startswith("http") and not written_in(text, language(holder))
    }
    assert not errors, "\n".join(sorted(errors))


def test_languages_are_listed_in_their_own_language(pages):
    """In all lists of languages, each name has the `lang` of the page that it links to."""
    seen = set()
    for page in pages:
        for link in page.tree.xpath("//ul[@class='names']//a | //ul[starts-with(@class, 'poster')]//a"):
            assert language(link) == link.get("hreflang"), page.url
            assert link.get("dir") or link.xpath("boolean(ancestor::li/@dir)"), page.url
            seen.add(link.get("hreflang"))
        for link in page.tree.xpath("//main//a[@hreflang='en'] | //footer//a[@hreflang='en']"):
            if page.locale != "en" and not link.get("lang"):
                assert written_in("".join(link.itertext()), page.locale), page.url
    assert seen == set(LOCALES)


APART = "boolean(ancestor-or-self::*[@dir='ltr' or name()='bdi' or name()='svg' or name()='code'])"


@pytest.mark.parametrize("locale", RIGHT_TO_LEFT)
def test_latin_names_and_figures_are_isolated(locale, pages):
    errors, names, figures = set(), 0, 0
    for page in (page for page in pages if page.locale == locale):
        for text, holder in texts(page):
            latin = any("LATIN" in unicodedata.name(each, "") for each in text)
            figure = any(each.isdecimal() for each in text) and not holder.xpath("ancestor-or-self::*[@aria-hidden]")
            if (latin or figure) and not holder.xpath(APART) and holder.getparent().tag != "dt":
                errors.add(f"{page.url}: {text[:60]}")
            names += latin and holder.tag == "bdi" and language(holder) == "en"
            figures += figure and holder.tag == "bdi"
    assert not errors, "\n".join(sorted(errors))
    assert names > 10
    assert figures > 10


@pytest.mark.parametrize("locale", RIGHT_TO_LEFT)
def test_figures_appear_in_the_order_of_the_sentence(locale, phone, address):
    """In right-to-left text, later words are further left, including names and figures."""
    for slug in ("", "what-to-expect/", "about/"):
        phone.goto(address + f"{locale}/{slug}")
        phone.set_viewport_size({"width": 1600, "height": 800})
        wrong = phone.evaluate(
            "() => [...document.querySelectorAll('main bdi')].filter(each => { const at = each.getClientRects();"
            "const next = each.nextSibling;"
            "if (at.length !== 1 || next?.nodeType !== 3 || !/^\\s*[\\u0600-\\u06ff]/.test(next.data)) return false;"
            "const range = document.createRange(), start = next.data.search(/\\S/);"
            "range.setStart(next, start); range.setEnd(next, start + 1);"
            "const box = range.getClientRects()[0]; return box.top < at[0].bottom - 5 && box.left >= at[0].left; })"
            ".map(each => each.parentElement.textContent)"
        )
        assert not wrong
