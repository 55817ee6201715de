"""Reduces a PDF's size: removes hints for screens and unneeded font tables, and stores equal content once."""

import io
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Dictionary, Operator, Pdf, Stream

# The tables of an embedded TrueType font that PDF readers use (ISO 32000-1, 9.9).
_TABLES = {"glyf", "head", "hhea", "hmtx", "loca", "maxp"}
# Operators with coordinates, and the precision that is kept: finer than a printer's dot.
_TENTH, _HUNDREDTH = Decimal("0.1"), Decimal("0.01")
_PLACES = {**dict.fromkeys(("m", "l", "c", "v", "y"), _TENTH), **dict.fromkeys(("re", "Td"), _HUNDREDTH)}
_PATH = {"m", "l", "c", "h"}
_PAINTED = {"S", "s", "f", "f*", "B", "b"}
_LONG = 20
_CMAP = re.compile(rb"\d+ begincodespacerange.*(?=endcmap)", re.S)


def rounded(instruction: Any) -> Any:
    """Round the coordinates in one instruction of a page."""
    fine = _PLACES.get(str(instruction.operator))
    if not fine:
        return instruction
    places = [_short_number(each, fine) for each in instruction.operands]
    return pikepdf.ContentStreamInstruction(places, instruction.operator)


def from_their_own_place(instructions: Iterable[Any]) -> Iterator[Any]:
    """Draw each long path relative to its first point, so that the many circles become identical bytes."""
    path: list[Any] = []
    for each in instructions:
        operator = str(each.operator)
        if operator in _PATH:
            path.append(each)
            continue
        if len(path) < _LONG or operator not in _PAINTED:
            yield from path
            yield each
        else:
            yield from _moved([*path, each])
        path = []
    yield from path


def _moved(path: list[Any]) -> Iterator[Any]:
    start = [_short_number(each, _HUNDREDTH) for each in path[0].operands]
    yield pikepdf.ContentStreamInstruction([], Operator("q"))
    yield pikepdf.ContentStreamInstruction([1, 0, 0, 1, *start], Operator("cm"))
    for each in path:
        places = [Decimal(place) - start[axis % 2] for axis, place in enumerate(each.operands)]
        yield pikepdf.ContentStreamInstruction(places, each.operator)
    yield pikepdf.ContentStreamInstruction([], Operator("Q"))


def _short_number(number: Any, fine: Decimal) -> Any:
    return number.quantize(fine).normalize() if isinstance(number, Decimal) else number


def slim(pdf: Pdf) -> None:
    """Reduce fonts and their ToUnicode maps, and store equal Type 3 glyphs once."""
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
    """Return a TrueType font with only the tables that PDF readers use, and without hints."""
    font = TTFont(io.BytesIO(data), recalcTimestamp=False, recalcBBoxes=False)
    for tag in set(font.keys()) - _TABLES - {"GlyphOrder"}:
        del font[tag]
    for name in font.getGlyphOrder():
        font["glyf"][name].removeHinting()
    target = io.BytesIO()
    font.save(target, reorderTables=None)
    return target.getvalue()


def _short(cmap: bytes) -> bytes:
    """Return a font's ToUnicode map without the lines with which all such maps begin."""
    found = _CMAP.search(cmap)
    return b"begincmap\n" + found[0] + b"endcmap" if found else cmap
