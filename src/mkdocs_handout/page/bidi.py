"""Isolates left-to-right runs in right-to-left text: each run as a whole, in its own `<bdi dir="ltr">`.

The bidi algorithm (UAX 9) alone reorders a telephone number: a bracket at a run's edge, as around an area code, takes
the direction of the text around it. Isolating each word instead would reorder `COVID-19` and `desk@clinic.example`. So
a run extends from its first letter, figure or sign to its last: a telephone number with its area code, a postal address
with its commas, a figure with its unit. Latin letters in such text are English, so a run with them is marked as English
for screen readers.
"""

import html
import re
from collections.abc import Iterable, Iterator
from unicodedata import bidirectional
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, ETX, STX
from markupsafe import Markup

# After Pictures (6) and toc (5), before Markdown's unescape (0).
PRIORITY = 4
NAME = "handout_isolation"

# Letters and signs of the right-to-left scripts (Unicode's blocks), without their digits, which are written left to
# right.
_RTL = "\u0590-\u065f\u066a-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff"
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_OBJECT = "\ufffc"  # placeholder for an element or for stashed content; no run extends across it

_CHAR = rf"(?:(?![{_RTL}])[^\W_])[\u0300-\u036f]*"
_BEFORE = r"(?:[#@°](?=\w)|(?<!\w)[-−][$€£¥]?(?=\d)|[+±#$€£¥№§~≈]{1,2}(?=\d)|[~≈<>≤≥$€£¥№§][ \u00a0\u202f](?=\d))?"
_WITHIN = rf"[-.,:/@&+*=_#~'’‑–—−×°%?!;\u066b\u066c]{{1,3}}(?={_CHAR})"
_AFTER = r"(?:[ \u00a0\u202f]?[%‰°′″℃℉$€£¥²³](?!\d))*(?:\+(?!\w)|(?<=\.[A-Za-z])\.)?"
_WORD = rf"{_BEFORE}(?:{_CHAR})+(?:{_WITHIN}(?:{_CHAR})+)*{_AFTER}"
_PIECE = re.compile(rf"(?P<bracket>[(\[]{_WORD}[^()\[\]{_RTL}{_OBJECT}]*[)\]])|{_WORD}")
_SLASH = re.compile(r"/(?!\w)")  # at the end of a web address
_GAP = re.compile(r"\s*([-–—−,./&+×=@*]?)\s*")
# Abbreviations whose full stop does not end a sentence: `St.`, `No.`, `Blvd.`, `J.`
_SHORT = re.compile(r"(?:^|[^A-Za-z])(?:[A-Z][a-z]{0,2}|[A-Z][b-df-hj-np-tv-xz]{2,3}|[Ee]xt|tel|no)$")
_HALF_DAY = re.compile(r"(?:^|\d|\W)[AaPp]\.?[Mm]\.?$")

Run = tuple[int, int]


def runs(text: str) -> Iterator[Run]:
    """Yield the start and end of each left-to-right run in a text, in order."""
    pieces = list(_PIECE.finditer(text))
    at = 0
    while at < len(pieces):
        last = at
        alone = pieces[at]["bracket"] and _LATIN.search(pieces[at][0])  # a name in brackets does not begin a run
        while last + 1 < len(pieces) and not alone and _joined(text, pieces[last], pieces[last + 1]):
            last += 1
        start, end = pieces[at].start(), pieces[last].end()
        if last == at and pieces[at]["bracket"]:  # not joined with anything: the brackets belong to the sentence
            yield from ((start + 1 + one, start + 1 + two) for one, two in runs(text[start + 1 : end - 1]))
        else:
            slash = re.search("[./]", text[start:end]) and _SLASH.match(text, end)
            yield start, end + bool(slash)
        at = last + 1


def _joined(text: str, left: re.Match[str], right: re.Match[str]) -> bool:
    """Return whether two pieces belong to one run, judging by the text between them."""
    gap = _GAP.fullmatch(text, left.end(), right.start())
    if not gap:
        return False
    letters = bool(_LATIN.search(left[0])), bool(_LATIN.search(right[0]))
    if any(letters) and not all(letters) and any(_is_native(each[0]) for each in (left, right)):
        return False  # a figure in native digits belongs to the sentence
    if gap[1] == ".":
        return bool(_SHORT.search(left[0]))
    if gap[1] == ",":
        return any(letters)
    if gap[1] and gap[1] in "-–—−":  # a dash joins times, but not a name and the figure with which a sentence continues
        named = letters[0] and not re.search(r"\d", left[0]) and not _HALF_DAY.search(left[0])
        return left["bracket"] is not None or not named or letters[1]
    return True


def _is_native(text: str) -> bool:
    return any(each.isdecimal() and not each.isascii() for each in text)


def _element(run: str) -> tuple[str, dict[str, str]]:
    """Return the tag and attributes of the element that isolates a run.

    Groups of Arabic-Indic digits (UAX 9's class AN) run right to left even in an isolate, so a run with them gets
    `<bdo>`.
    """
    tag = "bdo" if any(bidirectional(char) == "AN" for char in run) else "bdi"
    return tag, ({"lang": "en"} if _LATIN.search(run) else {}) | {"dir": "ltr"}


