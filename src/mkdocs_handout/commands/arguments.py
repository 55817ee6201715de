"""The arguments of each command: `python -m mkdocs_handout COMMAND --help`."""

import argparse
import re
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path


def _site(command: ArgumentParser) -> None:
    _locales(command)
    command.add_argument("--into", type=Path, default=Path("site"), metavar="FOLDER", help="default: site/")
    command.add_argument("--shard", default="1/1", metavar="1/2", help="only this part of the languages, and English")


def _serve(command: ArgumentParser) -> None:
    _locales(command)
    command.add_argument("--port", type=int, default=8000, help="default: 8000")


def _pdf(command: ArgumentParser) -> None:
    command.add_argument("--site", type=Path, default=Path("site"), metavar="FOLDER", help="default: site/")


def _messages(command: ArgumentParser) -> None:
    command.add_argument("--summary", type=Path, metavar="FILE", help="add to this file, in plain words, what is new")
    command.add_argument("--since", metavar="COMMIT", help="what is new since then; default: since the last refresh")


def _check(command: ArgumentParser) -> None:
    command.add_argument("locale", nargs="*", help="such as es or zh-Hant, only their text; default: everything")
    command.add_argument("--all", action="store_true", help="list every finding, however many")
    command.add_argument(
        "--summary", type=Path, metavar="FILE", help="add to this file, in plain words, what was found"
    )
    command.add_argument("--since", metavar="COMMIT", help="also describe the changes since then")


def _review(command: ArgumentParser) -> None:
    take = command.add_subparsers(required=True, metavar="ACT").add_parser("take", help="import a saved review")
    take.add_argument("file", type=Path, metavar="FILE", help="as the page of /review/ saved it: review-es.json")
    take.add_argument("--take-words", action="store_true", help="use the better words as the translation, as drafts")


def _sign(command: ArgumentParser) -> None:
    _locale(command)
    command.add_argument("--reviewer", required=True, help="the name, as agreed with the reviewer")
    command.add_argument("--qualification", required=True, help="what qualifies the reviewer to check it")
    command.add_argument(
        "--page", help="a page's file in docs/ without its extension, or ui: menus, buttons and notices"
    )
    command.add_argument(
        "--without", type=_numbers, default=(), metavar="12,20-25", help="leave out these numbers of the review sheet"
    )
    command.add_argument(
        "--sheet", help="the mark at the top of the review sheet: refuse if the text has changed since"
    )
    command.add_argument("--yes", action="store_true", help="sign without asking, for scripts")


def _readback(command: ArgumentParser) -> None:
    _locale(command)
    which = command.add_mutually_exclusive_group(required=True)
    which.add_argument("--to-read", action="store_true", help="print what has no read-back, as CSV without the English")
    which.add_argument("--from", type=Path, dest="source", metavar="FILE", help="import that CSV, filled in")
    command.add_argument("--again", action="store_true", help="with --to-read: also print what has a read-back")
    command.add_argument(
        "--by", choices=("machine", "person"), default="machine", help="who wrote it; default: machine"
    )


def _summary(command: ArgumentParser) -> None:
    command.add_argument("--since", metavar="COMMIT", help="compare with it; default: main")


def _doctor(command: ArgumentParser) -> None:
    command.add_argument(
        "locale", nargs="?", metavar="LOCALE", help="one language, with the doubts from its read-backs"
    )


def _smaller(command: ArgumentParser) -> None:
    command.add_argument("picture", type=Path, metavar="FILE", help="such as docs/entrance.jpg")


def _locales(command: ArgumentParser) -> None:
    command.add_argument("--locales", nargs="*", default=[], metavar="es", help="only these, and English")


def _locale(command: ArgumentParser) -> None:
    command.add_argument("locale", metavar="LOCALE", help="as in mkdocs.yml: es, zh-Hant; en for the English")


def _numbers(text: str) -> list[int]:
    found: list[int] = []
    for each in text.split(","):
        part = re.fullmatch(r"\s*(\d{1,5})(?:\s*[-–]\s*(\d{1,5}))?\s*", each)
        if not part or int(part[2] or part[1]) < int(part[1]):
            raise argparse.ArgumentTypeError(f"{text!r} is not a list of numbers, such as 12,14,20-25")
        found += range(int(part[1]), int(part[2] or part[1]) + 1)
    return found


OPTIONS: dict[str, Callable[[ArgumentParser], None]] = {
    "site": _site, "serve": _serve, "pdf": _pdf, "messages": _messages, "check": _check, "review": _review,
    "sign": _sign, "readback": _readback, "summary": _summary, "doctor": _doctor, "smaller": _smaller,
}  # fmt: skip
"""For each command, the function that adds its arguments to its parser."""
