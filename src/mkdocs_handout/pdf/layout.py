"""Turns the built print page into the HTML of a sheet: plain, in large print, or beside its English."""

import copy
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import cast

from lxml import html
from lxml.html import HtmlElement
from lxml.html.builder import CLASS, DIV, LI

from mkdocs_handout.english.blocks import NUMBER
from mkdocs_handout.pdf.print_page import PrintPage, find, name_pictures, paper, read
from mkdocs_handout.project import fonts
from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.project.languages import SOURCE

# Elements that are the same in each language, so they span both columns.
_ACROSS = {"svg", "pre"}
_LISTS = {"ul", "ol", "dl"}
_KEPT = {"ul", "ol", "table"}
_WITH_ROWS = {*_LISTS, *_ACROSS, "table", "p", "div", "blockquote", "details", "figure"} - {"svg"}


def sheet(page: PrintPage, css: str, kind: str, english: PrintPage) -> str:
    """Return the HTML of a sheet of a kind: "" (plain), `large`, or `en` (beside its English)."""
    root = page.tree()
    names = [page.name, english.name] if kind == "en" else [page.name]
    if kind == "en":
        _lay_beside(root, english.tree(), page)
    _help_chromium(root)
    root.set("class", f"paper-{kind or 'plain'}")
    heading = find(root, "//main//h1")[0].text_content().strip()
    clinic = find(root, "//div[@class='origin']/p[@class='from']/strong")[0].text_content()
    find(root, "//title")[0].text = f"{heading} – {' / '.join(names)} – {clinic}"
    foot = margins(clinic, names, page.locale, root.get("dir", ""))
    return printed(root, css, fonts.stylesheet([page.locale, SOURCE]), foot)


def poster(path: Path, size: str, locales: list[str]) -> str:
    """Return the HTML of the poster on paper of `size`, from its page in the built site."""
    return printed(paper(read(path)), fonts.stylesheet([SOURCE, *locales]), f"@page {{ size: {size}; }}")


def printed(root: HtmlElement, *styles: str) -> str:
    """Return a page as HTML with more styles."""
    style = html.Element("style")
    style.text = "\n".join(styles)
    find(root, "//head")[0].append(style)
    return "<!doctype html>\n" + str(html.tostring(root, encoding="unicode"))


def margins(clinic: str, names: list[str], locale: str, direction: str) -> str:
    """Return the CSS `@page` rules for the foot of each page: clinic, language, page number."""
    start, end = ("right", "left") if direction == "rtl" else ("left", "right")

    def quoted(text: str) -> str:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

    language = quoted(" / ".join(names) + "\u2003")
    boxes = {start: quoted(clinic), end: f'{language} counter(page) "/" counter(pages)'}
    rules = " ".join(f"@bottom-{place} {{ content: {content}; }}" for place, content in boxes.items())
    return f"@page {{ font-family: {fonts.listed(locale)}; {rules} }}"


def _help_chromium(root: HtmlElement) -> None:
    """Simplify HTML that Chromium does not tag correctly in a PDF."""
    name_pictures(root)
    for figure in find(root, "//figure"):
        figure.tag = "div"  # otherwise tagged as a second picture, without a description
    for pairs in find(root, "//dl"):
        _as_list(pairs)


def _as_list(pairs: HtmlElement) -> None:
    """Turn a `dl` into a list: each term, with its definitions, is an item."""
    items: list[HtmlElement] = []
    for each in list(pairs.iter("dt", "dd")):
        if each.tag == "dt" or not items:
            items.append(html.Element("li"))
        each.tag = "div"
        each.classes.add("said" if len(items[-1]) else "term")
        items[-1].append(each)
    pairs.tag = "ul"
    pairs.classes.add("pairs")
    pairs[:] = items


def _lay_beside(root: HtmlElement, english: HtmlElement, page: PrintPage) -> None:
    """Turn the text and the notices into rows, each with a block and its English beside it."""
    own = find(root, "//div[@data-content]")[0]
    blocks = {each.get(NUMBER, ""): each for each in find(english, f"//div[@data-content]//*[@{NUMBER}]")}
    own[:] = list(_rows(own, blocks, page))
    for notice in find(root, "//aside[@class='notices']/p[normalize-space()]"):
        row = _row(copy.deepcopy(notice), in_english(notice))
        row.tail = None
        cast(HtmlElement, notice.getparent()).replace(notice, row)


