"""QR codes as SVG: inline, with no picture to load and sharp on paper; or as files, for a screen that asks for one."""

import io
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import segno
from markupsafe import Markup

FILE = "qr.svg"
"""The code of a page's address, beside its index.html."""
# One of the eight patterns, where the best of them takes four times as long to find: enough for a code on a screen.
_MASK = 4


def write(addresses: Mapping[str, str], target: Path) -> None:
    """Write into the built site the code of each page: `addresses` are whole, by its own from the site's root."""
    for page, address in addresses.items():
        drawn = io.BytesIO()
        code = segno.make(address, error="m", micro=False, mask=_MASK)
        code.save(drawn, kind="svg", border=4, light="#fff", xmldecl=False, omitsize=True)
        (target / page / FILE).write_bytes(drawn.getvalue())


@lru_cache(1)  # a page to print, and the same page as one file
def qr_code(address: str) -> Markup:
    """Draw `address` with its quiet zone, black on white whatever the page's colours; it stands in text beside."""
    code = segno.make(address, error="m", micro=False)
    drawn = code.svg_inline(border=4, omitsize=True, light="#fff", svgclass="qr", lineclass=None)
    return Markup(drawn.replace("<svg ", '<svg aria-hidden="true" shape-rendering="crispEdges" ', 1))  # noqa: S704 - segno's
