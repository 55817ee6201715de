"""From the print page as built to the HTML of a sheet: plain, in large print, or beside its English."""

import copy
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast
from urllib.parse import unquote, urlsplit

from lxml import html
from lxml.html import HtmlElement
from lxml.html.builder import CLASS, DIV, LI

from mkdocs_handout.english.blocks import NUMBER
from mkdocs_handout.page.images import embed
from mkdocs_handout.project import fonts
from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.project.languages import SOURCE
from mkdocs_handout.project.outputs import PRINT

# What a screen needs and paper does not.
_FURNITURE = (
    "//script | //header | //footer | //nav | //*[@hidden] | //*[@class='skip'] | //dialog | //*[@data-sheets]"
    " | //a[@class='headerlink']"
)
# Questions to open: on paper nothing opens. With them goes what leads to them, up to the heading right above.
_QUESTIONS = (
    "//p[@class='question'] | //p[following-sibling::*[1][@class='question']]"
    " | //*[self::h2 or self::h3][following-sibling::*[1][self::p]/following-sibling::*[1][@class='question']]"
)
_NOTICE_LINKS = "//aside[@class='notices']/p[not(@data-notice)] | //aside[@class='notices']//a"
# The same in each language.
_ACROSS = {"svg", "pre"}
_LISTS = {"ul", "ol", "dl"}
_KEPT = {"ul", "ol", "table"}
_WITH_ROWS = {*_LISTS, *_ACROSS, "table", "p", "div", "blockquote", "details", "figure"} - {"svg"}


@dataclass(frozen=True)
class PrintPage:
    """A page of one locale that a sheet is made from, read from the built site."""

    locale: str
    name: str
    path: Path
    source: str

    @classmethod
    def read(cls, site: Path, locale: str, name: str) -> "PrintPage":
        """Read the print page, or raise `HandoutError` if the site is not built."""
        path = site / ("" if locale == SOURCE else locale) / PRINT / "index.html"
        return cls(locale, name, path, _read(path))

    def tree(self) -> HtmlElement:
        """Parse it anew, as paper shows it."""
        root = _paper(self.source)
        embed(root, self._beside)
        for link in _all(root, "//main//a[not(starts-with(@href, 'http'))]"):
            link.drop_tag()  # an anchor or a page of the site: nobody can tap it on paper
        return root

    def contact(self) -> list[HtmlElement]:
        """Return how to reach the clinic, each a paragraph: phone, e-mail and street address, where they are set."""
        root = html.document_fromstring(self.source)
        found = _all(
            root,
            "//footer//p[a[starts-with(@href, 'tel:') or starts-with(@href, 'mailto:')] or span[@lang][@dir]]",
        )
        for each in found:
            each.tail = None
            for link in each.findall("a"):
                link.tag = "span"
                del link.attrib["href"]
        return found

    def questions(self) -> "PrintPage | None":
        """Read the page of questions in this language; there is none where the clinic has switched it off."""
        address = _all(html.document_fromstring(self.source), "//div[@data-questions]")
        if not address:
            return None
        path = self.path.parent / address[0].get("data-questions", "") / "index.html"
        return PrintPage(self.locale, self.name, path, _read(path))

    def _beside(self, source: str) -> bytes:
        """Read a file that the page names."""
        return (self.path.parent / unquote(urlsplit(source).path)).read_bytes()


def sheet(page: PrintPage, css: str, kind: str, english: PrintPage) -> str:
    """Return the HTML of a sheet."""
    root = page.tree()
    names = [page.name, english.name] if kind == "en" else [page.name]
    if kind == "en":
        _lay_beside(root, english.tree(), page)
    _help_chromium(root)
    root.set("class", f"paper-{kind or 'plain'}")
    heading = _all(root, "//main//h1")[0].text_content().strip()
    clinic = _all(root, "//div[@class='origin']/p[@class='from']/strong")[0].text_content()
    _all(root, "//title")[0].text = f"{heading} – {' / '.join(names)} – {clinic}"
    foot = margins(clinic, names, page.locale, root.get("dir", ""))
    return _printed(root, css, fonts.stylesheet([page.locale, SOURCE]), foot)


