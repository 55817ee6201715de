"""Reduces a PDF's size: removes hints for screens and unneeded font tables, and stores equal content once."""

import io
import re
from decimal import Decimal
from functools import lru_cache
from typing import Any

from fontTools.ttLib import TTFont
from pikepdf import Dictionary, Pdf, Stream

# The tables of an embedded TrueType font that PDF readers use (ISO 32000-1, 9.9).
_TABLES = {"glyf", "head", "hhea", "hmtx", "loca", "maxp"}
# Operators with coordinates, and the precision that is kept: finer than a printer's dot.
_TENTH, _HUNDREDTH = Decimal("0.1"), Decimal("0.01")
_PLACES = {**dict.fromkeys((b"m", b"l", b"c", b"v", b"y"), _TENTH), **dict.fromkeys((b"re", b"Td"), _HUNDREDTH)}
# An instruction as Chromium writes it: numbers, then the operator, at the beginning of a line.
_COORDINATES = re.compile(rb"^((?:-?[\d.]+ )+)(m|l|c|v|y|re|Td)(?=\s)", re.M)
# A path with at least twenty instructions, and the operator that paints it.
_LONG_PATH = re.compile(
    rb"^(?P<path>(?P<x>-?[\d.]+) (?P<y>-?[\d.]+) m\n(?:(?:[-\d. ]+ [mlc]|h)\n){19,})(?P<paint>S|s|f\*?|B|b)\n", re.M
)
_GOES_ON = re.compile(rb"\([^)\n]*$", re.M)
_CMAP = re.compile(rb"\d+ begincodespacerange.*(?=endcmap)", re.S)


def short_coordinates(content: bytes) -> bytes:
    """Return a page's content stream with rounded coordinates.

    Each long path is drawn relative to its first point, so that the many circles become identical bytes. If a string
    goes on in the next line, which might look like an instruction, nothing is changed; Chromium writes none.
    """
    if _GOES_ON.search(content):
        return content
    return _COORDINATES.sub(_rounded, _LONG_PATH.sub(_moved, content))


def _moved(found: re.Match[bytes]) -> bytes:
    start = [Decimal(_short(each, _HUNDREDTH).decode()) for each in found.group("x", "y")]

    def relative(instruction: re.Match[bytes]) -> bytes:
        places = [Decimal(each.decode()) - start[axis % 2] for axis, each in enumerate(instruction[1].split())]
        return b"%s %s" % (" ".join(map("{:f}".format, places)).encode(), instruction[2])

    place = " ".join(map("{:f}".format, start)).encode()
    return b"q\n1 0 0 1 %s cm\n%s%s\nQ\n" % (place, _COORDINATES.sub(relative, found["path"]), found["paint"])


def _rounded(instruction: re.Match[bytes]) -> bytes:
    fine = _PLACES[instruction[2]]
    return b" ".join([*(_short(each, fine) for each in instruction[1].split()), instruction[2]])


@lru_cache(50_000)  # most numbers are the widths of letters
def _short(number: bytes, fine: Decimal) -> bytes:
    return f"{Decimal(number.decode()).quantize(fine).normalize():f}".encode()


def slim(pdf: Pdf) -> None:
    """Reduce fonts and their ToUnicode maps, and store equal Type 3 glyphs once."""
    seen: dict[bytes, Any] = {}
    for each in pdf.objects:
        if isinstance(each, Stream) and "/Length1" in each:
            each.write(_bare(each.read_bytes()))
            each.Length1 = len(each.read_bytes())
        if isinstance(each, Dictionary) and "/ToUnicode" in each:
            each.ToUnicode.write(_short_map(each.ToUnicode.read_bytes()))
    for each in pdf.objects:
        if isinstance(each, Dictionary) and each.get("/Subtype") == "/Type3":
            for name, glyph in list(each.CharProcs.items()):
                each.CharProcs[name] = seen.setdefault(glyph.read_bytes(), glyph)


def _bare(data: bytes) -> bytes:
    """Return a TrueType font with only the tables that PDF readers use, and without hints."""
    font = TTFont(io.BytesIO(data), recalcTimestamp=False, recalcBBoxes=False)
    for tag in set(font.keys()) - _TABLES - {"GlyphOrder"}:
        del font[tag]
    for glyph in font["glyf"].glyphs.values():
        glyph.trim(remove_hinting=True)  # without decoding its outline
    target = io.BytesIO()
    font.save(target, reorderTables=None)
    return target.getvalue()


def _short_map(cmap: bytes) -> bytes:
    """Return a font's ToUnicode map without the lines with which all such maps begin."""
    found = _CMAP.search(cmap)
    return b"begincmap\n" + found[0] + b"endcmap" if found else cmap
