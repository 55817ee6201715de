"""Icons in a page's text: `:material-clock-outline:` becomes that SVG, part of the page, at no request.

pymdownx.emoji finds the names, and Material's index has the icons (its documentation, "Icons, Emojis"). Two things are
ours. The SVG is part of the tree, where Material puts it aside as text: so all that reads the tree can pass over it. An
emoji stays the text it is, where pymdownx would load a picture from another origin.
"""

import re
from functools import cache
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from material.extensions import emoji
from pymdownx.emoji import EmojiExtension

EXTENSION = "pymdownx.emoji"
CLASS = "twemoji"
"""The class of an icon's `<span>`, as Material names it."""

_NAME = re.compile(r":[a-z][a-z0-9_+-]*:")
_WORD = re.compile(rf"(?<![\w:]){_NAME.pattern}(?![\w:])")


def names(text: str) -> list[str]:
    """List the names of icons in a message, with their colons."""
    return [name for name in _NAME.findall(text) if name in _known()]


def without(text: str) -> str:
    """Return a message without its icons, and without the spaces that kept them apart."""
    if not names(text):
        return text
    return "\n".join(" ".join(line.split()) for line in _NAME.sub("", text).split("\n"))


def extension() -> Extension:
    """Build pymdownx.emoji with Material's index and the generator below, whatever mkdocs.yml names there."""
    extension: Extension = EmojiExtension(emoji_index=emoji.twemoji, emoji_generator=_svg)
    return extension


def _svg(_: str, shortname: str, alias: str | None, uc: str | None, *_rest: Any) -> Element | str:
    """Make an icon, as pymdownx.emoji asks for it (its documentation, "Emoji Generators")."""
    if uc:
        return alias or shortname
    icon, svg = Element("span", {"class": CLASS}), _read(_known()[shortname])
    svg.set("aria-hidden", "true")  # the words beside it say the same
    icon.append(svg)
    return icon


def _read(path: str) -> Element:
    with open(path, encoding="utf-8") as file:
        svg = ElementTree.fromstring(file.read())  # noqa: S314 - a file of the theme
    for element in svg.iter():
        element.tag = element.tag.rpartition("}")[2]
    return svg


@cache
def _known() -> dict[str, str]:
    """Return the file of each icon by its name."""
    found = emoji.twemoji({}, Markdown())["emoji"]
    return {name: each["path"] for name, each in found.items() if "path" in each}


def unknown(text: str) -> list[str]:
    """List the names in a text, with their colons, of which Material has no icon."""
    return [name for name in _WORD.findall(text) if name not in _known()]
