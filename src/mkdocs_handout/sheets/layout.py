"""From the print page as built to the HTML of a sheet: plain, in large print, or beside its English."""

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import html
from lxml.html import HtmlElement
from lxml.html.builder import CLASS, DIV

from mkdocs_handout.catalogs import SOURCE
from mkdocs_handout.errors import HandoutError
from mkdocs_handout.sheets import fonts
from mkdocs_handout.sheets.kinds import PRINT

# What a screen needs and paper does not.
_FURNITURE = "//script | //header | //footer | //nav | //*[@hidden] | //a[@class='skip'] | //aside[@class='notices']//a"
# A block stands beside its English as a whole.
_BLOCKS = {"p", "dt", "dd", "li", "h1", "h2", "h3", "h4", "h5", "h6"}


@dataclass(frozen=True)
class PrintPage:
    """The print page of one locale, read from the built site."""

    locale: str
    name: str
    path: Path
    source: str

    @classmethod
    def read(cls, site: Path, locale: str, name: str) -> "PrintPage":
        """Read it, or raise `HandoutError` if the site is not built."""
        path = site / ("" if locale == SOURCE else locale) / PRINT / "index.html"
        try:
            return cls(locale, name, path, path.read_text(encoding="utf-8"))
        except OSError as error:
            raise HandoutError(f"no print page: {path}", "run `make site` first") from error

    def tree(self) -> HtmlElement:
        """Parse it anew, without the furniture of a screen."""
        root = html.document_fromstring(self.source)
        for each in root.xpath(_FURNITURE):
            each.drop_tree()
        for link in root.xpath("//main//a[not(starts-with(@href, 'http'))]"):
            link.drop_tag()  # an anchor or a page of the site: nobody can tap it on paper
        return root


def sheet(page: PrintPage, css: str, kind: str, english: PrintPage, known: Callable[[str], str | None]) -> str:
    """Return the HTML of a sheet; `known` gives the English of a notice, for the sheet beside English."""
    root = page.tree()
    if kind == "en":
        _lay_beside(root, english.tree(), page, known)
    for picture in root.xpath("//*[@aria-labelledby][@role='img']"):
        parts = (root.get_element_by_id(each) for each in picture.attrib.pop("aria-labelledby").split())
        picture.set("aria-label", ". ".join(part.text_content().rstrip(".") for part in parts))
    for picture in root.xpath("//figure"):
        picture.tag = "div"  # Chromium would tag it as a picture too, one without words
    for key in root.xpath("//p[@aria-hidden]"):
        key.attrib.pop("aria-hidden")  # without tags it would be furniture of the page
    for pairs in root.xpath("//dl"):
        _as_list(pairs)
    root.set("class", f"paper-{kind or 'plain'}")
    heading = root.xpath("string(//main//h1)").strip()
    clinic = root.xpath("string(//div[@class='origin']/p[@class='from']/strong)")
    names = [page.name, *([english.name] if kind == "en" else [])]
    root.xpath("//title")[0].text = f"{heading} – {' / '.join(names)} – {clinic}"
    style = html.Element("style")
    margins = _margins(clinic, names, page.locale, root.get("dir", ""))
    style.text = "\n".join([css, fonts.stylesheet([page.locale, SOURCE]), margins])
    root.xpath("//head")[0].append(style)
    for policy in root.xpath("//meta[@http-equiv]"):
        policy.drop_tree()
    return "<!doctype html>\n" + html.tostring(root, encoding="unicode")


def _margins(clinic: str, names: list[str], locale: str, direction: str) -> str:
    """Return the rules for what stands in the margins of each page: whose sheet, which language, which page."""
    start, end = ("right", "left") if direction == "rtl" else ("left", "right")

    def box(place: str, content: str) -> str:
        return f"@{place} {{ content: {content}; }}"

    def quoted(text: str) -> str:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

    boxes = [
        box(f"bottom-{start}", quoted(clinic)),
        box("bottom-center", quoted(" / ".join(names))),
        box(f"bottom-{end}", 'counter(page) " / " counter(pages)'),
    ]
    return f"@page {{ font-family: {fonts.listed(locale)}; {' '.join(boxes)} }}"


def _as_list(pairs: HtmlElement) -> None:
    """Make a list of a `dl`, which Chromium's tags do not know: each term with what is said of it, an item."""
    items: list[HtmlElement] = []
    for each in list(pairs.iter("dt", "dd")):
        if each.tag == "dt" or not items:
            items.append(html.Element("li"))
        each.tag = "div"
        each.classes.add("said" if len(items[-1]) else "term")
        items[-1].append(each)
    pairs.tag = "ul"
    pairs.set("class", f"{pairs.get('class', '')} pairs".strip())
    pairs[:] = items


def _lay_beside(root: HtmlElement, english: HtmlElement, page: PrintPage, known: Callable[[str], str | None]) -> None:
    """Turn the text into rows: each block with its English at its side."""
    own, other = (tree.xpath("//div[@data-content]")[0] for tree in (root, english))
    rows = list(_rows(own, other, page))
    own[:] = rows
    for notice in root.xpath("//aside[@class='notices']/p"):
        row = _row(copy.deepcopy(notice), html.fromstring("<p></p>"), page)
        row[1][0].text = known((notice.text or "").strip()) or ""
        notice.getparent().replace(notice, row)


def _rows(own: HtmlElement, other: HtmlElement, page: PrintPage) -> Iterator[HtmlElement]:
    """Yield the rows of two trees that have the same blocks in the same order."""
    if len(own) != len(other):
        raise HandoutError(
            f"{own.tag} has {len(own)} parts, its English {len(other)}", "run `make site` again", page.path
        )
    for mine, theirs in zip(list(own), list(other), strict=True):
        if mine.tag in _BLOCKS or "key" in mine.classes:
            yield _row(mine, theirs, page)
        elif mine.tag == "svg":
            yield DIV(CLASS("across"), mine)
        else:
            yield from _rows(mine, theirs, page)


def _row(mine: HtmlElement, theirs: HtmlElement, page: PrintPage) -> HtmlElement:
    """Put a block and its English side by side; the English is no heading or anchor of its own."""
    for each in theirs.iter():
        each.attrib.pop("id", None)
    level = theirs.tag
    if level != "div":
        for each in (mine, theirs):
            each.classes.add(f"as-{level}")
        theirs.tag = "p"
        mine.tag = mine.tag if level.startswith("h") else "p"
    mine.tail = theirs.tail = None
    row = DIV(CLASS("row"), DIV(mine), DIV({"lang": SOURCE, "dir": "ltr"}, theirs))
    return row


def poster(path: Path, size: str, locales: list[str]) -> str:
    """Return the HTML of the poster on paper of `size`, from its page in the built site."""
    try:
        root = PrintPage(SOURCE, "", path, path.read_text(encoding="utf-8")).tree()
    except OSError as error:
        raise HandoutError(f"no poster: {path}", "run `make site` first") from error
    style = html.Element("style")
    style.text = fonts.stylesheet([SOURCE, *locales]) + f"\n@page {{ size: {size}; }}"
    root.xpath("//head")[0].append(style)
    for policy in root.xpath("//meta[@http-equiv]"):
        policy.drop_tree()
    return "<!doctype html>\n" + html.tostring(root, encoding="unicode")
