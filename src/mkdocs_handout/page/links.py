"""Addresses as a page's template needs them: relative to it, of its neighbours, of itself in other languages."""

from dataclasses import dataclass

from mkdocs.structure.files import File
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url
from mkdocs.utils.meta import get_data

from mkdocs_handout.project.languages import Language


@dataclass(frozen=True)
class Link:
    """A link of the shell: relative address, and whether it is this page."""

    href: str
    title: str
    current: bool = False
    description: str = ""
    section: str = ""
    """Title of the handout in the menu, where it is another than the site's first."""


@dataclass(frozen=True)
class Alternate:
    """This page in another language."""

    language: Language
    href: str
    absolute: str
    current: bool


def relative(target: str, here: str) -> str:
    """Return the relative address of `target` seen from `here`, both from the site's root."""
    return get_relative_url(target or ".", here)


def slug_of(page: Page, language: Language) -> str:
    """Return a page's address without its locale: `` or `about/`."""
    url = "" if page.file.url in (".", "./") else page.file.url
    return url.removeprefix(language.prefix)


def is_english_only(file: File) -> bool:
    """Say whether a page's front matter has `translate: false`."""
    return file.is_documentation_page() and get_data(file.content_string)[1].get("translate") is False


def link_to(page: Page, here: Page) -> Link:
    """Return the link to `page` that stands on the page `here`."""
    return Link(
        relative(page.file.url, here.file.url),
        str(page.title),
        page is here,
        page.meta.get("description", ""),
        section_of(page),
    )


def section_of(page: Page) -> str:
    """Return the title of the handout in the menu that a page belongs to, where there are several."""
    return page.parent.title if page.parent else ""
