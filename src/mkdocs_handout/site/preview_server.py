"""`make serve`: the site on this computer, rebuilt after each change.

A language is built when a browser asks for one of its pages: into its own folder, together with English, by the same
function as the whole site. The files of a language do not depend on which others are built. So no dependencies have to
be tracked, and a change costs a build of two languages.

An error is shown above the last good page, with file, line and what to do, until it is fixed.
"""

import base64
import hashlib
import logging
import os
import posixpath
import re
import socket
import sys
import threading
import traceback
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

from lxml import html
from mkdocs.livereload import LiveReloadServer

from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.project.languages import SOURCE, listed_locales
from mkdocs_handout.site.build import build_site

FOLDER = ".cache/preview"
HOST = "127.0.0.1"
SHARED = ("review", "search", "tools")
"""Folders of the site in which each language has a file or folder that is named after it."""
WATCHED = ("docs", "handout", "overrides", "translations", "mkdocs.yml", "babel.cfg")
EMPTY = b"<!doctype html><html lang=en><meta charset=utf-8><title>Not built yet</title><body></body></html>"
STYLE = (
    "#mistakes{position:fixed;inset:auto 0 0;z-index:9;max-height:60vh;overflow:auto;padding:1em;"
    "font:1rem/1.5 system-ui;color:#000;background:#ffe;border-top:4px solid #a00}#mistakes li{white-space:pre-wrap}"
)


class PreviewServer(LiveReloadServer):
    """MkDocs' own server, which reloads pages in the browser; errors are added to each page."""

    def __init__(self, root: Path, port: int, locales: Sequence[str] | None = None) -> None:
        self.project, self.chosen = root, locales
        self.seen = locales[-1] if locales else SOURCE
        """The locale that was viewed last; it is rebuilt as soon as something changes."""
        self.newest = self.seen
        """The locale of the last successful build; its folder has the newest English."""
        self.tried: set[str] = set()
        """The locales whose build was tried since the last change."""
        self.mistakes: dict[str, list[str]] = {}
        """The errors of each locale that could not be built since the last change."""
        self.listed = [SOURCE]
        self.asked = threading.local()
        self.building = threading.RLock()  # a browser requests several files at once
        super().__init__(self.build, HOST, port, str(root / FOLDER), polling_interval=0.2)  # seconds
        self.error_handler = self._lost
        for name in WATCHED:
            if (root / name).exists():
                self.watch(str(root / name))

    def build(self) -> None:
        """Rebuild the locale that was viewed last; others are built when they are requested."""
        with self.building:
            self.tried.clear()
            self.mistakes.clear()
            self._build(self.seen if self.seen in self._locales() else SOURCE)

    def _build(self, locale: str) -> None:
        """Build a locale, unless it was tried since the last change; store errors and keep its last good state."""
        with self.building:
            if locale in self.tried:
                return
            self.tried.add(locale)
            try:
                both = list(dict.fromkeys((SOURCE, locale)))
                # In this process, which remembers what it has read.
                build_site(self.project, self.folder(locale), both, address="", processes=1)
                self.newest = locale
                print(f"Built: {self.url}{'' if locale == SOURCE else f'{locale}/'}", file=sys.stderr)
            except HandoutError as error:
                self.mistakes[locale] = str(error).splitlines()
                print(error, file=sys.stderr)
            except Exception as error:  # an error of the program or of an extension must not stop the preview
                self.mistakes[locale] = [f"{type(error).__name__}: {error}; see the terminal for details"]
                traceback.print_exc()

    def folder(self, locale: str) -> Path:
        """Return the folder with English and `locale`, as of their last successful build."""
        return self.project / FOLDER / locale

    def _locales(self) -> list[str]:
        """Return the locales that are shown: those in mkdocs.yml now, and if some were chosen, only these."""
        with suppress(HandoutError):  # reported by the build; the previous list is kept
            self.listed = [each for each in listed_locales(self.project) if self.chosen is None or each in self.chosen]
        return self.listed

    def _locale_of(self, path: str) -> str:
        """Return the locale that a URL of the site belongs to; English if none."""
        names = [PurePosixPath(each).stem for each in PurePosixPath(path).parts[1:3]]
        name = "".join(names[1:] if names and names[0] in SHARED else names[:1])
        return name if name in self._locales() else SOURCE

    def _serve_request(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes] | None:
        """Answer from the folder of the URL's language, which is built first if necessary."""
        path = _path(environ["PATH_INFO"])
        self.asked.locale = SOURCE
        if path is None:
            return None
        if not path.startswith("/livereload/"):
            with self._epoch_cond:  # as in MkDocs: wait until the site is rebuilt
                self._epoch_cond.wait_for(lambda: self._visible_epoch == self._wanted_epoch)
            self.asked.locale = locale = self._locale_of(path)
            if locale != SOURCE or not self._has_new_english():
                self._build(locale)
            if "." not in PurePosixPath(path).name:
                self.seen = locale
            within = f"/{self.newest if locale == SOURCE else locale}{path}"
            if not path.endswith("/") and os.path.isdir(f"{self.root}{within}"):  # also False for an invalid name
                query = environ.get("QUERY_STRING")
                start_response("302 Found", [("Location", f"{quote(path)}/{'?' if query else ''}{query or ''}")])
                return []
            environ = environ | {"PATH_INFO": within.encode().decode("latin-1")}
        return super()._serve_request(environ, start_response)

    def _has_new_english(self) -> bool:
        """Return whether a locale was built successfully since the last change, and English with it."""
        return bool(self.tried - self.mistakes.keys())

    def _shown_mistakes(self) -> list[str]:
        """Return the errors that keep the requested page from being up to date."""
        locale = self.asked.locale
        return [] if locale == SOURCE and self._has_new_english() else self.mistakes.get(locale, [])

    def _lost(self, code: int) -> bytes:
        """Return the site's 404 page."""
        page = self.folder(self.newest) / "404.html"
        return self._inject_js_into_html(page.read_bytes() if page.exists() else EMPTY, self._visible_epoch)

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        """Add MkDocs' script and the errors to a page, and allow both in its Content Security Policy."""
        page: Any = html.document_fromstring(content.decode())
        script = super()._inject_js_into_html(b"", epoch)  # type: ignore[no-untyped-call]
        _add(page, html.fragment_fromstring(script.decode()), "script-src")
        if mistakes := self._shown_mistakes():
            _add(page, html.fragment_fromstring(f"<style>{STYLE}</style>"), "style-src")
            page.body.append(_told(mistakes))
        return bytes(html.tostring(page, doctype="<!doctype html>", encoding="utf-8"))


