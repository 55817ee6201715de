"""Reads PDFs as other programs do: text, pictures, QR codes, and the output of a screen reader."""

import datetime
import io
import re
import subprocess
import unicodedata
from functools import cached_property
from pathlib import Path

import numpy as np
import zxingcpp
from lxml import html
from outloud.findings import Result
from outloud.model import Document
from outloud.registry import run_rules
from PIL import Image

PDF_DATE = datetime.datetime(2026, 1, 31, 12, tzinfo=datetime.UTC)  # the date of the PDFs
_SIGNS = re.compile("[\\s\u00ad\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff•]")
_UNSEEN = (
    "//nav | //*[@hidden] | //script | //style | //svg//title | //svg//desc | //foreignobject"
    " | //aside//a | //*[@data-sheets] | //*[@class='tools' or @class='to-ask'] | //comment()"
)


def folded(text: str) -> str:
    """Remove spaces, direction marks and bullets, in which a sheet may differ from its page."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text))


def words(text: str) -> list[str]:
    """Return the words of a right-to-left script with sorted letters, since extractors reverse the parts of ligatures.

    Extractors also separate marks above a letter, such as tanween, from their words.
    """
    plain = re.sub("[\u064b-\u0652\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", unicodedata.normalize("NFKC", text))
    return ["".join(sorted(word)) for word in re.findall("[\u0600-\u06ff]+", plain.replace("\u200c", " "))]


def visible(page: str, path: str = "//main", but: str | None = None) -> str:
    """Return the text of an HTML page that is printed, without the elements that the XPath `but` finds."""
    root = html.document_fromstring(page)
    for each in root.xpath(f"{_UNSEEN} | {but}" if but else _UNSEEN):
        each.drop_tree()
    return " ".join(" ".join(each.itertext()) for each in root.xpath(path))


class Sheet:
    """One PDF."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.document = Document(str(path))
        self.size = path.stat().st_size

    @property
    def pages(self) -> int:
        return len(self.document.pages)

    @cached_property
    def text(self) -> str:
        """The text in the order of the content stream."""
        done = subprocess.run(
            ["pdftotext", "-raw", str(self.path), "-"],
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    @cached_property
    def runs(self) -> list:
        return [run for number in range(self.pages) for run in self.document.content(number).runs]

    def findings(self) -> list[str]:
        """Return the findings of outloud, including rules that crashed."""
        result = Result(path=str(self.path))
        run_rules(self.document, result)
        crashed = [f"{run.rule} crashed: {run.reason}" for run in result.runs if run.status == "crashed"]
        return crashed + [f"{each.severity} {each.rule} p. {each.page}: {each.message}" for each in result.findings]

    def picture(self, dots: int, page: int) -> np.ndarray:
        """Render a page (from 1) in grey with Poppler."""
        command = ["pdftoppm", "-gray", "-r", str(dots), "-f", str(page), "-l", str(page), str(self.path)]
        return grey(subprocess.run(command, capture_output=True, check=True).stdout)

    def codes(self) -> set[str]:
        """The contents of the QR codes on the last page that has any."""
        pages = (zxingcpp.read_barcodes(self.picture(150, number)) for number in range(self.pages, 0, -1))
        return {code.text for code in next(filter(None, pages), [])}


def grey(picture: bytes) -> np.ndarray:
    """Read a PNG or PGM: 0 is black, 255 white."""
    return np.asarray(Image.open(io.BytesIO(picture)).convert("L"))
