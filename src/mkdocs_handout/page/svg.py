"""A drawing of docs/drawings: its shapes, its pictures, the numbers of its parts.

It is an SVG file of `<symbol>`s. A symbol with a viewBox is a picture; `#s-marks` holds the markers that several
pictures share; other elements with an id are shapes, which pictures `<use>`. A marker is `<g class="mk part-disc">`
with a leader line, a circle, the part's number as `<text>`, and an empty `<foreignObject>` for the part's name, which
wide screens show.
"""

import re
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from mkdocs_handout.project.errors import HandoutError

SHARED = "s-marks"
_PART = re.compile(r"\bmk part-([\w-]+)")


@dataclass(frozen=True)
class Words:
    """A text of a page; `foreign` if it is English on a page in another language."""

    text: str
    foreign: bool = False

    def into(self, parent: Element, tag: str, **attributes: str) -> None:
        """Append to `parent` an element `tag` with this text."""
        language = {"lang": "en", "dir": "ltr"} if self.foreign else {}
        SubElement(parent, tag, {**attributes, **language}).text = self.text


@dataclass(frozen=True)
class Drawing:
    """A parsed SVG file; its elements have no namespace, as in HTML."""

    root: Element

    @classmethod
    def read(cls, path: Path, named: str) -> "Drawing":
        """Parse the file at `path`; raises `HandoutError` with `named`, the path to show to people."""
        try:
            root = ElementTree.fromstring(path.read_bytes())  # noqa: S314 - our own file
        except OSError as error:
            raise HandoutError(f"cannot read the drawing: {error.strerror}", "use a file in docs/", named) from error
        except ElementTree.ParseError as error:
            raise HandoutError(f"broken SVG: {error}", "correct that line", named, error.position[0]) from error
        for element in root.iter():
            element.tag = element.tag.rpartition("}")[2]
            element.text, element.tail = (element.text or "").strip(), None
        return cls(root)

    @property
    def pictures(self) -> list[str]:
        """The ids of its pictures, in order."""
        return [each.get("id", "") for each in self.root if each.get("viewBox")]

    @property
    def parts(self) -> dict[str, int]:
        """The marked parts and their numbers: `disc` → 2."""
        return {name: int(mark.findtext("text") or 0) for name, mark in marks(self.root)}

    def shapes(self, pictures: Iterable[str]) -> str:
        """Return the shapes that `pictures` use, as an SVG of their own that is not visible."""
        shapes = {each.get("id", ""): each for each in self.root if not each.get("viewBox")}
        used: set[str] = set()
        waiting = [self.picture(name) for name in pictures]
        while waiting:
            found = {name for each in waiting.pop().iter() for value in each.attrib.values() for name in _uses(value)}
            waiting += [shapes[name] for name in found - used if name in shapes]
            used |= found
        svg = Element("svg", {"class": "defs", "width": "0", "height": "0", "aria-hidden": "true"})
        svg.extend(shape for name, shape in shapes.items() if name in used and name != SHARED)
        return written(svg)

    def picture(self, name: str) -> Element:
        """Return a copy of a picture as an `<svg>` without text; shared markers are copied into it."""
        svg = deepcopy(next(each for each in self.root if each.get("id") == name))
        svg.tag = "svg"
        del svg.attrib["id"]
        for parent in list(svg.iter()):
            for child in list(parent):
                if child.get("href") == f"#{SHARED}":
                    at = list(parent).index(child)
                    parent[at : at + 1] = deepcopy(next(each for each in self.root if each.get("id") == SHARED))
        return svg

    def image(self, name: str, title: Words, description: Words, names: dict[str, Words], zero: str) -> str:
        """Return a picture with a title and a description, and with markers if there are `names`.

        Markers get the names of their parts, and their numbers in the digits that begin with `zero`.
        """
        svg = self.picture(name)
        if not names:
            _unmark(svg)
        ids = {"title": f"{name}-title", "desc": f"{name}-text"}
        classes = " ".join(["pic", *svg.get("class", "").split()])
        svg.attrib.update({"class": classes, "role": "img", "aria-labelledby": " ".join(ids.values())})
        label = Element("label")
        title.into(label, "title", id=ids["title"])
        description.into(label, "desc", id=ids["desc"])
        svg[0:0] = list(label)
        for part, mark in marks(svg):
            for text in mark.iter("text"):
                text.text = numeral(self.parts[part], zero)
            for room in mark.iter("foreignObject"):
                names[part].into(room, "p")
        return written(svg)


def _uses(value: str) -> list[str]:
    """List the ids that an attribute's value refers to: `#s-bone`, `url(#s-fade)`."""
    return re.findall(r"#([\w-]+)", value)


def _unmark(svg: Element) -> None:
    """Remove the markers from a picture."""
    marked = {id(mark) for _, mark in marks(svg)}
    for parent in list(svg.iter()):
        parent[:] = [child for child in parent if id(child) not in marked]


def marks(element: Element) -> list[tuple[str, Element]]:
    """Return each marker in an element, preceded by the part that it marks."""
    return [(found[1], each) for each in element.iter("g") if (found := _PART.search(each.get("class", "")))]


def numeral(number: int, zero: str) -> str:
    """Return a number in the digits that begin with `zero`; Unicode encodes each script's ten digits consecutively."""
    return "".join(chr(ord(zero) + int(digit)) for digit in str(number))


def written(element: Element) -> str:
    """Serialize an SVG element for use in HTML."""
    return ElementTree.tostring(element, encoding="unicode").replace(" />", "/>")