def _path(said: str) -> str | None:
    """Return the normalized path of a request (PEP 3333); None for one that no file can have."""
    try:
        path = said.encode("latin-1").decode()
    except UnicodeError:
        return None
    plain = posixpath.normpath(f"/{path.lstrip('/')}")
    return None if "\0" in path else plain + "/" * (path.endswith("/") and plain != "/")


def _add(page: Any, element: Any, directive: str) -> None:
    """Add a script or a style to a page, and its hash to the page's Content Security Policy (page/csp.py)."""
    digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
    for policy in page.xpath("//meta[@http-equiv='Content-Security-Policy']"):
        policy.set("content", re.sub(rf"({directive} [^;]*)", rf"\1 'sha256-{digest}'", policy.get("content")))
    page.body.append(element)


def _told(mistakes: Sequence[str]) -> Any:
    """Return the box with the errors; it can be collapsed to see the page below."""
    box = html.fragment_fromstring(
        '<details id="mistakes" open role="alert" lang="en" dir="ltr"><summary>Not built: this is the page as it was '
        "before the mistake. It updates as soon as the mistake is corrected.</summary><ul></ul></details>"
    )
    for each in mistakes:
        line = html.Element("li")
        line.text = each
        box.find("ul").append(line)
    return box


def serve(root: Path, port: int, locales: Sequence[str] | None = None) -> None:
    """Serve the site of `root` until Ctrl+C; raises `HandoutError` if the port is in use."""
    logging.getLogger("mkdocs.livereload").setLevel(logging.ERROR)  # otherwise, each 404 is logged as a warning
    server = PreviewServer(root, port, locales)
    try:
        socket.create_server((HOST, port)).close()  # before anything is built
    except OSError as error:
        what = f"cannot serve the site at {server.url}: {error.strerror}"
        raise HandoutError(
            what, "stop the program that uses this port, or choose another port: make serve PORT=8001"
        ) from error
    try:
        server.build()
        print(f"Serving {server.url} until Ctrl+C", file=sys.stderr)
        server.serve()  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        pass
    finally:
        server.shutdown()
