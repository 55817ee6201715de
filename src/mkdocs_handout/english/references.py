"""Shortcut reference links, `[the bus]`: a translation changes their words and must keep their target."""

import re
from collections.abc import Container

# `[the bus]` or `[the bus][]`, without a target of its own; not an image or a footnote.
_SHORTCUT = re.compile(r"(?<![\]!\\])\[(?P<name>[^][^][^][]*)\](?:\[\])?(?![\[(:])")


def shortcuts(message: str) -> list[str]:
    """Return the names of the shortcut links in a message, in order."""
    return [found["name"] for found in _SHORTCUT.finditer(message)]


def resolved(english: str, text: str, defined: Container[str]) -> str:
    """Give the shortcut links of a translation the targets of its English: `[el autobús][the bus]`.

    Links are matched by their order, if both texts have the same number of them; to change the order, a translator
    writes the full form. A link whose words are also in the English is left as it is. `defined` contains the lower-case
    names of the references that the page defines; other text in brackets is not a link.
    """
    names = shortcuts(english)
    open_names = [name for name in names if name not in shortcuts(text) and name.lower() in defined]
    own = [name for name in shortcuts(text) if name not in names]
    if not own or len(own) != len(open_names):
        return text
    targets = dict(zip(own, open_names, strict=True))
    return _SHORTCUT.sub(
        lambda found: f"[{found['name']}][{targets[found['name']]}]" if found["name"] in targets else found[0], text
    )
