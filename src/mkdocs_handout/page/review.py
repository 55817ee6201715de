"""The page for reviewing one language: each block with its English and its read-back.

It is for the clinic's staff and for reviewers, so its own text is English. It has no links: links of a block are
underlined instead, since their targets are checked by machine.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from markdown import Markdown
from markupsafe import Markup

from mkdocs_handout.catalog.catalog import Catalog, mark
from mkdocs_handout.catalog.ledger import SignOff, digest
from mkdocs_handout.catalog.readback import ReadBack
from mkdocs_handout.catalog.safety import AnyReference
from mkdocs_handout.english.blocks import KINDS, BlockExtension
from mkdocs_handout.english.extensions import markdown_extensions
from mkdocs_handout.english.inline import is_plain, render_inline
from mkdocs_handout.english.messages import Message, page_names
from mkdocs_handout.english.shown import State
from mkdocs_handout.page import bidi
from mkdocs_handout.page.build_context import Site
from mkdocs_handout.page.html import parse, write
from mkdocs_handout.project.languages import SOURCE, Language

FOLDER = "review/"


@dataclass(frozen=True)
class Drawn:
    """A text as its page shows it, and its source in the catalog: "" if both are the same."""

    html: Markup
    written: str


@dataclass(frozen=True)
class Row:
    """A block to review; a stale or missing one has no translation and cannot be judged."""

    number: int
    where: str
    english: Drawn
    translation: Drawn | None
    state: State
    digest: str
    """The digest of English and translation, as in the ledger."""
    signed: SignOff | None
    read_back: ReadBack | None
    facts: bool
    """It states a fact of the handout."""

    @property
    def judged(self) -> bool:
        """Whether it can be judged."""
        return self.state in (State.DRAFT, State.APPROVED)


@dataclass(frozen=True)
class Part:
    """The blocks whose first use is on one page of the handout."""

    anchor: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Review:
    """One language to be checked."""

    language: Language
    mark: str
    counts: dict[State, int]
    parts: tuple[Part, ...]

    @property
    def source(self) -> bool:
        """Whether it is the English, whose wording the clinic approves."""
        return self.language.locale == SOURCE

    @property
    def read_back(self) -> int:
        """The number of blocks with a read-back."""
        return sum(row.read_back is not None for part in self.parts for row in part.rows)


class Reviews:
    """Makes the reviews of one build; what all languages share is loaded and rendered once."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._names = page_names(site.root)
        self._english = Drawing(site.root.joinpath("mkdocs.yml").as_posix())
        self._right_to_left = Drawing(site.root.joinpath("mkdocs.yml").as_posix(), isolate=True)

    @cached_property
    def _facts(self) -> set[str]:
        blocks = (block for page in self.site.english.values() for block in page.content.blocks)
        return {block.message for block in blocks if block.facts}

    @cached_property
    def _source(self) -> dict[str, Drawn]:
        return {each.english: self._english.draw(each, each.english) for each in self.site.messages}

    def of(self, locale: str) -> Review:
        """Return the review of a locale; it includes drafts that are hidden from readers."""
        catalog = self.site.catalogs[locale].with_drafts()
        read_backs = self.site.read_backs[locale]
        rows = {each: self._row(each, catalog, read_backs.get(each.english)) for each in self.site.messages}
        pages = dict.fromkeys(each.pages[0] for each in rows)
        parts = []
        for number, page in enumerate(pages, 1):
            own = tuple(row for each, row in rows.items() if each.pages[0] == page)
            parts.append(Part(f"page-{number}", self._names.get(page, page), own))
        states = [row.state for row in rows.values()]
        counts = {state: states.count(state) for state in State if state in states}
        sheet = mark(catalog, (each.english for each in self.site.messages))
        return Review(self.site.listed[locale], sheet, counts, tuple(parts))

    def _row(self, message: Message, catalog: Catalog, read_back: ReadBack | None) -> Row:
        shown, language = catalog.show(message.english), self.site.listed[catalog.locale]
        translation = None
        if language.locale != SOURCE and not shown.foreign:
            drawing = self._right_to_left if language.dir == "rtl" else self._english
            translation = drawing.draw(message, shown.text)
        return Row(
            number=message.number,
            where="; also on: ".join(self._where(message)),
            english=self._source[message.english],
            translation=translation,
            state=shown.state,
            digest=digest(message.english, shown.text),
            signed=catalog.signed(message.english),
            read_back=read_back,
            facts=message.english in self._facts,
        )

    def _where(self, message: Message) -> Iterator[str]:
        """Yield the block's kind, and the other pages that use it, if any."""
        yield message.places[0][1]
        if others := [self._names.get(page, page) for page in message.pages[1:]]:
            yield ", ".join(others)


class Drawing:
    """Renders the text of a block as its page does; `isolate` is for right-to-left languages."""

    def __init__(self, config: str, isolate: bool = False) -> None:
        self._isolate = isolate
        self._md = Markdown(extensions=[*markdown_extensions(config), BlockExtension()])
        if isolate:
            self._md.treeprocessors.register(bidi.Isolator(self._md), bidi.NAME, bidi.PRIORITY)
        self._md.references = AnyReference()

    def draw(self, message: Message, text: str) -> Drawn:
        """Render a message's text: as Markdown if it is a block of a page, otherwise as plain text."""
        if not any(kind in KINDS.values() for _, kind in message.places):
            return Drawn(bidi.isolated(text) if self._isolate else Markup.escape(text), "")
        if is_plain(text) and not self._isolate:  # most texts: Markdown would only strip them
            shown = text.strip()
            return Drawn(Markup(f"<p>{shown}</p>"), "" if shown == text else text)  # noqa: S704 - without < and &
        block = render_inline(self._md, text, [bidi.NAME])
        for link in list(block.iter("a")):
            link.tag = "u"
            link.attrib.clear()
        html = self._md.serializer(block)
        for each in self._md.postprocessors:
            html = each.run(html)
        self._md.htmlStash.reset()
        tree = parse(html)
        return Drawn(write(tree), "" if tree.text_content() == text else text)
