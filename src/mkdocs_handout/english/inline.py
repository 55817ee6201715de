"""The inline Markdown of one message, rendered as on its page."""

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions.toc import strip_tags

# A character that can begin or end inline Markdown, HTML or an entity; all of them are ASCII.
_MARKUP = re.compile(r"""[^A-Za-z0-9 .,;?()'"%/\u0080-\U0010ffff-]""")


def is_plain(text: str) -> bool:
    """Return whether a text has no character that can begin or end inline Markdown, HTML or an entity."""
    return not _MARKUP.search(text)


def as_markdown(message: str) -> str:
    """Return a message or translation as Markdown, with hard line breaks for its newlines."""
    return "  \n".join(line.strip() for line in message.split("\n"))


def render_inline(md: Markdown, message: str, also: Iterable[str] = ()) -> Element:
    """Render a message's inline Markdown as the page does; return the `<p>`, with attribute lists applied.

    `also` names further treeprocessors of the page to run.
    """
    root = Element("div")
    text = SubElement(root, "p").text = as_markdown(message)
    markup = () if is_plain(text) else ("inline", "attr_list")  # these take four fifths of the time
    for name in (*markup, *also, "unescape"):
        if name in md.treeprocessors:
            md.treeprocessors[name].run(root)
    return root[0]


def plain_text(md: Markdown, message: str) -> str:
    """Return a message without markup and on one line, for use as a title or in an attribute."""
    rendered = render_inline(md, message)
    for line_break in rendered.iter("br"):
        line_break.tail = f" {line_break.tail or ''}"
    return strip_tags("".join(rendered.itertext())).strip()
