"""Links by reference in their short form, `[the bus]`: a translation has other words, and the same target."""

import re
from collections.abc import Container

# `[the bus]` or `[the bus][]`: neither followed by a target of its own, nor an image, nor a footnote.
_SHORTCUT = re.compile(r"(?<![\]!\\])\[(?P<name>[^][^][^][]*)\](?:\[\])?(?![\[(:])")


def shortcuts(message: str) -> list[str]:
    """List the names of the links in short form in a message, in order."""
    return [found["name"] for found in _SHORTCUT.finditer(message)]


def resolved(english: str, text: str, defined: Container[str]) -> str:
    """Point the short links of a translation to the targets of its English: `[el autobús][the bus]`.

    In the order in which they stand, where both have as many; in another order, a translator writes the long form.
    A link whose own words the English has is left as it is. `defined` has, in small letters, the names that have a
    target on the page: what else stands in brackets is text.
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
