"""Finds unsafe translations, which could do more on a page than their English. They stop the build.

The main rule is structural: the same Markdown parser renders English and translation, and the translation may have no
element and no attribute that the English lacks. The rules of `unsafe_text` come first: they reject what the parser, or
a reader's eye, cannot judge.
"""

import logging
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown

from mkdocs_handout.catalog.catalog import Catalog, load
from mkdocs_handout.catalog.strays import unread
from mkdocs_handout.catalog.unsafe_text import (
    Fault,
    addresses,
    invisible,
    markup,
    mixed_scripts,
    stacked_marks,
    too_long,
)
from mkdocs_handout.english import icons, references
from mkdocs_handout.english.extensions import markdown_extensions
from mkdocs_handout.english.inline import is_plain, render_inline
from mkdocs_handout.english.titles import define_notes
from mkdocs_handout.project.errors import FaultsError, HandoutError
from mkdocs_handout.project.languages import SOURCE
from mkdocs_handout.project.writing_systems import script_of

# Not a child of the mkdocs logger, whose warnings stop a strict build: an unread file should not.
log = logging.getLogger(__name__)

Structure = Counter[tuple[str, str]]  # by an element's path and attributes

_LINE_BREAK = ("br", "")
_NAMES = {"strong": "**bold**", "em": "*emphasis*", "a": "link", "br": "line break"}
_BRACES = re.compile(r"{[^{}]*}")

# Attributes that are text, so their values differ between languages.
_TEXT = {"alt", "title"}


class AnyReference(dict[str, tuple[str, str]]):
    """Resolves every link reference, since the definitions on its page are not part of a message."""

    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> tuple[str, str]:
        return f"reference:{name}", ""


class Safety:
    """Finds unsafe translations; uses one Markdown parser, and remembers each English message and each verdict."""

    def __init__(self, extensions: Sequence[str | Extension]) -> None:
        """Use the Markdown extensions with which the pages are rendered."""
        self.md = Markdown(extensions=list(extensions))
        self.md.references = AnyReference()
        self._parsed_english = cache(self._parsed)
        self.unsafe = cache(self._unsafe)
        """Returns everything that is unsafe about one translation, given its English, its text and its script."""

    def _parsed(self, text: str) -> tuple[Structure, str]:
        """Return a message's structure and its visible text, including that of attributes.

        The structure counts the elements that its Markdown makes, by path and attributes; raw HTML counts as `html`.
        """
        found: Structure = Counter()

        def visit(element: Element, path: str) -> None:
            attributes = sorted((key, "" if key in _TEXT else value) for key, value in element.attrib.items())
            found[path, " ".join(f"{key}={value!r}" for key, value in attributes)] += 1
            for child in element:
                if child.tag == "svg":  # an icon, which has its own rule
                    continue
                visit(child, f"{path} {child.tag}".strip())

        define_notes(self.md, text)
        rendered = render_inline(self.md, text)
        visit(rendered, "")
        for stashed in self.md.htmlStash.rawHtmlBlocks:
            found["html", str(stashed)] += 1
        self.md.htmlStash.reset()
        attributes = [element.get(key, "") for element in rendered.iter() for key in sorted(_TEXT)]
        return found, "\n".join(["".join(rendered.itertext()), *attributes])

    def added(self, english: str, text: str) -> Iterator[Fault]:
        """Find icons, elements, attributes and addresses that the English lacks."""
        if is_plain(text):  # most texts: the parser would make nothing of it
            yield from addresses(self._parsed_english(english)[1], text)
            return
        if icon := Counter(icons.names(text)) - Counter(icons.names(english)):
            yield f"an extra icon, {next(iter(icon))}", "delete it"
            return
        structure, shown = self._parsed(references.resolved(english, text, self.md.references))
        allowed, english_shown = self._parsed_english(english)
        for braces in set(_BRACES.findall(shown)) - set(_BRACES.findall(english_shown)):
            yield (
                f"readers would see the attribute list {braces}",
                "put it directly after the link or formatting that it is for",
            )
            return
        if (more := structure[_LINE_BREAK] - allowed[_LINE_BREAK]) > 0:
            yield f"{more} more line breaks than the English", "break lines only where the English does"
            return
        for path, attributes in structure - allowed:
            what = f"{path.split()[-1] if path else 'the block'} {attributes}".strip()
            yield f"the Markdown makes {what[:80]}, which is not in the English", "use only the markup of the English"
        yield from addresses(english_shown, shown)

    def lost(self, english: str, text: str) -> Iterator[Fault]:
        """Find icons and elements of the English that the translation lacks: not unsafe, but wrong."""
        if icon := Counter(icons.names(english)) - Counter(icons.names(text)):
            yield f"the icon {next(iter(icon))} of the English is missing", "copy it from the English"
            return
        kept, _ = self._parsed(references.resolved(english, text, self.md.references))
        for path, attributes in self._parsed_english(english)[0] - kept:
            name = _NAMES.get(path.split()[-1], path)
            yield f"the {name} {attributes}".strip() + " of the English is missing", "copy the markup from the English"

    def _unsafe(self, english: str, text: str, script: str) -> list[Fault]:
        """Return everything that is unsafe; the parser gets only text that passes the other rules."""
        found = list(too_long(english, text)) or [
            *invisible(english, text, script),
            *stacked_marks(english, text),
            *mixed_scripts(english, text),
            *markup(english, text),
        ]
        return found or list(self.added(english, text))

    def faults(self, catalog: Catalog) -> list[HandoutError]:
        """Return what is unsafe in a catalog, of the translations that could be shown: not of empty or fuzzy ones."""
        if catalog.locale == SOURCE:
            return []
        script = script_of(catalog.locale)
        return [
            HandoutError(f"{catalog.locale}: {what}", remedy, catalog.path, entry.line)
            for english, entry in catalog.entries.items()
            if entry.text.strip() and not entry.fuzzy
            for what, remedy in self.unsafe(english, entry.text, script)
        ]


def safety_of(config: Path) -> Safety:
    """Return the `Safety` of a project, given its mkdocs.yml; cached, since a preview needs it repeatedly."""
    return _safety(str(config), config.read_bytes())


@lru_cache(1)
def _safety(config: str, content: bytes) -> Safety:
    return Safety(markdown_extensions(config))


def load_all(translations: Path, locales: Collection[str], hide_drafts: bool) -> dict[str, Catalog]:
    """Return the catalogs of `locales`; raises `FaultsError` with all that is unreadable.

    Files beside the catalogs that are not read are logged. Text is not safe to show before `refuse_unsafe`.
    """
    for stray in unread(translations, locales):
        log.warning("%s", stray)
    catalogs, faults = {}, []
    for locale in locales:
        try:
            catalogs[locale] = load(translations, locale, hide_drafts)
        except HandoutError as error:
            faults.append(error)
    if faults:
        raise FaultsError(faults)
    return catalogs


def refuse_unsafe(catalogs: Iterable[Catalog], config: Path) -> None:
    """Raise `FaultsError` with all that is unsafe in `catalogs`; `config` is the project's mkdocs.yml."""
    safety = safety_of(config)
    if faults := [fault for each in catalogs for fault in safety.faults(each)]:
        raise FaultsError(faults)