def isolated(text: str) -> Markup:
    """Return plain text as HTML with its left-to-right runs isolated."""
    found, end = Markup(""), 0
    for start, stop in runs(text):
        run = text[start:stop]
        tag, attributes = _element(run)
        begin = Markup("").join(Markup(' {}="{}"').format(*each) for each in attributes.items())
        found += Markup.escape(text[end:start]) + Markup("<{}{}>{}</{}>").format(tag, begin, run, tag)
        end = stop
    return found + Markup.escape(text[end:])


_INLINE = {"a", "abbr", "b", "code", "em", "i", "kbd", "mark", "small", "span", "strong", "sub", "sup"}
# One character in Markdown's internal form; stashed content is a placeholder between STX and ETX.
_UNIT = re.compile(rf"{AMP_SUBSTITUTE}#?\w+;|{STX}[^{ETX}]*{ETX}|.", re.S)

Node = Element | str


class Isolator(Treeprocessor):
    """Isolates the left-to-right runs on a page of a right-to-left language."""

    def run(self, root: Element) -> None:
        """Process all text except in elements with a language of their own."""
        if root.get("lang"):
            return
        if root.tag == "code":
            root.set("dir", "ltr")
            return
        nodes = _nodes(root)
        spans, text = self._spans(nodes)
        children = [span for node, span in zip(nodes, spans, strict=True) if not isinstance(node, str)]
        cuts = [cut for run in runs(text) for cut in _between_children(run, children)]
        for node, span in zip(nodes, spans, strict=True):
            if not isinstance(node, str) and not any(_inside(span, cut) for cut in cuts):
                self.run(node)
        _fill(root, _wrapped(nodes, spans, cuts, text))

    def _spans(self, nodes: list[Node]) -> tuple[list[Run], str]:
        """Return the start and end of each node in the text of all nodes, and that text."""
        spans, text = [], ""
        for node in nodes:
            start = len(text)
            text += self._shown(node) if isinstance(node, str) else self._text(node)
            spans.append((start, len(text)))
        return spans, text

    def _shown(self, unit: str) -> str:
        """Return the character that a unit of Markdown's text shows: decoded if escaped or an entity, or `_OBJECT`."""
        if not unit.startswith(STX):
            return unit
        if unit.startswith(AMP_SUBSTITUTE):  # how the toc extension writes the sign of its permalinks
            shown = html.unescape(unit.replace(AMP_SUBSTITUTE, "&"))
            return shown if len(shown) == 1 else _OBJECT
        kept = unit[1:-1]
        if kept.isdecimal():
            return chr(int(kept))
        number = kept.rpartition(":")[2]
        stashed = self.md.htmlStash.rawHtmlBlocks[int(number)] if number.isdecimal() else f"&{kept};"
        shown = html.unescape(stashed) if isinstance(stashed, str) else ""
        return shown if len(shown) == 1 else _OBJECT

    def _text(self, element: Element) -> str:
        """Return the text of an inline element that may be part of a run; `_OBJECT` for other elements."""
        if any(each.tag not in _INLINE or each.get("lang") for each in element.iter()):
            return _OBJECT
        text = "".join(self._shown(unit) for part in element.itertext() for unit in _UNIT.findall(part))
        return _OBJECT if not text or re.search(f"[{_RTL}]", text) else text


def _nodes(parent: Element) -> list[Node]:
    """Return the content of `parent`: its children, and each character between them in Markdown's internal form."""
    nodes: list[Node] = [*_UNIT.findall(parent.text or "")]
    for child in parent:
        nodes += [child, *_UNIT.findall(child.tail or "")]
    return nodes


def _inside(inner: Run, outer: Run) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _between_children(run: Run, children: list[Run]) -> Iterator[Run]:
    """Yield the part of `run` to isolate in the parent, if any; a part within one child is isolated there."""
    start, end = run
    for child in children:
        if child[1] <= start or child[0] >= end:
            continue
        if _inside((start, end), child):
            return
        if not _inside(child, (start, end)):  # the child begins or ends within the run: its part is isolated in it
            start, end = (child[1], end) if child[0] < start else (start, child[0])
    if start < end:
        yield start, end


def _wrapped(nodes: list[Node], spans: list[Run], cuts: list[Run], text: str) -> Iterator[Node]:
    """Yield the nodes; those of each cut are wrapped in the element that isolates it."""
    inside: list[Node] = []
    for node, span in zip(nodes, spans, strict=True):
        cut = next((each for each in cuts if _inside(span, each)), None)
        if cut is None:
            yield node
            continue
        inside.append(node)
        if span[1] == cut[1]:
            apart = Element(*_element(text[slice(*cut)]))
            _fill(apart, inside)
            inside = []
            yield apart


def _fill(parent: Element, nodes: Iterable[Node]) -> None:
    """Replace the content of `parent` with `nodes`."""
    nodes = list(nodes)
    parent[:] = []
    parent.text, last = None, None
    for node in nodes:
        if not isinstance(node, str):
            node.tail, last = None, node
            parent.append(node)
        elif last is None:
            parent.text = (parent.text or "") + node
        else:
            last.tail = (last.tail or "") + node
