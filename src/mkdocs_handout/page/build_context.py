"""The state of the whole site while it is built: locales, catalogs, pages, dates."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from mkdocs_handout.catalog import readback
from mkdocs_handout.catalog.catalog import Catalog
from mkdocs_handout.catalog.readback import ReadBack
from mkdocs_handout.catalog.safety import load_all
from mkdocs_handout.english import extract
from mkdocs_handout.english.front_matter import SHOWN
from mkdocs_handout.english.messages import UI, Message, outline
from mkdocs_handout.page.content import Content
from mkdocs_handout.page.notices import is_draft
from mkdocs_handout.project.clinic import Clinic
from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.project.git import History
from mkdocs_handout.project.languages import SOURCE, Language
from mkdocs_handout.project.options import HandoutConfig

SHOWS_ENGLISH = ("docs", "mkdocs.yml", "overrides")
"""The files and folders of a project that have English text for readers."""
TRANSLATIONS = "translations"
"""The folder of a project's catalogs."""


@dataclass(frozen=True)
class Sources:
    """What a build needs of all source files, whichever languages it builds."""

    messages: list[Message]
    """All messages of the site."""
    script_strings: list[str]
    """The English messages that scripts show when they are used."""
    history: History
    """The git history of the project's files."""

    @classmethod
    def read(cls, root: Path) -> "Sources":
        """Read the source files of the project at `root`; raises `HandoutError`."""
        scripts = sorted((root / "overrides").rglob("*.js"))
        strings = [string for script in scripts for string in extract.strings_of(script)]
        return cls(outline(root), strings, History.read(root, (*SHOWS_ENGLISH, TRANSLATIONS)))


@dataclass(frozen=True)
class EnglishContent:
    """A page in English, from which all its translations are made."""

    content: Content
    english_only: bool
    """Its front matter says `translate: false`."""
    noindex: bool
    """Its front matter asks search engines to leave it out."""


@dataclass
class Site:
    """One build of all languages."""

    root: Path
    address: str
    clinic: Clinic
    listed: dict[str, Language]
    """All languages that mkdocs.yml lists, by locale."""
    catalogs: dict[str, Catalog]
    sources: Sources
    read_backs: dict[str, dict[str, ReadBack]] = field(default_factory=dict)
    """The valid read-backs, by locale and English, including those of hidden drafts."""
    unsigned: list[str] = field(default_factory=list)
    """Locales that are not built, because of `unreviewed: hide` and because none of their messages is signed."""
    contents: dict[str, Content] = field(default_factory=dict)
    """The content of each page, by its file's `dest_uri`."""
    english: dict[str, EnglishContent] = field(default_factory=dict)
    """The English pages, by URL: "" or `about/`. English is built first."""
    _indexed: dict[str, list[Language]] = field(default_factory=dict)

    @classmethod
    def load(
        cls, config: MkDocsConfig, options: HandoutConfig, address: str, sources: Callable[[], Sources] | None = None
    ) -> "Site":
        """Load languages and catalogs; `sources` gives the project's sources. Raises `HandoutError`."""
        path = Path(config.config_file_path or "mkdocs.yml")
        root = path.parent
        listed: Iterable[Any] = config.plugins["i18n"].config.languages
        languages = {each.locale: Language.of(each.locale, each.name) for each in listed if each.build}
        hide = options.unreviewed == "hide"
        catalogs = load_all(root / TRANSLATIONS, languages, hide)
        unsigned = [locale for locale in catalogs if hide and locale != SOURCE and not catalogs[locale].ledger.rows]
        clinic = Clinic.read(config.extra.get("clinic"), path)
        found = sources() if sources else Sources.read(root)
        return cls(root, address, clinic, languages, catalogs, found, unsigned=unsigned)

    def load_read_backs(self, locales: Iterable[str]) -> None:
        """Load the read-backs of `locales`; raises `HandoutError`."""
        english = [each.english for each in self.messages]
        for locale in locales:
            catalog = self.catalogs[locale].with_drafts()
            self.read_backs[locale] = readback.valid(self.translations, catalog, english)

    @property
    def languages(self) -> dict[str, Language]:
        """The languages that are built, by locale."""
        return {locale: each for locale, each in self.listed.items() if locale not in self.unsigned}

    @property
    def translations(self) -> Path:
        """The folder of the catalogs."""
        return self.root / TRANSLATIONS

    @property
    def messages(self) -> list[Message]:
        """All messages of the site."""
        return self.sources.messages

    def indexed(self, slug: str) -> list[Language]:
        """Return the languages in which search engines may list a page; `slug` is its URL without the locale.

        A language is left out if a message of the page, or a message that pages share, is an unsigned draft, even if
        this page does not show it. So the result is known before any page is written, and does not depend on which
        languages are built.
        """
        page = self.english.get(slug)
        if page is None or page.noindex:
            return []
        if slug not in self._indexed:
            own = [block.message for block in page.content.blocks]
            locales = [SOURCE] if page.english_only else self._without_shared_drafts
            self._indexed[slug] = [self.languages[each] for each in locales if not self._has_draft(each, own)]
        return self._indexed[slug]

    @cached_property
    def _without_shared_drafts(self) -> list[str]:
        """The locales without drafts among menus, buttons, notices, page titles and descriptions."""
        shared = [
            each.english
            for each in self.messages
            if any(page == UI or kind in SHOWN.values() for page, kind in each.places)
        ]
        return [locale for locale in self.languages if not self._has_draft(locale, shared)]

    def _has_draft(self, locale: str, messages: Iterable[str]) -> bool:
        catalog = self.catalogs[locale]
        return any(is_draft(catalog.show(each), catalog) for each in messages)

    def refuse_twins(self, pages: Iterable[tuple[str, str]]) -> None:
        """Raise `HandoutError` if two of `pages` (file, URL), or a page and a language, have the same URL."""
        taken = {f"{locale}/": f"the language {locale}" for locale in self.languages if locale != SOURCE}
        for file, url in pages:
            if url in taken:
                raise HandoutError(f"{taken[url]} has the same address, {url}", "rename one of them", f"docs/{file}")
            taken[url] = f"docs/{file}"
