"""Text of a page that is not a message, such as code or what an extension adds; it is English in every language."""

from collections.abc import Iterator

from lxml.html import HtmlElement

from mkdocs_handout.english.blocks import NUMBER


def outside_blocks(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the outermost elements of a page that have text of their own but are not blocks or parts of blocks.

    Drawings and tables of contents are skipped, since their text comes from blocks.
    """
    for element in tree:
        name = _name(element)
        lists_headings = name == "ul" and tree.get("class") == "toc"
        if not name or name == "svg" or lists_headings or element.get("lang"):
            continue
        if element.get(NUMBER) is not None:  # an item of a list may have code below its text
            yield from (each for each in element.iter() if _name(each) == "pre")
        elif any(char.isalpha() for text in (element.text, *(each.tail for each in element)) for char in text or ""):
            yield element
        else:
            yield from outside_blocks(element)


def _name(element: HtmlElement) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
