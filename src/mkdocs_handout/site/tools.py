"""The scripts of the reader's tools (another language beside the text, read aloud), which come when one is used.

`tools/<locale>.json` holds what they say in that locale, in the form of the search's strings.
"""

import json
from collections.abc import Iterable
from pathlib import Path

import rcssmin
import rjsmin

from mkdocs_handout.page.build_context import Site
from mkdocs_handout.site.search_index import Text, strings

SCRIPTS = ("beside.js", "aloud.js")
COMMON = ("common.js", "tools.css")
OFFER = "Read this handout in your language"
"""A message of overrides/partials/languages.html, which shell.js shows to a phone that is set to that language."""


def write(site: Site, locales: Iterable[str], target: Path) -> None:
    """Write `tools/` into the built site."""
    target.mkdir(exist_ok=True)
    overrides = site.root / "overrides"
    for name in (*SCRIPTS, *COMMON):
        source = (overrides / "tools" / name).read_text(encoding="utf-8")
        small = rcssmin.cssmin(source) if name.endswith(".css") else rjsmin.jsmin(source)
        (target / name).write_text(str(small), encoding="utf-8")
    written = rjsmin.jsmin((overrides / "written.js").read_text(encoding="utf-8"))
    (target / "written.js").write_text(
        f"export {written}", encoding="utf-8"
    )  # inline in the pages it is a plain script
    for locale in locales:
        said: dict[str, Text] = {"offer": site.catalogs[locale].show(OFFER).text}
        for name in SCRIPTS:
            said |= strings(site.catalogs[locale], overrides / "tools" / name)
        text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
        (target / f"{locale}.json").write_text(text, encoding="utf-8")
