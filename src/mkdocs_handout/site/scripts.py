"""The scripts that are loaded on first use: search, another language beside the text, reading aloud.

They are in `search/` and `tools/`. `tools/<locale>.json` has the strings of the tools in that locale; those of search
are in its index.
"""

import json
from collections.abc import Iterable
from pathlib import Path

from jinja2 import Environment

from mkdocs_handout.catalog.catalog import Catalog
from mkdocs_handout.english import extract
from mkdocs_handout.english.shown import Shown
from mkdocs_handout.page.build_context import Site
from mkdocs_handout.page.csp import minified

SEARCH = ("search.js", "find.js", "search.css")
TOOLS = ("beside.js", "aloud.js", "common.js", "written.js", "offer.js", "tools.css", "offer.css")
REVIEW = ("review.js",)
SPEAKING_TOOLS = ("beside.js", "aloud.js")
# Published unchanged; created by `make vendor`.
VENDORED = ("minisearch.js", "minisearch.LICENSE.txt")

OFFER = "Read this handout in your language"
"""A message of overrides/partials/languages.html; shell.js shows it on a phone that is set to the language."""

Text = str | dict[str, str]
"""A text in the page's language, or `{"en": text}`: English in its place."""


def write(site: Site, env: Environment, locales: Iterable[str], target: Path) -> None:
    """Write scripts, stylesheets, and the strings of the tools in each of `locales` into the built site."""
    overrides = site.root / "overrides"
    for folder, names in (("search", SEARCH), ("tools", TOOLS), ("review", REVIEW)):
        (target / folder).mkdir(exist_ok=True)
        for name in names:
            (target / folder / name).write_text(minified(env, f"{folder}/{name}"), encoding="utf-8")
    for name in VENDORED:
        text = (overrides / "search" / name).read_text(encoding="utf-8")  # a checkout may have Windows line ends
        (target / "search" / name).write_bytes(text.encode())
    for locale in locales:
        said: dict[str, Text] = {"offer": site.catalogs[locale].show(OFFER).text}
        for name in SPEAKING_TOOLS:
            said |= strings(site.catalogs[locale], overrides / "tools" / name)
        (target / "tools" / f"{locale}.json").write_text(as_json(said), encoding="utf-8")


def strings(catalog: Catalog, script: Path) -> dict[str, Text]:
    """Return the strings of a script in the locale of `catalog`, by their English."""
    return {message: as_text(catalog.show(message)) for message in extract.strings_of(script)}


def as_text(shown: Shown) -> Text:
    """Return a message in the form that the scripts read."""
    return {"en": shown.text} if shown.foreign else shown.text


def as_json(data: object) -> str:
    """Return data as compact JSON."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
