"""What Chromium leaves out of a PDF and a reader's software needs: title, roles, artifacts, characters of each glyph."""

import datetime
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, Pdf

from mkdocs_handout.errors import HandoutError
from mkdocs_handout.sheets.fonts import FAMILIES
from mkdocs_handout.sheets.slim import rounded, slim

# Structure types that PDF 1.7 does not know, and what they are (ISO 32000-1, 14.8.4).
ROLES = {"/Strong": "/Span", "/Em": "/Span", "/Aside": "/Div", "/NonStruct": None}

_PATH_BEGINS = {"m", "re"}
_PAINTS = {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s"}
_PATH_ENDS = {*_PAINTS, "n"}
_BFCHAR = re.compile(rb"<([0-9A-Fa-f]{2,4})> <0000>")


def finish(data: bytes, language: str) -> bytes:
    """Complete Chromium's PDF; raises `HandoutError` if a font was drawn with that nobody named."""
    with Pdf.open(io.BytesIO(data)) as pdf:
        _only_named_fonts(pdf)
        readable: dict[Any, _Glyphs] = {}
        for page in pdf.pages:
            page.Contents = pdf.make_stream(_with_artifacts(page, readable))
        for glyphs in readable.values():
            glyphs.name()
        slim(pdf)
        _structure(pdf)
        _describe_links(pdf)
        _metadata(pdf, language)
        return _saved(pdf)


def dated(data: bytes, moment: datetime.datetime) -> bytes:
    """Write the moment of the text into a finished PDF: the same commit gives the same bytes."""
    with Pdf.open(io.BytesIO(data)) as pdf:
        stamp = moment.astimezone(datetime.UTC).strftime("D:%Y%m%d%H%M%SZ")
        pdf.docinfo["/CreationDate"] = pdf.docinfo["/ModDate"] = stamp
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            metadata["xmp:CreateDate"] = metadata["xmp:ModifyDate"] = moment.astimezone(datetime.UTC).isoformat()
        return _saved(pdf)


def _saved(pdf: Pdf) -> bytes:
    pikepdf.settings.set_flate_compression_level(9)
    target = io.BytesIO()
    pdf.save(
        target,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        recompress_flate=True,
        deterministic_id=True,
    )
    return target.getvalue()


def _metadata(pdf: Pdf, language: str) -> None:
    title = str(pdf.docinfo["/Title"])
    pdf.Root.Lang = pikepdf.String(language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.docinfo["/Creator"] = "mkdocs_handout"
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:title"] = title
        metadata["dc:language"] = [language]
        metadata["pdfuaid:part"] = "1"


def _describe_links(pdf: Pdf) -> None:
    for page in pdf.pages:
        for link in page.get("/Annots", []):
            if "/URI" in link.get("/A", {}):
                link.Contents = link.A.URI


def _only_named_fonts(pdf: Pdf) -> None:
    """Refuse a PDF with a font beside the pinned ones: a letter was not in them, and the machine chose."""
    named = {family.replace(" ", "").lower() for family in FAMILIES.values()}
    for each in pdf.objects:
        if isinstance(each, Dictionary) and each.get("/Type") == "/FontDescriptor":
            name = str(each.FontName).split("+")[-1].removeprefix("/")
            if name.rsplit("-", 1)[0].lower() not in named:
                raise HandoutError(
                    f"a sheet would be drawn with the font {name}",
                    "its letters are in no pinned font: name one in src/mkdocs_handout/sheets/fonts.py",
                )


# --- the page's content


@dataclass
class _Glyphs:
    """What the glyphs of one font stand for, where Chromium says it only of a whole syllable (ActualText)."""

    font: Any
    cmap: bytes
    unnamed: set[bytes] = field(default_factory=set)
    found: dict[bytes, str] = field(default_factory=dict)

    @classmethod
    def of(cls, font: Any) -> "_Glyphs":
        cmap = font.ToUnicode.read_bytes() if "/ToUnicode" in font else b""
        return cls(font, cmap, {bytes.fromhex(code.decode()) for code in _BFCHAR.findall(cmap)})

    def syllable(self, codes: list[bytes], text: str) -> None:
        """Give the syllable's text to its first unnamed glyph; a reader without ActualText gets most of it."""
        for code in codes:
            if code in self.unnamed and code not in self.found:
                self.found[code] = text
                return

    def name(self) -> None:
        """Write into the font what was found; the other unnamed glyphs are a mark without width."""
        if self.unnamed:

            def named(match: re.Match[bytes]) -> bytes:
                text = self.found.get(bytes.fromhex(match[1].decode()), "\u200b")
                return b"<%s> <%s>" % (match[1], text.encode("utf-16-be").hex().upper().encode())

            self.font.ToUnicode.write(_BFCHAR.sub(named, self.cmap))


def _with_artifacts(page: pikepdf.Page, readable: dict[Any, _Glyphs]) -> bytes:
    """Mark what is painted outside all tags (margins, rules) as an artifact; collect syllables on the way."""
    walk = _Walk(page, readable)
    return pikepdf.unparse_content_stream(list(walk.instructions()))


class _Walk:
    """One pass over a page's instructions."""

    def __init__(self, page: pikepdf.Page, readable: dict[Any, _Glyphs]) -> None:
        self.page, self.readable = page, readable
        self.marks: list[_Mark] = []
        self.glyphs: _Glyphs | None = None
        self.codes: list[bytes] = []

    def instructions(self) -> Iterator[Any]:
        """Yield the page's instructions with the artifacts' marks."""
        pending: list[Any] = []  # a text object or a path outside all tags, until its end
        tagged = False
        for each in map(rounded, pikepdf.parse_content_stream(self.page)):
            operator = str(each.operator)
            self._follow(operator, each.operands)
            begins = operator == "BT" or operator in _PATH_BEGINS
            if not pending and (self._tagged() or not begins):
                yield from _artifact([each]) if operator == "Do" and not self._tagged() else [each]
                continue
            tagged = tagged or self._tagged()
            pending.append(each)
            if operator == "ET" or operator in _PATH_ENDS:
                yield from pending if tagged or operator == "n" else _artifact(pending)
                pending, tagged = [], False
        yield from pending

    def _tagged(self) -> bool:
        return any(mark.tagged for mark in self.marks)

    def _follow(self, operator: str, operands: Any) -> None:
        """Keep the open marks, the font, and the codes shown below an ActualText."""
        if operator in ("BDC", "BMC"):
            properties = operands[1] if operator == "BDC" else None
            self.marks.append(_Mark.of(operands[0], properties))
            self.codes = []
        elif operator == "EMC":
            text = self.marks.pop().text
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
    """Marked content that is open: whether a tag or an artifact, and what it is to be read as."""

    tagged: bool
    text: str

    @classmethod
    def of(cls, tag: Any, properties: Any) -> "_Mark":
        known = properties if isinstance(properties, Dictionary) else {}
        return cls("/MCID" in known or tag == "/Artifact", str(known.get("/ActualText", "")))


def _artifact(instructions: list[Any]) -> Iterator[Any]:
    yield pikepdf.ContentStreamInstruction([Name.Artifact], Operator("BMC"))
    yield from instructions
    yield pikepdf.ContentStreamInstruction([], Operator("EMC"))


# --- the tree of tags


def _structure(pdf: Pdf) -> None:
    """Name Chromium's own types by standard ones, and give list items their bodies."""
    root = pdf.Root.StructTreeRoot
    root.RoleMap = Dictionary({own: Name(standard) for own, standard in ROLES.items() if standard})
    for element in list(_elements(root)):
        if element.S == "/LI":
            _with_body(pdf, element)


def _elements(element: Any) -> Iterator[Any]:
    children = element.get("/K")
    for child in children if isinstance(children, Array) else [children]:
        if isinstance(child, Dictionary) and "/S" in child:
            yield child
            yield from _elements(child)


def _with_body(pdf: Pdf, item: Any) -> None:
    children = item.K if isinstance(item.K, Array) else Array([item.K])
    kinds = [child.get("/S") if isinstance(child, Dictionary) else None for child in children]
    if "/LBody" in kinds:
        return
    body = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.LBody, P=item, K=Array()))
    kept = Array()
    for child, kind in zip(children, kinds, strict=True):
        if kind == "/Lbl":
            kept.append(child)
            continue
        body.K.append(child)
        if isinstance(child, Dictionary) and "/P" in child:
            child.P = body
    kept.append(body)
    item.K = kept
