"""Adds what Chromium leaves out of a PDF and assistive software needs: title, roles, artifacts, link descriptions."""

import datetime
import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from mkdocs_handout.pdf.content_stream import mark_artifacts
from mkdocs_handout.pdf.size import slim
from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.project.fonts import FAMILIES

# Structure types that PDF 1.7 does not have, mapped to those that it has (ISO 32000-1, 14.8.4).
ROLES = {"/Strong": "/Span", "/Em": "/Span", "/Aside": "/Div"}


def finish(data: bytes, language: str) -> bytes:
    """Complete Chromium's PDF in `language` (BCP 47 tag); raises `HandoutError` if it has a font that is not pinned."""
    with Pdf.open(io.BytesIO(data)) as pdf:
        _only_named_fonts(pdf)
        mark_artifacts(pdf)
        slim(pdf)
        _structure(pdf)
        _describe_links(pdf)
        _metadata(pdf, language)
        return _saved(pdf)


def dated(data: bytes, moment: datetime.datetime) -> bytes:
    """Set the dates of a finished PDF to `moment`, so that the same commit gives the same bytes."""
    with Pdf.open(io.BytesIO(data)) as pdf:
        stamp = moment.astimezone(datetime.UTC).strftime("D:%Y%m%d%H%M%SZ")
        pdf.docinfo["/CreationDate"] = pdf.docinfo["/ModDate"] = stamp
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            metadata["xmp:CreateDate"] = metadata["xmp:ModifyDate"] = moment.astimezone(datetime.UTC).isoformat()
        return _saved(pdf, recompress=False)  # `finish` has compressed all streams


def _saved(pdf: Pdf, recompress: bool = True) -> bytes:
    pikepdf.settings.set_flate_compression_level(9)
    target = io.BytesIO()
    pdf.save(
        target,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        recompress_flate=recompress,
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
    """Raise `HandoutError` if a font is not pinned, which the machine has substituted for a missing letter."""
    named = {family.replace(" ", "").lower() for family in FAMILIES.values()}
    for each in pdf.objects:
        if isinstance(each, Dictionary) and each.get("/Type") == "/FontDescriptor":
            name = str(each.FontName).split("+")[-1].removeprefix("/")
            if name.rsplit("-", 1)[0].lower() not in named:
                raise HandoutError(
                    f"a sheet would use the font {name}, which is not pinned",
                    "add a font with its letters to src/mkdocs_handout/project/fonts.py",
                )


def _structure(pdf: Pdf) -> None:
    """Map Chromium's own structure types to standard ones, and give list items their bodies."""
    root = pdf.Root.StructTreeRoot
    root.RoleMap = Dictionary({own: Name(standard) for own, standard in ROLES.items()})
    for element in list(_elements(root)):
        if element.S == "/LI":
            _with_body(pdf, element)
    _number_cells(pdf)


def _number_cells(pdf: Pdf) -> None:
    """Renumber the ids of a table's header cells: Chromium counts on from one document to the next, so its ids vary.

    Only other cells refer to these ids, in `/Headers` (ISO 32000-1, 14.7.2 and 14.8.5.7).
    """
    root = pdf.Root.StructTreeRoot
    named = {str(each.ID): each for each in _elements(root) if "/ID" in each}
    if not named:
        return
    fresh = {old: pikepdf.String(f"cell{number:05}") for number, old in enumerate(named, 1)}
    for old, each in named.items():
        each.ID = fresh[old]
    for each in _elements(root):
        attributes = each.get("/A", Array())
        for attribute in attributes if isinstance(attributes, Array) else [attributes]:
            if "/Headers" in attribute:
                attribute.Headers = Array([fresh[str(old)] for old in attribute.Headers])
    pairs = Array([part for old, each in named.items() for part in (fresh[old], each)])
    root.IDTree = pdf.make_indirect(Dictionary(Names=pairs))


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
