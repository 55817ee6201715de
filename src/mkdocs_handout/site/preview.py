"""`make serve`: the site on this computer, built anew after each change.

A mistake stands above the last good page, with file, line and what to do, and goes when it is mended.
"""

import base64
import hashlib
import logging
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lxml import html
from mkdocs.livereload import LiveReloadServer

from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.site.build import build_site

FOLDER = ".cache/preview"
HOST = "127.0.0.1"
WATCHED = ("docs", "handout", "overrides", "translations", "mkdocs.yml", "babel.cfg")
EMPTY = b"<!doctype html><html lang=en><meta charset=utf-8><title>Not built yet</title><body></body></html>"
STYLE = (
    "#mistakes{position:fixed;inset:auto 0 0;z-index:9;max-height:60vh;overflow:auto;padding:1em;"
    "font:1rem/1.5 system-ui;color:#000;background:#ffe;border-top:4px solid #a00}#mistakes li{white-space:pre-wrap}"
)


class Preview(LiveReloadServer):
    """MkDocs' own server, which tells a browser when to load its page anew; to each page it adds the mistakes."""

    def __init__(self, root: Path, port: int, locales: Sequence[str] | None = None) -> None:
        self.project, self.locales = root, locales
        self.mistakes: list[str] = []
        super().__init__(self.build, HOST, port, str(root / FOLDER))
        self.error_handler = self._lost
        for name in WATCHED:
            if (root / name).exists():
                self.watch(str(root / name))

    def build(self) -> None:
        """Build the site anew, or remember what keeps it from being built: its last good state stays."""
        try:
            build_site(self.project, self.project / FOLDER, self.locales, address="")
            self.mistakes = []
            print(f"Built: {self.url}", file=sys.stderr)
        except HandoutError as error:
            self.mistakes = str(error).splitlines()
            print(error, file=sys.stderr)

    def _lost(self, code: int) -> bytes:
        """Answer an address without a page."""
        page = self.project / FOLDER / "404.html"
        return self._inject_js_into_html(page.read_bytes() if page.exists() else EMPTY, self._visible_epoch)

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        """Add MkDocs' script and the mistakes to a page, and to its policy, which allows only what it knows."""
        page: Any = html.document_fromstring(content.decode())
        script = super()._inject_js_into_html(b"", epoch)  # type: ignore[no-untyped-call]
        _add(page, html.fragment_fromstring(script.decode()), "script-src")
        if self.mistakes:
            _add(page, html.fragment_fromstring(f"<style>{STYLE}</style>"), "style-src")
            page.body.append(_told(self.mistakes))
        return bytes(html.tostring(page, doctype="<!doctype html>", encoding="utf-8"))


def _add(page: Any, element: Any, directive: str) -> None:
    """Add a script or a style to a page, and its hash to the page's Content Security Policy (page/csp.py)."""
    digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
    for policy in page.xpath("//meta[@http-equiv='Content-Security-Policy']"):
        policy.set("content", re.sub(rf"({directive} [^;]*)", rf"\1 'sha256-{digest}'", policy.get("content")))
    page.body.append(element)


def _told(mistakes: Sequence[str]) -> Any:
    """Make the box of mistakes: it can be folded, to see the page below."""
    box = html.fragment_fromstring(
        '<details id="mistakes" open role="alert" lang="en" dir="ltr"><summary>Not built: the page is as it was before '
        "this mistake. It comes up to date once this is mended.</summary><ul></ul></details>"
    )
    for each in mistakes:
        line = html.Element("li")
        line.text = each
        box.find("ul").append(line)
    return box


def serve(root: Path, port: int, locales: Sequence[str] | None = None) -> None:
    """Serve the site of `root` until it is stopped with Ctrl+C; raises `HandoutError` where the port is taken."""
    logging.getLogger("mkdocs.livereload").setLevel(logging.ERROR)  # else each lost address is a warning of the build
    server = Preview(root, port, locales)
    server.build()
    print(f"Serving {server.url} until Ctrl+C", file=sys.stderr)
    try:
        server.serve()  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        pass
    except OSError as error:
        what = f"nothing can be served at {server.url}: {error.strerror}"
        raise HandoutError(what, "end what runs there, or choose another: make serve PORT=8001") from error
    finally:
        server.shutdown()
