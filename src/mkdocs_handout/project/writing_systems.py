"""What belongs to a script: which letters, invisible joiners and marks at the end of a sentence it has."""

import unicodedata
from functools import cache

from babel import Locale
from babel.core import get_global, parse_locale

ZWSP, ZWNJ, ZWJ = "\u200b", "\u200c", "\u200d"

# Where the script cannot be written right without them (Unicode Standard, 9.2, 12.1, 16.4).
JOINERS = {
    "Arab": {ZWNJ, ZWJ},
    "Deva": {ZWNJ, ZWJ},
    "Guru": {ZWNJ, ZWJ},
    "Khmr": {ZWSP, ZWNJ, ZWJ},
    "Laoo": {ZWSP},
    "Thai": {ZWSP},
}

# Marks that end a sentence, and what each stands for; the first of each class is the one to suggest.
STOPS = {".": ".。．。｡።।۔។៕॥", "?": "?？؟፧", ":": ":：፡፦៖", "!": "!！"}
# Scripts that write a sentence, or a question, without a mark at its end.
NO_STOP = {"Thai", "Laoo", "Khmr"}
NO_QUESTION_MARK = {*NO_STOP, "Jpan", "Kore", "Hant", "Hans"}

PAIRS = ("()", "[]", "（）", "［］", "「」", "『』", "《》", "〈〉", "【】", "«»", "‹›", "“”", "„“")
# Languages that open a question with a mark too.
OPENED = {"es": (("¿", "?"), ("¡", "!"))}

# Written in more than one of Unicode's scripts, or named otherwise there; the others go by their own name.
_LETTERS = {
    "Beng": {"BENGALI"},
    "Hans": {"CJK"},
    "Hant": {"CJK"},
    "Jpan": {"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"},
    "Kore": {"HANGUL", "CJK"},
    "Orya": {"ORIYA"},
}
# First words of the names of letters that go with any script.
_COMMON = {"MODIFIER", "IDEOGRAPHIC", "FEMININE", "MASCULINE"}


@cache
def script_of(locale: str) -> str:
    """Return the ISO 15924 code of the script a locale is written in: `Hant` for zh-Hant, `Ethi` for am."""
    language, _, script, *_ = parse_locale(locale, sep="-")
    return script or str(get_global("likely_subtags").get(language, "und_Latn")).split("_")[1]


@cache
def letters_of(script: str) -> frozenset[str]:
    """Return the names of the letters' scripts that a script mixes, as `writes` tells them."""
    own = _LETTERS.get(script) or {str(Locale("en").scripts[script]).upper()}
    return frozenset(own | _COMMON)


@cache
def writes(letter: str) -> str:
    """Return the script of a letter by the first word of its Unicode name: `LATIN`, `CJK`, `ETHIOPIC`."""
    return unicodedata.name(letter, "UNKNOWN").split()[0]
