"""The fonts that sheets are drawn with: Debian's Noto, one family for each script, so that no machine picks another."""

import subprocess
from functools import cache

from babel.core import get_global, parse_locale

from mkdocs_handout.errors import HandoutError

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


def script_of(locale: str) -> str:
    """Return the ISO 15924 code of the script a locale is written in: `Hant` for zh-Hant, `Ethi` for am."""
    language, _, script, *_ = parse_locale(locale, sep="-")
    return script or str(get_global("likely_subtags").get(language, "und_Latn")).split("_")[1]


def families(locale: str) -> list[str]:
    """List the font families of a locale, its own script's first; raises `HandoutError` for a script without one."""
    script = script_of(locale)
    if script not in FAMILIES:
        raise HandoutError(
            f"no font is named for the script {script} of {locale!r}",
            "add a family of fonts-noto-core to FAMILIES",
            "src/mkdocs_handout/sheets/fonts.py",
        )
    own = FAMILIES[script]
    # Chinese, Japanese and Korean fonts have their own Latin letters; a page of other scripts has Noto Sans for them.
    return [own] if own == LATIN else [own, LATIN] if script in _CJK else [LATIN, own]


def require(locales: list[str]) -> None:
    """Raise `HandoutError` where a family for one of `locales` is not on this machine."""
    for family in dict.fromkeys(family for locale in locales for family in families(locale)):
        if family not in installed():
            package = "fonts-noto-cjk" if "CJK" in family else "fonts-noto-core"
            raise HandoutError(f"the font {family!r} is missing", f"sudo apt-get install {package}")


@cache
def installed() -> frozenset[str]:
    """List the font families of this machine."""
    try:
        done = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise HandoutError("fc-list, which lists fonts, does not run", "sudo apt-get install fontconfig") from error
    return frozenset(family.strip() for line in done.stdout.splitlines() for family in line.split(","))


def listed(locale: str) -> str:
    """Write a locale's families as CSS does."""
    return ", ".join(f'"{family}"' for family in families(locale))


def stylesheet(locales: list[str]) -> str:
    """Pin each locale's families, over whatever a page's own styles say."""
    return "\n".join(f":lang({locale}) {{ font-family: {listed(locale)} !important; }}" for locale in locales)
