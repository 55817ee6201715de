"""Components of pages: stylesheets by class, table headers, and figures that no line break separates from their words.

A class in an attribute list names a component, and the page gets its stylesheet: `## The main points {: .glance }`.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from mkdocs_handout.english import icons

# After bidi isolation (4), which splits texts; before Markdown's unescape (0).
PRIORITY = 3
NO_BREAK_SPACE = "\u00a0"

# The stylesheet of overrides/ for a class, or for a tag if Markdown has its own syntax for it.
STYLES = {
    "glance": "glance.css", "when": "stages.css", "means": "means.css", "table": "table.css", "img": "image.css",
    "details": "details.css",
    icons.CLASS: "icons.css",
}  # fmt: skip


class Components(Treeprocessor):
    """Processes one page; then, `styles` are the stylesheets that its components need."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.styles: list[str] = []

    def run(self, root: Element) -> None:
        """Collect stylesheets, unfold tabs, mark table headers, and keep bold figures on one line with their words."""
        named = {name for each in root.iter() for name in (each.tag, *each.get("class", "").split())}
        self.styles = [style for name, style in STYLES.items() if name in named]
        for tabs in root.iter("div"):
            if "tabbed-set" in tabs.get("class", "").split():
                _below_one_another(tabs)
        for table in root.iter("table"):
            _name_rows(table)
        for bold in root.iter("strong"):
            if any(char.isdecimal() for text in bold.itertext() for char in text):
                _keep_together(bold)


def _below_one_another(tabs: Element) -> None:
    """Show content tabs one below another, each under its name, so that they need no script and can be printed."""
    names, contents = list(tabs.iter("label")), [each for each in tabs.iter("div") if _holds_a_tab(each)]
    tabs[:] = [each for pair in zip(names, contents, strict=True) for each in pair]
    for name in names:
        name.tag = "p"
        name.attrib.pop("for", None)
        bold = Element("strong")
        bold.text, name.text = name.text, None
        bold[:], name[:] = list(name), [bold]


def _holds_a_tab(element: Element) -> bool:
    """Return whether an element holds the content of one tab, in either of the two styles of pymdownx.tabbed."""
    kind = element.get("class")
    return kind == "tabbed-block" or (kind == "tabbed-content" and element.find("div[@class='tabbed-block']") is None)


def _name_rows(table: Element) -> None:
    """Make the first cell of each row a header, for which Markdown has no syntax (WCAG 1.3.1, technique H63)."""
    for head in table.iterfind("thead/tr/th"):
        head.set("scope", "col")
    for row in table.iterfind("tbody/tr"):
        if len(row):
            row[0].tag = "th"
            row[0].set("scope", "row")


def _keep_together(bold: Element) -> None:
    """Put no-break spaces (U+00A0) from the first figure in `bold` to the word after the last figure.

    If no word follows, the word before the first figure is included: some languages name the unit first.
    """
    places = list(_texts(bold))
    text = "".join(getattr(element, part) or "" for element, part in places)
    figures = [at for at, char in enumerate(text) if char.isdecimal()]
    start, end = figures[0], figures[-1]
    if " " in (after := text[end:].rstrip()):
        end += after.index(" ") + 1
    else:
        start = max(text.rfind(" ", 0, start), 0)
    text = text[:start] + text[start:end].replace(" ", NO_BREAK_SPACE) + text[end:]
    for element, part in places:
        length = len(getattr(element, part) or "")
        setattr(element, part, text[:length] or None)
        text = text[length:]


def _texts(element: Element) -> Iterator[tuple[Element, str]]:
    """Yield the places of the texts within `element`, in reading order: an element and `text` or `tail`."""
    yield element, "text"
    for child in element:
        yield from _texts(child)
        yield child, "tail"
