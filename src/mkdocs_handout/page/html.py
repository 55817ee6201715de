"""HTML trees: parsed once from Markdown's output, and serialized once, when the page is finished.

Markdown writes XHTML and pages have no raw HTML, so it is parsed as XML, which preserves the case of names (`viewBox`).
"""

from collections.abc import Callable, Iterable, Iterator
from html.entities import html5
from typing import cast

from lxml import etree
from lxml.html import HtmlElement, XHTMLParser
from lxml.html.defs import empty_tags
from markupsafe import Markup

from mkdocs_handout.project.errors import HandoutError

# Entities that are predefined in XML.
_PREDEFINED = {"amp", "lt", "gt", "quot", "apos"}
_PARSER = XHTMLParser()


def parse(text: str) -> HtmlElement:
    """Parse Markdown's HTML output and return it in a `<div>`; raises `HandoutError` if it is not well-formed."""
    source = f"<div>{text}</div>"
    try:
        try:
            return _parsed(source)
        except etree.XMLSyntaxError:  # it may have an HTML entity, which XML needs declared
            return _parsed(f"<!DOCTYPE div [{''.join(_entities())}]>{source}")
    except etree.XMLSyntaxError as error:
        raise HandoutError(
            f"this does not make valid HTML: {error.msg}", "correct the attribute list or the character"
        ) from error


def _parsed(source: str) -> HtmlElement:
    return cast(HtmlElement, etree.fromstring(source, _PARSER))


def _entities() -> Iterator[str]:
    """Yield XML declarations of HTML's named entities, such as `&nbsp;`."""
    for name, characters in html5.items():
        if name.endswith(";") and name[:-1] not in _PREDEFINED:
            yield f'<!ENTITY {name[:-1]} "{"".join(f"&#38;#{ord(each)};" for each in characters)}">'


def name_of(element: HtmlElement) -> str:
    """Return an element's tag without its namespace; "" for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def write(elements: Iterable[HtmlElement]) -> Markup:
    """Serialize elements, including their tails, as HTML: `<p></p>`, but `<br/>` and, in SVG, `<path/>`."""
    return Markup("").join(Markup(_written(each)) for each in elements)  # noqa: S704 - lxml has escaped its texts


def _written(element: HtmlElement) -> str:
    _give_end_tags(element)
    return str(etree.tostring(element, encoding="unicode"))


def _give_end_tags(element: HtmlElement) -> None:
    name = name_of(element)
    if name == "svg":
        return
    if not len(element) and element.text is None and name not in empty_tags:
        element.text = ""
    for child in element:
        _give_end_tags(child)


def words(element: HtmlElement, skip: Callable[[HtmlElement], bool] = lambda child: False) -> str:
    """Return the text of an element on one line, without descendants for which `skip` is true."""
    return " ".join("".join(texts(element, skip)).split())


def texts(element: HtmlElement, skip: Callable[[HtmlElement], bool]) -> Iterator[str]:
    """Yield the pieces of text in an element, without descendants for which `skip` is true."""
    yield element.text or ""
    for child in element:
        if not skip(child):
            yield from texts(child, skip)
        yield child.tail or ""
