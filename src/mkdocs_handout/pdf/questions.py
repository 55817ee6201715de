"""The sheet of questions to ask: one side, to mark with a pen, each question with its English below it."""

from collections.abc import Iterator

from lxml import html
from lxml.html import HtmlElement
from lxml.html.builder import CLASS, E

from mkdocs_handout.english.block_index import copied
from mkdocs_handout.pdf.document import document, language
from mkdocs_handout.pdf.print_page import PrintPage, find
from mkdocs_handout.project.languages import SOURCE

_TEXT = "//div[@data-content]"


def questions(page: PrintPage, css: str) -> str:
    """Return the HTML of the sheet, from the page of questions; the text is to be fitted to the side (`data-fit`)."""
    root = html.document_fromstring(page.source)
    clinic = find(root, "//footer//p/strong")[0]
    side = E.div(
        CLASS("side"),
        {"data-fit": ""},
        E.header(E.p(copied(clinic)), language(page)),
        *_plain(root, f"{_TEXT}/h1"),
        *_notices(root),
        *_how(root),
        E.div(CLASS("groups"), *(_group(each) for each in find(root, f"{_TEXT}/*[li/label]"))),
        *_plain(root, f"{_TEXT}/div[@class='write']"),
        E.footer(*map(_address, _plain(root, "//footer//p[@class='paper']")), *_plain(root, "//footer//p[time]")),
    )
    attributes = {"dir": root.get("dir", "ltr"), "class": "leaflet questions"}
    return document(page, clinic.text_content(), css, attributes, [side])


def _notices(root: HtmlElement) -> Iterator[HtmlElement]:
    """Yield one paragraph about how far the text was checked, if there are notices."""
    said = _plain(root, "//aside[contains(@class, 'notices')]/p[@data-notice]")
    for each in said:
        each.tag = "span"
        each.tail = " "
    if said:
        yield E.p(CLASS("notices"), *said)


def _how(root: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the instructions, step by step, without those for buttons on the screen."""
    steps = _plain(root, f"{_TEXT}/ol[@class='how']/li[not(@class='screen')]")
    for each in _plain(root, f"{_TEXT}/p[contains(@class, 'lead') or a]"):
        each.tag = "li"
        steps.append(each)
    yield E.ol(*steps)
    yield from _plain(root, f"{_TEXT}/p[not(contains(@class, 'lead') or a)]")


def _group(tiles: HtmlElement) -> HtmlElement:
    """Return a list of questions with the heading above it."""
    items = (E.li(E.span(CLASS("box")), E.div(*map(_line, tile))) for tile in find(tiles, "li/label/span"))
    return E.section(*_plain(tiles, "preceding-sibling::h2[1]"), E.ul(*items))


def _line(said: HtmlElement) -> HtmlElement:
    line = _without_links(said)
    line.tag = "p"
    return line


def _address(line: HtmlElement) -> HtmlElement:
    """Return the page's URL as a link, since the sheet is also read on phones."""
    return E.p(E.a(line.text_content(), href=line.text_content(), lang=SOURCE, dir="ltr"))


def _plain(root: HtmlElement, path: str) -> list[HtmlElement]:
    return [_without_links(each) for each in find(root, path)]


def _without_links(element: HtmlElement) -> HtmlElement:
    """Return a copy without icons and links; in a notice, the text of links is removed too."""
    again = copied(element)
    for icon in find(again, ".//*[local-name()='svg']"):
        icon.drop_tree()
    for link in find(again, ".//a"):
        if again.get("data-notice"):
            link.drop_tree()
        else:
            link.drop_tag()
    again.attrib.pop("id", None)
    return again
