"""Rewrites the pages of a PDF, so that all content is tagged or an artifact, and each glyph maps to characters."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Operator, Pdf

from mkdocs_handout.pdf.size import short_coordinates

# The operators with which a text object or a path begins and ends, and those that a walk follows.
_BEGINS = {"BT", "m", "re"}
_ENDS = {"ET", "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "n"}
_FOLLOWED = {"BDC", "BMC", "EMC", "Tf", "Tj", "TJ"}
_BFCHAR = re.compile(rb"<([0-9A-Fa-f]{2,4})> <0000>")


def mark_artifacts(pdf: Pdf) -> None:
    """Mark untagged content, such as margins and rules, as artifacts; add missing characters to ToUnicode maps."""
    readable: dict[Any, _Glyphs] = {}
    for page in pdf.pages:
        page.contents_coalesce()
        page.Contents.write(short_coordinates(page.Contents.read_bytes()))
        walk = _Walk(page, readable)
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(list(walk.instructions())))
    for glyphs in readable.values():
        glyphs.name()


@dataclass
class _Glyphs:
    """The characters of one font's glyphs that Chromium gives only for a whole syllable (ActualText)."""

    font: Any
    cmap: bytes
    unnamed: set[bytes] = field(default_factory=set)
    found: dict[bytes, str] = field(default_factory=dict)

    @classmethod
    def of(cls, font: Any) -> "_Glyphs":
        cmap = font.ToUnicode.read_bytes() if "/ToUnicode" in font else b""
        return cls(font, cmap, {bytes.fromhex(code.decode()) for code in _BFCHAR.findall(cmap)})

    def syllable(self, codes: list[bytes], text: str) -> None:
        """Map the syllable's first unmapped glyph to its text, so that readers without ActualText get most of it."""
        for code in codes:
            if code in self.unnamed and code not in self.found:
                self.found[code] = text
                return

    def name(self) -> None:
        """Write the characters into the font; glyphs that are still unmapped become a zero width space (U+200B)."""
        if self.unnamed:

            def named(match: re.Match[bytes]) -> bytes:
                text = self.found.get(bytes.fromhex(match[1].decode()), "\u200b")
                return b"<%s> <%s>" % (match[1], text.encode("utf-16-be").hex().upper().encode())

            self.font.ToUnicode.write(_BFCHAR.sub(named, self.cmap))


class _Walk:
    """One pass over a page's instructions."""

    def __init__(self, page: pikepdf.Page, readable: dict[Any, _Glyphs]) -> None:
        self.page, self.readable = page, readable
        self.marks: list[_Mark] = []
        self.tagged = False  # whether any of the marks is a tag or an artifact
        self.glyphs: _Glyphs | None = None
        self.codes: list[bytes] = []

    def instructions(self) -> Iterator[Any]:
        """Yield the page's instructions with artifacts marked."""
        pending: list[Any] = []  # an untagged text object or path, until its end
        any_tagged = False
        for each in pikepdf.parse_content_stream(self.page):
            operator = str(each.operator)
            if operator in _FOLLOWED:
                self._follow(operator, each.operands)
            if not pending and (self.tagged or operator not in _BEGINS):
                yield from _artifact([each]) if operator == "Do" and not self.tagged else [each]
                continue
            any_tagged = any_tagged or self.tagged
            pending.append(each)
            if operator in _ENDS:
                yield from pending if any_tagged or operator == "n" else _artifact(pending)
                pending, any_tagged = [], False
        yield from pending

    def _follow(self, operator: str, operands: Any) -> None:
        """Keep track of open marked content, the font, and the codes shown within an ActualText."""
        if operator in ("BDC", "BMC"):
            properties = operands[1] if operator == "BDC" else None
            self.marks.append(_Mark.of(operands[0], properties))
            self.tagged = any(mark.tagged for mark in self.marks)
            self.codes = []
        elif operator == "EMC":
            text = self.marks.pop().text
            self.tagged = any(mark.tagged for mark in self.marks)
            if text and self.glyphs:
                self.glyphs.syllable(self.codes, text)
        elif operator == "Tf":
            font = self.page.Resources.Font[operands[0]]
            if font.objgen not in self.readable:
                self.readable[font.objgen] = _Glyphs.of(font)
            self.glyphs = self.readable[font.objgen]
        elif operator in ("Tj", "TJ") and self.marks and self.marks[-1].text:
            for string in operands[0] if operator == "TJ" else operands:
                if isinstance(string, pikepdf.String):
                    raw = bytes(string)
                    self.codes += [raw[at : at + 2] for at in range(0, len(raw), 2)]


@dataclass(frozen=True)
class _Mark:
    """Open marked content: whether it is a tag or an artifact, and its ActualText."""

    tagged: bool
    text: str

    @classmethod
    def of(cls, tag: Any, properties: Any) -> "_Mark":
        known: Any = properties if isinstance(properties, Dictionary) else {}
        return cls("/MCID" in known or tag == "/Artifact", str(known.get("/ActualText", "")))


def _artifact(instructions: list[Any]) -> Iterator[Any]:
    yield pikepdf.ContentStreamInstruction([Name.Artifact], Operator("BMC"))
    yield from instructions
    yield pikepdf.ContentStreamInstruction([], Operator("EMC"))
