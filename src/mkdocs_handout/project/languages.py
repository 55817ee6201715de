"""The languages that mkdocs.yml lists, with their tags, names and writing directions."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from babel import Locale, UnknownLocaleError
from mkdocs_static_i18n.config import RE_LOCALE

from mkdocs_handout.project import settings
from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.project.writing_systems import RIGHT_TO_LEFT, script_of

SOURCE = "en"
"""The source language, in which every page is written."""


def is_right_to_left(locale: str) -> bool:
    """Return whether a language is written right to left; raises `ValueError` for a malformed tag."""
    return script_of(locale) in RIGHT_TO_LEFT


@dataclass(frozen=True)
class Language:
    """A language listed in mkdocs.yml: its BCP 47 tag, its name in itself, and its direction (`ltr` or `rtl`)."""

    locale: str
    name: str
    dir: str

    @property
    def prefix(self) -> str:
        """The prefix of its URLs: "" for English, otherwise such as `ar/`."""
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
        """The Babel locale for its tag."""
        return Locale.parse(folder(self.locale))

    @classmethod
    def of(cls, locale: str, name: str) -> "Language":
        """Create a `Language`; raises `HandoutError` for a tag that Babel does not know, or a deprecated one (`iw`)."""
        try:
            known = Locale.parse(folder(locale))
        except (UnknownLocaleError, ValueError) as error:
            raise HandoutError(
                f"Babel has no data for the language {locale!r}",
                "it cannot be added yet: remove its line under languages, or correct the tag if it is mistyped",
                "mkdocs.yml",
            ) from error
        own, *others = locale.split("-")
        if own != known.language and own not in Locale(SOURCE).languages:
            what = f"the language tag {locale!r} is deprecated"
            raise HandoutError(what, f"write {'-'.join([known.language, *others])}", "mkdocs.yml")
        return cls(locale, name, "rtl" if is_right_to_left(locale) else "ltr")


def listed_locales(root: Path) -> list[str]:
    """Return the locales that mkdocs.yml lists, English first."""
    return list(listed_names(root))


def listed_names(root: Path) -> dict[str, str]:
    """Return the name, in itself, of each language that mkdocs.yml lists, by locale."""
    return settings.read(root / "mkdocs.yml").languages


def refuse_page_in_one_language(name: str) -> None:
    """Raise `HandoutError` if the page `name` (a path below docs/) is for one locale only, such as `parking.es.md`.

    static-i18n takes such a file for a translated page, but nothing keeps it in sync with the English page, and no
    reviewer is asked to sign it.
    """
    path = PurePosixPath(name)
    locale = PurePosixPath(path.stem).suffix.removeprefix(".")
    if path.suffix == ".md" and RE_LOCALE.match(locale):
        english = path.with_name(f"{path.stem.removesuffix(f'.{locale}')}.md")
        catalog = f"translations/{folder(locale)}/LC_MESSAGES/messages.po"
        place = f"move its text to docs/{english}" if locale == SOURCE else f"translate docs/{english} in {catalog}"
        raise HandoutError(
            f"this page is for the locale {locale} only", f"{place}, and delete this file", f"docs/{name}"
        )


def meant_by(name: str, locales: Iterable[str]) -> str | None:
    """Return the locale that the name of a folder or column stands for (`zh_hant` and `zh-Hant`: zh-Hant), or None."""
    return next((each for each in locales if folder(each).casefold() == folder(name).casefold()), None)


def folder(locale: str) -> str:
    """Return a locale as a folder name in Babel's form: `zh_Hant` for `zh-Hant`."""
    return locale.replace("-", "_")
