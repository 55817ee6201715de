"""The whole handout as one file, to keep or to send on: no script, nothing to fetch, readable without the site."""

import posixpath
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from mkdocs_handout.english.blocks import NUMBER
from mkdocs_handout.page.handout import Part, Whole

TEMPLATE = "save.html"
FILE = "save/ims.html"


def file_name(locale: str) -> str:
    """Return the name under which the file is saved."""
    return f"ims-{locale}.html"


def alone(whole: Whole, here: str, address: str) -> Whole:
    """Return the handout with links that hold wherever the file lies.

    `here` is the page that its links are relative to, from the site's root; `address` is the site's, or nothing.
    """
    return whole.changed(partial(hold_links, here=here, parts=whole.parts, address=address))


def hold_links(tree: HtmlElement, here: str, parts: Iterable[Part], address: str) -> None:
    """Make each link one to a part of the file, else to the site, else no link; nothing here asks for block numbers."""
    for block in tree.iterfind(f".//*[@{NUMBER}]"):
        block.attrib.pop(NUMBER)
    home = posixpath.dirname(here.rstrip("/"))
    anchors = {posixpath.join(home, part.slug).rstrip("/"): f"#{part.anchor}" for part in parts}
    for link in list(tree.iter("a")):
        to = link.get("href", "")
        if to.startswith("#") or urlsplit(to).scheme:
            continue
        path, _, anchor = to.partition("#")
        target = posixpath.normpath(posixpath.join(here, path)).removeprefix(".")
        if not anchor and target in anchors:
            link.set("href", anchors[target])
        elif address:
            link.set("href", urljoin(address + here, to))
        else:
            link.drop_tag()


def write(files: Mapping[str, str], target: Path) -> None:
    """Write each file, by its address from the site's root, into the built site."""
    for address, html in files.items():
        path = target / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html, encoding="utf-8")
