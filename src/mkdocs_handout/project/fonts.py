"""The fonts of the PDFs: Debian's Noto, one pinned family per script, so that every machine uses the same."""

import subprocess
from functools import cache

from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.project.writing_systems import script_of

LATIN = "Noto Sans"
_CJK = {"Hant": "TC", "Hans": "SC", "Jpan": "JP", "Kore": "KR"}
FAMILIES = {
    "Latn": LATIN,
    "Cyrl": LATIN,
    "Grek": LATIN,
    "Arab": "Noto Sans Arabic",
    "Deva": "Noto Sans Devanagari",
    "Ethi": "Noto Sans Ethiopic",
    "Guru": "Noto Sans Gurmukhi",
    "Khmr": "Noto Sans Khmer",
    "Laoo": "Noto Sans Lao",
    "Thai": "Noto Sans Thai",
    **{script: f"Noto Sans CJK {region}" for script, region in _CJK.items()},
}


def families(locale: str) -> list[str]:
    """Return a locale's font families in order of preference; raises `HandoutError` for a script without a family."""
    script = script_of(locale)
    if script not in FAMILIES:
        raise HandoutError(
            f"no font is set for the script {script} of {locale!r}",
            "add a font family from fonts-noto-core to FAMILIES",
            "src/mkdocs_handout/project/fonts.py",
        )
    own = FAMILIES[script]
    # CJK fonts come first, since they have their own Latin letters. With other scripts, Noto Sans sets Latin letters.
    return [own] if own == LATIN else [own, LATIN] if script in _CJK else [LATIN, own]


def named(locale: str) -> str:
    """Return the font family of a locale's script; "" for Latin, Cyrillic and Greek, which any default font covers."""
    own = FAMILIES.get(script_of(locale), LATIN)
    return "" if own == LATIN else own


def missing(locale: str) -> list[str]:
    """Return the Debian packages that are missing for drawing a sheet in `locale`."""
    absent = [family for family in families(locale) if family not in installed()]
    return sorted({"fonts-noto-cjk" if "CJK" in family else "fonts-noto-core" for family in absent})


def require(locales: list[str]) -> None:
    """Raise `HandoutError` if a font for one of `locales` is not installed."""
    for locale in locales:
        if packages := missing(locale):
            raise HandoutError(f"a font for {locale} is missing", f"sudo apt-get install {' '.join(packages)}")


@cache
def installed() -> frozenset[str]:
    """Return the installed font families; raises `HandoutError` if `fc-list` cannot be run."""
    try:
        done = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise HandoutError(
            "fc-list, which lists the installed fonts, cannot be run", "sudo apt-get install fontconfig"
        ) from error
    return frozenset(family.strip() for line in done.stdout.splitlines() for family in line.split(","))


def listed(*locales: str) -> str:
    """Return the families of `locales` as a CSS `font-family` list, starting with those of the first locale."""
    return ", ".join(dict.fromkeys(f'"{family}"' for locale in locales for family in families(locale)))


def stylesheet(locales: list[str]) -> str:
    """Return CSS rules that pin the font families of each locale, overriding the page's own styles.

    The families of the other locales follow, for words in their languages.
    """
    rules = [f":lang({each}) {{ font-family: {listed(each, *locales)} !important; }}" for each in locales]
    return "\n".join(rules)
