"""Properties of scripts: their letters, invisible joiners, and punctuation at the end of a sentence."""

import unicodedata
from functools import cache

from babel import Locale
from babel.core import get_global, parse_locale

RIGHT_TO_LEFT = {"Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"}
"""The scripts of languages that CLDR calls right to left; Babel's `character_order` takes 10 ms to say so."""

ZWSP, ZWNJ, ZWJ = "\u200b", "\u200c", "\u200d"

# Zero-width characters that are needed to write a script correctly (Unicode Standard, 9.2, 12.1, 16.4).
JOINERS = {
    "Arab": {ZWNJ, ZWJ},
    "Deva": {ZWNJ, ZWJ},
    "Guru": {ZWNJ, ZWJ},
    "Khmr": {ZWSP, ZWNJ, ZWJ},
    "Laoo": {ZWSP},
    "Thai": {ZWSP},
}

# Marks that end a sentence in any script, by the ASCII mark that they correspond to.
STOPS = {".": ".。．。｡።।۔។៕॥", "?": "?？؟፧", ":": ":：፡፦៖", "!": "!！"}
# Scripts in which a sentence, or a question, may end without a mark.
NO_STOP = {"Thai", "Laoo", "Khmr"}
NO_QUESTION_MARK = {*NO_STOP, "Jpan", "Kore", "Hant", "Hans"}

PAIRS = ("()", "[]", "（）", "［］", "「」", "『』", "《》", "〈〉", "【】", "«»", "‹›", "“”", "„“")
# Languages that put a mark at the start of a question or exclamation too.
OPENED = {"es": (("¿", "?"), ("¡", "!"))}

# Scripts whose letters come from more than one Unicode script, or have another name in Unicode than the script itself.
_LETTERS = {
    "Beng": {"BENGALI"},
    "Hans": {"CJK"},
    "Hant": {"CJK"},
    "Jpan": {"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"},
    "Kore": {"HANGUL", "CJK"},
    "Orya": {"ORIYA"},
}
# First words of the Unicode names of letters that are used in any script.
_COMMON = {"MODIFIER", "IDEOGRAPHIC", "FEMININE", "MASCULINE"}


@cache
def script_of(locale: str) -> str:
    """Return the ISO 15924 code of a locale's script: `Hant` for zh-Hant, `Ethi` for am."""
    language, _, script, *_ = parse_locale(locale, sep="-")
    return script or str(get_global("likely_subtags").get(language, "und_Latn")).split("_")[1]


@cache
def letters_of(script: str) -> frozenset[str]:
    """Return the values that `writes` has for the letters of a script, given by its ISO 15924 code."""
    own = _LETTERS.get(script) or {str(Locale("en").scripts[script]).upper()}
    return frozenset(own | _COMMON)


@cache
def writes(letter: str) -> str:
    """Return the script of a letter, taken from the first word of its Unicode name: `LATIN`, `CJK`, `ETHIOPIC`."""
    return unicodedata.name(letter, "UNKNOWN").split()[0]
