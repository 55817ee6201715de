"""The fonts that sheets are drawn with: Debian's Noto, one family for each script, so that no machine picks another."""

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
    """List the font families of a locale, its own script's first; raises `HandoutError` for a script without one."""
    script = script_of(locale)
    if script not in FAMILIES:
        raise HandoutError(
            f"no font is named for the script {script} of {locale!r}",
            "add a family of fonts-noto-core to FAMILIES",
            "src/mkdocs_handout/project/fonts.py",
        )
    own = FAMILIES[script]
    # Chinese, Japanese and Korean fonts have their own Latin letters; a page of other scripts has Noto Sans for them.
    return [own] if own == LATIN else [own, LATIN] if script in _CJK else [LATIN, own]


def named(locale: str) -> str:
    """Return the family of a locale's script; nothing for Latin and Cyrillic, which any first font has."""
    own = FAMILIES.get(script_of(locale), LATIN)
    return "" if own == LATIN else own


def missing(locale: str) -> list[str]:
    """List the packages to install before a sheet in `locale` can be drawn."""
    absent = [family for family in families(locale) if family not in installed()]
    return sorted({"fonts-noto-cjk" if "CJK" in family else "fonts-noto-core" for family in absent})


def require(locales: list[str]) -> None:
    """Raise `HandoutError` where a font for one of `locales` is not on this machine."""
    for locale in locales:
        if packages := missing(locale):
            raise HandoutError(f"a font for {locale} is missing", f"sudo apt-get install {' '.join(packages)}")


@cache
def installed() -> frozenset[str]:
    """List the font families of this machine."""
    try:
        done = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise HandoutError("fc-list, which lists fonts, does not run", "sudo apt-get install fontconfig") from error
    return frozenset(family.strip() for line in done.stdout.splitlines() for family in line.split(","))


def listed(*locales: str) -> str:
    """Write the families of `locales` as CSS does, the first locale's first."""
    return ", ".join(dict.fromkeys(f'"{family}"' for locale in locales for family in families(locale)))


def stylesheet(locales: list[str]) -> str:
    """Pin the families of each locale, over a page's own styles; a word of the others among it has theirs."""
    rules = [f":lang({each}) {{ font-family: {listed(each, *locales)} !important; }}" for each in locales]
    return "\n".join(rules)
