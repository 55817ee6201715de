"""`make serve` in a real browser: an error is shown above the last good page, and disappears once it is fixed."""

import re
import socket
import threading
import time

import pytest

from mkdocs_handout.site.preview_server import PreviewServer
from tests.projects import edit, run

BROKEN = "## Thanks\n\n<b>x</b>"
ERROR = re.compile(r"^docs/about.md:\d+: raw HTML: '<b>x</b>'; write it in Markdown", re.M)


@pytest.fixture
def preview(project, monkeypatch):
    monkeypatch.chdir(project)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = PreviewServer(project, port, ["en"])
    thread = threading.Thread(target=server.serve)
    yield server, thread
    server.shutdown()
    thread.join()


def address(preview):
    """Start the preview as `make serve` does, and return its address."""
    server, thread = preview
    server.build()
    thread.start()
    while not server.serve_thread.is_alive():
        time.sleep(0.01)
    return server.url


def test_a_mistake_is_shown_above_the_last_good_page_until_it_is_fixed(preview, project, phone):
    site = address(preview)
    refused = []
    phone.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    phone.goto(site + "about/")
    assert phone.locator("#mistakes").count() == 0
    edit(project / "docs" / "about.md", "## Thanks", BROKEN)
    phone.wait_for_selector("#mistakes", timeout=60_000)
    assert ERROR.search(phone.locator("#mistakes").inner_text())
    assert phone.locator("#mistakes").evaluate("each => getComputedStyle(each).position") == "fixed"
    assert phone.locator("h1").inner_text() == "About this handout"
    edit(project / "docs" / "about.md", BROKEN, "## Our thanks")
    phone.wait_for_selector("#our-thanks", timeout=60_000)
    assert phone.locator("#mistakes").count() == 0
    assert refused == [], "the page's policy blocks what the preview adds"


def test_a_preview_started_with_a_mistake_shows_the_page_once_it_is_fixed(preview, project, phone):
    edit(project / "docs" / "about.md", "## Thanks", BROKEN)
    phone.goto(address(preview) + "about/")
    assert ERROR.search(phone.locator("#mistakes").inner_text())
    edit(project / "docs" / "about.md", BROKEN, "## Thanks")
    phone.wait_for_selector("#thanks", timeout=60_000)
    assert phone.locator("#mistakes").count() == 0


def test_preview_pages_have_no_canonical_address(preview, phone):
    phone.goto(address(preview))
    assert phone.locator("link[rel=canonical]").count() == 0


def test_a_port_in_use_is_reported_in_one_line(project):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = run(project, "serve", "--locales", "en", "--port", port)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].endswith(
        "; stop the program that uses this port, or choose another port: make serve PORT=8001"
    )
    assert "Traceback" not in done.stderr