def poster(path: Path, size: str, locales: list[str]) -> str:
    """Return the HTML of the poster on paper of `size`, from its page in the built site."""
    return _printed(_paper(_read(path)), fonts.stylesheet([SOURCE, *locales]), f"@page {{ size: {size}; }}")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise HandoutError(f"there is no {path}", "run `make site` first") from error


def _paper(source: str) -> HtmlElement:
    root = html.document_fromstring(source)
    for each in _all(root, f"{_FURNITURE} | {_QUESTIONS} | {_NOTICE_LINKS} | //comment()"):
        each.drop_tree()
    head = _all(root, "//head")[0]
    head[:] = [each for each in head if each.tag in ("title", "style") or each.get("charset")]
    return root


def _printed(root: HtmlElement, *styles: str) -> str:
    style = html.Element("style")
    style.text = "\n".join(styles)
    _all(root, "//head")[0].append(style)
    return "<!doctype html>\n" + str(html.tostring(root, encoding="unicode"))


def _all(root: HtmlElement, path: str) -> list[HtmlElement]:
    return cast(list[HtmlElement], root.xpath(path))


def margins(clinic: str, names: list[str], locale: str, direction: str) -> str:
    """Return the rules for what stands at the foot of each sheet: whose it is, which language, which page."""
    start, end = ("right", "left") if direction == "rtl" else ("left", "right")

    def quoted(text: str) -> str:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

    language = quoted(" / ".join(names) + "\u2003")
    boxes = {start: quoted(clinic), end: f'{language} counter(page) "/" counter(pages)'}
    rules = " ".join(f"@bottom-{place} {{ content: {content}; }}" for place, content in boxes.items())
    return f"@page {{ font-family: {fonts.listed(locale)}; {rules} }}"


def name_pictures(root: HtmlElement) -> None:
    """Give each picture its title and description as one attribute, which Chromium's tags take."""
    for picture in _all(root, "//*[@aria-labelledby][@role='img']"):
        parts = [root.get_element_by_id(each) for each in picture.attrib.pop("aria-labelledby").split()]
        picture.set("aria-label", ". ".join(part.text_content().rstrip(".") for part in parts))


def _help_chromium(root: HtmlElement) -> None:
    """Say in simpler HTML what Chromium's tags do not take from the page's own."""
    name_pictures(root)
    for figure in _all(root, "//figure"):
        figure.tag = "div"  # else tagged as a picture too, one without words
    for pairs in _all(root, "//dl"):
        _as_list(pairs)


def _as_list(pairs: HtmlElement) -> None:
    """Make a list of a `dl`: each term with what is said of it, an item."""
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
    """Turn the text and the notices into rows: each block with its English at its side."""
    own = _all(root, "//div[@data-content]")[0]
    blocks = {each.get(NUMBER, ""): each for each in _all(english, f"//div[@data-content]//*[@{NUMBER}]")}
    own[:] = list(_rows(own, blocks, page))
    for notice in _all(root, "//aside[@class='notices']/p[normalize-space()]"):
        row = _row(copy.deepcopy(notice), in_english(notice))
        row.tail = None
        cast(HtmlElement, notice.getparent()).replace(notice, row)


def in_english(notice: HtmlElement) -> HtmlElement:
    """Return a notice in English: its message carries its own; who checked the text and when stay as they are."""
    english = copy.deepcopy(notice)
    for message in _all(english, ".//*[@data-english]"):
        message[:] = []
        message.text = message.get("data-english")
    return english


