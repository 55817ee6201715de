"""The HTML of a sheet: its head, and the label with its language."""

from collections.abc import Iterable, Mapping

from lxml import html
from lxml.html import HtmlElement
from lxml.html.builder import E

from mkdocs_handout.pdf.print_page import PrintPage
from mkdocs_handout.project import fonts
from mkdocs_handout.project.languages import SOURCE, Language


def document(page: PrintPage, clinic: str, css: str, attributes: Mapping[str, str], body: Iterable[HtmlElement]) -> str:
    """Return a whole HTML document, in the fonts of the page's language; its title begins with its first heading."""
    made = E.body(*body)
    title = f"{next(made.iter('h1')).text_content()} – {page.name} – {clinic}"
    head = E.head(E.meta(charset="utf-8"), E.title(title), E.style(css + fonts.stylesheet([page.locale, SOURCE])))
    root = E.html({"lang": page.locale, **attributes}, head, made)
    return "<!doctype html>\n" + str(html.tostring(root, encoding="unicode"))


def language(page: PrintPage, side: str = "") -> HtmlElement:
    """Return a label with the sheet's language, in itself and in English, and with `side`, such as `1/2`."""
    known = Language.of(page.locale, page.name)
    english = [E.span(known.english, lang=SOURCE, dir="ltr")] if known.english != known.name else []
    number = [E.span(side, dir="ltr")] if side else []
    return E.p(*joined([E.span(known.name), *english, *number], "\u2002"))


def joined(elements: Iterable[HtmlElement], between: str) -> list[HtmlElement | str]:
    """Return elements with the text `between` inserted between them."""
    return [part for each in elements for part in (between, each)][1:]
