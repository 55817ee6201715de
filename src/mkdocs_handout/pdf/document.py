"""The HTML of a sheet: its head, and what says which language it is in."""

from collections.abc import Iterable, Mapping

from lxml import html
from lxml.html import HtmlElement
from lxml.html.builder import E

from mkdocs_handout.pdf.print_page import PrintPage
from mkdocs_handout.project import fonts
from mkdocs_handout.project.languages import SOURCE, Language


def document(page: PrintPage, clinic: str, css: str, attributes: Mapping[str, str], body: Iterable[HtmlElement]) -> str:
    """Write a whole document, in the fonts of the page's language; its title is its first heading's."""
    made = E.body(*body)
    title = f"{next(made.iter('h1')).text_content()} – {page.name} – {clinic}"
    head = E.head(E.meta(charset="utf-8"), E.title(title), E.style(css + fonts.stylesheet([page.locale, SOURCE])))
    root = E.html({"lang": page.locale, **attributes}, head, made)
    return "<!doctype html>\n" + str(html.tostring(root, encoding="unicode"))


def language(page: PrintPage, side: str = "") -> HtmlElement:
    """Say which language a sheet is in, also for those who do not read it, and which side it is."""
    known = Language.of(page.locale, page.name)
    english = [E.span(known.english, lang=SOURCE, dir="ltr")] if known.english != known.name else []
    number = [E.span(side, dir="ltr")] if side else []
    return E.p(*joined([E.span(known.name), *english, *number], "\u2002"))


def joined(elements: Iterable[HtmlElement], between: str) -> list[HtmlElement | str]:
    """Return elements with a text between each two of them."""
    return [part for each in elements for part in (between, each)][1:]
