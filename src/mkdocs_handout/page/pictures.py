"""Puts drawings and pictograms into a page, with the page's own text.

A page refers to them in plain Markdown: by an image in a paragraph of its own,
`![What it shows](drawings/spine.svg#pic-1)`; by a definition list whose terms have the ids of the drawing's parts,
`Disc {: #disc }`; by an attribute list with a pictogram of drawings/visit.svg, `{: .v-clock }`. All text comes from the
page, so it is translated with the page.
"""

import re
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor, UnescapeTreeprocessor

from mkdocs_handout.page.svg import Drawing, Words, marks, numeral, written
from mkdocs_handout.project.errors import HandoutError

# After attribute lists (8), before MkDocs collects anchors (5) and looks for images as files (0).
PRIORITY = 6
PICTOGRAMS = "drawings/visit.svg"


class Pictures(Treeprocessor):
    """Draws one page; then, `styles` are the stylesheets that it needs, and `fault` is the error, if any."""

    def __init__(self, md: Markdown, docs: Path, zero: str) -> None:
        super().__init__(md)
        self.docs, self.zero = docs, zero
        self.styles: list[str] = []
        self.fault: HandoutError | None = None
        self.names: dict[str, Words] = {}

    def run(self, root: Element) -> None:
        """Draw the page whose tree is `root`; an error is stored in `fault`."""
        try:
            if found := [each for each in root.iter("p") if _image(each) is not None]:
                self._pictures(root, found)
            if found := [each for each in root.iter() if _pictogram(each)]:
                self._pictograms(found)
                self.styles.append("visit.css")
        except HandoutError as error:
            line = error.line if error.path else self._line(error.what)
            self.fault = HandoutError(error.what, error.remedy, error.path, line)

    def _line(self, what: str) -> int | None:
        """Return the line (from 1) of the page's Markdown with what an error quotes, or else of its first picture."""
        for word in (*re.findall("'([^']+)'", what), ".svg#"):
            for number, line in enumerate(getattr(self.md, "lines", []), 1):  # not in the stubs of Markdown
                if word in line:
                    return number
        return None

    def _pictures(self, root: Element, paragraphs: list[Element]) -> None:
        """Turn the paragraphs into figures, and the terms that name their parts into a legend.

        On a page without such terms, pictures have no numbers.
        """
        drawing = self._drawing(paragraphs)
        shapes = drawing.shapes(_target(each)[1] for each in paragraphs)
        terms = {each.get("id", ""): each for each in root.iter("dt") if each.get("id")}
        self.styles.append("drawing.css")
        if not terms:
            for paragraph in paragraphs:
                self._figure(drawing, paragraph, self._words(_heading(root, paragraph)), set())
            paragraphs[0].text = self.md.htmlStash.store(shapes) + (paragraphs[0].text or "")
            return
        self.styles.append("diagram.css")
        _one_to_one(drawing.parts, terms)
        self.names = {part: self._words(term) for part, term in terms.items()}
        for part, term in terms.items():
            _link(term, part, numeral(drawing.parts[part], self.zero))
        for legend in [each for each in root.iter("dl") if each.find("dt/a/b") is not None]:
            _pair(legend)
        unseen = set(drawing.parts)
        for paragraph in paragraphs:
            unseen -= self._figure(drawing, paragraph, self._words(_heading(root, paragraph)), unseen)
        _group(root).text = self.md.htmlStash.store(shapes)

    def _drawing(self, paragraphs: list[Element]) -> Drawing:
        """Read the drawing that the paragraphs refer to; raises `HandoutError` if they refer to several."""
        (name, *others) = dict.fromkeys(_target(each)[0] for each in paragraphs)
        if others:
            raise HandoutError(f"this page uses a second drawing, {others[0]!r}", "use only one drawing on a page")
        drawing = Drawing.read(self.docs / name, f"docs/{name}")
        for _, picture in map(_target, paragraphs):
            if picture not in drawing.pictures:
                raise HandoutError(
                    f"there is no picture {picture!r} in docs/{name}", f"use {' or '.join(drawing.pictures)}"
                )
        return drawing

    def _figure(self, drawing: Drawing, paragraph: Element, title: Words, unseen: set[str]) -> set[str]:
        """Turn a paragraph into a figure, with link targets for parts in `unseen`; return the parts that it shows."""
        image, name = _image(paragraph), _target(paragraph)[1]
        alt = self._text(image.get("alt", "") if image is not None else "")
        description = Words(alt, _foreign(paragraph))
        parts = sorted({part for part, _ in marks(drawing.picture(name))}, key=drawing.parts.__getitem__)
        paragraph.clear()
        paragraph.tag = "figure"
        if not parts:
            paragraph.set("class", "plain")
        svg = drawing.image(name, title, description, self.names, self.zero)
        paragraph.text = self.md.htmlStash.store(svg)
        for part in (part for part in parts if part in unseen):
            SubElement(paragraph, "span", id=f"see-{part}")
        return set(parts)

    def _pictograms(self, elements: list[Element]) -> None:
        """Put a pictogram before the text of each element whose class names it."""
        drawing = Drawing.read(self.docs / PICTOGRAMS, f"docs/{PICTOGRAMS}")
        for element in elements:
            name = _pictogram(element)
            if name not in drawing.pictures:
                raise HandoutError(f"there is no pictogram {name!r} in docs/{PICTOGRAMS}", "use one from that file")
            svg = drawing.picture(name)
            svg.attrib.update({"class": "v", "aria-hidden": "true"})
            element.text = self.md.htmlStash.store(written(svg)) + (element.text or "")

    def _words(self, element: Element) -> Words:
        return Words(self._text("".join(element.itertext())), _foreign(element))

    def _text(self, text: str) -> str:
        return UnescapeTreeprocessor(self.md).unescape(text)


