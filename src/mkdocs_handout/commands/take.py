"""Imports a saved review: signs what is right and unchanged, stores doubts, and lists the rest."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from mkdocs_handout.catalog import ledger, readback
from mkdocs_handout.catalog.catalog import Catalog
from mkdocs_handout.catalog.ledger import SignOff, digest
from mkdocs_handout.catalog.po_file import po_text, read_po
from mkdocs_handout.commands.saved_review import Reads, SavedReview, read_review
from mkdocs_handout.commands.sign import read
from mkdocs_handout.commands.taken import Piece, Taken, told
from mkdocs_handout.english.messages import Message, outline, page_names
from mkdocs_handout.project.errors import FaultsError, HandoutError
from mkdocs_handout.project.files import replace_all
from mkdocs_handout.project.languages import folder, listed_locales


def take(root: Path, path: Path, take_words: bool) -> list[str]:
    """Import the saved review at `path`, and return a report in plain words, as lines.

    With `take_words`, better words become the translation, as drafts. Raises `HandoutError` before anything is written.
    """
    review = read_review(path, listed_locales(root))
    taken = _sort(root, review)
    if take_words and review.reads is Reads.BOTH:
        taken.words = [each for each in taken.wrong if each.said.words and each.said.words != each.text]
        _refuse_bad_words(root, taken)
    texts = dict(_texts(root, taken))
    if not texts and all(_taken_before(taken, each) for each in [*taken.signed_before, *taken.wrong]):
        if not taken.changed:
            raise HandoutError("everything in this review was already imported", "there is nothing to do", path)
        raise HandoutError(
            "every text in this review has changed since", "ask the reviewer to review the current page", path
        )
    lines = [line.replace("\n", " / ") for line in told(root, taken)]
    replace_all(texts)
    written = ", ".join(path.relative_to(root).as_posix() for path in texts)
    return [
        *lines,
        "",
        f"Written: {written}." if written else "Nothing was written: there is nothing new in the review.",
    ]


def _sort(root: Path, review: SavedReview) -> Taken:
    """Find the message of each judgement; raises `FaultsError` for those that belong to another text or language."""
    catalog, messages = read(root, review.locale), outline(root)
    known = _by_digest(catalog, messages)
    doubts = readback.valid(root / "translations", catalog, (each.english for each in messages))
    said = {each.digest for each in review.judgements}
    waiting = {each.english for each in known.values() if catalog.signed(each.english) is None}
    if review.reads is Reads.ENGLISH:
        waiting = set(doubts)
    left = sum(key not in said and each.english in waiting for key, each in known.items())
    taken = Taken(review, catalog, page_names(root), left)
    faults = []
    for number, each in enumerate(review.judgements, 1):
        message = known.get(each.digest)
        if message is None:
            taken.changed.append(each)
        elif message.english != each.english:
            faults.append(f"piece {number}: its English does not match its digest")
        else:
            found = doubts.get(message.english)
            text, signed = catalog.show(message.english).text, catalog.signed(message.english)
            piece = Piece(message, text, each, signed, found.doubt if found else "")
            _list_for(taken, piece).append(piece)
    faults += _of_other_languages(root, taken, messages)
    if faults:
        raise FaultsError([HandoutError(what, "ask the reviewer for the file again", review.path) for what in faults])
    return taken


def _by_digest(catalog: Catalog, messages: Iterable[Message]) -> dict[str, Message]:
    shown = ((each, catalog.show(each.english)) for each in messages)
    return {digest(each.english, text.text): each for each, text in shown if not text.foreign}


def _list_for(taken: Taken, piece: Piece) -> list[Piece]:
    if not piece.said.right:
        return taken.wrong
    return taken.signed_before if piece.signed or taken.review.reads is Reads.ENGLISH else taken.signed


def _of_other_languages(root: Path, taken: Taken, messages: list[Message]) -> Iterator[str]:
    """Yield errors for pieces of another language, as in a file whose locale was changed by hand."""
    unknown = {each.digest for each in taken.changed}
    for locale in listed_locales(root) if unknown else ():
        if locale != taken.catalog.locale:
            for each in unknown & _by_digest(read(root, locale), messages).keys():
                yield f"the piece {each[:12]}… belongs to {locale}, not to {taken.catalog.locale}"


def _refuse_bad_words(root: Path, taken: Taken) -> None:
    """Raise `FaultsError` if the checks find something wrong with the better words."""
    from mkdocs_handout.checks.translations import TranslationChecker

    checker = TranslationChecker(root)
    pairs = checker.pairs(taken.catalog)
    faults = [
        HandoutError(f"the better words for piece {each.message.number}: {what}", remedy, taken.review.path)
        for each in taken.words
        for what, remedy in checker.faults(replace(pairs[each.message.english], text=each.said.words))
    ]
    if faults:
        raise FaultsError(faults)


def _taken_before(taken: Taken, piece: Piece) -> bool:
    if piece.said.right:
        named = (taken.review.reviewer, taken.review.qualification)
        return piece.signed is None or (piece.signed.reviewer, piece.signed.qualification) == named
    return taken.remark(piece) in piece.doubt


def _texts(root: Path, taken: Taken) -> Iterator[tuple[Path, str]]:
    """Yield the files that change, with their new text."""
    review, today = taken.review, datetime.date.today()
    if taken.signed:
        path = root / "translations" / folder(review.locale) / "signoff.csv"
        rows = [SignOff(each.said.digest, review.reviewer, review.qualification, today) for each in taken.signed]
        yield path, ledger.appended(path, rows)
    if taken.words:
        po = read_po(taken.catalog.path)
        words = {each.message.english: each.said.words for each in taken.words}
        for entry in po:
            if entry.msgid in words and not entry.obsolete:
                entry.msgstr = words[entry.msgid]
                comment = f"{today.isoformat()}: words of {taken.who}, in a review"
                entry.tcomment = "\n".join(filter(None, (entry.tcomment, comment)))
        yield taken.catalog.path, po_text(po)
    if review.reads is not Reads.SOURCE:
        yield from _doubts(root, taken, today)


def _doubts(root: Path, taken: Taken, today: datetime.date) -> Iterator[tuple[Path, str]]:
    """Yield the path and new text of readback.csv, with the reviewer's doubts added to earlier ones."""
    translations, locale = root / "translations", taken.review.locale
    rows = readback.read(translations, locale)
    fresh: dict[str, readback.ReadBack] = {}
    for each in taken.wrong:
        row, remark = rows.get(each.said.digest), taken.remark(each)
        if row and remark not in row.doubt and each not in taken.words:
            fresh[row.digest] = replace(row, doubt=" | ".join(filter(None, (row.doubt, remark))), date=today)
    if faults := [fault for row in fresh.values() for fault in readback.faults(row.text, row.doubt, locale)]:
        raise FaultsError([HandoutError(what, remedy, taken.review.path) for what, remedy in faults])
    if fresh:
        yield readback.path_of(translations, locale), readback.written((rows | fresh).values())
