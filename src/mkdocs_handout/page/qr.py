"""QR codes as SVG: inline, so that they need no request and are sharp on paper, or as files loaded on demand."""

import hashlib
import io
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import segno
from markupsafe import Markup

from mkdocs_handout.project.files import replace_all

FILE = "qr.svg"
"""The file with the QR code of a page's URL, beside its index.html."""
# A fixed one of the eight mask patterns. To find the best takes four times as long, and is not needed on a screen.
_MASK = 4


class QrCodes:
    """Draws QR codes, and keeps them for later builds, since to draw them takes a tenth of a build."""

    def __init__(self, folder: Path) -> None:
        """Keep the codes in `folder`, named after a digest of all that they are made from."""
        self._folder = folder
        self._drawn_by = segno.__version__.encode() + Path(__file__).read_bytes()

    def inline(self, address: str) -> Markup:
        """Return the code of a URL, black on white; hidden from screen readers, which read the URL beside it."""
        return Markup(self._kept(address, _inline))  # noqa: S704 - segno's

    def write(self, addresses: Mapping[str, str], target: Path) -> None:
        """Write each page's code into the built site; `addresses` are absolute URLs by URL from the site's root."""
        for page, address in addresses.items():
            (target / page / FILE).write_text(self._kept(address, _file), encoding="utf-8", newline="")

    def _kept(self, address: str, draw: Callable[[str], str]) -> str:
        digest = hashlib.sha256(self._drawn_by + f"\0{draw.__name__} {address}".encode()).hexdigest()
        path = self._folder / f"{digest[:32]}.svg"
        with suppress(OSError):
            return path.read_text(encoding="utf-8")
        drawn = draw(address)
        with suppress(OSError):  # as on a full disk: it is drawn again in the next build
            replace_all({path: drawn})
        return drawn


def _inline(address: str) -> str:
    code = segno.make(address, error="m", micro=False)
    drawn = code.svg_inline(border=4, omitsize=True, light="#fff", svgclass="qr", lineclass=None)
    return drawn.replace("<svg ", '<svg aria-hidden="true" shape-rendering="crispEdges" ', 1)


def _file(address: str) -> str:
    code, drawn = segno.make(address, error="m", micro=False, mask=_MASK), io.BytesIO()
    code.save(drawn, kind="svg", border=4, light="#fff", xmldecl=False, omitsize=True)
    return drawn.getvalue().decode()
