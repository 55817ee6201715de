"""The leaflet: one sheet of paper with two sides, put together from the blocks that the composition names."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count, groupby, takewhile

from lxml import html
from lxml.html import HtmlElement
from lxml.html.builder import CLASS, E

from mkdocs_handout.pdf.composition import Band, Composition, Entry, Name, Section
from mkdocs_handout.pdf.layout import PrintPage
from mkdocs_handout.pdf.pieces import Index, Pieces
from mkdocs_handout.project import fonts
from mkdocs_handout.project.languages import SOURCE, Language
from mkdocs_handout.project.writing_systems import script_of

# Scripts that put no space between sentences.
_SPACELESS = {"Hans", "Hant", "Jpan"}


STYLES = ("drawing.css", "diagram.css", "leaflet.css")
"""Stylesheets of overrides/ that it needs."""


def leaflet(page: PrintPage, index: Index, composition: Composition, css: str) -> str:
    """Return the HTML of a leaflet; each of its sides has `data-fit`, as its letters are to be fitted into it."""
    return _Leaflet(Pieces(page, index), index, composition).html(css)


@dataclass(frozen=True)
class _Leaflet:
    """Builds one language's leaflet."""

    pieces: Pieces
    index: Index
    composition: Composition

    @property
    def locale(self) -> str:
        return self.pieces.page.locale

    def html(self, css: str) -> str:
        """Write the whole document."""
        numbers = count(1)
        sides = []
        for number, bands in enumerate(self.composition.sides, 1):
            bar = E.header(*([E.p(self._clinic())] if number == 1 else []), self._language(number))
            sides.append(E.div(CLASS("side"), {"data-fit": ""}, bar, *(self._band(band, numbers) for band in bands)))
        sides[0][1:1] = self._title()
        last = sides[-1][-1]
        (last if last.get("class") == "columns" else sides[-1]).append(self._foot())
        pictures = [each for side in sides for each in side.iter("svg") if each.get("role") == "img"]
        sides[0][:0] = self.pieces.symbols(pictures)
        heading = sides[0].find("h1")
        title = f"{heading.text_content()} – {self.pieces.page.name} – {self._clinic().text_content()}"
        head = E.head(E.meta(charset="utf-8"), E.title(title), E.style(css + fonts.stylesheet([self.locale, SOURCE])))
        attributes = {"lang": self.locale, "dir": self.pieces.root.get("dir", "ltr"), "class": "leaflet"}
        return "<!doctype html>\n" + str(html.tostring(E.html(attributes, head, E.body(*sides)), encoding="unicode"))

    def _language(self, side: int) -> HtmlElement:
        """Say at the top of a side which language it is in, also for those who do not read it, and which side it is."""
        language = Language.of(self.locale, self.pieces.page.name)
        english = [E.span(language.english, lang=SOURCE, dir="ltr")] if language.english != language.name else []
        number = E.span(f"{side}/{len(self.composition.sides)}", dir="ltr")
        return E.p(*_joined([E.span(language.name), *english, number], "\u2002"))

    def _clinic(self) -> HtmlElement:
        return self.pieces.all("//div[@class='origin']/p/strong")[0]

    def _title(self) -> Iterator[HtmlElement]:
        yield E.h1(*self._inline(self.composition.title))
        yield self._paragraph(self.composition.point.names, "point")
        if notices := self.pieces.all("//aside[contains(@class, 'notices')]/p[@data-notice]", "span"):
            yield E.p(CLASS("notices"), *self._spaced(notices))

    def _foot(self) -> HtmlElement:
        """Say at the end what to do, and where the text is from."""
        code = self.pieces.all("//div[@class='origin']/*[@class='qr']")
        asks = self.pieces.all("//p[@class='to-ask']", "span")
        address = self.pieces.all("//div[@class='origin']/p[@class='from'][a]")
        date = self.pieces.all("//div[@class='origin']/p[time]")
        contact = self.pieces.all(
            "//footer//section[contains(@class, 'about')]/p[not(@class)][not(strong)][not(.//time)]"
        )
        to_do = [*self._inline(self.composition.last), *(asks if code else [])]
        return E.footer(*code, E.div(E.p(CLASS("last"), *self._spaced(to_do)), *contact, *address, *date))

    def _band(self, band: Band, numbers: Iterator[int]) -> HtmlElement:
        sections = [self._section(each, numbers) for each in band.sections]
        return E.div(CLASS("columns"), *sections) if band.columns else sections[0]

    def _section(self, section: Section, numbers: Iterator[int]) -> HtmlElement:
        heading = E.h2(E.span(CLASS("number"), f"{next(numbers)}", dir="ltr"), " ", *self._inline(section.heading))
        parts = {
            "text": self._text,
            "glance": self._glance,
            "stages": self._stages,
            "table": self._table,
            "pictures": self._pictures,
        }[section.form]
        return E.section(CLASS(section.form), heading, *parts(section.says))

    def _text(self, says: Iterable[Entry]) -> Iterator[HtmlElement]:
        for entry in says:
            if term := self._term(entry):
                yield E.p(CLASS("term"), *self._spaced(term))
            elif entry.head:
                yield E.h3(*self._inline(entry.head))
                yield from self._text(entry.below)
            else:
                yield self._paragraph(entry.names)

    def _glance(self, says: Iterable[Entry]) -> Iterator[HtmlElement]:
        yield E.ol(
            *(E.li(E.p(CLASS("asks"), *self._inline(each.head)), *self._text(each.below)) for each in says if each.head)
        )
        yield from (self._paragraph(each.names, "more") for each in says if not each.head)

    def _stages(self, says: Iterable[Entry]) -> Iterator[HtmlElement]:
        for each in says:
            yield E.div(CLASS("stage"), *self._text([each]))

    def _table(self, says: tuple[Entry, ...]) -> Iterator[HtmlElement]:
        """Give a table's rows below one another, as on a phone: a column of a sheet is as narrow."""
        for head, *cells in self.index.rows(says[0].names):
            row = [self.pieces.block(head, "b"), *(self.pieces.block(each, "span") for each in cells)]
            yield E.p(CLASS("row"), *self._spaced(row))
        yield from self._text(says[1:])

    def _pictures(self, says: tuple[Entry, ...]) -> Iterator[HtmlElement]:
        strip = list(takewhile(self._is_picture, says))
        yield E.div(CLASS("strip"), *map(self._picture, strip))
        yield E.div(CLASS("key"), *self._key(says[len(strip) :]))

    def _key(self, says: Iterable[Entry]) -> Iterator[HtmlElement]:
        for kind, entries in groupby(says, lambda each: bool(self._term(each))):
            if kind:
                terms = map(self._term, entries)
                yield E.ul(*(E.li(*self.pieces.numbers(term[0]), E.span(*self._spaced(term))) for term in terms))
                continue
            for each in entries:
                yield self._picture(each) if self._is_picture(each) else self._paragraph(each.names)

    def _is_picture(self, entry: Entry) -> bool:
        return bool(entry.head and entry.head.text in self.index.pictures)

    def _picture(self, entry: Entry) -> HtmlElement:
        head = entry.head or entry.names[0]
        return E.div(CLASS("picture"), E.h3(*self._inline(head)), *self.pieces.pictures(head), *self._text(entry.below))

    def _term(self, entry: Entry) -> list[HtmlElement]:
        """Return a term with what is said of it, below it or on its page; nothing where the entry is no term."""
        head = entry.head or entry.names[0]
        number = self.index.words.get(head.text, "")
        if len(entry.names) > 1 or number not in self.index.said:
            return []
        below = [each for part in entry.below for name in part.names for each in self._inline(name)]
        page = [self.pieces.block(each, "span") for each in self.index.said[number]]
        return [self.pieces.block(number, "b"), *(below if entry.head else page)]

    def _inline(self, name: Name) -> list[HtmlElement]:
        return [self.pieces.block(each, "span") for each in self.index.numbers(name)]

    def _paragraph(self, names: Iterable[Name], kind: str = "") -> HtmlElement:
        inline = [each for name in names for each in self._inline(name)]
        return E.p(*([CLASS(kind)] if kind else []), *self._spaced(inline))

    def _spaced(self, elements: Iterable[HtmlElement]) -> list[HtmlElement | str]:
        """Return sentences with what stands between two of them in this script."""
        return _joined(elements, "" if script_of(self.locale) in _SPACELESS else " ")


def _joined(elements: Iterable[HtmlElement], between: str) -> list[HtmlElement | str]:
    return [part for each in elements for part in (between, each)][1:]
