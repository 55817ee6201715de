"""The whole handout on one page, assembled from the trees of its pages during the build."""

import hashlib
import posixpath
import unicodedata
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.html import HtmlElement
from markupsafe import Markup
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from mkdocs_handout.english.blocks import NUMBER
from mkdocs_handout.page.components import STYLES
from mkdocs_handout.page.content import Content
from mkdocs_handout.page.html import name_of, texts, write
from mkdocs_handout.project.outputs import PRINT

TEMPLATE = "print.html"

# Expandable questions, and the heading and the sentence right above that introduce them.
_INTRODUCES = "self::p[not(@data-fact or contains(@class, 'means'))]"
_QUESTIONS = (
    f".//details | .//*[{_INTRODUCES}][following-sibling::*[1][self::details]]"
    f" | .//h2[following-sibling::*[1][{_INTRODUCES}]/following-sibling::*[1][self::details]]"
)

# Attributes that refer to one or more ids on the same page.
_REFERENCES = ("aria-labelledby", "aria-describedby", "for")


@dataclass(frozen=True)
class Part:
    """One page within the whole handout: its slug ("" for the first one), its title in the menu, its tree."""

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
        """Eight hex digits that change with the visible text, but not with spaces or markup."""
        return digest(part.tree for part in self.parts)


def pages_of(page: Page, nav: Navigation) -> list[Page]:
    """Return the pages whose text `page` shows: itself, or for the print page, those of the main handout."""
    if page.meta.get("template") != TEMPLATE:
        return [page]
    return [each for each in nav.pages if each.meta.get("sheet", True) and each.parent is None]


def whole(page: Page, nav: Navigation, contents: Mapping[str, Content]) -> Whole:
    """Assemble the handout for the print page `page`; `contents` are the pages' texts by their files' `dest_uri`."""
    pages = pages_of(page, nav)
    folder = page.file.url.removesuffix(PRINT)  # of the language
    parts, counted = [], 0
    for number, each in enumerate(pages):
        slug = (each.file.url.removeprefix(folder).strip("./") or "index") if number else ""
        tree = deepcopy(contents[each.file.dest_uri].tree)
        move_links(tree, each.file.url, page.file.url)
        drop_questions(tree)
        if slug:
            set_below(tree, slug)
        for block in tree.iterfind(f".//*[@{NUMBER}]"):  # blocks are numbered consecutively across all parts
            block.set(NUMBER, str(counted + int(block.get(NUMBER, ""))))
        counted += len(contents[each.file.dest_uri].blocks)
        parts.append(Part(slug, str(each.title), tree))
    drop_repeated_pictures(part.tree for part in parts)
    styles = dict.fromkeys(style for each in pages for style in contents[each.file.dest_uri].styles)
    styles.pop(STYLES["details"], None)
    return Whole(tuple(parts), tuple(styles))


def digest(trees: Iterable[HtmlElement]) -> str:
    """Return eight hex digits (SHA-256) for the text of trees, without SVGs and spaces."""
    text = "".join(piece for tree in trees for piece in texts(tree, lambda child: name_of(child) == "svg"))
    text = unicodedata.normalize("NFKC", text)
    return hashlib.sha256("".join(text.split()).encode()).hexdigest()[:8]


def move_links(tree: HtmlElement, old: str, new: str) -> None:
    """Rewrite relative URLs (`href`, `src`) of the page at URL `old` so that they work on the page at URL `new`."""
    for attribute in ("href", "src"):
        for element in tree.iterfind(f".//*[@{attribute}]"):
            path, hash_sign, anchor = element.get(attribute, "").partition("#")
            if path and not urlsplit(path).scheme:
                target = posixpath.normpath(posixpath.join(old, path))
                moved = get_relative_url(target + "/" * path.endswith("/"), new)
                element.set(attribute, moved + hash_sign + anchor)


def set_below(tree: HtmlElement, slug: str) -> None:
    """Lower a page's headings by one level, and prefix its ids, and references to them, with `slug`."""
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


def drop_questions(tree: HtmlElement) -> None:
    """Remove `<details>`, whose answers repeat what the page says, and the heading and sentence that lead to them."""
    for each in tree.xpath(_QUESTIONS):
        each.drop_tree()


def drop_repeated_pictures(trees: Iterable[HtmlElement]) -> None:
    """Remove each picture without numbers (`plain`) whose description an earlier picture has."""
    seen = set()
    for figure in [each for tree in trees for each in tree.iter("figure")]:
        description = figure.findtext(".//desc")
        if figure.get("class") == "plain" and description in seen:
            figure.drop_tree()
        seen.add(description)
