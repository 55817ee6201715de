"""What the page shell (overrides/) shows: strings of the locale, languages, neighbours, notices."""

import datetime
import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import rcssmin
import rjsmin
from babel.dates import format_date
from jinja2 import Environment
from markupsafe import Markup
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from mkdocs_handout.catalog.catalog import Catalog
from mkdocs_handout.english.shown import Shown
from mkdocs_handout.page.bidi import isolated
from mkdocs_handout.page.build_context import Site
from mkdocs_handout.page.handout import pages_of, whole
from mkdocs_handout.page.links import Alternate, is_english_only, link_to, relative, section_of, slug_of
from mkdocs_handout.page.notices import Notices, Said, notices
from mkdocs_handout.page.progress import progress
from mkdocs_handout.page.qr import qr_code
from mkdocs_handout.page.questions import asks
from mkdocs_handout.page.single_file import FILE, TEMPLATE, alone, file_name
from mkdocs_handout.project.fonts import named
from mkdocs_handout.project.languages import SOURCE, Language
from mkdocs_handout.project.outputs import PAPERS, PRINT, poster_name, sheet_kinds

# Where the notices and the robots line go: what they say depends on all that the template prints.
NOTICES, ROBOTS = "<!-- notices -->", "<!-- robots -->"


class Shell:
    """The templates' view of one locale."""

    def __init__(self, site: Site, catalog: Catalog) -> None:
        self.site, self.catalog = site, catalog
        self.language = site.languages[catalog.locale]
        self.said: dict[Said, None] = {}
        self.said_in: dict[str, list[Said]] = {}
        self.values: dict[str, Any] = {}
        self.assets: set[str] = set()
        """What `asset` has given: all that may stand inline."""

    def install(self, env: Environment) -> None:
        """Give templates `_` (a marked block), `gettext` (plain text), and escape what they print."""
        env.autoescape = True
        self.env = env
        env.globals.update(
            _=self.block,
            gettext=self.text,
            _in=self.block_in,
            text_in=self.text_in,
            notices_in=self.notices_in,
            languages=self.site.languages,
            root=urlsplit(self.site.address).path or "/",
            asset=self.asset,
            fonts=self.fonts,
            day=self.day,
            progress=lambda: progress(self.site),
            parted=parted,
            qr=qr_code,
            sheet_kinds=sheet_kinds,
            poster_name=poster_name,
            papers=PAPERS,
        )

    def asset(self, name: str) -> Markup:
        """Return a stylesheet or a script of overrides/, minified, and remember it."""
        text = minified(self.env, name)
        self.assets.add(text)
        return Markup(text)  # noqa: S704 - our own file

    def fonts(self) -> Markup:
        """Name the font of the locale's script after the phone's own, which spares a browser the search for one."""
        font = named(self.catalog.locale)
        rule = f"html{{font-family:system-ui,{font},sans-serif}}" if font else ""
        self.assets.add(rule)
        return Markup(rule)  # noqa: S704 - our own table

    def block(self, message: str) -> Markup:
        """Show a message of the shell, marked as English where it is not translated (WCAG 3.1.2)."""
        shown = self.catalog.show(message)
        self.said[Said(message, shown, marked=shown.foreign)] = None
        return _marked(shown, self.language)

    def text(self, message: str) -> str:
        """Show a message where no mark can stand: in an attribute or the tab's title."""
        shown = self.catalog.show(message)
        self.said[Said(message, shown, marked=False)] = None
        return shown.text

    def block_in(self, locale: str, message: str) -> Markup:
        """Show a message in another locale."""
        shown = self.site.catalogs[locale].show(message)
        self.said_in.setdefault(locale, []).append(Said(message, shown, shown.foreign))
        return _marked(shown, self.site.languages[locale])

    def text_in(self, locale: str, message: str) -> str:
        """Show a message in another locale, unmarked."""
        return self.site.catalogs[locale].show(message).text

    def notices_in(self, locale: str) -> Notices:
        """Sum up what `_in` has shown in another locale."""
        return notices(self.said_in[locale], self.site.catalogs[locale], self.site.catalogs[SOURCE])

    def page(self, page: Page, nav: Navigation) -> dict[str, Any]:
        """Collect what main.html needs to know of one page."""
        here = page.file.url
        slug = slug_of(page, self.language)
        order = nav.pages
        handout = [each for each in order if section_of(each) == section_of(page)]
        end = next((at for at, each in enumerate(handout) if asks(each)), len(handout) - 1)
        at = handout.index(page) if page in order else None
        steps = at is not None and at <= end
        parts = pages_of(page, nav)
        blocks = [block for part in parts for block in self.site.blocks_of.get(part.file.dest_uri, [])]
        self.said_in = {}
        self.said = {Said(each.message, each.shown, each.shown.foreign): None for each in blocks if each.shown}
        for message in self.site.spoken:  # the search and the tools of each page say it
            self.text(message)
        self.values = {
            "language": self.language,
            "slug": slug,
            "canonical": self.site.address + self.language.prefix + slug if self.site.address else "",
            "home": relative(self.language.prefix, here),
            "search": "./" + relative("search/", here),
            "tools": "" if is_english_only(page.file) else "./" + relative("tools/", here),
            "save": "" if is_english_only(page.file) else relative(self.language.prefix + FILE, here),
            "save_as": file_name(self.catalog.locale),
            "languages": relative(f"{self.language.prefix}languages/", here),
            "pages": [link_to(each, page) for each in order],
            "previous": link_to(handout[at - 1], page) if at and steps else None,
            "next": link_to(handout[at + 1], page) if at is not None and at < end else None,
            "first": link_to(handout[0], page).href if at == end else "",
            "questions": next((link_to(each, page).href for each in order if asks(each) and each is not page), ""),
            "alternates": [] if is_english_only(page.file) else self._alternates(here, slug),
            "english_only": is_english_only(page.file),
            "noindex": bool(page.meta.get("noindex")),
            "changed": self._changed(parts),
            "clinic": self.site.clinic,
            "progress": relative("about/translations/", here),
            "accessibility": relative("about/accessibility/", here),
            "print": ""
            if is_english_only(page.file) or slug == PRINT
            else relative(self.language.prefix + PRINT, here),
            "pdf": relative("pdf/", here),
            "address": self.site.address,
            "whole": whole(page, nav) if slug == PRINT else None,
            "home_in": {each.locale: relative(each.prefix, here) for each in self.site.languages.values()},
        }
        return self.values

    def finish(self, output: str) -> str:
        """Put the notices and the robots line into a page as the template printed it."""
        top, noindex = "", self.values["noindex"]
        if not self.values["english_only"]:
            said = -1
            while said != len(self.said):  # the notices are text too: a draft among them is a draft on this page
                said = len(self.said)
                found = notices(self.said, self.catalog, self.site.catalogs[SOURCE])
                top = self.env.get_template("partials/notices.html").render(
                    s=self.values, here=self.language, notices=found
                )
                noindex = noindex or found.draft
        robots = '<meta name="robots" content="noindex">' if noindex else ""
        return output.replace(NOTICES, top.strip(), 1).replace(ROBOTS, robots, 1)

    def saved(self, page: Page) -> str:
        """Return the whole handout as one file, after the template has printed the print page `page`."""
        html = self.finish(self.env.get_template(TEMPLATE).render(shell=self.values, page=page))
        return alone(html, page.file.url, self.values["whole"].parts, self.site.address)

    def day(self, day: datetime.date) -> Markup:
        """Write a day as the locale's readers do, with the ISO date beside."""
        iso, text = day.isoformat(), local_date(day, self.language)
        beside = Markup(' <bdi dir="ltr">({})</bdi>').format(iso) if text != iso else ""
        return Markup('<time datetime="{}"><bdi>{}</bdi>{}</time>').format(iso, text, beside)

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

    def _changed(self, pages: list[Page]) -> datetime.date | None:
        paths = [Path(page.file.abs_src_path or "") for page in pages]
        if self.catalog.locale != SOURCE:
            paths.append(self.catalog.path)
        return self.site.history.last_changed(*(path.resolve() for path in paths))


