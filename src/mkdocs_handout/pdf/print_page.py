"""A page of the built site from which a sheet is made, reduced to what is printed."""

from dataclasses import dataclass
from pathlib import Path
from typing import cast
from urllib.parse import unquote, urlsplit

from lxml import html
from lxml.html import HtmlElement

from mkdocs_handout.page.images import embed
from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.project.languages import SOURCE
from mkdocs_handout.project.outputs import PRINT

# Elements that are only for screens.
_FURNITURE = (
    "//script | //header | //footer | //nav | //*[@hidden] | //*[@class='skip'] | //dialog | //*[@data-sheets]"
    " | //a[@class='headerlink']"
)
_NOTICE_LINKS = "//aside[@class='notices']/p[not(@data-notice)] | //aside[@class='notices']//a"


@dataclass(frozen=True)
class PrintPage:
    """A page of one locale from which a sheet is made, read from the built site."""

    locale: str
    name: str
    path: Path
    source: str

    @classmethod
    def read(cls, site: Path, locale: str, name: str) -> "PrintPage":
        """Read the print page; raises `HandoutError` if the site is not built."""
        path = site / ("" if locale == SOURCE else locale) / PRINT / "index.html"
        return cls(locale, name, path, read(path))

    def tree(self) -> HtmlElement:
        """Return a new tree of what is printed, with pictures embedded."""
        root = paper(self.source)
        embed(root, self._beside)
        for link in find(root, "//main//a[not(starts-with(@href, 'http'))]"):
            link.drop_tag()  # an internal link, which paper cannot follow
        return root

    def contact(self) -> list[HtmlElement]:
        """Return the clinic's phone, e-mail and street address, each as a paragraph, as far as they are set."""
        root = html.document_fromstring(self.source)
        found = find(
            root,
            "//footer//p[a[starts-with(@href, 'tel:') or starts-with(@href, 'mailto:')] or span[@lang][@dir]]",
        )
        for each in found:
            each.tail = None
            for link in each.findall("a"):
                link.tag = "span"
                del link.attrib["href"]
        return found

    def to_do(self) -> list[HtmlElement]:
        """Return what to do with the leaflet: a heading and steps, which the page itself does not show."""
        return find(html.document_fromstring(self.source), "//div[@class='to-do']/*")

    def to_mark(self) -> list[HtmlElement]:
        """Return the first of these steps, which explains the boxes beside the headings; empty if there are none."""
        return find(html.document_fromstring(self.source), "//div[@class='to-do']/ol/li[1]")

    def questions(self) -> "PrintPage | None":
        """Read the page of questions in this language; None if the clinic has removed it."""
        address = find(html.document_fromstring(self.source), "//div[@data-questions]")
        if not address:
            return None
        path = self.path.parent / address[0].get("data-questions", "") / "index.html"
        return PrintPage(self.locale, self.name, path, read(path))

    def _beside(self, source: str) -> bytes:
        """Read a file that the page refers to by a relative URL."""
        return (self.path.parent / unquote(urlsplit(source).path)).read_bytes()


def read(path: Path) -> str:
    """Read a page of the built site; raises `HandoutError` if it does not exist."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise HandoutError(f"there is no {path}", "run `make site` first") from error


def paper(source: str) -> HtmlElement:
    """Parse a page of the site, and remove what is only for screens."""
    root = html.document_fromstring(source)
    for each in find(root, f"{_FURNITURE} | {_NOTICE_LINKS} | //comment()"):
        each.drop_tree()
    head = find(root, "//head")[0]
    head[:] = [each for each in head if each.tag in ("title", "style") or each.get("charset")]
    return root


def name_pictures(root: HtmlElement) -> None:
    """Put each picture's title and description into `aria-label`, which Chromium uses as its description in the PDF."""
    for picture in find(root, "//*[@aria-labelledby][@role='img']"):
        parts = [root.get_element_by_id(each) for each in picture.attrib.pop("aria-labelledby").split()]
        picture.set("aria-label", ". ".join(part.text_content().rstrip(".") for part in parts))


def find(root: HtmlElement, path: str) -> list[HtmlElement]:
    """Return the elements that an XPath finds."""
    return cast(list[HtmlElement], root.xpath(path))
