"""What the page shell (overrides/) shows: strings of the locale, languages, neighbours, notices."""

import datetime
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import rcssmin
import rjsmin
from babel.dates import format_date
from jinja2 import Environment
from markupsafe import Markup
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url
from mkdocs.utils.meta import get_data

from mkdocs_handout.catalogs import SOURCE, Catalog, Shown, State
from mkdocs_handout.site import Language, Site


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


class Shell:
    """The templates' view of one locale."""

    def __init__(self, site: Site, catalog: Catalog) -> None:
        self.site, self.catalog = site, catalog
        self.language = site.languages[catalog.locale]

    def install(self, env: Environment) -> None:
        """Give templates `_` (a marked block), `gettext` (plain text), and escape what they print."""
        env.autoescape = True
        env.globals.update(
            _=self.block,
            gettext=self.text,
            _in=self.block_in,
            text_in=self.text_in,
            languages=self.site.languages,
            root=urlsplit(self.site.address).path or "/",
            asset=lambda name: Markup(minified(env, name)),  # noqa: S704 - our own file
        )

    def block(self, message: str) -> Markup:
        """Show a message of the shell, marked as English where it is not translated (WCAG 3.1.2)."""
        return _marked(self.catalog.show(message))

    def text(self, message: str) -> str:
        """Show a message where no mark can stand: in an attribute or the tab's title."""
        return self.catalog.show(message).text

    def block_in(self, locale: str, message: str) -> Markup:
        """Show a message in another locale."""
        return _marked(self.site.catalogs[locale].show(message))

    def text_in(self, locale: str, message: str) -> str:
        """Show a message in another locale, unmarked."""
        return self.site.catalogs[locale].show(message).text

    def page(self, page: Page, nav: Navigation) -> dict[str, Any]:
        """Collect what main.html needs to know of one page."""
        here = page.file.url
        slug = slug_of(page, self.language)
        order = [each for each in nav.pages if each is not None]
        handout = [each for each in order if _section(each) == _section(page)]
        at = handout.index(page) if page in order else None
        shown = self._shown(page, order, slug)
        return {
            "language": self.language,
            "slug": slug,
            "canonical": self.site.address + self.language.prefix + slug if self.site.address else "",
            "home": relative(self.language.prefix, here),
            "pages": [_link(each, page) for each in order],
            "previous": _link(handout[at - 1], page) if at else None,
            "next": _link(handout[at + 1], page) if at is not None and at + 1 < len(handout) else None,
            "alternates": [] if is_english_only(page.file) else self._alternates(here, slug),
            "states": Counter(each.state for each in shown),
            "foreign": any(each.foreign for each in shown),
            "wording_approved": self._wording_approved(page),
            "changed": self._changed(page),
            "clinic": self.site.clinic,
            "home_in": {each.locale: relative(each.prefix, here) for each in self.site.languages.values()},
        }

    def _shown(self, page: Page, order: list[Page], slug: str) -> list[Shown]:
        """List what stands on a page: its blocks, the shell, and on home the cards."""
        messages = list(self.site.ui)
        if not slug:
            messages += [str(each.meta["description"]) for each in order if each.meta.get("description")]
        blocks = self.site.blocks_of.get(page.file.dest_uri, [])
        return [self.catalog.show(message) for message in messages] + [each.shown for each in blocks if each.shown]

    def _wording_approved(self, page: Page) -> bool:
        english = self.site.catalogs[SOURCE]
        blocks = self.site.blocks_of.get(page.file.dest_uri, [])
        return all(english.show(each.message).state is State.APPROVED for each in blocks)

    def _alternates(self, here: str, slug: str) -> list[Alternate]:
        return [
            Alternate(
                language,
                relative(language.prefix + slug, here),
                self.site.address + language.prefix + slug if self.site.address else "",
                language == self.language,
            )
            for language in self.site.languages.values()
        ]

    def _changed(self, page: Page) -> dict[str, str] | None:
        paths = [Path(page.file.abs_src_path or "")]
        if self.catalog.locale != SOURCE:
            paths.append(self.catalog.path)
        day = self.site.changed(*(path.resolve() for path in paths))
        return {"iso": day.isoformat(), "text": local_date(day, self.language)} if day else None


@cache
def minified(env: Environment, name: str) -> str:
    """Return a stylesheet or a script of overrides/ without its comments, to stand inline."""
    source = env.loader.get_source(env, name)[0] if env.loader else ""
    return str(rcssmin.cssmin(source) if name.endswith(".css") else rjsmin.jsmin(source))


def local_date(day: datetime.date, language: Language) -> str:
    """Write a day as the locale's readers do."""
    return format_date(day, "long", locale=language.babel)


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


def _link(page: Page, here: Page) -> Link:
    return Link(
        relative(page.file.url, here.file.url),
        str(page.title),
        page is here,
        " ".join(str(page.meta.get("description", "")).split()),
        _section(page),
    )


def _section(page: Page) -> str:
    return page.parent.title if page.parent else ""


def _marked(shown: Shown) -> Markup:
    if not shown.foreign:
        return Markup.escape(shown.text)
    return Markup('<span lang="en" dir="ltr" class="untranslated">{}</span>').format(shown.text)