# A page's main point: its heading, lead and what its words mean; on the first page the main points too.
_POINT = re.compile(
    r'.*?(?:<p\b[^>]* class="[^"]*\b(?:lead|means)\b.*?</p>\s*)+(?:<h2\b[^>]* class="(?:[^"]* )?glance".*?</dl>\n?)?',
    re.S,
)


def parted(content: str) -> tuple[str, str]:
    """Part a page's HTML after its main point: the tools stand there."""
    found = _POINT.match(content)
    return (found[0], content[found.end() :]) if found else (content, "")


# In Tigrinya and Oromo CLDR gives Gregorian months the names of the Ethiopian calendar's months, which begin 8 or 9
# days later, and orders them as in English (`ጥሪ 31, 2026`): a reader may take that for another day. So ISO alone.
ISO_ONLY = {"ti", "om"}


def minified(env: Environment, name: str) -> str:
    """Return a stylesheet or a script of overrides/ without its comments, to stand inline."""
    return _minified(env.loader.get_source(env, name)[0] if env.loader else "", name.endswith(".css"))


@cache
def _minified(source: str, style: bool) -> str:
    return str(rcssmin.cssmin(source) if style else rjsmin.jsmin(source))


def local_date(day: datetime.date, language: Language) -> str:
    """Write a day as the locale's readers do."""
    if language.locale in ISO_ONLY:
        return day.isoformat()
    return format_date(day, "long", locale=language.babel)


def _marked(shown: Shown, language: Language) -> Markup:
    if not shown.foreign:
        return isolated(shown.text) if language.dir == "rtl" else Markup.escape(shown.text)
    return Markup('<span lang="en" dir="ltr" class="untranslated">{}</span>').format(shown.text)
