"""What a PDF need not carry to a phone: hints for screens, layout tables already used, the same thing twice."""

import io
import re
from decimal import Decimal
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Dictionary, Pdf, Stream

# What a reader takes from an embedded TrueType font (ISO 32000-1, 9.9).
_TABLES = {"glyf", "head", "hhea", "hmtx", "loca", "maxp"}
# Operators of places on the page; a hundredth of their unit is less than a printer's dot.
_PLACES = {"m", "l", "c", "v", "y", "re", "Td"}
_HUNDREDTH = Decimal("0.01")
_CMAP = re.compile(rb"\d+ begincodespacerange.*(?=endcmap)", re.S)


def rounded(instruction: Any) -> Any:
    """Round the places in one instruction of a page."""
    if str(instruction.operator) not in _PLACES:
        return instruction
    places = [
        each.quantize(_HUNDREDTH).normalize() if isinstance(each, Decimal) else each for each in instruction.operands
    ]
    return pikepdf.ContentStreamInstruction(places, instruction.operator)


def slim(pdf: Pdf) -> None:
    """Make fonts and their tables small, and keep what is there many times once."""
    seen: dict[bytes, Any] = {}
    for each in pdf.objects:
        if isinstance(each, Stream) and "/Length1" in each:
            each.write(_bare(each.read_bytes()))
            each.Length1 = len(each.read_bytes())
        if isinstance(each, Dictionary) and "/ToUnicode" in each:
            each.ToUnicode.write(_short(each.ToUnicode.read_bytes()))
    for each in pdf.objects:
        if isinstance(each, Dictionary) and each.get("/Subtype") == "/Type3":
            for name, glyph in list(each.CharProcs.items()):
                each.CharProcs[name] = seen.setdefault(glyph.read_bytes(), glyph)


def _bare(data: bytes) -> bytes:
    """Return a TrueType font with its outlines alone."""
    font = TTFont(io.BytesIO(data), recalcTimestamp=False, recalcBBoxes=False)
    for tag in set(font.keys()) - _TABLES - {"GlyphOrder"}:
        del font[tag]
    for name in font.getGlyphOrder():
        font["glyf"][name].removeHinting()
    target = io.BytesIO()
    font.save(target, reorderTables=None)
    return target.getvalue()


def _short(cmap: bytes) -> bytes:
    """Return a font's table of characters without what all such tables begin with."""
    found = _CMAP.search(cmap)
    return b"begincmap\n" + found[0] + b"endcmap" if found else cmap
