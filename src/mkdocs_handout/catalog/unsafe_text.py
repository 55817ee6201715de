"""Safety rules that look only at characters: text that is too long, hidden characters, markup, addresses.

Each rule gets the English and its translation, and yields what is wrong and what to do.
"""

import re
import unicodedata
from collections.abc import Iterator

from mkdocs_handout.english import references
from mkdocs_handout.project.writing_systems import JOINERS, writes

Fault = tuple[str, str]  # what is wrong, what to do

HTML = re.compile(r"[<>]|&#?\w+;")
"""What plain text does not have: part of a tag, or a character reference."""

# Characters that have a meaning in Markdown, HTML, attribute lists, templates or CSS.
_MARKUP = ("<", ">", "[", "]", "{", "}", "`", "\\", "*_")  # * and _ are counted together: both mark emphasis
_ANY_MARKUP = re.compile(r"[<>\[\]{}`\\*_&]")
_CLOSES = {"<": ">", "[": "]", "{": "}"}
_BRACES = re.compile(r"{[^}]*}")
_OWN_LIST = re.compile(r"\s{[^}]*}\s*$")
_ENTITY = re.compile(r"&(?:#\w+|\w+);")
_ADDRESS = re.compile(
    r"(?i:\b[a-z][a-z0-9+.-]*://\S+|\bwww\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?:[\w-][^\w\s\x00-\x7f]*)+\.(?:[^\W\d_][^\w\s\x00-\x7f]*){2,}"  # letters of any script, with their marks
)
_IN_ADDRESS = re.compile(r"@|://|(?i:www)\.|\.[^\W\d_]")  # what each address has
_PUNCTUATION = ".,:;!?)]}'\"”’»"
_END_OF_ADDRESS = re.compile(r"[.,:;!?)\]}'\"”’»]*(?:[^\x00-\x7f]|$)")
_SPACES = " \u00a0\u2009\u202f\u3000"  # plain, no-break, thin, narrow no-break, ideographic
# Invisible characters that Unicode classifies as letters, marks or symbols (Default_Ignorable_Code_Point).
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\ufffc\U000e0100-\U000e01ef]"
)
# An emoji with all that it may consist of (UTS #51): selectors, keycaps, skin tones, joiners, tags.
_EMOJI = re.compile(
    "(?:[\u2190-\u2bff\u3030\u303d\u3297\u3299\u00a9\u00ae\u203c\u2049\U0001f000-\U0001faff]|[0-9#*](?=\ufe0f?\u20e3))"
    "(?:[\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"
    "|\u200d[\u2190-\u2bff\U0001f000-\U0001faff])*"
)
_CONFUSABLE = {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU"}
_MARKS_IN_A_ROW = 5  # Khmer and Lao stack four


def too_long(english: str, text: str) -> Iterator[Fault]:
    """Find a text that is too long for its English in any language."""
    if len(text) > 5 * len(english) + 200:
        yield f"{len(text)} characters for {len(english)} in English", "translate only the English"


def invisible(english: str, text: str, script: str) -> Iterator[Fault]:
    """Find control, bidi and other invisible characters, unless the script needs them."""
    if text.isprintable() and not _BLANK.search(text):  # most texts: nothing of those categories, quickly
        return
    for char in dict.fromkeys(_without_emoji(english, text)):
        if char == "\n" and char in english:
            continue
        category = unicodedata.category(char)
        hidden = category in ("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp") or _BLANK.match(char)
        if (hidden or (category == "Zs" and char not in _SPACES)) and char not in JOINERS.get(script, ()):
            name = "a line break" if char == "\n" else f"the character {unicodedata.name(char, 'without a name')}"
            yield f"{name} (U+{ord(char):04X})", "delete it"


def _without_emoji(english: str, text: str) -> str:
    """Remove emoji that the English also has, including their variation selectors and joiners.

    The selector for colour (U+FE0F) is ignored in the comparison, since programs may add or remove it.
    """
    known = {_uncoloured(found[0]) for found in _EMOJI.finditer(english)}
    return _EMOJI.sub(lambda found: "" if _uncoloured(found[0]) in known else found[0], text)


def _uncoloured(emoji: str) -> str:
    return emoji.replace("\ufe0f", "")


def stacked_marks(english: str, text: str) -> Iterator[Fault]:
    """Find too many combining marks on one letter, which would cover the lines around it."""
    row = 0
    for char in text:
        row = row + 1 if unicodedata.category(char) in ("Mn", "Me") else 0
        if row == _MARKS_IN_A_ROW:
            yield f"{row} or more marks on one letter", "delete the marks that the word does not need"
            return


def mixed_scripts(english: str, text: str) -> Iterator[Fault]:
    """Find words that mix scripts that look alike, such as a Cyrillic С among Latin letters, and letter variants."""
    if unicodedata.is_normalized("NFKC", text) and len({writes(char) for char in set(text)} & _CONFUSABLE) <= 1:
        return  # most texts: nothing to find in any word
    for word in re.findall(r"[^\W\d_]+", text):
        scripts = {writes(letter) for letter in word} & _CONFUSABLE
        if len(scripts) > 1:
            yield f"{word!r} mixes {' and '.join(sorted(scripts))} letters", "type the word again"
        elif odd := [each for each in word if unicodedata.normalize("NFKC", each) != each and _plain(each)]:
            yield f"{word!r} has {unicodedata.name(odd[0])}", "type the word again, with plain letters"


def _plain(letter: str) -> bool:
    """Return whether a letter is a variant of an ASCII letter, except for the ordinal signs ª and º, as in 1.ª."""
    return letter not in "ªº" and unicodedata.normalize("NFKC", letter).isascii()


def markup(english: str, text: str) -> Iterator[Fault]:
    """Find markup characters, entities and attribute lists that the English does not have.

    Of a pair, such as < and >, only the first is reported; of an attribute list, not also its braces.
    """
    if not _ANY_MARKUP.search(text) and "{" not in english:  # most texts
        return
    lists = sorted(_BRACES.findall(text)) != sorted(_BRACES.findall(english))
    ends = _OWN_LIST.search(text) and not _OWN_LIST.search(english)  # would be read as the block's own
    told = "{}" if lists or ends else ""
    for chars in _MARKUP:
        found, allowed = (sum(map(each.count, chars)) for each in (text, english))
        if chars in ("[", "]"):
            allowed += len(references.shortcuts(english))  # a translated [the bus] may become [el autobús][the bus]
        if found > allowed and chars not in told:
            told += _CLOSES.get(chars, "")
            char = next(each for each in chars if each in text)
            has = f"only {allowed}" if allowed else "none"
            yield f"{char!r} where the English has {has}: {_around(text, char)!r}", "use only the markup of the English"
    for entity in set(_ENTITY.findall(text)) - set(_ENTITY.findall(english)):
        yield f"the HTML entity {entity!r}", "type the character itself"
    if ends or lists:
        yield "an attribute list in braces that is not in the English", "delete it, or copy it from the English"


def addresses(english: str, text: str) -> Iterator[Fault]:
    """Find web or mail addresses that the English lacks; both texts are as shown, without link targets."""
    known = sorted(set(_found_addresses(english)), key=len, reverse=True)
    for address in dict.fromkeys(_found_addresses(text)):
        rest = next((address.removeprefix(each) for each in known if address.startswith(each)), None)
        # An address of the English may be followed, without a space, by letters of another script or by punctuation.
        if rest is None or not _END_OF_ADDRESS.match(rest) or list(addresses(english, rest.lstrip(_PUNCTUATION))):
            yield (
                f"the address {address[:60]!r} is not in the English",
                "delete it, or put a space after the full stop; write a link as [words](address), with no space",
            )


def _found_addresses(text: str) -> list[str]:
    if not _IN_ADDRESS.search(text):  # most texts
        return []
    return [found[0].rstrip(_PUNCTUATION) for found in _ADDRESS.finditer(text)]


def _around(text: str, char: str) -> str:
    at = text.index(char)
    return text[max(0, at - 10) : at + 20]
