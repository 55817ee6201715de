"""Puts drawings and pictograms into a page, with the page's own words.

A page names them in plain Markdown: an image that stands alone, `![What it shows](drawings/spine.svg#pic-1)`; a list
of definitions whose terms have the ids of the drawing's parts, `Disc {: #disc }`; a pictogram of drawings/visit.svg in
an attribute list, `{: .v-clock }`. All words come from the page, so they are translated where the page is.
"""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

from babel import Locale
from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor, UnescapeTreeprocessor

from mkdocs_handout.drawing import Drawing, Words, marks, numeral, written
from mkdocs_handout.errors import HandoutError

# After attribute lists (8) and anchors (toc, 5), before MkDocs looks for the image as a file (0).
PRIORITY = 4
PICTOGRAMS = "drawings/visit.svg"


class Pictures(Treeprocessor):
    """Draws one page; `styles` are the stylesheets that it then needs, `fault` what kept it from being drawn."""

    def __init__(self, md: Markdown, docs: Path, locale: Locale) -> None:
        super().__init__(md)
        self.docs, self.locale = docs, locale
        self.styles: list[str] = []
        self.fault: tuple[str, str] | None = None

    def run(self, root: Element) -> None:
        """Draw the page whose tree is `root`."""
        try:
            if found := list(_images(root)):
                self._pictures(root, found)
                self.styles.append("drawing.css")
            if self._pictograms(root):
                self.styles.append("visit.css")
        except HandoutError as error:
            self.fault = error.what, error.remedy

    def _pictures(self, root: Element, found: list[tuple[Element, Element]]) -> None:
        files = {image.get("src", "").partition("#")[0] for _, image in found}
        if len(files) > 1:
            raise HandoutError("pictures of two drawings on one page", "show one drawing on a page", "")
        drawing = self._read(files.pop())
        terms = {each.get("id", ""): each for each in root.iter("dt") if each.get("id")}
        _same(drawing.parts, terms)
        names = {part: self._words(term) for part, term in terms.items()}
        for part, term in terms.items():
            _link(term, part, numeral(drawing.parts[part], self.locale))
        unseen = set(drawing.parts)
        for paragraph, image in found:
            name = image.get("src", "").partition("#")[2]
            if name not in drawing.pictures:
                raise HandoutError(f"no picture {name!r} in the drawing", f"use one of {drawing.pictures}", "")
            self._figure(root, paragraph, image, drawing, name, names, unseen)
        self._group(root)

    def _figure(
        self,
        root: Element,
        paragraph: Element,
        image: Element,
        drawing: Drawing,
        name: str,
        names: dict[str, Words],
        unseen: set[str],
    ) -> None:
        """Make a figure of a paragraph: the picture, below it on a phone the key to its numbers."""
        heading = _heading_before(root, paragraph)
        description = Words(self._text(image.get("alt", "")), "untranslated" in paragraph.get("class", ""))
        here = [part for part, _ in marks(drawing.picture(name))]
        svg = drawing.image(name, self._words(heading), description, names, self.locale)
        shapes = drawing.shapes() if unseen == set(drawing.parts) else ""
        paragraph.clear()
        paragraph.tag = "figure"
        for part in sorted(unseen.intersection(here), key=here.index):  # where a name of the legend leads
            SubElement(paragraph, "span", id=f"see-{part}")
        unseen.difference_update(here)
        SubElement(paragraph, "span").text = self.md.htmlStash.store(shapes + svg)
        key = SubElement(paragraph, "p", {"class": "key", "aria-hidden": "true"})
        for part in sorted(here, key=lambda part: drawing.parts[part]):
            entry = SubElement(key, "span", {"class": f"part-{part}"})
            SubElement(entry, "b").text = numeral(drawing.parts[part], self.locale)
            names[part].into(entry, "span")

    def _pictograms(self, root: Element) -> bool:
        """Put a pictogram before the text of each element whose class names one; says whether there was any."""
        wanted = [
            (element, name)
            for element in root.iter()
            for name in element.get("class", "").split()
            if name.startswith("v-")
        ]
        drawing = self._read(PICTOGRAMS) if wanted else None
        for element, name in wanted:
            if drawing is None or name not in drawing.pictures:
                raise HandoutError(f"no pictogram {name!r} in docs/{PICTOGRAMS}", "use one that is there", "")
            svg = drawing.picture(name)
            svg.attrib.update({"class": "v", "aria-hidden": "true"})
            element.text = self.md.htmlStash.store(written(svg)) + (element.text or "")
        return bool(wanted)

    def _group(self, root: Element) -> None:
        """Put each heading with its picture and captions into a section, neighbours side by side where there is room."""
        group = Element("div", {"class": "pictures"})
        starts = [at for at, each in enumerate(root) if each.tag == "h2"]
        for start, end in pairwise([*starts, len(root)]):
            inside = root[start:end]
            if any(each.tag == "figure" for each in inside):
                SubElement(group, "section").extend(inside)
        first = list(root).index(group[0][0])
        for section in group:
            for each in section:
                root.remove(each)
        root.insert(first, group)

    def _read(self, name: str) -> Drawing:
        return Drawing.read(self.docs / name, f"docs/{name}")

    def _words(self, element: Element) -> Words:
        return Words(self._text("".join(element.itertext())), "untranslated" in element.get("class", ""))

    def _text(self, text: str) -> str:
        return UnescapeTreeprocessor(self.md).unescape(text)


def _images(root: Element) -> Iterator[tuple[Element, Element]]:
    """Yield the paragraphs that hold one image of an SVG's part, and the image."""
    for paragraph in root.iter("p"):
        if len(paragraph) == 1 and paragraph[0].tag == "img" and ".svg#" in paragraph[0].get("src", ""):
            yield paragraph, paragraph[0]


def _heading_before(root: Element, paragraph: Element) -> Element:
    before = list(root)[: list(root).index(paragraph)] if paragraph in list(root) else []
    for each in reversed(before):
        if each.tag == "h2":
            return each
    raise HandoutError("a picture without a heading", "put it below a heading of its own (##)", "")


def _same(parts: dict[str, int], terms: dict[str, Element]) -> None:
    for part in parts.keys() - terms.keys():
        raise HandoutError(f"the part {part!r} of the drawing has no name", f"add a term `Name {{: #{part} }}`", "")
    for part in terms.keys() - parts.keys():
        raise HandoutError(f"the drawing has no part {part!r}", "mark it in the drawing, or remove the term", "")


def _link(term: Element, part: str, number: str) -> None:
    """Make a term of the legend lead to the first picture of its part, its number before it."""
    link = Element("a", href=f"#see-{part}")
    SubElement(link, "b").text = number
    link[-1].tail, term.text = term.text, None
    link.extend(list(term))
    term[:] = [link]


class DiagramExtension(Extension):
    """Registers `Pictures` with each parser; `processor` is the latest. Set `docs` and `locale` before."""

    processor: Pictures
    docs = Path("docs")
    locale = Locale("en")

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Hook into Python-Markdown."""
        self.processor = Pictures(md, self.docs, self.locale)
        md.treeprocessors.register(self.processor, "handout_pictures", PRIORITY)
