"""The whole handout as one self-contained file, to keep or to forward; it needs no script, request or site."""

import posixpath
from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from mkdocs_handout.english.blocks import NUMBER
from mkdocs_handout.page.handout import Part, Whole
from mkdocs_handout.page.images import MAX_TOGETHER, embed, site_address
from mkdocs_handout.project.errors import HandoutError

TEMPLATE = "save.html"
FILE = "save/ims.html"


def file_name(locale: str) -> str:
    """Return the name under which a browser saves the file."""
    return f"ims-{locale}.html"


def alone(whole: Whole, here: str, address: str, read: Callable[[str], bytes | None]) -> Whole:
    """Return the handout with links that work wherever the file is, and with its pictures embedded.

    `here` is the URL, from the site's root, of the page that its links are relative to; `address` is the site's URL or
    "". `read` returns the file at a URL from the site's root, or None. Raises `HandoutError` if the pictures are too
    large.
    """
    parts = tuple(replace(part, tree=deepcopy(part.tree)) for part in whole.parts)
    size = 0
    for part in parts:
        hold_links(part.tree, here, parts, address)
        size += embed(part.tree, lambda source: read(site_address(source, here)))
    if size > 1000 * MAX_TOGETHER:
        what = (
            f"the pictures of the handout have {size / 1000:.0f} KB together "
            f"(limit for the saved file: {MAX_TOGETHER} KB)"
        )
        raise HandoutError(what, "make them smaller: make smaller PICTURE=docs/…, or remove some")
    return replace(whole, parts=parts)


def hold_links(tree: HtmlElement, here: str, parts: Iterable[Part], address: str) -> None:
    """Point each link to a part of the file, or else to the site; without a site, remove the link.

    Block numbers are removed too, since nothing in the file uses them.
    """
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
    """Write each file, given by its URL from the site's root, into the built site."""
    for address, html in files.items():
        path = target / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html, encoding="utf-8")
