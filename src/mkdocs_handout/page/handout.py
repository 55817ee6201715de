"""The whole handout on one page: the trees of its pages, put together while the site is built."""

import hashlib
import posixpath
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from lxml.html import HtmlElement
from markupsafe import Markup
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from mkdocs_handout.english.blocks import NUMBER
from mkdocs_handout.page.content import Content
from mkdocs_handout.page.html import name_of, texts, write
from mkdocs_handout.project.outputs import PRINT

TEMPLATE = "print.html"

# Attributes that name anchors of the same page, one or more.
_REFERENCES = ("aria-labelledby", "aria-describedby", "for")


@dataclass(frozen=True)
class Part:
    """One page of the handout within the whole: its address in its language, its title in the menu, its text."""

    slug: str
    title: str
    tree: HtmlElement

    @property
    def anchor(self) -> str:
        """The id of its section."""
        return f"{self.slug}-part" if self.slug else "part"

    @property
    def html(self) -> Markup:
        """Its text as HTML."""
        return write(self.tree)


@dataclass(frozen=True)
class Whole:
    """All pages of the handout in one language."""

    parts: tuple[Part, ...]
    styles: tuple[str, ...]
    """Stylesheets of overrides/ that the parts need."""

    @property
    def digest(self) -> str:
        """Eight hex digits that change with the text shown; spaces and markup do not count."""
        return digest(part.tree for part in self.parts)

    def changed(self, change: Callable[[HtmlElement], object]) -> "Whole":
        """Return the same with `change` made to a copy of each tree."""
        parts = [replace(part, tree=deepcopy(part.tree)) for part in self.parts]
        for part in parts:
            change(part.tree)
        return replace(self, parts=tuple(parts))


def pages_of(page: Page, nav: Navigation) -> list[Page]:
    """List the pages whose text `page` shows: itself, or on the print page the handout's, which has no section."""
    if page.meta.get("template") != TEMPLATE:
        return [page]
    return [each for each in nav.pages if each.meta.get("sheet", True) and each.parent is None]


def whole(page: Page, nav: Navigation, contents: Mapping[str, Content]) -> Whole:
    """Put the handout together for the print page; `contents` are the texts of pages by their files' `dest_uri`."""
    pages = pages_of(page, nav)
    folder = page.file.url.removesuffix(PRINT)  # of the language
    parts, counted = [], 0
    for number, each in enumerate(pages):
        slug = (each.file.url.removeprefix(folder).strip("./") or "index") if number else ""
        tree = deepcopy(contents[each.file.dest_uri].tree)
        move_links(tree, each.file.url, page.file.url)
        if slug:
            set_below(tree, slug)
        fold_questions(tree)
        for block in tree.iterfind(f".//*[@{NUMBER}]"):  # one row of numbers for all parts
            block.set(NUMBER, str(counted + int(block.get(NUMBER, ""))))
        counted += len(contents[each.file.dest_uri].blocks)
        parts.append(Part(slug, str(each.title), tree))
    styles = dict.fromkeys(style for each in pages for style in contents[each.file.dest_uri].styles)
    return Whole(tuple(parts), tuple(styles))


def digest(trees: Iterable[HtmlElement]) -> str:
    """Return eight hex digits of the text that trees show, pictures left out."""
    text = "".join(piece for tree in trees for piece in texts(tree, lambda child: name_of(child) == "svg"))
    text = unicodedata.normalize("NFKC", text)
    return hashlib.sha256("".join(text.split()).encode()).hexdigest()[:8]


def move_links(tree: HtmlElement, old: str, new: str) -> None:
    """Make the relative addresses, of links and pictures, of the page at address `old` hold on the page at `new`."""
    for attribute in ("href", "src"):
        for element in tree.iterfind(f".//*[@{attribute}]"):
            path, hash_sign, anchor = element.get(attribute, "").partition("#")
            if path and not urlsplit(path).scheme:
                target = posixpath.normpath(posixpath.join(old, path))
                moved = get_relative_url(target + "/" * path.endswith("/"), new)
                element.set(attribute, moved + hash_sign + anchor)


def set_below(tree: HtmlElement, slug: str) -> None:
    """Set a page below the first one: its headings a level down, its slug before each anchor, so each stays unique."""
    for element in tree.iter():
        name = name_of(element)
        if name in ("h1", "h2", "h3", "h4", "h5"):
            element.tag = f"h{int(name[1]) + 1}"
        for attribute, value in element.items():
            element.set(attribute, _prefixed(attribute, value, slug))


def _prefixed(attribute: str, value: str, slug: str) -> str:
    if attribute == "id":
        return f"{slug}-{value}"
    if attribute in _REFERENCES:
        return " ".join(f"{slug}-{name}" for name in value.split())
    if attribute == "href" and value.startswith("#"):
        return f"#{slug}-{value[1:]}"
    return value.replace("url(#", f"url(#{slug}-")


def fold_questions(tree: HtmlElement) -> None:
    """Leave the questions for the reader to answer: what opens below them says again what the page has said."""
    for details in list(tree.iter("details")):
        question, parent = details.find("summary"), details.getparent()
        if question is not None and parent is not None:
            question.tag, question.tail = "p", details.tail
            question.classes.add("question")
            parent.replace(details, question)
