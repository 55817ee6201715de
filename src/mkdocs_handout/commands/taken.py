"""The effects of a saved review, and a report on them in plain words, by page."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs_handout.catalog.catalog import Catalog
from mkdocs_handout.catalog.ledger import SignOff
from mkdocs_handout.commands.saved_review import Judgement, Reads, SavedReview
from mkdocs_handout.commands.summary import pieces
from mkdocs_handout.english.messages import Message
from mkdocs_handout.project.languages import SOURCE, Language, listed_names

_READS = {
    Reads.BOTH: "who reads both languages",
    Reads.ENGLISH: "who reads only English, and signs nothing",
    Reads.SOURCE: "who approves the wording of the English",
}


@dataclass(frozen=True)
class Piece:
    """A block of the current text, with the review's judgement of it."""

    message: Message
    text: str
    """What is shown for it: the translation, or the English itself."""
    said: Judgement
    signed: SignOff | None
    doubt: str
    """An earlier doubt about it, or ""."""


@dataclass
class Taken:
    """The effects of one saved review."""

    review: SavedReview
    catalog: Catalog
    pages: dict[str, str]
    left: int
    """The number of blocks that could be judged, but are not."""
    signed: list[Piece] = field(default_factory=list)
    signed_before: list[Piece] = field(default_factory=list)
    wrong: list[Piece] = field(default_factory=list)
    changed: list[Judgement] = field(default_factory=list)
    """Judgements of texts that have changed since."""
    words: list[Piece] = field(default_factory=list)
    """Blocks whose better words become the translation."""

    @property
    def who(self) -> str:
        """The reviewer, as named in remarks and comments."""
        return f"{self.review.reviewer}, {self.review.qualification}"

    def remark(self, piece: Piece) -> str:
        """Return the remark on a block that is not right, with the reviewer's name."""
        what = "doubted" if self.review.reads is Reads.ENGLISH else "not right"
        return f"{self.who}: {piece.said.why or what}"


def told(root: Path, taken: Taken) -> Iterator[str]:
    """Yield the lines of the report: what the review does, by page."""
    review, locale = taken.review, taken.review.locale
    language = Language.of(locale, listed_names(root)[locale]).english
    yield f"Review of {language} ({locale}) by {taken.who}, {_READS[review.reads]}."
    signs = "Approved" if review.reads is Reads.SOURCE else "Signed"
    if review.reads is not Reads.ENGLISH:
        yield from ("", f"{signs}: {pieces(len(taken.signed))}.")
        yield from (f"  {page}: {len(own)}" for page, own in _pages(taken, taken.signed).items())
        if taken.signed_before:
            yield from ("", f"Already signed, and left unchanged: {pieces(len(taken.signed_before))}.")
    else:
        yield from ("", f"Not in doubt, and not signed: {pieces(len(taken.signed_before))}.")
    yield from _disagreements(taken)
    if taken.words:
        yield from ("", f"Better words saved as drafts, to be reviewed and signed: {pieces(len(taken.words))}.")
        yield from _by_page(taken, taken.words)
    if rest := [each for each in taken.wrong if each not in taken.words]:
        heading = "In doubt" if review.reads is Reads.ENGLISH else f"Not right, and not {signs.lower()}"
        yield from ("", f"{heading}: {pieces(len(rest))}.", *_by_page(taken, rest))
    if taken.changed:
        yield from ("", f"Changed since the review, and not {signs.lower()}: {pieces(len(taken.changed))}.")
        yield from (f"  {each.english}" for each in taken.changed)
    if taken.left:
        yield from ("", f"Not judged: {pieces(taken.left)}. They stay as they are.")


def _by_page(taken: Taken, those: Iterable[Piece]) -> Iterator[str]:
    for page, own in _pages(taken, those).items():
        yield f"  {page}"
        for each in own:
            yield f"    {each.message.number}. {each.message.english}"
            if taken.catalog.locale != SOURCE:
                yield f"      {'Was' if each in taken.words else 'Now'}: {each.text}"
            if each.said.words and each.said.words != each.text:
                yield f"      Better words: {each.said.words}"
            if each.said.why:
                yield f"      Why: {each.said.why}"


def _disagreements(taken: Taken) -> Iterator[str]:
    """Yield where two people disagree: a later judgement does not override an earlier one."""
    found = []
    for each in taken.wrong:
        if each.signed:
            before = f"{each.signed.reviewer}, {each.signed.qualification}, signed it on {each.signed.date.isoformat()}"
            found += [
                f"  {each.message.number}. {each.message.english}",
                f"    {before}, and is still shown as its reviewer.",
            ]
            found += [f"    {taken.remark(each)}"]
    for each in taken.signed:
        if each.doubt:
            found += [f"  {each.message.number}. {each.message.english}", f"    {taken.who}, signs it now."]
            found += [f"    Earlier doubt: {each.doubt}"]
    if found:
        yield from ("", "Reviewers disagree here; please settle this before merging:", *found)


def _pages(taken: Taken, those: Iterable[Piece]) -> Mapping[str, list[Piece]]:
    found: dict[str, list[Piece]] = {}
    for each in sorted(those, key=lambda piece: piece.message.number):
        page = each.message.pages[0]
        found.setdefault(taken.pages.get(page, page), []).append(each)
    return found
