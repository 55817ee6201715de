"""Puts each line of a sheet beside the same line in English."""

from lxml.html import HtmlElement
from lxml.html.builder import CLASS, E

from mkdocs_handout.english.block_index import copied
from mkdocs_handout.pdf.layout import in_english
from mkdocs_handout.project.languages import SOURCE

_LINES = {"h1", "h2", "h3", "p"}


def lay_beside(own: HtmlElement, english: HtmlElement) -> None:
    """Put each line of `own` beside its English, except for drawings, header and footer, which are not repeated.

    Both trees have the same structure, except for the notices, which have their own English.
    """
    for notice in own.findall("p[@class='notices']"):
        _beside(notice, in_english(notice))
    theirs = [each for each in english if each.get("class") != "notices"]
    for mine, its_english in zip([each for each in own if each.get("class") != "beside"], theirs, strict=True):
        if mine.tag in _LINES or (mine.tag == "li" and not _holds_lines(mine)):
            _beside(mine, its_english)
        elif mine.tag not in ("svg", "header", "footer"):
            lay_beside(mine, its_english)


def _beside(mine: HtmlElement, theirs: HtmlElement) -> None:
    """Put a line and its English side by side; the English is changed to a paragraph."""
    row = E.div(CLASS("beside"))
    if mine.tag == "li":
        row.tag = "li"
        for each in (mine, theirs):
            each.tag = "p"
    mine.addprevious(row)
    row.append(mine)
    again = copied(theirs)
    for each in again.xpath(".//svg | .//*[@class='number'] | ./b[not(@data-block)]"):
        each.drop_tree()
    again.classes.add(f"as-{theirs.tag}")
    again.tag = "p"
    row.append(E.div({"lang": SOURCE, "dir": "ltr"}, again))


def _holds_lines(element: HtmlElement) -> bool:
    return any(each.tag in _LINES for each in element)
