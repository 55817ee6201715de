"""URLs for a page's template: relative ones, those of its neighbours, and its own in other languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from mkdocs_handout.project.languages import Language


@dataclass(frozen=True)
class Link:
    """A link of the page shell: relative URL, title, and whether it leads to the current page."""

    href: str
    title: str
    current: bool = False
    description: str = ""
    section: str = ""
    """The menu's title of the handout that the page belongs to; "" for the site's main handout."""


@dataclass(frozen=True)
class Alternate:
    """This page in another language."""

    language: Language
    href: str
    absolute: str
    current: bool


def relative(target: str, here: str) -> str:
    """Return the relative URL of `target` as seen from `here`; both are URLs from the site's root."""
    return get_relative_url(target or ".", here)


def slug_of(page: Page, language: Language) -> str:
    """Return a page's URL without its locale: "" or `about/`."""
    url = "" if page.file.url in (".", "./") else page.file.url
    return url.removeprefix(language.prefix)


def is_english_only(meta: Mapping[str, Any]) -> bool:
    """Return whether a page's front matter has `translate: false`."""
    return meta.get("translate") is False


def link_to(page: Page, here: Page) -> Link:
    """Return a link from the page `here` to `page`."""
    return Link(
        relative(page.file.url, here.file.url),
        str(page.title),
        page is here,
        page.meta.get("description", ""),
        section_of(page),
    )


def section_of(page: Page) -> str:
    """Return the menu's title of the handout that a page belongs to; "" for the site's main handout."""
    return page.parent.title if page.parent else ""
