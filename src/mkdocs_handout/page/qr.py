"""QR codes as inline SVG: no picture to load, sharp on paper."""

import segno
from markupsafe import Markup


def qr_code(address: str) -> Markup:
    """Draw `address` with its quiet zone, black on white whatever the page's colours; it stands in text beside."""
    code = segno.make(address, error="m", micro=False)
    drawn = code.svg_inline(border=4, omitsize=True, light="#fff", svgclass="qr", lineclass=None)
    return Markup(drawn.replace("<svg ", '<svg aria-hidden="true" shape-rendering="crispEdges" ', 1))  # noqa: S704 - segno's
