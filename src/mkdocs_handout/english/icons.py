"""Icons in a page's text: `:material-clock-outline:` becomes an inline SVG, which needs no request.

pymdownx.emoji finds the names, and Material's index has the icons (its documentation, "Icons, Emojis"). Two things
differ here. The SVG is part of the element tree, so that code can skip it; Material stashes it as text. An emoji stays
text; pymdownx would load a picture from another origin.
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
    """Return the names of the icons in a message, with their colons."""
    return [name for name in _NAME.findall(text) if name in _known()]


def without(text: str) -> str:
    """Return a message without its icons and the spaces next to them."""
    if not names(text):
        return text
    return "\n".join(" ".join(line.split()) for line in _NAME.sub("", text).split("\n"))


def extension() -> Extension:
    """Create the pymdownx.emoji extension with Material's index and `_svg`, ignoring the options in mkdocs.yml."""
    extension: Extension = EmojiExtension(emoji_index=emoji.twemoji, emoji_generator=_svg)
    return extension


def _svg(_: str, shortname: str, alias: str | None, uc: str | None, *_rest: Any) -> Element | str:
    """Return an icon's element, or an emoji's text, for pymdownx.emoji (its documentation, "Emoji Generators")."""
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
    """Return the path of each icon's SVG, by the icon's name with colons."""
    found = emoji.twemoji({}, Markdown())["emoji"]
    return {name: each["path"] for name, each in found.items() if "path" in each}


def unknown(text: str) -> list[str]:
    """Return the names in a text, with their colons, for which Material has no icon."""
    return [name for name in _WORD.findall(text) if name not in _known()]
