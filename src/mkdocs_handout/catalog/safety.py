"""What makes a translation unsafe: it could do more on a page than its English does. The build refuses it.

The strongest rule is structural: English and translation are rendered by the same Markdown parser, and the translation
may have no element and no attribute that the English lacks. The other rules keep from that parser, and from a reader's
eye, what it cannot judge.
"""

import logging
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown

from mkdocs_handout.catalog.catalog import Catalog, load
from mkdocs_handout.catalog.strays import unread
from mkdocs_handout.english import references
from mkdocs_handout.english.blocks import render_inline
from mkdocs_handout.project.errors import FaultsError, HandoutError
from mkdocs_handout.project.languages import SOURCE
from mkdocs_handout.project.writing_systems import JOINERS, script_of, writes

# Not below mkdocs' own logger: a file that is not read stops no build.
log = logging.getLogger(__name__)

Fault = tuple[str, str]  # what is wrong, what to do
Structure = Counter[tuple[str, str]]  # an element's path, its attributes

# Characters that make Markdown, HTML, attribute lists, templates or CSS of a text.
_MARKUP = ("<", ">", "[", "]", "{", "}", "`", "\\", "*_")  # * and _ are one: both emphasize
_BRACES = re.compile(r"{[^}]*}")
_ENTITY = re.compile(r"&(?:#\w+|\w+);")
_ADDRESS = re.compile(
    r"(?i:\b[a-z][a-z0-9+.-]*://\S+|\bwww\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?:[\w-][^\w\s\x00-\x7f]*)+\.(?:[^\W\d_][^\w\s\x00-\x7f]*){2,}"  # letters of any script, with their marks
)
_PUNCTUATION = ".,:;!?)]}'\"”’»"
_END_OF_ADDRESS = re.compile(r"[.,:;!?)\]}'\"”’»]*(?:[^\x00-\x7f]|$)")
_SPACES = " \u00a0\u2009\u202f\u3000"  # plain, no-break, thin, narrow no-break, ideographic
# Characters that show nothing though Unicode counts them as letters, marks or symbols (Default_Ignorable_Code_Point).
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\ufffc\U000e0100-\U000e01ef]"
)
# An emoji with what makes one of several characters (UTS #51): selectors, keycaps, skin tones, joiners, tags.
_EMOJI = re.compile(
    "(?:[\u2190-\u2bff\u3030\u303d\u3297\u3299\u00a9\u00ae\u203c\u2049\U0001f000-\U0001faff]|[0-9#*](?=\ufe0f?\u20e3))"
    "(?:[\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"
    "|\u200d[\u2190-\u2bff\U0001f000-\U0001faff])*"
)
_CONFUSABLE = {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU"}
_MARKS_IN_A_ROW = 5  # Khmer and Lao stack four
# Attributes that are text, and so differ.
_TEXT = {"alt", "title"}


def too_long(english: str, text: str) -> Iterator[Fault]:
    """Find a text that no language needs for this English."""
    if len(text) > 5 * len(english) + 200:
        yield f"{len(text)} characters for {len(english)}", "translate the English and nothing more"


def invisible(english: str, text: str, script: str) -> Iterator[Fault]:
    """Find control, bidi and other invisible characters, unless the script is written with them."""
    for char in dict.fromkeys(_without_emoji(english, text)):
        category = unicodedata.category(char)
        hidden = category in ("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp") or _BLANK.match(char)
        if (hidden or (category == "Zs" and char not in _SPACES)) and char not in JOINERS.get(script, ()):
            name = "a line break" if char == "\n" else f"the character {unicodedata.name(char, 'without a name')}"
            yield f"{name} (U+{ord(char):04X})", "delete it"


def _without_emoji(english: str, text: str) -> str:
    """Take out of a text the emoji that the English has, whole: with their variation selectors and joiners.

    A program may add the selector that asks for colour (U+FE0F), or drop it.
    """
    known = {_uncoloured(found[0]) for found in _EMOJI.finditer(english)}
    return _EMOJI.sub(lambda found: "" if _uncoloured(found[0]) in known else found[0], text)


def _uncoloured(emoji: str) -> str:
    return emoji.replace("\ufe0f", "")


def stacked_marks(english: str, text: str) -> Iterator[Fault]:
    """Find accents heaped on one letter, which cover the lines around."""
    row = 0
    for char in text:
        row = row + 1 if unicodedata.category(char) in ("Mn", "Me") else 0
        if row == _MARKS_IN_A_ROW:
            yield f"{row} or more marks on one letter", "delete what the word does not need"
            return


def mixed_scripts(english: str, text: str) -> Iterator[Fault]:
    """Find words that mix letters which look alike: a Cyrillic С in Latin letters."""
    for word in re.findall(r"[^\W\d_]+", text):
        scripts = {writes(letter) for letter in word} & _CONFUSABLE
        if len(scripts) > 1:
            yield f"{word!r} mixes {' and '.join(sorted(scripts))} letters", "type the word again"
        elif odd := [each for each in word if unicodedata.normalize("NFKC", each) != each and _plain(each)]:
            yield f"{word!r} has {unicodedata.name(odd[0])}", "type the word again, with plain letters"


def _plain(letter: str) -> bool:
    """Say whether a letter is a variant of an English one, and no ordinal as in 1.ª."""
    return letter not in "ªº" and unicodedata.normalize("NFKC", letter).isascii()


def markup(english: str, text: str) -> Iterator[Fault]:
    """Find more markup characters than the English has, entities, and any other attribute list."""
    for chars in _MARKUP:
        found, allowed = (sum(map(each.count, chars)) for each in (text, english))
        if chars in ("[", "]"):
            allowed += len(references.shortcuts(english))  # a translated [the bus] may become [el autobús][the bus]
        if found > allowed:
            char = next(each for each in chars if each in text)
            has = allowed or "none"
            yield f"{char!r} where the English has {has}: {_around(text, char)!r}", "use the markup of the English only"
    for entity in set(_ENTITY.findall(text)) - set(_ENTITY.findall(english)):
        yield f"the entity {entity!r}", "type the character itself"
    ends = text.endswith("}") and not english.endswith("}")  # there it would be the block's own
    if ends or sorted(_BRACES.findall(text)) != sorted(_BRACES.findall(english)):
        yield "an attribute list in braces that the English lacks", "delete it, or copy it from the English"


def addresses(english: str, text: str) -> Iterator[Fault]:
    """Find a web or mail address that the English lacks, in what is shown of both: link targets are not."""
    known = sorted(set(_found_addresses(english)), key=len, reverse=True)
    for address in dict.fromkeys(_found_addresses(text)):
        rest = next((address.removeprefix(each) for each in known if address.startswith(each)), None)
        # What follows without a space ends an address of the English: letters of another script, a full stop.
        if rest is None or not _END_OF_ADDRESS.match(rest) or list(addresses(english, rest.lstrip(_PUNCTUATION))):
            yield (
                f"the address {address[:60]!r}, which the English lacks",
                "delete it, or put a space after the full stop",
            )


def _found_addresses(text: str) -> list[str]:
    return [found[0].rstrip(_PUNCTUATION) for found in _ADDRESS.finditer(text)]


def _around(text: str, char: str) -> str:
    at = text.index(char)
    return text[max(0, at - 10) : at + 20]


class _AnyReference(dict[str, tuple[str, str]]):
    """Resolves every reference: which ones a page defines, a message cannot know."""

    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> tuple[str, str]:
        return f"reference:{name}", ""


class Safety:
    """Finds what is unsafe, with one Markdown parser and each English message rendered once."""

    def __init__(self, extensions: Sequence[str | Extension]) -> None:
        """Take the Markdown extensions that the pages are rendered with."""
        self.md = Markdown(extensions=list(extensions))
        self.md.references = _AnyReference()
        self._english: dict[str, Structure] = {}

    def structure(self, text: str) -> Structure:
        """Count the elements that a message's Markdown makes, by path and attributes; raw HTML as `html`."""
        return self._parsed(text)[0]

    def _parsed(self, text: str) -> tuple[Structure, str]:
        """Return the structure of a message, and what is shown of it: its text, and that of its attributes."""
        found: Structure = Counter()

        def visit(element: Element, path: str) -> None:
            attributes = sorted((key, "" if key in _TEXT else value) for key, value in element.attrib.items())
            found[path, " ".join(f"{key}={value!r}" for key, value in attributes)] += 1
            for child in element:
                visit(child, f"{path} {child.tag}".strip())

        rendered = render_inline(self.md, text)
        visit(rendered, "")
        for stashed in self.md.htmlStash.rawHtmlBlocks:
            found["html", str(stashed)] += 1
        self.md.htmlStash.reset()
        attributes = [element.get(key, "") for element in rendered.iter() for key in sorted(_TEXT)]
        return found, "\n".join(["".join(rendered.itertext()), *attributes])

    def english(self, message: str) -> Structure:
        """Return the structure of an English message."""
        if message not in self._english:
            self._english[message] = self.structure(message)
        return self._english[message]

    def added(self, english: str, text: str) -> Iterator[Fault]:
        """Find elements, attributes and addresses that the English lacks."""
        structure, shown = self._parsed(references.resolved(english, text, self.md.references))
        for path, attributes in structure - self.english(english):
            what = f"{path.split()[-1] if path else 'the block'} {attributes}".strip()
            yield f"Markdown that makes {what[:80]}, which the English lacks", "use the markup of the English only"
        yield from addresses(self._parsed(english)[1], shown)

    def lost(self, english: str, text: str) -> Iterator[Fault]:
        """Find elements of the English that the translation lacks: not unsafe, but wrong."""
        for path, attributes in self.english(english) - self.structure(
            references.resolved(english, text, self.md.references)
        ):
            name = {"strong": "**bold**", "em": "*emphasis*", "a": "link"}.get(path.split()[-1], path)
            yield f"it lacks the {name} of the English {attributes}".strip(), "copy the marks from the English"

    def unsafe(self, english: str, text: str, script: str) -> Iterator[Fault]:
        """Find all that is unsafe about one translation; the parser sees only what passed the rest."""
        before: list[Callable[[str, str], Iterator[Fault]]]
        before = [partial(invisible, script=script), stacked_marks, mixed_scripts, markup]
        found = list(too_long(english, text)) or [fault for rule in before for fault in rule(english, text)]
        yield from found or self.added(english, text)

    def faults(self, catalog: Catalog) -> list[HandoutError]:
        """List what is unsafe in a catalog: of each translation that could be shown, none of the others."""
        if catalog.locale == SOURCE:
            return []
        script = script_of(catalog.locale)
        return [
            HandoutError(f"{catalog.locale}: {what}", remedy, catalog.path, entry.line)
            for english, entry in catalog.entries.items()
            if entry.text.strip() and not entry.fuzzy
            for what, remedy in self.unsafe(english, entry.text, script)
        ]


def load_safe(translations: Path, locales: Iterable[str], safety: Safety, hide_drafts: bool) -> dict[str, Catalog]:
    """Read the catalogs of `locales`, or raise `FaultsError` with all that is unreadable or unsafe in any of them.

    Files beside them that are not read are told in the log.
    """
    for stray in unread(translations):
        log.warning("%s", stray)
    catalogs, faults = {}, []
    for locale in locales:
        try:
            catalogs[locale] = load(translations, locale, hide_drafts)
            faults += safety.faults(catalogs[locale])
        except HandoutError as error:
            faults.append(error)
    if faults:
        raise FaultsError(faults)
    return catalogs
