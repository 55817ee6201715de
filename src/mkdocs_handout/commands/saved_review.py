"""The file that a review page saves (overrides/review/review.js), read strictly, since anybody can write one."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from mkdocs_handout.catalog.ledger import DIGEST, name_fault
from mkdocs_handout.catalog.unsafe_text import HTML, invisible
from mkdocs_handout.project.errors import FaultsError, HandoutError
from mkdocs_handout.project.languages import SOURCE
from mkdocs_handout.project.writing_systems import script_of

VERSION = 1
MAX_BYTES = 1_000_000  # enough to reject every block with the longest remarks
MOST = 2000  # pieces; ten times as many as the handout has
LONGEST = 2000  # characters of one text; the page allows 1000
_FIELDS = {
    "review": int, "locale": str, "as": str, "sheet": str, "reviewer": str, "qualification": str, "pieces": list,
}  # fmt: skip
_OF_A_PIECE: dict[str, type] = {"digest": str, "english": str, "right": bool}
_OF_ONE_NOT_RIGHT: dict[str, type] = {"words": str, "why": str}
SAVE_AGAIN = "ask the reviewer for the file exactly as the review page saved it"


class Reads(StrEnum):
    """The languages that the reviewer reads, and thus what the review can do."""

    BOTH = "both"
    """English and the language: signs translations."""
    ENGLISH = "english"
    """English only: marks doubts about read-backs, and signs nothing."""
    SOURCE = "source"
    """The English itself: approves its wording."""


@dataclass(frozen=True)
class Judgement:
    """The judgement of one block; the digest identifies its exact texts."""

    digest: str
    english: str
    right: bool
    words: str = ""
    why: str = ""


@dataclass(frozen=True)
class SavedReview:
    """One review; it judges each block at most once."""

    path: Path
    locale: str
    reads: Reads
    reviewer: str
    qualification: str
    judgements: tuple[Judgement, ...]


def read_review(path: Path, locales: list[str]) -> SavedReview:
    """Read the file of a review of one of `locales`; raises `HandoutError`, or `FaultsError` with several errors."""
    data = _json(_text(path), path)
    if faults := list(_faults_of_form(data, locales)):
        raise FaultsError([HandoutError(what, SAVE_AGAIN, path) for what in faults])
    judgements = tuple(Judgement(**piece) for piece in data["pieces"])
    if faults := [*_faults_of_names(data), *_faults_of_texts(judgements, data["locale"])]:
        raise FaultsError([HandoutError(what, "correct it in the file, or ask the reviewer", path) for what in faults])
    if not judgements:
        raise HandoutError("no piece is judged in this file", SAVE_AGAIN, path)
    reviewer, qualification = data["reviewer"], data["qualification"]
    return SavedReview(path, data["locale"], Reads(data["as"]), reviewer, qualification, judgements)


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise HandoutError(
            f"cannot read this file: {error.strerror}", "give the path of the file that the reviewer sent", path
        ) from error
    if len(data) > MAX_BYTES:
        raise HandoutError(f"more than {MAX_BYTES} bytes", SAVE_AGAIN, path)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise HandoutError("not UTF-8", SAVE_AGAIN, path) from error


def _json(text: str, path: Path) -> Any:
    """Parse JSON without duplicate names, since programs differ in which value they take."""
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise HandoutError(f"not JSON: {error.msg}", SAVE_AGAIN, path, error.lineno) from error
    except (ValueError, RecursionError) as error:
        raise HandoutError(f"not JSON as a review page saves it: {str(error)[:80]}", SAVE_AGAIN, path) from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    for name, count in Counter(name for name, _ in pairs).items():
        if count > 1:
            raise ValueError(f"{name[:40]!r} appears twice")
    return dict(pairs)


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is not a number")


def _faults_of_form(data: Any, locales: list[str]) -> Iterator[str]:
    """Yield what differs from the format that a review page saves."""
    if fault := _other_fields(data, _FIELDS):
        yield f"not a saved review: {fault}"
        return
    if data["review"] != VERSION:
        yield f"a saved review of version {data['review']!r:.20}, but this program reads version {VERSION}"
    elif data["locale"] not in locales:
        yield f"a review of {data['locale'][:20]!r}, which is not a language of this site"
    elif data["as"] not in [*Reads] or (data["as"] == Reads.SOURCE) != (data["locale"] == SOURCE):
        yield f"a review of {data['locale']} with an invalid value of 'as': {data['as'][:20]!r}"
    elif len(data["pieces"]) > MOST:
        yield f"more than {MOST} pieces"
    else:
        yield from _faults_of_pieces(data["pieces"])


def _faults_of_pieces(pieces: list[Any]) -> Iterator[str]:
    seen = set[str]()
    for number, piece in enumerate(pieces, 1):
        more = _OF_ONE_NOT_RIGHT if isinstance(piece, dict) and piece.get("right") is False else {}
        if fault := _other_fields(piece, _OF_A_PIECE, more):
            yield f"piece {number}: {fault}"
        elif not DIGEST.fullmatch(piece["digest"]):
            yield f"piece {number}: {piece['digest'][:70]!r} is not a digest"
        elif piece["digest"] in seen:
            yield f"piece {number}: judged twice"
        else:
            seen.add(piece["digest"])


def _other_fields(found: Any, needed: dict[str, type], allowed: dict[str, type] | None = None) -> str | None:
    """Return a field that is missing, unknown or of the wrong type in an object, in words; or None."""
    if not isinstance(found, dict):
        return "an object is expected here"
    kinds = needed | (allowed or {})
    if lacking := [name for name in needed if name not in found]:
        return f"it has no {lacking[0]!r}"
    if strange := [name for name in found if name not in kinds]:
        return f"it has an unknown field {strange[0][:40]!r}"
    wrong = [name for name, value in found.items() if type(value) is not kinds[name]]
    return f"{wrong[0]!r} has the wrong type" if wrong else None


def _faults_of_names(data: dict[str, Any]) -> Iterator[str]:
    for name in ("reviewer", "qualification"):
        if not data[name].strip():
            yield f"it has no {name}: the review was saved but not finished"
        elif fault := name_fault(data[name]):
            yield f"the {name} {fault}"
        elif found := HTML.search(data[name]):
            yield f"the {name} has HTML: {found[0][:20]!r}"


def _faults_of_texts(judgements: tuple[Judgement, ...], locale: str) -> Iterator[str]:
    """Yield what makes a text unfit for the report; `take` checks better words as a translation if it uses them."""
    for number, each in enumerate(judgements, 1):
        # Better words may have a line break where the English has one.
        texts = (
            ("English", each.english, each.english),
            ("better words", each.words, each.english),
            ("why", each.why, ""),
        )
        for name, text, english in texts:
            if len(text) > LONGEST:
                yield f"piece {number}: the {name} is longer than {LONGEST} characters"
            elif fault := next(invisible(english, text, script_of(locale)), None):
                yield f"piece {number}: the {name} has {fault[0]}"
            elif name == "why" and (found := HTML.search(text)):
                yield f"piece {number}: the why has HTML: {found[0][:20]!r}"
