"""What templates of overrides/ get about one page, as `view`: its text, neighbours, languages and URLs."""

import datetime
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from markupsafe import Markup
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from mkdocs_handout.english.blocks import Block
from mkdocs_handout.page import qr
from mkdocs_handout.page.build_context import Site
from mkdocs_handout.page.content import main_point
from mkdocs_handout.page.handout import Whole, pages_of, whole
from mkdocs_handout.page.html import write
from mkdocs_handout.page.links import Alternate, Link, is_english_only, link_to, relative, section_of, slug_of
from mkdocs_handout.page.questions import asks, with_tiles
from mkdocs_handout.page.single_file import FILE, file_name
from mkdocs_handout.project.clinic import Clinic
from mkdocs_handout.project.languages import SOURCE, Language
from mkdocs_handout.project.outputs import PRINT


@dataclass(frozen=True)
class PageView:
    """One page in one language. URLs are relative to the page unless stated otherwise; "" means no link."""

    language: Language
    slug: str
    """URL without locale, from the site's root: "" or `about/`."""
    title: str
    """The page's title in the menu, in English; it is a message."""
    heading: str
    """The text of its first heading; empty if it has none."""
    heading_id: str
    description: str
    """In English; it is a message, or ""."""
    point: Markup
    """The page's main point, as HTML; the tools are below it."""
    rest: Markup
    styles: tuple[str, ...]
    """Stylesheets of overrides/ that its text needs."""
    english_only: bool
    asks: bool
    """It is the page of questions to point at."""
    lists_languages: bool
    reads_aloud: bool
    """It can be read aloud, by the device's voice."""
    noindex: bool
    """Search engines are asked not to index it."""
    canonical: str
    """Its absolute URL; "" if the site has none."""
    code: str
    """The file with its QR code, to show at the front desk if the clinic has no mail address; otherwise ""."""
    address: str
    """The site's absolute URL, or ""."""
    alternates: tuple[Alternate, ...]
    """The page in all languages, for readers."""
    indexed: tuple[Alternate, ...]
    """The page in each language in which search engines may list it; empty unless this page is one of several."""
    pages: tuple[Link, ...]
    previous: Link | None
    next: Link | None
    first: str
    """URL of the handout's first page; only set on its last page."""
    questions: str
    """URL of the page of questions; only set on other pages."""
    clinic: Clinic
    changed: datetime.date | None
    """When its text last changed."""
    whole: Whole | None
    """The whole handout; only for the print page and the file to save."""
    makes_sheets: bool
    """`make pdf` makes the sheets from this page."""
    home: str
    home_in: dict[str, str]
    """URL of the first page in each language, by locale."""
    search: str
    tools: str
    save: str
    save_as: str
    print: str
    pdf: str
    languages: str
    progress: str
    accessibility: str


@dataclass(frozen=True)
class _Maker:
    """Makes the view of `page` in `language`."""

    site: Site
    language: Language
    page: Page
    nav: Navigation

    @cached_property
    def here(self) -> str:
        return str(self.page.file.url)

    @cached_property
    def slug(self) -> str:
        return slug_of(self.page, self.language)

    def to(self, target: str) -> str:
        return relative(target, self.here)

    def view(self) -> PageView:
        """Create the view."""
        page, site, prefix = self.page, self.site, self.language.prefix
        english_only = is_english_only(page.meta)
        first = page.toc.items[0] if page.toc.items else None
        previous, following, first_page = self._steps()
        point, rest = self._text()
        lists_languages = page.file.src_uri == "languages.md"
        alternates = () if english_only else self._alternates(list(site.languages.values()))
        indexed = site.indexed(self.slug)
        return PageView(
            language=self.language,
            slug=self.slug,
            title=str(page.title),
            heading=first.title if first else "",
            heading_id=first.id if first else "",
            description=page.meta.get("description", ""),
            point=point,
            rest=rest,
            styles=site.contents[page.file.dest_uri].styles,
            english_only=english_only,
            asks=asks(page),
            lists_languages=lists_languages,
            reads_aloud=not english_only and not lists_languages and self.slug != PRINT,
            noindex=self.language not in indexed,
            canonical=self._absolute(self.language),
            code=qr.FILE if site.address and not english_only and not site.clinic.email else "",
            address=site.address,
            alternates=alternates,
            indexed=self._alternates(indexed) if self.language in indexed and len(indexed) > 1 else (),
            pages=tuple(link_to(each, page) for each in self.nav.pages),
            previous=previous,
            next=following,
            first=first_page,
            questions=next((self.to(each.file.url) for each in self.nav.pages if asks(each) and each is not page), ""),
            clinic=site.clinic,
            changed=self._changed(),
            whole=whole(page, self.nav, site.contents) if self.slug == PRINT else None,
            makes_sheets=self.slug == PRINT,
            home=self.to(prefix),
            home_in={each.locale: self.to(each.prefix) for each in site.languages.values()},
            search="./" + self.to("search/"),
            tools="" if english_only else "./" + self.to("tools/"),
            save="" if english_only else self.to(prefix + FILE),
            save_as=file_name(self.language.locale),
            print="" if english_only or self.slug == PRINT else self.to(prefix + PRINT),
            pdf=self.to("pdf/"),
            languages=self.to(f"{prefix}languages/"),
            progress=self.to("about/translations/"),
            accessibility=self.to("about/accessibility/"),
        )

    def _text(self) -> tuple[Markup, Markup]:
        """Return the page's text as HTML in two parts: its main point, and the rest."""
        content = self.site.contents[self.page.file.dest_uri]
        if asks(self.page):
            beside = self.language.locale != SOURCE
            tree = with_tiles(content, self.site.english[self.slug].content.words if beside else {})
        else:
            tree = deepcopy(content.tree)
        end = main_point(tree)
        return write(tree[:end]), write(tree[end:])

    def _steps(self) -> tuple[Link | None, Link | None, str]:
        """Return the links to the previous and next page, and on the last page the URL of the first one, or "".

        The last page is that of questions, if there is one.
        """
        handout = [each for each in self.nav.pages if section_of(each) == section_of(self.page)]
        end = next((at for at, each in enumerate(handout) if asks(each)), len(handout) - 1)
        at = handout.index(self.page) if self.page in self.nav.pages else None
        if at is None or at > end:
            return None, None, ""
        return (
            link_to(handout[at - 1], self.page) if at else None,
            link_to(handout[at + 1], self.page) if at < end else None,
            self.to(handout[0].file.url) if at == end else "",
        )

    def _absolute(self, language: Language) -> str:
        return self.site.address and self.site.address + language.prefix + self.slug

    def _alternates(self, languages: list[Language]) -> tuple[Alternate, ...]:
        return tuple(
            Alternate(each, self.to(each.prefix + self.slug), self._absolute(each), each == self.language)
            for each in languages
        )

    def _changed(self) -> datetime.date | None:
        paths = [Path(each.file.abs_src_path or "") for each in pages_of(self.page, self.nav)]
        if self.language.locale != SOURCE:
            paths.append(self.site.catalogs[self.language.locale].path)
        return self.site.sources.history.last_changed(*(path.resolve() for path in paths))


def page_view(site: Site, language: Language, page: Page, nav: Navigation) -> PageView:
    """Return what the templates get about one page."""
    return _Maker(site, language, page, nav).view()


def blocks_of(site: Site, page: Page, nav: Navigation) -> list[Block]:
    """Return the blocks of the text that a page shows; for the print page, those of the handout."""
    contents = (site.contents.get(each.file.dest_uri) for each in pages_of(page, nav))
    return [block for content in contents if content for block in content.blocks]
