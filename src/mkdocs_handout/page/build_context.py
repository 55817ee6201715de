"""What is known of the whole site while it is built: locales, catalogs, pages, dates."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from mkdocs_handout.catalog.catalog import Catalog
from mkdocs_handout.catalog.safety import Safety, load_safe
from mkdocs_handout.english import extract
from mkdocs_handout.english.blocks import Block
from mkdocs_handout.english.extensions import markdown_extensions
from mkdocs_handout.project.clinic import Clinic
from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.project.git import History
from mkdocs_handout.project.languages import SOURCE, Language
from mkdocs_handout.project.options import HandoutConfig


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

    @cached_property
    def history(self) -> History:
        """When its files were last changed."""
        return History(self.root)

    @classmethod
    def load(cls, config: MkDocsConfig, options: HandoutConfig, address: str) -> "Site":
        """Read languages and catalogs; raises `HandoutError`."""
        path = Path(config.config_file_path or "mkdocs.yml")
        root = path.parent
        listed: Iterable[Any] = config.plugins["i18n"].config.languages
        languages = {each.locale: Language.of(each.locale, each.name) for each in listed if each.build}
        hide = options.unreviewed == "hide"
        safety = Safety(markdown_extensions(str(root / "mkdocs.yml")))
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


def _spoken(overrides: Path) -> list[str]:
    found: list[str] = []
    for script in sorted(overrides.rglob("*.js")):
        with script.open("rb") as file:
            found += [message for _, _, message, _ in extract.scripts(file, (), (), {})]
    return found
