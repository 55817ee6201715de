"""Strings of templates in a page's language, and a record of those that the page shows."""

from collections.abc import Iterable

from markupsafe import Markup

from mkdocs_handout.english.blocks import Block
from mkdocs_handout.english.shown import Shown
from mkdocs_handout.page.bidi import isolated
from mkdocs_handout.page.build_context import Site
from mkdocs_handout.page.notices import Notices, ShownMessage, notices
from mkdocs_handout.project.languages import SOURCE, Language


class Strings:
    """Returns strings to one template, and records which ones it shows."""

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

    def block_in(self, locale: str, message: str) -> Markup:
        """Return a message as HTML, marked as English if it is not translated (WCAG 3.1.2)."""
        shown = self._site.catalogs[locale].show(message)
        self._record(locale, ShownMessage(message, shown, marked=shown.foreign))
        return marked(shown, self._site.listed[locale])

    def text_in(self, locale: str, message: str) -> str:
        """Return a message as plain text, for an attribute or the tab's title, where it cannot be marked."""
        shown = self._site.catalogs[locale].show(message)
        self._record(locale, ShownMessage(message, shown, marked=False))
        return shown.text

    def with_english(self, message: str) -> Markup:
        """Return a message in a `<span>` with its English as an attribute, for the sheet that has both languages."""
        return Markup('<span data-english="{}">{}</span>').format(message, self.block_in(self._locale, message))

    def notices(self, locale: str = "", **lines: list[str]) -> Notices:
        """Return the notices for what the template has shown so far in the page's locale, or in `locale`.

        `lines` are the messages of each notice by its name; they count as shown if the notice is.
        """
        locale = locale or self._locale
        catalogs = self._site.catalogs
        return notices(self._shown.get(locale, ()), catalogs[locale], catalogs[SOURCE], lines)


def marked(shown: Shown, language: Language) -> Markup:
    """Return a message as HTML, marked if it is English instead of the page's language."""
    if not shown.foreign:
        return isolated(shown.text) if language.dir == "rtl" else Markup.escape(shown.text)
    return Markup('<span lang="en" dir="ltr" class="untranslated">{}</span>').format(shown.text)
