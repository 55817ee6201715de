"""The search index of each locale, and the scripts that are loaded with it at the reader's first touch.

`search/<locale>.json` holds the locale's pages, their sections and blocks in reading order, the synonyms and the
strings of the search dialog. A text shown in English because its translation is stale is `{"en": text}`.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import rcssmin
import rjsmin

from mkdocs_handout.catalog.catalog import Catalog
from mkdocs_handout.english import extract
from mkdocs_handout.english.blocks import KINDS
from mkdocs_handout.english.shown import Shown
from mkdocs_handout.page.build_context import Site
from mkdocs_handout.project.languages import folder
from mkdocs_handout.site.synonyms import Synonyms

# Our own, minified when published; vendored ones are published as they are.
OWN = ("search.js", "find.js", "search.css")
VENDORED = ("minisearch.js", "minisearch.LICENSE.txt")

# Pictures, and the numbers of their parts: what they name stands in the text.
PICTURES = ("figure", "svg", "b")

Text = str | dict[str, str]


@dataclass
class Section:
    """A heading with what stands below it; the first of a page has its `h1` and no anchor."""

    id: str
    heading: Text
    text: list[Text] = field(default_factory=list)


@dataclass(frozen=True)
class SearchPage:
    """A page of one locale: address from the site's root, place in the menu, title in the menu, content."""

    url: str
    order: int
    title: Shown
    content: str


class _Reader(HTMLParser):
    """Parts a page's content into sections; what the page says twice is kept once."""

    def __init__(self) -> None:
        super().__init__()
        self.sections = [Section("", "")]
        self._block, self._id, self._words = "", "", ""
        self._foreign = False
        self._pictures = 0
        self._seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self._pictures += tag in PICTURES
        if tag in KINDS:
            self._flush()
            self._block, self._id = tag, values.get("id") or ""
        if self._block and "untranslated" in (values.get("class") or "").split():
            self._foreign = True

    def handle_data(self, data: str) -> None:
        if self._block and not self._pictures:
            self._words += data

    def handle_endtag(self, tag: str) -> None:
        self._pictures -= tag in PICTURES
        if tag in KINDS:
            self._flush()

    def _flush(self) -> None:
        words = " ".join(self._words.split())
        text: Text = {"en": words} if self._foreign else words
        if words and self._block == "h1":
            self.sections[0].heading = text
        elif words and self._block.startswith("h") and self._id:
            self.sections.append(Section(self._id, text))
        elif words and words not in self._seen:
            self._seen.add(words)
            self.sections[-1].text.append(text)
        self._block = self._id = self._words = ""
        self._foreign = False


def sections(content: str) -> list[Section]:
    """Part the HTML of a page's content into its sections."""
    reader = _Reader()
    reader.feed(content)
    reader.close()
    return reader.sections


def strings(catalog: Catalog, script: Path) -> dict[str, Text]:
    """Return what a script says in the locale of `catalog`, by its English: the search dialog, a tool."""
    with script.open("rb") as file:
        messages = [message for _, _, message, _ in extract.scripts(file, (), (), {})]
    return {message: _text(catalog.show(message)) for message in messages}


def index(site: Site, locale: str, pages: Iterable[SearchPage]) -> dict[str, Any]:
    """Return one locale's index; raises `HandoutError` where a synonym leads nowhere."""
    prefix = site.languages[locale].prefix
    listed = []
    addresses: set[str] = set()
    for page in sorted(pages, key=lambda page: page.order):
        found = sections(page.content)
        listed.append({"title": _text(page.title), "url": page.url, "sections": [vars(each) for each in found]})
        slug = "/" + page.url.removeprefix(prefix)
        addresses |= {slug, *(f"{slug}#{each.id}" for each in found if each.id)}
    synonyms = Synonyms.read(site.translations / folder(locale) / "synonyms.yml", addresses)
    return {
        "strings": strings(site.catalogs[locale], site.root / "overrides/search/search.js"),
        "clinic": {name: value for name in ("phone", "address") if (value := getattr(site.clinic, name))},
        "pages": listed,
        "synonyms": [[prefix + target[1:] if target else None, *phrases] for target, phrases in synonyms.rows.items()],
    }


def write(site: Site, pages: dict[str, dict[str, SearchPage]], target: Path) -> None:
    """Write `search/` into the built site: an index per locale, the scripts, the stylesheet."""
    target.mkdir(exist_ok=True)
    for locale, own in pages.items():
        data = json.dumps(index(site, locale, own.values()), ensure_ascii=False, separators=(",", ":"))
        (target / f"{locale}.json").write_text(data, encoding="utf-8")
    for name in OWN:
        source = (site.root / "overrides/search" / name).read_text(encoding="utf-8")
        small = rcssmin.cssmin(source) if name.endswith(".css") else rjsmin.jsmin(source)
        (target / name).write_text(str(small), encoding="utf-8")
    for name in VENDORED:
        text = (site.root / "overrides/search" / name).read_text(
            encoding="utf-8"
        )  # a checkout may have Windows line ends
        (target / name).write_bytes(text.encode())


def _text(shown: Shown) -> Text:
    return {"en": shown.text} if shown.foreign else shown.text