def _image(paragraph: Element) -> Element | None:
    """Return the image of a paragraph that consists only of a picture in an SVG; None for other paragraphs."""
    alone = len(paragraph) == 1 and not (paragraph.text or "").strip() and not (paragraph[0].tail or "").strip()
    return paragraph[0] if alone and ".svg#" in paragraph[0].get("src", "") else None


def _target(paragraph: Element) -> tuple[str, str]:
    """Return the file and the picture's id that a paragraph's image refers to."""
    file, _, picture = paragraph[0].get("src", "").partition("#")
    return file, picture


def _pictogram(element: Element) -> str:
    """Return the pictogram that an element's class names, such as `v-clock`; "" if none."""
    return next((name for name in element.get("class", "").split() if name.startswith("v-")), "")


def _foreign(element: Element) -> bool:
    return "untranslated" in element.get("class", "").split()


def _heading(root: Element, paragraph: Element) -> Element:
    """Return the heading (`h2`) above the picture in `paragraph`, which is used as its title."""
    found = None
    for each in root:
        found = each if each.tag == "h2" else found
        if each is paragraph and found is not None:
            return found
    raise HandoutError("this picture has no heading", "put it below a heading of its own (##)")


def _one_to_one(parts: Iterable[str], terms: Iterable[str]) -> None:
    for part in sorted(set(parts) - set(terms)):
        raise HandoutError(
            f"the drawing has a part {part!r}, but no term has this id", f"add a term `Name {{: #{part} }}`"
        )
    for part in sorted(set(terms) - set(parts)):
        raise HandoutError(f"the drawing has no part {part!r}", "mark it there, or remove the term's id")


def _link(term: Element, part: str, number: str) -> None:
    """Link a term of the legend to the first picture of its part, with the part's number before it."""
    link = Element("a", href=f"#see-{part}")
    SubElement(link, "b").text = number
    SubElement(link, "span").text, term.text = term.text, None
    link[-1].extend(list(term))
    term[:] = [link]


def _pair(legend: Element) -> None:
    """Wrap each term of the legend and its definitions in a `div` (HTML: `div` in `dl`)."""
    children = list(legend)
    legend[:], legend.attrib["class"] = [], "parts"
    for each in children:
        (SubElement(legend, "div") if each.tag == "dt" else legend[-1]).append(each)


def _group(root: Element) -> Element:
    """Wrap each heading with its picture and captions in a section, and all sections in a group; return the group."""
    group, children = Element("div", {"class": "pictures"}), list(root)
    starts = [at for at, each in enumerate(children) if each.tag == "h2"]
    for start, end in pairwise([*starts, len(children)]):
        figures = [each for each in children[start:end] if each.tag == "figure"]
        if figures:
            kind = {"class": "plain"} if figures[0].get("class") == "plain" else {}
            SubElement(group, "section", kind).extend(children[start:end])
    moved = {each for section in group for each in section}
    first = children.index(group[0][0])
    root[:] = [*children[:first], group, *(each for each in children[first:] if each not in moved)]
    return group


def fault_on_page(fault: HandoutError, page: str, first_line: int) -> HandoutError:
    """Return an error without a path as one in the file `page`, whose Markdown begins on `first_line`.

    An error with a path, such as one in a drawing, is returned as it is.
    """
    if fault.path:
        return fault
    return HandoutError(fault.what, fault.remedy, page, fault.line and fault.line + first_line - 1)
