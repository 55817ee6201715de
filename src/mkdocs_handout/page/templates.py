"""The globals and functions that templates of overrides/ can use."""

from collections.abc import Iterable
from functools import cache, partial
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, StrictUndefined

from mkdocs_handout.english.blocks import Block
from mkdocs_handout.page.build_context import Site
from mkdocs_handout.page.csp import Inline, OwnInlineOnly, minified
from mkdocs_handout.page.dates import time_element
from mkdocs_handout.page.progress import progress
from mkdocs_handout.page.qr import QrCodes
from mkdocs_handout.page.strings import Strings
from mkdocs_handout.project.fonts import named
from mkdocs_handout.project.outputs import PAPERS, picture_name, poster_name, sheet_kinds


def prepare(env: Environment, site: Site, codes: QrCodes) -> None:
    """Make a Jinja environment strict, and add the globals that are the same on all pages."""
    env.autoescape = True
    env.undefined = StrictUndefined
    env.add_extension(OwnInlineOnly)
    env.extend(minified=cache(partial(minified, env)))  # each file is read once for all pages
    env.globals.update(
        languages=site.languages,
        root=urlsplit(site.address).path or "/",
        progress=cache(lambda: progress(site)),  # two pages show it
        qr=codes.inline,
        sheet_kinds=sheet_kinds,
        poster_name=poster_name,
        picture_name=picture_name,
        papers=PAPERS,
    )


def functions(env: Environment, site: Site, locale: str, blocks: Iterable[Block] = ()) -> dict[str, Any]:
    """Return the functions for the templates of one page; they record its messages and inline elements.

    `_` and `gettext` show a message, `N_` only marks one for extraction (GNU gettext's `gettext_noop`).
    """
    strings, inline = Strings(site, locale), Inline(env)
    strings.add(blocks)
    return {
        "_": partial(strings.block_in, locale),
        "gettext": partial(strings.text_in, locale),
        "N_": lambda message: message,
        "_in": strings.block_in,
        "text_in": strings.text_in,
        "with_english": strings.with_english,
        "notices": strings.notices,
        "style": inline.style,
        "script": inline.script,
        "policy": inline.policy,
        "font_rule": font_rule(locale),
        "day": lambda day: time_element(day, site.listed[locale]),
    }


def font_rule(locale: str) -> str:
    """Return a CSS rule with the script's font after the system font, or ""; it saves the browser a search for one."""
    font = named(locale)
    return f"html{{font-family:system-ui,{font},sans-serif}}" if font else ""
