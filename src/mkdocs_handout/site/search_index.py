"""The search index of each locale: `search/<locale>.json`.

It contains the locale's pages, with sections and blocks in reading order, the synonyms and the strings of the search
dialog; for Chinese, also the characters' equivalents in the other script. A text shown in English because its
translation is stale or missing is `{"en": text}`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from lxml.html import HtmlElement

from mkdocs_handout.english.blocks import PICTURE
from mkdocs_handout.english.shown import Shown
from mkdocs_handout.page.build_context import Site
from mkdocs_handout.page.content import Content, own_words
from mkdocs_handout.page.html import name_of
from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.project.languages import folder
from mkdocs_handout.site.scripts import Text, as_json, as_text, strings
from mkdocs_handout.site.synonyms import Synonyms

# Pictures, and the numbers of their parts: what they show is also in the text.
PICTURES = ("figure", "svg", "b")


@dataclass
class Section:
    """A heading with the text below it; the first section of a page has its `h1` and no anchor."""

    id: str
    heading: Text
    text: list[Text] = field(default_factory=list)


@dataclass(frozen=True)
class SearchPage:
    """A page of one locale: URL from the site's root, position in the menu, title in the menu, content."""

    url: str
    order: int
    title: Shown
    content: Content


def sections(content: Content) -> list[Section]:
    """Split a page's content into its sections; repeated text is stored once."""
    found, seen = [Section("", "")], set[str]()
    for element, block in content.elements():
        if block.kind == PICTURE:  # what a picture shows is in the text around it
            continue
        words = own_words(element, _is_picture)
        text: Text = {"en": words} if block.shown and block.shown.foreign else words
        name, anchor = name_of(element), element.get("id", "")
        if not words:
            continue
        if name == "h1":
            found[0].heading = text
        elif name.startswith("h") and anchor:
            found.append(Section(anchor, text))
        elif words not in seen:
            seen.add(words)
            found[-1].text.append(text)
    return found


def _is_picture(element: HtmlElement) -> bool:
    return name_of(element) in PICTURES


def index(site: Site, locale: str, pages: Iterable[SearchPage]) -> tuple[dict[str, Any], dict[str, int]]:
    """Return a locale's index, and the missing targets of its synonyms, with their lines; raises `HandoutError`."""
    prefix = site.languages[locale].prefix
    listed = []
    addresses: set[str] = set()
    for page in sorted(pages, key=lambda page: page.order):
        found = sections(page.content)
        listed.append({"title": as_text(page.title), "url": page.url, "sections": [vars(each) for each in found]})
        slug = "/" + page.url.removeprefix(prefix)
        addresses |= {slug, *(f"{slug}#{each.id}" for each in found if each.id)}
    synonyms = Synonyms.read(site.translations / folder(locale) / "synonyms.yml", addresses)
    whole = {
        "strings": strings(site.catalogs[locale], site.root / "overrides/search/search.js"),
        "clinic": {name: value for name in ("phone", "tel", "address") if (value := getattr(site.clinic, name))},
        "pages": listed,
        "synonyms": [[prefix + target[1:] if target else None, *phrases] for target, phrases in synonyms.rows.items()],
    }
    if locale.startswith("zh"):
        whole["han"] = han(as_json(whole))
    return whole, synonyms.lost


@cache
def _han() -> tuple[tuple[str, str], ...]:
    """Return the pairs of Traditional and Simplified characters (CLDR)."""
    pairs = (Path(__file__).parent / "han.txt").read_text(encoding="utf-8").splitlines()[-1]
    return tuple(zip(pairs[::2], pairs[1::2], strict=True))


def han(text: str) -> str:
    """Return the pairs of Traditional and Simplified characters that are relevant to a text, concatenated."""
    there = set(text)
    simplified = {pair[1] for pair in _han() if there.intersection(pair)}
    return "".join(pair[0] + pair[1] for pair in _han() if pair[1] in simplified)


def write(site: Site, pages: dict[str, dict[str, SearchPage]], target: Path) -> list[HandoutError]:
    """Write the indexes into the built site; return an error for each missing target of synonyms."""
    target.mkdir(exist_ok=True)
    lost: dict[str, list[tuple[Path, int]]] = {}
    for locale, own in pages.items():
        found, missing = index(site, locale, own.values())
        (target / f"{locale}.json").write_text(as_json(found), encoding="utf-8")
        for name, line in missing.items():
            path = (site.translations / folder(locale) / "synonyms.yml").relative_to(site.root)
            lost.setdefault(name, []).append((path, line))
    return [_lost(name, places) for name, places in lost.items()]


def _lost(name: str, places: list[tuple[Path, int]]) -> HandoutError:
    path, line = places[0]
    others = ", as in other languages" if len(places) > 1 else ""
    page, section = name.partition("#")[::2]
    if section:
        what = f"{page} has no section #{section}, so search leads to the page itself{others}"
        remedy = f"put {{: #{section} }} after the heading to keep it, or change this line"
    else:
        what, remedy = f"there is no page {page}, so search ignores its words{others}", "correct or delete this line"
    return HandoutError(what, remedy, path.as_posix(), line)
