"""What is known of the whole site while it is built: locales, catalogs, pages, dates."""

import datetime
import os
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from mkdocs.config.defaults import MkDocsConfig

from mkdocs_handout.catalog.catalog import SOURCE, Catalog, folder
from mkdocs_handout.catalog.safety import Safety, load_safe
from mkdocs_handout.english import extract
from mkdocs_handout.english.blocks import Block
from mkdocs_handout.project.clinic import Clinic
from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.project.options import HandoutConfig


@dataclass(frozen=True)
class Language:
    """A locale as mkdocs.yml lists it: BCP 47 tag, name in its own script, writing direction."""

    locale: str
    name: str
    dir: str

    @property
    def prefix(self) -> str:
        """The first part of its addresses: `` for English, else `ar/`."""
        return "" if self.locale == SOURCE else f"{self.locale}/"

    @property
    def english(self) -> str:
        """Its name in English."""
        own = self.locale.split("-")[0]
        if self.babel.language != own:  # Babel reads tl as fil_PH, "Filipino (Philippines)"
            return str(Locale(SOURCE).languages[own])
        return str(self.babel.get_display_name(SOURCE))

    @property
    def babel(self) -> Locale:
        """Babel's locale of the same tag."""
        return Locale.parse(folder(self.locale))

    @classmethod
    def of(cls, locale: str, name: str) -> "Language":
        """Make one, or raise `HandoutError` for a tag that Babel knows nothing of."""
        try:
            right_to_left = Locale.parse(folder(locale)).character_order == "right-to-left"
        except (UnknownLocaleError, ValueError) as error:
            raise HandoutError(
                f"Babel has no data for the language {locale!r}",
                "it cannot be added yet: take out its line under languages, or mend its tag if that is mistyped",
                "mkdocs.yml",
            ) from error
        return cls(locale, name, "rtl" if right_to_left else "ltr")


@dataclass
class Site:
    """One build of all languages."""

    root: Path
    translations: Path
    address: str
    clinic: Clinic
    listed: dict[str, Language]
    """All that mkdocs.yml lists."""
    catalogs: dict[str, Catalog]
    unsigned: list[str] = field(default_factory=list)
    """Locales that are not built: `unreviewed: hide`, and nobody has signed any of their messages."""
    spoken: list[str] = field(default_factory=list)
    """What the scripts show once they are used, in English."""
    blocks_of: dict[str, list[Block]] = field(default_factory=dict)
    locales_of: dict[str, list[str]] = field(default_factory=dict)
    """The languages of each page, by its address without locale: `` or `about/`."""
    _answers: dict[tuple[str, ...], str] = field(default_factory=dict)

    @classmethod
    def load(cls, config: MkDocsConfig, options: HandoutConfig, address: str) -> "Site":
        """Read languages and catalogs; raises `HandoutError`."""
        path = Path(config.config_file_path or "mkdocs.yml")
        root = path.parent
        listed: Iterable[Any] = config.plugins["i18n"].config.languages
        languages = {each.locale: Language.of(each.locale, each.name) for each in listed if each.build}
        hide = options.unreviewed == "hide"
        safety = Safety(extract.markdown_extensions(str(root / "mkdocs.yml")))
        translations = root / options.translations
        catalogs = load_safe(translations, languages, safety, hide)
        unsigned = [locale for locale in catalogs if hide and locale != SOURCE and not catalogs[locale].ledger.rows]
        clinic = Clinic.read(config.extra.get("clinic"), path)
        return cls(root, translations, address, clinic, languages, catalogs, unsigned, _spoken(root / "overrides"))

    @property
    def languages(self) -> dict[str, Language]:
        """Those that are built."""
        return {locale: each for locale, each in self.listed.items() if locale not in self.unsigned}

    def refuse_twins(self, pages: Iterable[tuple[str, str]]) -> None:
        """Raise `HandoutError` where two of `pages` (file, address), or a page and a language, have one address."""
        taken = {f"{locale}/": f"the language {locale}" for locale in self.languages if locale != SOURCE}
        for file, url in pages:
            if url in taken:
                raise HandoutError(f"{taken[url]} has the same address, {url}", "rename one of them", f"docs/{file}")
            taken[url] = f"docs/{file}"

    def changed(self, *paths: Path) -> datetime.date | None:
        """Return the day of the last commit of any of `paths`; None where git knows nothing of them."""
        if self._git("rev-parse", "--is-shallow-repository") != "false":
            return None  # a shallow clone dates every file to the commit at which it was cut off
        known = [
            day
            for path in paths
            if (day := self._git("log", "-1", "--format=%cs", "--", str(path.relative_to(self.root))))
        ]
        return datetime.date.fromisoformat(max(known)) if known else None

    def _git(self, *question: str) -> str:
        """Ask git once; "" without git, or outside of a repository: a page then shows no date."""
        if question not in self._answers:
            environment = {**os.environ, "LC_ALL": "C"}
            try:
                done = subprocess.run(
                    ["git", *question], cwd=self.root, env=environment, capture_output=True, text=True, check=False
                )
                self._answers[question] = done.stdout.strip()
            except OSError:
                self._answers[question] = ""
        return self._answers[question]


def _spoken(overrides: Path) -> list[str]:
    found: list[str] = []
    for script in sorted(overrides.rglob("*.js")):
        with script.open("rb") as file:
            found += [message for _, _, message, _ in extract.scripts(file, (), (), {})]
    return found
