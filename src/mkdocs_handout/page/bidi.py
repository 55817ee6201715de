"""Latin names and figures in right-to-left text, each in a `<bdi>` of its own.

Without it the bidi algorithm (UAX 9) lets a name draw the figure or the bracket beside it to its wrong side: in
`IMS 4` in Arabic the 4 stands after the name instead of before the next word. Latin letters there are English names:
they are marked as such, so that a screen reader says them in an English voice.
"""

import re
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX
from markupsafe import Markup

# After Pictures (6) and toc (5), before Markdown takes its escapes out (0).
PRIORITY = 4

_LETTER = "[A-Za-z\u00c0-\u024f]"
_NAME = rf"{_LETTER}(?:[\d.&'’/-]*{_LETTER}|\d|\.? (?:& )?(?={_LETTER}))*"
_FIGURE = r"\d+(?:[.,:/–-]\d+)*"
# What Markdown has put aside stays whole: STX, letters and digits, ETX.
_RUNS = re.compile(rf"{STX}[^{ETX}]*{ETX}|(?P<name>{_NAME})|(?P<figure>{_FIGURE})")


def isolated(text: str) -> Markup:
    """Return a plain text as HTML, its Latin names and figures isolated."""
    return Markup("").join(
        Markup("<bdi{}>{}</bdi>").format(Markup(' lang="en"') if name else "", run) if apart else Markup.escape(run)
        for run, apart, name in _parted(text)
    )


def _parted(text: str) -> list[tuple[str, bool, bool]]:
    """Part a text into runs; of each, whether it stands apart and whether it is a name."""
    found, end = [], 0
    for run in _RUNS.finditer(text):
        if run.lastgroup:
            found += [(text[end : run.start()], False, False), (run[0], True, run.lastgroup == "name")]
            end = run.end()
    return [each for each in [*found, (text[end:], False, False)] if each[0]]


class Isolator(Treeprocessor):
    """Isolates what is Latin on a page of a right-to-left language."""

    def run(self, root: Element) -> None:
        """Visit all texts but those that have a language of their own."""
        _isolate(root)


def _isolate(parent: Element) -> None:
    if parent.get("lang") or parent.tag == "code":
        return
    children = list(parent)
    for child in children:
        _isolate(child)
    parent[:] = _texts(parent, "text")
    for child in children:
        parent.append(child)
        parent.extend(_texts(child, "tail"))


def _texts(holder: Element, part: str) -> list[Element]:
    """Take the runs that stand apart out of `holder`'s text or tail; what is between becomes their tails."""
    found: list[Element] = []
    before = ""
    for run, apart, name in _parted(getattr(holder, part) or ""):
        if apart:
            found.append(Element("bdi", {"lang": "en"} if name else {}))
            found[-1].text = run
        elif found:
            found[-1].tail = run
        else:
            before = run
    setattr(holder, part, before)
    return found


class IsolationExtension(Extension):
    """Registers an `Isolator` with each parser made while `on`."""

    on = False

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Hook into Python-Markdown."""
        if self.on:
            md.treeprocessors.register(Isolator(md), "handout_isolation", PRIORITY)
