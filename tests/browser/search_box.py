"""The search dialog, for use in tests, and the queries listed in each locale's file."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import yaml
from playwright.sync_api import Page

from tests.built import QUESTIONS, ROOT

KINDS = ("word of a page", "inside a sentence", "spelled another way", "typo", "synonym", "figure")
# Languages for which no typos are tested: in their scripts, a typo gives a different character.
UNSPACED = ("zh-Hant", "zh-Hans", "ja", "th", "km", "lo")


def queries(locale: str) -> dict[str, dict[str, str]]:
    """Read tests/search/<locale>.yml: target address by kind and query. Every scalar is read as a string."""
    path = ROOT / "tests" / "search" / f"{locale}.yml"
    assert path.exists(), f"{path.relative_to(ROOT)} is missing: write 12 queries or more, as tests/search/en.yml does"
    data: dict[str, dict[str, str]] = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506
    if not QUESTIONS.exists():
        data["word of a page"] = {query: to for query, to in data["word of a page"].items() if to != "/questions/"}
    return data


@dataclass(frozen=True)
class Answer:
    """What the dialog shows: the addresses of the results, the status, and whether that says to ask the clinic."""

    found: list[str]
    status: str
    asks: bool


_FIND = """async queries => {
  const data = await (await fetch(document.querySelector('link[href$="search.css"]').href
    .replace('search.css', document.documentElement.lang + '.json'))).json();
  const asks = data.strings['This handout does not say anything about that. Please ask the clinic.'];
  const field = document.querySelector('#search-field'), status = document.querySelector('.search [role=status]');
  return queries.map(query => {
    field.value = query;
    field.dispatchEvent(new InputEvent('input', {inputType: 'insertFromPaste', bubbles: true}));
    const found = [...document.querySelectorAll('.found ol a')].map(a => a.pathname + a.hash);
    return [found, status.textContent, status.textContent === (asks.en ?? asks)]; }); }"""


@dataclass
class SearchBox:
    """The open search dialog of a page."""

    page: Page

    @classmethod
    def open(cls, page: Page, address: str) -> "SearchBox":
        page.goto(address)
        page.click(".find")
        page.wait_for_selector(".found a")
        return cls(page)

    def find(self, query: str) -> list[str]:
        """Paste a query, and return the addresses of the results without the site's base and locale."""
        return self.find_all([query])[0].found

    def find_all(self, wanted: Sequence[str]) -> list[Answer]:
        """Paste one query after the other."""
        root = urlsplit(self.page.url).path
        answers = self.page.evaluate(_FIND, wanted)
        return [Answer(["/" + href.removeprefix(root) for href in hrefs], *said) for hrefs, *said in answers]

    @property
    def status(self) -> str:
        return self.page.inner_text(".search [role=status]")


def failed_queries(box: SearchBox, locale: str) -> list[str]:
    """Return the queries whose results differ from those in the locale's file."""
    wrong = []
    for kind, wanted in queries(locale).items():
        for query, answer in zip(wanted, box.find_all(list(wanted)), strict=True):
            found = answer.found
            if kind in ("nothing", "ask the clinic"):
                right, expected = not found and answer.asks == (kind == "ask the clinic"), kind
            else:
                expected = wanted[query]
                first = found[0] if found else "nothing"
                right = (first if "#" in expected else first.split("#")[0]) == expected
            if not right:
                wrong.append(f"{locale}: {kind}: {query!r}: wanted {expected}, found {found[:3]} {answer.status!r}")
    return wrong
