"""Pictures that are files of docs/, raster or SVG: loaded from this site, or embedded in a self-contained page."""

import base64
import posixpath
from collections.abc import Callable, Container, Iterator
from mimetypes import MimeTypes
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from mkdocs_handout.page.html import name_of
from mkdocs_handout.project.errors import HandoutError

_TYPES = MimeTypes()  # only Python's built-in types, not those of the machine
MAX_TOGETHER = 1000  # KB; the limit for all pictures in one self-contained file


def images(tree: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Yield each picture that is a file of the site, with its `src`."""
    for image in tree.iter():
        source = image.get("src", "")
        if name_of(image) == "img" and urlsplit(source).scheme != "data":
            yield image, source


def refuse_unpublished(tree: HtmlElement, here: str, left_out: Container[str], markdown: str) -> None:
    """Raise `HandoutError`, with the line in `markdown`, for a picture that no page can show.

    A picture on another site is blocked by the policy, and one among `left_out` (URLs) is not published by MkDocs.
    `here` is the page's URL from the site's root. MkDocs reports missing files.
    """
    for _, source in images(tree):
        parts = urlsplit(source)
        if parts.scheme or parts.netloc:
            what = f"the picture {source} is on another site, from which pages may not load anything"
            raise HandoutError(what, "put it in docs/, and write the name of its file", line=line_of(markdown, source))
        address = site_address(source, here)
        if address in left_out:
            what = f"the picture {unquote(address)} is not published: exclude_docs in mkdocs.yml excludes it"
            remedy = "put it in another folder of docs/, or use a part of it (drawings/spine.svg#pic-1)"
            raise HandoutError(what, remedy, line=line_of(markdown, posixpath.basename(unquote(address))))


def line_of(markdown: str, words: str) -> int | None:
    """Return the first line (from 1) that has `words`, or None."""
    return next((number for number, line in enumerate(markdown.splitlines(), 1) if words in line), None)


def site_address(source: str, here: str) -> str:
    """Return the URL, from the site's root, of a picture that the page at `here` refers to as `source`."""
    return posixpath.normpath(posixpath.join(here, urlsplit(source).path))


def embed(tree: HtmlElement, read: Callable[[str], bytes | None]) -> int:
    """Embed each picture in the page (`data:` URL); return their size in bytes.

    `read` gets each `src` as written, and returns None for a missing file, which MkDocs reports.
    """
    size = 0
    for image, source in images(tree):
        if (data := read(source)) is None:
            continue
        kind, _ = _TYPES.guess_type(urlsplit(source).path, strict=False)
        image.set("src", f"data:{kind};base64,{base64.b64encode(data).decode()}")
        size += len(data)
    return size
