"""Inline styles and scripts, and the page's Content Security Policy, which allows exactly these (CSP3, 2.3.1).

Templates call `{{ style("style.css") }}` and `{{ script("shell.js") }}`: each returns a whole element and stores its
hash. A browser would not run any other inline style or script, so `OwnInlineOnly` rejects these in templates.
"""

import base64
import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import rcssmin
import rjsmin
from jinja2 import Environment, TemplateSyntaxError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import Markup

from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.project.settings import line_of


class Inline:
    """Creates the inline elements of one page, and the policy that allows them."""

    def __init__(self, env: Environment) -> None:
        """Use the files of `env`, which `templates.prepare` has prepared."""
        self._minified = env.minified  # type: ignore[attr-defined]
        self._hashes: dict[str, dict[str, None]] = {"script": {}, "style": {}}

    def style(self, *names: str, rule: str = "") -> Markup:
        """Return a `<style>` of minified stylesheets of overrides/, followed by the CSS `rule`."""
        return self._element("style", "".join(map(self._minified, names)) + rule, {})

    def script(self, *names: str, **attributes: str) -> Markup:
        """Return a `<script>` of minified scripts of overrides/; `data_root="/"` sets the attribute `data-root`."""
        return self._element("script", "".join(map(self._minified, names)), attributes)

    def _element(self, tag: str, text: str, attributes: dict[str, str]) -> Markup:
        self._hashes[tag][base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()] = None
        listed = Markup("").join(
            Markup(' {}="{}"').format(name.replace("_", "-"), value) for name, value in attributes.items()
        )
        return Markup("<{0}{1}>{2}</{0}>").format(tag, listed, Markup(text))  # noqa: S704 - our own files

    def policy(self) -> Markup:
        """Return the page's policy as a `<meta>`; must be called after all inline elements are created."""
        sources = {tag: " ".join(f"'sha256-{each}'" for each in found) for tag, found in self._hashes.items()}
        directives = [
            "default-src 'none'",
            f"script-src 'self' {sources['script']}".strip(),
            f"style-src 'self' {sources['style']}".strip(),
            "img-src 'self' data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
        ]
        content = Markup("; ".join(directives))  # noqa: S704 - no quotes but single ones
        return Markup('<meta http-equiv="Content-Security-Policy" content="{}">').format(content)


def minified(env: Environment, name: str) -> str:
    """Return a stylesheet or script of overrides/, minified for use inline."""
    return _minified(env.loader.get_source(env, name)[0] if env.loader else "", name.endswith(".css"))


@cache
def _minified(source: str, style: bool) -> str:
    return str(rcssmin.cssmin(source) if style else rjsmin.jsmin(source))


def refuse_other_origins(key: str, addresses: Iterable[object], mkdocs_yml: Path) -> None:
    """Raise `HandoutError` if `extra_css` or `extra_javascript` (`key`) has an address on another site.

    The policy allows only this origin, so a browser would silently block the file.
    """
    for at, address in enumerate(map(str, addresses)):
        if urlsplit(address).netloc:
            line = line_of(mkdocs_yml, key, at)
            what = f"{key}: {address} is on another site, from which pages may not load anything"
            raise HandoutError(what, "put the file in docs/, and write its name here", mkdocs_yml.name, line)


class OwnInlineOnly(Extension):
    """Rejects templates with literal inline styles or scripts, which the policy would not allow."""

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        """Pass on a template's tokens; raises `TemplateSyntaxError`, with the line, for the first such element."""
        for token in stream:
            if token.type == "data":
                _refuse_inline(token, stream.name)
            yield token


def _refuse_inline(token: Token, template: str | None) -> None:
    for tag in ("script", "style"):
        before, found, after = token.value.partition(f"<{tag}")
        attributes, _, text = after.partition(">")
        written = text.partition("</")[0].strip()
        if found and "src=" not in attributes:
            raise TemplateSyntaxError(
                f"a {tag} that is not a file in overrides/: {written[:40]!r}; put it in a file there, "
                f'and {{{{ {tag}("its name") }}}} in its place',
                token.lineno + before.count("\n"),
                template,
            )
