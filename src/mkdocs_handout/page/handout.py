"""The whole handout on one page: the pages' own HTML, put together while the site is built."""

import hashlib
import posixpath
import re
import unicodedata
from dataclasses import dataclass
from html import unescape

from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from mkdocs_handout.project.outputs import PRINT

TEMPLATE = "print.html"

_ID = re.compile(r'(?<= id=")[^"]+')
_REFERENCE = re.compile(r'(?<=href="#)[^"]+|(?<=url\(#)[^)]+')
_REFERENCES = re.compile(r'((?:aria-labelledby|aria-describedby|for)=")([^"]+)')
_HEADING = re.compile(r"(</?h)([1-5])\b")
_QUESTION = re.compile(r"<details\b[^>]*>\s*<summary>(.*?)</summary>.*?</details>", re.S)
_LINK = re.compile(r'(?<=href=")(?!#|[a-z]+:)([^"#]*)')
_HIDDEN = re.compile(r"<svg\b.*?</svg>|<[^>]+>", re.S)


@dataclass(frozen=True)
class Part:
    """One page of the handout within the whole: its address in its language, its title in the menu, its HTML."""

    slug: str
    title: str
    html: str


@dataclass(frozen=True)
class Whole:
    """All pages of the handout in one language."""

    parts: tuple[Part, ...]
    styles: tuple[str, ...]
    """Stylesheets of overrides/ that the parts need."""

    @property
    def digest(self) -> str:
        """Eight hex digits that change with the text shown; spaces and markup do not count."""
        return digest("".join(part.html for part in self.parts))


def pages_of(page: Page, nav: Navigation) -> list[Page]:
    """List the pages whose text `page` shows: itself, or on the print page the handout's, which has no section."""
    if page.meta.get("template") != TEMPLATE:
        return [page]
    return [each for each in nav.pages if each.meta.get("sheet", True) and each.parent is None]


def whole(page: Page, nav: Navigation) -> Whole:
    """Put the handout together for the print page."""
    pages = pages_of(page, nav)
    folder = page.file.url.removesuffix(PRINT)  # of the language
    parts = tuple(
        _part(each, page.file.url, (each.file.url.removeprefix(folder).strip("./") or "index") if number else "")
        for number, each in enumerate(pages)
    )
    styles = dict.fromkeys(style for each in pages for style in each.meta.get("styles", ()))
    return Whole(parts, tuple(styles))


def digest(html: str) -> str:
    """Return eight hex digits of the text that `html` shows."""
    text = unicodedata.normalize("NFKC", unescape(_HIDDEN.sub("", html)))
    return hashlib.sha256("".join(text.split()).encode()).hexdigest()[:8]


def _part(page: Page, here: str, slug: str) -> Part:
    """Move a page's HTML to `here`: the first page keeps its anchors and its `h1`, the others stand below it."""
    html = _LINK.sub(lambda link: _moved(link[0], page.file.url, here), page.content or "")
    if slug:
        html = _HEADING.sub(lambda tag: f"{tag[1]}{int(tag[2]) + 1}", prefixed(html, slug))
    return Part(slug, str(page.title), asked(html))


def prefixed(html: str, slug: str) -> str:
    """Put the page's slug before each anchor, and before what refers to it: anchors stay unique on one page."""
    html = _ID.sub(lambda name: f"{slug}-{name[0]}", html)
    html = _REFERENCE.sub(lambda name: f"{slug}-{name[0]}", html)
    return _REFERENCES.sub(lambda names: names[1] + " ".join(f"{slug}-{name}" for name in names[2].split()), html)


def asked(html: str) -> str:
    """Leave the questions for the reader to answer: what opens below them says again what the page has said."""
    return _QUESTION.sub(r'<p class="question">\1</p>', html)


def _moved(link: str, old: str, new: str) -> str:
    target = posixpath.normpath(posixpath.join(old, link))
    return get_relative_url(target + "/" * link.endswith("/"), new)
