"""The whole handout as one file, to keep or to send on: no script, nothing to fetch, readable without the site."""

import posixpath
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import urljoin

from mkdocs_handout.page.handout import Part

TEMPLATE = "save.html"
FILE = "save/ims.html"

_LINK = re.compile(r'<a (?P<before>[^>]*?)href="(?P<to>[^"]*)"(?P<after>[^>]*)>(?P<text>.*?)</a>', re.S)
_FREE = ("#", "http:", "https:", "tel:", "mailto:")


def file_name(locale: str) -> str:
    """Return the name under which the file is saved."""
    return f"ims-{locale}.html"


def alone(html: str, here: str, parts: Iterable[Part], address: str) -> str:
    """Make links hold wherever the file lies: to a part of it, to the site (at `address`), or no link.

    `here` is the page that the links are relative to, from the site's root.
    """
    home = posixpath.dirname(here.rstrip("/"))
    anchors = {
        posixpath.join(home, part.slug).rstrip("/"): f"#{part.slug}-part" if part.slug else "#part" for part in parts
    }

    def held(link: re.Match[str]) -> str:
        to = link["to"]
        if to.startswith(_FREE):
            return link[0]
        path, _, anchor = to.partition("#")
        target = posixpath.normpath(posixpath.join(here, path)).removeprefix(".")
        if not anchor and target in anchors:
            to = anchors[target]
        elif address:
            to = urljoin(address + here, to)
        else:
            return link["text"]
        return f'<a {link["before"]}href="{to}"{link["after"]}>{link["text"]}</a>'

    return _LINK.sub(held, html)


def write(files: Mapping[str, str], target: Path) -> None:
    """Write each file, by its address from the site's root, into the built site."""
    for address, html in files.items():
        path = target / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html, encoding="utf-8")
