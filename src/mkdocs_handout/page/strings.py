"""The strings of a template in a page's language, and the record of what the page shows of them."""

from collections.abc import Iterable

from markupsafe import Markup

from mkdocs_handout.catalog.catalog import Catalog
from mkdocs_handout.english.blocks import Block
from mkdocs_handout.english.shown import Shown
from mkdocs_handout.page.bidi import isolated
from mkdocs_handout.page.build_context import Site
from mkdocs_handout.page.notices import Notices, ShownMessage, notices
from mkdocs_handout.project.languages import SOURCE, Language


class Strings:
    """Gives one template its strings, and knows afterwards which it has shown."""

    def __init__(self, site: Site, locale: str) -> None:
        self._site = site
        self._locale = locale
        self._shown: dict[str, dict[ShownMessage, None]] = {}  # by locale

    def add(self, blocks: Iterable[Block]) -> None:
        """Record the blocks of the page's text."""
        for block in blocks:
            if block.shown:
                self._record(self._locale, ShownMessage(block.message, block.shown, marked=block.shown.foreign))

    def _record(self, locale: str, message: ShownMessage) -> None:
        self._shown.setdefault(locale, {})[message] = None

    def block(self, message: str) -> Markup:
        """Show a message, marked as English where it is not translated (WCAG 3.1.2)."""
        return self.block_in(self._locale, message)

    def text(self, message: str) -> str:
        """Show a message where no mark can stand: in an attribute or the tab's title."""
        return self.text_in(self._locale, message)

    def block_in(self, locale: str, message: str) -> Markup:
        """Show a message in another locale, marked as English where it is not translated."""
        shown = self._catalog(locale).show(message)
        self._record(locale, ShownMessage(message, shown, marked=shown.foreign))
        return marked(shown, self._site.listed[locale])

    def text_in(self, locale: str, message: str) -> str:
        """Show a message in another locale where no mark can stand."""
        shown = self._catalog(locale).show(message)
        self._record(locale, ShownMessage(message, shown, marked=False))
        return shown.text

    def with_english(self, message: str) -> Markup:
        """Show a message, and carry its English for the sheet that has each line in both languages."""
        return Markup('<span data-english="{}">{}</span>').format(message, self.block(message))

    def notices(self, locale: str = "", **lines: list[str]) -> Notices:
        """Sum up what the template has shown so far in the page's locale, or in another.

        `lines` are the messages of each notice by its name: shown as well, where the notice is.
        """
        locale = locale or self._locale
        return notices(self._shown.get(locale, ()), self._catalog(locale), self._catalog(SOURCE), lines)

    def _catalog(self, locale: str) -> Catalog:
        return self._site.catalogs[locale]


def marked(shown: Shown, language: Language) -> Markup:
    """Write a message as HTML, marked where it is English instead of the page's language."""
    if not shown.foreign:
        return isolated(shown.text) if language.dir == "rtl" else Markup.escape(shown.text)
    return Markup('<span lang="en" dir="ltr" class="untranslated">{}</span>').format(shown.text)