def _rows(own: Iterable[HtmlElement], blocks: Mapping[str, HtmlElement], page: PrintPage) -> Iterator[HtmlElement]:
    """Yield rows of what is in `own`, each with its English from `blocks`, which are by their number."""
    for mine in list(own):
        if mine.tag in _ACROSS:
            yield DIV(CLASS("across"), mine)
        elif mine.tag in _LISTS:
            yield _list(mine, blocks, page)
        elif mine.tag == "table":
            for cell in _all(mine, f".//*[@{NUMBER}]"):
                _into_cell(cell, _beside(cell, blocks, page))
            yield mine
        elif mine.get(NUMBER):
            theirs = _beside(mine, blocks, page)
            inner, _ = _take_out(mine), _take_out(theirs)
            yield DIV(CLASS("across"), mine) if _shows_the_same(mine, theirs) else _row(mine, theirs)
            yield from _rows(inner, blocks, page)
        elif (
            any(each.tag in _ACROSS for each in mine)
            or _all(mine, f".//*[@{NUMBER}]")
            or not mine.text_content().strip()
        ):
            yield from _rows(mine, blocks, page)
        else:  # nothing but symbols, which are no message
            yield _row(mine, copy.deepcopy(mine))


def _beside(mine: HtmlElement, blocks: Mapping[str, HtmlElement], page: PrintPage) -> HtmlElement:
    """Return the English of a block."""
    number = mine.get(NUMBER, "")
    if number not in blocks:
        raise HandoutError(f"block {number} is not on the English page", "run `make site` again", page.path)
    return blocks[number]


def _list(mine: HtmlElement, blocks: Mapping[str, HtmlElement], page: PrintPage) -> HtmlElement:
    """Turn a list into one of rows; the first row of an item has its number or its dot, in both languages."""
    made = html.Element("ol" if mine.tag == "ol" else "ul", {"class": "rows"})
    number = int(mine.get("start", "1"))
    for item in list(mine):
        is_item = item.tag == "li"  # else a term or a definition
        rows = list(_rows([item], blocks, page))
        if is_item and rows and "row" in rows[0].classes:
            number = int(item.get("value", number))
            for block in _all(rows[0], "./div/*"):
                block.classes.add("as-li")
                if mine.tag == "ol":
                    block.set("data-number", str(number))
        number += is_item
        made.extend(LI(row) if row.tag in _KEPT else row for row in rows)
    for row in made.iterchildren("div"):
        row.tag = "li"
    return made


def _take_out(block: HtmlElement) -> list[HtmlElement]:
    """Take what has rows of its own, such as a list in a list, out of a block; return it."""
    inner = [each for each in block if each.tag in _WITH_ROWS]
    for each in inner:
        each.tail = None
        block.remove(each)
    return inner


def _into_cell(mine: HtmlElement, theirs: HtmlElement) -> None:
    """Put the English of a table's cell below it."""
    if mine.get("lang") == SOURCE:  # shown in English already
        return
    parts = DIV(), DIV({"lang": SOURCE, "dir": "ltr"})
    for part, cell in zip(parts, (mine, theirs), strict=True):
        part.text, cell.text = cell.text, None
        part.extend(list(cell))
    for drawing in _all(parts[1], ".//svg"):
        drawing.drop_tree()
    mine[:] = list(parts)


def _shows_the_same(mine: HtmlElement, theirs: HtmlElement) -> bool:
    """Say whether a block and its English are nothing but pictures, and the same ones."""
    shown = [[each.get("src") for each in block.iter("img")] for block in (mine, theirs)]
    return bool(shown[0]) and not mine.text_content().strip() and shown[0] == shown[1]


def _row(mine: HtmlElement, theirs: HtmlElement) -> HtmlElement:
    """Put a block and its English side by side; the English is no heading or anchor of its own."""
    for each in theirs.iter():
        each.attrib.pop("id", None)
    for block in (mine, theirs):
        block.classes.add(f"as-{block.tag}")
        block.tail = None
    theirs.tag = "p"
    if not mine.tag.startswith("h"):
        mine.tag = "p"
    return DIV(CLASS("row"), DIV(mine), DIV({"lang": SOURCE, "dir": "ltr"}, theirs))
