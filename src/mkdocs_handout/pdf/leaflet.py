"""The leaflet: one sheet of paper with two sides, assembled from the blocks that the composition names."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count, groupby, takewhile

from lxml.html import HtmlElement
from lxml.html.builder import CLASS, E

from mkdocs_handout.english.block_index import BlockIndex
from mkdocs_handout.english.blocks import NUMBER
from mkdocs_handout.english.composition import Band, Composition, Entry, Name, Section
from mkdocs_handout.pdf.beside_english import lay_beside
from mkdocs_handout.pdf.document import document, joined, language
from mkdocs_handout.pdf.layout import margins
from mkdocs_handout.pdf.print_blocks import PrintBlocks, index_of, number_once
from mkdocs_handout.pdf.print_page import PrintPage
from mkdocs_handout.project.writing_systems import script_of

# Scripts that put no space between sentences.
_SPACELESS = {"Hans", "Hant", "Jpan"}

STYLES = ("drawing.css", "diagram.css", "leaflet.css")
"""Stylesheets of overrides/ that it needs."""

# For the kinds that flow over several sides: the maximum number of sides, and the font sizes to try, in points.
_FLOWING = {"large": (6, "18"), "en": (4, "13 12.5 12 11.5 11")}
_HIGH = {"Khmr": {"large": 8}}
"""For scripts with tall lines: another maximum number of sides by kind, so that the line height is kept."""


def leaflet(page: PrintPage, english: PrintPage, kind: str, composition: Composition, css: str) -> str:
    """Return the HTML of a leaflet of a kind: "" (on one sheet), `large`, or `en` (beside its English).

    Attributes tell Chromium's `Engine` what to fit the text into: each side (`data-fit`), or a number of sides
    (`data-pages`, `data-sizes`).
    """
    index = index_of(english)
    made = _Leaflet(PrintBlocks(page, index), index, composition)
    if not kind:
        return made.document(css, {"class": "leaflet"}, made.sides())
    flow = made.flow()
    width = 1.0
    if kind == "en":
        its_english = _Leaflet(PrintBlocks(english, index), index, composition).flow()
        width = len(flow.text_content()) / len(its_english.text_content())
        lay_beside(flow, its_english)
    css += made.margins([page.name, english.name] if kind == "en" else [page.name])
    most, sizes = _FLOWING[kind]
    most = _HIGH.get(script_of(page.locale), {}).get(kind, most)
    # A longer language gets the wider column.
    style = f"--own: {min(max(width, 1.05), 1.25):.2f}fr"
    attributes = {"class": f"leaflet flow {kind}", "style": style, "data-pages": str(most), "data-sizes": sizes}
    return made.document(css, attributes, [flow])


@dataclass(frozen=True)
class _Leaflet:
    """Builds one language's leaflet."""

    pieces: PrintBlocks
    index: BlockIndex
    composition: Composition

    @property
    def locale(self) -> str:
        return self.pieces.page.locale

    def document(self, css: str, attributes: Mapping[str, str], body: list[HtmlElement]) -> str:
        """Return the whole HTML document."""
        pictures = [each for part in body for each in part.iter("svg") if each.get("role") == "img"]
        body[0][:0] = self.pieces.symbols(pictures)
        attributes = {"dir": self.pieces.root.get("dir", "ltr"), **attributes}
        return document(self.pieces.page, self._clinic().text_content(), css, attributes, body)

    def sides(self) -> list[HtmlElement]:
        """Return the sides of one sheet."""
        numbers = count(1)
        sides = []
        for number, bands in enumerate(self.composition.sides, 1):
            parts = [self._band(band, numbers) for band in bands]
            title = self._clinic() if number == 1 else next(parts[0].iter("h2"))
            side = f"{number}/{len(self.composition.sides)}"
            bar = E.header(E.p(title) if number == 1 else title, language(self.pieces.page, side))
            sides.append(E.div(CLASS("side"), {"data-fit": ""}, bar, *parts))
        sides[0][1:1] = self._title()
        last = _before_credits(sides[-1])
        if last.get("class") == "columns":
            last.append(self._foot())
        else:
            last.addnext(self._foot())
        return sides

    def flow(self) -> HtmlElement:
        """Return the same content as a flow of sections, over as many sides as it takes."""
        numbers = count(1)
        sections = [self._section(each, numbers) for each in self.composition.sections()]
        bar = E.header(E.p(self._clinic()), language(self.pieces.page))
        flow = E.div(bar, *self._title(), *sections)
        _before_credits(flow).addnext(self._foot())
        return flow

    def margins(self, names: list[str]) -> str:
        """Return the CSS rules for the foot of each page."""
        return margins(self._clinic().text_content(), names, self.locale, self.pieces.root.get("dir", ""))

    def _clinic(self) -> HtmlElement:
        return self.pieces.all("//div[@class='origin']/p/strong")[0]

    def _title(self) -> Iterator[HtmlElement]:
        yield E.h1(*self._inline(self.composition.title))
        if notices := self.pieces.all("//aside[contains(@class, 'notices')]/p[@data-notice]", "span"):
            yield E.p(CLASS("notices"), *self._spaced(notices))

    def _foot(self) -> HtmlElement:
        """Return the footer: what to do next, how to reach the clinic, and where the text is from."""
        code = self.pieces.all("//div[@class='origin']/*[@class='qr']")
        address = self.pieces.all("//div[@class='origin']/p[@class='from'][a]")
        date = self.pieces.all("//div[@class='origin']/p[time]")
        page = self.pieces.page
        return E.footer(*code, E.div(*page.to_do(), *page.contact(), *address, *date))

    def _band(self, band: Band, numbers: Iterator[int]) -> HtmlElement:
        sections = [self._section(each, numbers) for each in band.sections]
        return E.div(CLASS("columns"), *sections) if band.columns else sections[0]

    def _section(self, section: Section, numbers: Iterator[int]) -> HtmlElement:
        heading = E.h2(*self._inline(section.heading))
        number = 0 if section.form == "credits" else next(numbers)
        if number:
            heading.insert(0, E.span(CLASS("number"), f"{number}"))
            heading[0].tail = " "
        parts = {
            "text": self._text,
            "glance": self._glance,
            "stages": self._stages,
            "table": self._table,
            "pictures": self._pictures,
            "credits": self._text,
        }[section.form]
        # The first box has its explanation beside it.
        if number == 1:
            explained = (E.p(CLASS("mark"), step.text_content()) for step in self.pieces.page.to_mark())
            heading = E.div(CLASS("head"), heading, *explained)
        return E.section(CLASS(section.form), heading, *parts(section.says))

    def _text(self, says: Iterable[Entry]) -> Iterator[HtmlElement]:
        for entry in says:
            if term := self._term(entry):
                yield E.p(CLASS("term"), *term)
            elif entry.head:
                yield E.h3(*self._inline(entry.head))
                yield from self._text(entry.below)
            else:
                yield self._paragraph(entry.names)

    def _glance(self, says: Iterable[Entry]) -> Iterator[HtmlElement]:
        yield E.ol(*(E.li(self._point(each)) for each in says))

    def _point(self, entry: Entry) -> HtmlElement:
        """Return a paragraph: a question, in bold, with its answer; or the sentences of an entry without a question."""
        line = self._paragraph(name for each in (entry.below or (entry,)) for name in each.names)
        asks = [self.pieces.block(each, "b") for each in self.index.numbers(entry.head)] if entry.head else []
        for each in asks:
            each.tail = self._after_term()
        line[:0] = asks
        return line

    def _stages(self, says: Iterable[Entry]) -> Iterator[HtmlElement]:
        for each in says:
            yield E.div(CLASS("stage"), *self._text([each]))

    def _table(self, says: tuple[Entry, ...]) -> Iterator[HtmlElement]:
        """Yield the rows of a table as paragraphs, as on a phone, since a column of a sheet is as narrow.

        An entry whose head is a row's first cell explains that row, at its end; the others follow the table.
        """
        others = list(says[1:])
        for head, *cells in self.index.rows(says[0].names):
            sentences = [self.pieces.block(each, "span") for each in cells]
            for entry in [each for each in others if each.head and head in self.index.numbers(each.head)]:
                others.remove(entry)
                sentences += [each for part in entry.below for name in part.names for each in self._inline(name)]
            yield E.p(CLASS("row"), self.pieces.block(head, "b"), self._after_term(), *self._spaced(sentences))
        yield from self._text(others)

    def _pictures(self, says: tuple[Entry, ...]) -> Iterator[HtmlElement]:
        strip = list(takewhile(self._is_picture, says))
        pictures = E.div(CLASS("strip"), *map(self._picture, strip))
        number_once(pictures)
        yield pictures
        yield E.div(CLASS("key"), *self._key(says[len(strip) :]))

    def _key(self, says: tuple[Entry, ...]) -> Iterator[HtmlElement]:
        yield from (self._picture(each) for each in says if self._is_picture(each))
        rest = [each for each in says if not self._is_picture(each)]
        for are_terms, entries in groupby(rest, lambda each: bool(self._term(each))):
            if are_terms:
                yield E.ul(*(self._part(*self._term(each)) for each in entries))
            else:
                yield from (self._paragraph(each.names) for each in entries)

    def _part(self, term: HtmlElement, *says: HtmlElement | str) -> HtmlElement:
        """Return a part of the pictures as an item, with its number in them."""
        return E.li(*self.pieces.numbers(term), E.span(term, *says))

    def _is_picture(self, entry: Entry) -> bool:
        return bool(entry.head and entry.head.text in self.index.pictures)

    def _picture(self, entry: Entry) -> HtmlElement:
        head = entry.head or entry.names[0]
        return E.div(CLASS("picture"), E.h3(*self._inline(head)), *self.pieces.pictures(head), *self._text(entry.below))

    def _term(self, entry: Entry) -> list[HtmlElement | str]:
        """Return a term with its definition, from the entry or else from the page; empty if the entry is not a term."""
        head = entry.head or entry.names[0]
        number = self.index.words.get(head.text, "")
        if len(entry.names) > 1 or number not in self.index.said:
            return []
        below = [each for part in entry.below for name in part.names for each in self._inline(name)]
        page = [self.pieces.block(each, "span") for each in self.index.said[number]]
        says = below if entry.head else page
        return [self.pieces.block(number, "b"), *([self._after_term()] if says else []), *self._spaced(says)]

    def _inline(self, name: Name) -> list[HtmlElement]:
        return [self.pieces.block(each, "span") for each in self.index.numbers(name)]

    def _paragraph(self, names: Iterable[Name]) -> HtmlElement:
        """Return a paragraph; a picture's title within it is in bold, and says which picture the next ones explain."""
        line = E.p(*self._spaced(each for name in names for each in self._inline(name)))
        for each in line:
            if each.get(NUMBER) in self.index.pictures.values():
                each.tag, each.tail = "b", self._after_term()
        return line

    def _after_term(self) -> str:
        """Return the space between a term, which is in bold, and its definition."""
        return "\u2002" if script_of(self.locale) in _SPACELESS else " "

    def _spaced(self, elements: Iterable[HtmlElement]) -> list[HtmlElement | str]:
        """Return sentences with the space that this script puts between them."""
        return joined(elements, "" if script_of(self.locale) in _SPACELESS else " ")


def _before_credits(sections: HtmlElement) -> HtmlElement:
    """Return the last section before the credits, after which the reader is told what to do."""
    return next(each for each in reversed(sections) if each.get("class") != "credits")
