"""QR codes as SVG: inline, so that they need no request and are sharp on paper, or as files loaded on demand."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import segno
from markupsafe import Markup

FILE = "qr.svg"
"""The file with the QR code of a page's URL, beside its index.html."""
# A fixed one of the eight mask patterns. To find the best takes four times as long, and is not needed on a screen.
_MASK = 4


def write(addresses: Mapping[str, str], target: Path) -> None:
    """Write each page's QR code into the built site; `addresses` are absolute URLs by URL from the site's root."""
    for page, address in addresses.items():
        code = segno.make(address, error="m", micro=False, mask=_MASK)
        code.save(str(target / page / FILE), border=4, light="#fff", xmldecl=False, omitsize=True)


@lru_cache(1)  # used for the print page, then for the same page as one file
def qr_code(address: str) -> Markup:
    """Return the QR code of `address` as SVG, black on white; hidden from screen readers, which read the URL beside."""
    code = segno.make(address, error="m", micro=False)
    drawn = code.svg_inline(border=4, omitsize=True, light="#fff", svgclass="qr", lineclass=None)
    return Markup(drawn.replace("<svg ", '<svg aria-hidden="true" shape-rendering="crispEdges" ', 1))  # noqa: S704 - segno's
