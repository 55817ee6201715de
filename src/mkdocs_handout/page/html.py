"""HTML as a tree: read once from what Markdown wrote, and written once, when the page is finished.

Markdown writes XHTML and pages have no raw HTML, so the text is XML, whose reader keeps names as they are (`viewBox`).
"""

from collections.abc import Callable, Iterable, Iterator
from html.entities import html5
from typing import cast

from lxml import etree
from lxml.html import HtmlElement, XHTMLParser
from markupsafe import Markup

from mkdocs_handout.project.errors import HandoutError

# Elements without an end tag (HTML, 13.1.2, "void elements").
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# Named characters that XML knows itself.
_PREDEFINED = {"amp", "lt", "gt", "quot", "apos"}


def parse(text: str) -> HtmlElement:
    """Read HTML as Markdown writes it, and return a `<div>` of it; raises `HandoutError` if it is not well-formed."""
    source = f"<div>{text}</div>"
    try:
        try:
            return _parsed(source)
        except etree.XMLSyntaxError:  # a page may use a named character, which XML has to be told of
            return _parsed(f"<!DOCTYPE div [{''.join(_entities())}]>{source}")
    except etree.XMLSyntaxError as error:
        raise HandoutError(f"this makes no HTML: {error.msg}", "mend the attribute list or the character") from error


def _parsed(source: str) -> HtmlElement:
    return cast(HtmlElement, etree.fromstring(source, XHTMLParser()))


def _entities() -> Iterator[str]:
    """Declare HTML's named characters, such as `&nbsp;`."""
    for name, characters in html5.items():
        if name.endswith(";") and name[:-1] not in _PREDEFINED:
            yield f'<!ENTITY {name[:-1]} "{"".join(f"&#38;#{ord(each)};" for each in characters)}">'


def name_of(element: HtmlElement) -> str:
    """Return an element's tag without its namespace; nothing for a comment."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def write(elements: Iterable[HtmlElement]) -> Markup:
    """Write elements, with the text that follows each, as HTML: `<p></p>`, but `<br/>` and, in SVG, `<path/>`."""
    return Markup("").join(Markup(_written(each)) for each in elements)  # noqa: S704 - lxml has escaped its texts


def _written(element: HtmlElement) -> str:
    _give_end_tags(element)
    return str(etree.tostring(element, encoding="unicode"))


def _give_end_tags(element: HtmlElement) -> None:
    name = name_of(element)
    if name == "svg":
        return
    if not len(element) and element.text is None and name not in VOID:
        element.text = ""
    for child in element:
        _give_end_tags(child)


def words(element: HtmlElement, skip: Callable[[HtmlElement], bool] = lambda child: False) -> str:
    """Return the text of an element, without the descendants that `skip` names, on one line."""
    return " ".join("".join(texts(element, skip)).split())


def texts(element: HtmlElement, skip: Callable[[HtmlElement], bool]) -> Iterator[str]:
    """Yield the pieces of text in an element, without the descendants that `skip` names."""
    yield element.text or ""
    for child in element:
        if not skip(child):
            yield from texts(child, skip)
        yield child.tail or ""