def in_english(notice: HtmlElement) -> HtmlElement:
    """Return a copy of a notice in English, from its `data-english`; reviewers and dates are kept as they are."""
    english = copy.deepcopy(notice)
    for message in find(english, ".//*[@data-english]"):
        message[:] = []
        message.text = message.get("data-english")
    return english


def _rows(own: Iterable[HtmlElement], blocks: Mapping[str, HtmlElement], page: PrintPage) -> Iterator[HtmlElement]:
    """Yield the elements of `own` as rows, each with its English from `blocks` (by block number)."""
    for mine in list(own):
        if mine.tag in _ACROSS:
            yield DIV(CLASS("across"), mine)
        elif mine.tag in _LISTS:
            yield _list(mine, blocks, page)
        elif mine.tag == "table":
            for cell in find(mine, f".//*[@{NUMBER}]"):
                _into_cell(cell, _beside(cell, blocks, page))
            yield mine
        elif mine.get(NUMBER):
            theirs = _beside(mine, blocks, page)
            inner, _ = _take_out(mine), _take_out(theirs)
            yield DIV(CLASS("across"), mine) if _shows_the_same(mine, theirs) else _row(mine, theirs)
            yield from _rows(inner, blocks, page)
        elif (
            any(each.tag in _ACROSS for each in mine)
            or find(mine, f".//*[@{NUMBER}]")
            or not mine.text_content().strip()
        ):
            yield from _rows(mine, blocks, page)
        else:  # only symbols, which are not a message
            yield _row(mine, copy.deepcopy(mine))


def _beside(mine: HtmlElement, blocks: Mapping[str, HtmlElement], page: PrintPage) -> HtmlElement:
    """Return the English of a block; raises `HandoutError` if there is none."""
    number = mine.get(NUMBER, "")
    if number not in blocks:
        raise HandoutError(f"block {number} is not on the English page", "run `make site` again", page.path)
    return blocks[number]


def _list(mine: HtmlElement, blocks: Mapping[str, HtmlElement], page: PrintPage) -> HtmlElement:
    """Turn a list into a list of rows; an item's first row has its number or bullet in both languages."""
    made = html.Element("ol" if mine.tag == "ol" else "ul", {"class": "rows"})
    number = int(mine.get("start", "1"))
    for item in list(mine):
        is_item = item.tag == "li"  # else a term or a definition
        rows = list(_rows([item], blocks, page))
        if is_item and rows and "row" in rows[0].classes:
            number = int(item.get("value", number))
            for block in find(rows[0], "./div/*"):
                block.classes.add("as-li")
                if mine.tag == "ol":
                    block.set("data-number", str(number))
        number += is_item
        made.extend(LI(row) if row.tag in _KEPT else row for row in rows)
    for row in made.iterchildren("div"):
        row.tag = "li"
    return made


def _take_out(block: HtmlElement) -> list[HtmlElement]:
    """Remove from a block the elements that have their own rows, such as nested lists; return them."""
    inner = [each for each in block if each.tag in _WITH_ROWS]
    for each in inner:
        each.tail = None
        block.remove(each)
    return inner


def _into_cell(mine: HtmlElement, theirs: HtmlElement) -> None:
    """Put the English of a table cell below the cell's text."""
    if mine.get("lang") == SOURCE:  # shown in English already
        return
    parts = DIV(), DIV({"lang": SOURCE, "dir": "ltr"})
    for part, cell in zip(parts, (mine, theirs), strict=True):
        part.text, cell.text = cell.text, None
        part.extend(list(cell))
    for drawing in find(parts[1], ".//svg"):
        drawing.drop_tree()
    mine[:] = list(parts)


def _shows_the_same(mine: HtmlElement, theirs: HtmlElement) -> bool:
    """Return whether a block and its English consist only of pictures, and of the same ones."""
    shown = [[each.get("src") for each in block.iter("img")] for block in (mine, theirs)]
    return bool(shown[0]) and not mine.text_content().strip() and shown[0] == shown[1]


def _row(mine: HtmlElement, theirs: HtmlElement) -> HtmlElement:
    """Return a row with a block and its English, which is changed to a paragraph without ids."""
    for each in theirs.iter():
        each.attrib.pop("id", None)
    for block in (mine, theirs):
        block.classes.add(f"as-{block.tag}")
        block.tail = None
    theirs.tag = "p"
    if not mine.tag.startswith("h"):
        mine.tag = "p"
    return DIV(CLASS("row"), DIV(mine), DIV({"lang": SOURCE, "dir": "ltr"}, theirs))
