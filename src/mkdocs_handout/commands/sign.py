"""Signs translations: chooses the blocks a reviewer vouches for, lists them, asks, and adds them to the ledger."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from mkdocs_handout.catalog.catalog import Catalog, load, mark
from mkdocs_handout.catalog.ledger import SignOff, append, digest, name_fault
from mkdocs_handout.english.messages import Message, outline, titles
from mkdocs_handout.english.shown import State
from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.project.languages import SOURCE, folder, listed_locales


@dataclass(frozen=True)
class Choice:
    """What to sign (only drafts), and what cannot be signed, by state."""

    catalog: Catalog
    drafts: list[Message]
    refused: dict[State, list[Message]]

    def lines(self) -> Iterable[str]:
        """Yield the list for the reviewer: each block's number, pages and English, with the translation below."""
        for each in self.drafts:
            yield f"{each.number}. [{', '.join(each.pages)}] {each.english}"
            if self.catalog.locale != SOURCE:
                yield f"   {self.catalog.show(each.english).text}"
        for state, messages in self.refused.items():
            if messages:
                numbers = ", ".join(str(each.number) for each in messages)
                yield f"Not signed, because {state}: {numbers}. To sign them too, translate them first."


def choose(root: Path, locale: str, page: str | None, without: Iterable[int] = (), sheet: str | None = None) -> Choice:
    """Choose all drafts of a locale, or of one of its pages, except those with a number in `without`.

    `sheet` is the mark of the review sheet that was ticked. Raises `HandoutError` if there is nothing to sign, if the
    text has changed since the sheet was printed, or if the locale, the page or a number does not exist.
    """
    catalog, messages, without = read(root, locale), outline(root), set(without)
    if sheet and sheet.strip().lower() != mark(catalog, (each.english for each in messages)):
        what = f"the text has changed since the review sheet {sheet!r} was printed"
        raise HandoutError(what, "print the review sheet again, and tick it again")
    pages = list(dict.fromkeys([*titles(root), *(each for message in messages for each in message.pages)]))
    if page and page not in pages:
        raise HandoutError(f"there is no page {page!r}", f"choose one of: {', '.join(pages)}")
    if unknown := without - {each.number for each in messages}:
        raise HandoutError(f"there is no piece {min(unknown)}", "use the numbers on the review sheet")
    by_state: dict[State, list[Message]] = {state: [] for state in State}
    for message in messages:
        if (not page or page in message.pages) and message.number not in without:
            by_state[catalog.show(message.english).state].append(message)
    refused = {state: by_state[state] for state in (State.STALE, State.MISSING)}
    choice = Choice(catalog, by_state[State.DRAFT], refused)
    if not choice.drafts:
        counted = ", ".join(f"{len(found)} {state}" for state, found in by_state.items() if found)
        raise HandoutError(
            f"there is no draft to sign ({counted or 'no piece'})", "translate what is stale or missing first"
        )
    return choice


def read(root: Path, locale: str) -> Catalog:
    """Read the catalog and ledger of a locale; raises `HandoutError` if mkdocs.yml does not list it."""
    listed = listed_locales(root)
    if locale not in listed:
        raise HandoutError(f"there is no language {locale!r}", f"choose one of: {', '.join(listed)}")
    return load(root / "translations", locale)


def sign(root: Path, choice: Choice, reviewer: str, qualification: str, agreed: Callable[[str], bool]) -> Path | None:
    """Ask (`agreed`), and add the rows with today's date; return the ledger's path, or None if the answer is no."""
    for name, text in (("reviewer", reviewer), ("qualification", qualification)):
        if fault := name_fault(text):
            raise HandoutError(f"the {name} {fault}", "write it as agreed with the reviewer, on one line")
    count = len(choice.drafts)
    blocks = f"{count} piece{'' if count == 1 else 's'} in {choice.catalog.locale}"
    if not agreed(f"{reviewer} ({qualification}) vouches for {'this' if count == 1 else 'these'} {blocks}."):
        return None
    today = datetime.date.today()
    rows = [
        SignOff(digest(each.english, choice.catalog.show(each.english).text), reviewer, qualification, today)
        for each in choice.drafts
    ]
    path = root / "translations" / folder(choice.catalog.locale) / "signoff.csv"
    append(path, rows)
    return path
