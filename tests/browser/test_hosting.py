"""The built site on nginx, configured like GitHub Pages: every link works without a redirect, with the correct type."""

import gzip
import http.client
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from lxml import html

from tests.built import LOCALES, SITE_URL
from tests.serving import BASE

TYPES = {".html": "text/html", ".xml": "text/xml", ".js": "application/javascript", ".json": "application/json"}
TYPES |= {".css": "text/css", ".svg": "image/svg+xml", ".pdf": "application/pdf", ".txt": "text/plain"}

# Like GitHub Pages: a sub-path, the root's 404.html, gzip, caching for ten minutes, redirects to a trailing slash.
CONFIG = """
daemon off; pid {folder}/pid; error_log {folder}/errors; worker_processes 1;
events {{ worker_connections 64; }}
http {{
  include /etc/nginx/mime.types; default_type application/octet-stream; charset utf-8; access_log off;
  client_body_temp_path {folder}/1; proxy_temp_path {folder}/2; fastcgi_temp_path {folder}/3;
  uwsgi_temp_path {folder}/4; scgi_temp_path {folder}/5;
  gzip on; gzip_types text/css application/javascript application/json image/svg+xml text/xml; gzip_min_length 1;
  server {{
    listen 127.0.0.1:{port}; absolute_redirect off; add_header Cache-Control max-age=600 always;
    error_page 404 {base}404.html;
    location {base} {{ alias {site}/; index index.html; }}
  }}
}}
"""


def nginx(site: Path, folder: Path) -> Iterator[str]:
    """Serve `site`, and yield host and port."""
    assert shutil.which("nginx", path="/usr/sbin:/usr/bin"), "nginx is missing. Run: sudo apt-get install nginx-light"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "nginx.conf").write_text(CONFIG.format(folder=folder, port=port, site=site, base=BASE))
    command = ["/usr/sbin/nginx", "-p", str(folder), "-e", str(folder / "errors"), "-c", str(folder / "nginx.conf")]
    if os.geteuid() == 0:  # otherwise its worker runs as `nobody`, who may not be able to read this folder
        command += ["-g", "user root;"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        for _ in range(100):
            assert server.poll() is None, server.stderr.read()
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"127.0.0.1:{port}"
        server.terminate()


@pytest.fixture(scope="module")
def host(site, tmp_path_factory) -> Iterator[str]:
    yield from nginx(site, tmp_path_factory.mktemp("nginx"))


def get(host: str, path: str) -> tuple[int, http.client.HTTPMessage, bytes]:
    """Fetch a path without following redirects."""
    connection = http.client.HTTPConnection(host, timeout=10)
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, answer.headers, gzip.decompress(body) if answer.headers["Content-Encoding"] else body


def test_every_link_from_the_home_page_works(host, pages):
    """Following all links leads to every page, without redirects, missing pages or missing anchors."""
    ids: dict[str, set[str]] = {}
    wanted: dict[str, str] = {BASE: "the first page"}
    anchors: set[tuple[str, str, str]] = set()
    errors = []
    while todo := wanted.keys() - ids.keys():
        path = todo.pop()
        status, headers, body = get(host, path)
        suffix = Path(path).suffix or ".html"
        if status != 200:
            errors.append(f"{path} answers {status}, linked from {wanted[path]}")
        elif headers["Content-Type"].split(";")[0] != TYPES[suffix]:
            errors.append(f"{path} is {headers['Content-Type']}")
        elif headers["Cache-Control"] != "max-age=600" or (suffix != ".pdf" and headers["Content-Encoding"] != "gzip"):
            errors.append(f"{path}: this is not how GitHub Pages answers: {headers}")
        ids[path] = set()
        if suffix != ".html" or status != 200:
            continue
        tree = html.document_fromstring(body.decode())
        ids[path] = set(tree.xpath("//@id"))
        for link in tree.xpath("//a/@href | //link/@href | //script/@src | //img/@src | //*/@data-index"):
            target, anchor = urldefrag(urljoin(f"{SITE_URL.removesuffix(BASE)}{path}", link))
            if urlsplit(target).netloc == urlsplit(SITE_URL).netloc:
                wanted.setdefault(urlsplit(target).path, path)
                anchors.add((path, urlsplit(target).path, anchor))
    errors += [f"{path}: no #{anchor} on {to}" for path, to, anchor in anchors if anchor and anchor not in ids[to]]
    assert not errors, "\n".join(errors)
    unlisted = ("404.html", "staff/", "staff/poster/")
    assert ids.keys() >= {BASE + page.url for page in pages if page.url not in unlisted}
    assert not ids.keys() & {BASE + url for url in unlisted}


def test_every_file_has_the_correct_content_type(host, site):
    """Including the search, its indexes and everything else that pages fetch later."""
    files = [path for path in site.rglob("*") if path.is_file()]
    assert len(files) > len(LOCALES)
    for path in files:
        status, headers, body = get(host, BASE + path.relative_to(site).as_posix())
        assert (status, body) == (200, path.read_bytes())
        assert headers["Content-Type"].split(";")[0] == TYPES[path.suffix], path


def test_an_address_without_trailing_slash_redirects(host):
    for locale in LOCALES[1:]:
        status, headers, _ = get(host, f"{BASE}{locale}")
        assert (status, headers["Location"]) == (301, f"{BASE}{locale}/")


def test_an_unknown_address_gets_the_404_page(host, site):
    for path in ("nowhere", f"{LOCALES[-1]}/nowhere/", "about/nowhere.html"):
        status, headers, body = get(host, BASE + path)
        assert (status, headers["Content-Type"]) == (404, "text/html; charset=utf-8")
        assert body == (site / "404.html").read_bytes()


@pytest.mark.parametrize("locale", LOCALES)
def test_a_partly_loaded_page_is_readable(locale, site, phone, tmp_path):
    """If the connection breaks halfway, the part that has arrived is shown with the page's style and language."""
    prefix = "" if locale == "en" else f"{locale}/"
    whole = (site / prefix / "what-to-expect" / "index.html").read_bytes()
    text = whole.index(b"<main")
    cut = whole[: text + (whole.index(b"</main") - text) // 2]
    phone.route("**/cut/", lambda route: route.fulfill(body=cut, content_type="text/html; charset=utf-8"))
    phone.goto("http://clinic.example/cut/")
    assert phone.get_attribute("html", "lang") == locale
    assert phone.locator("h1").is_visible()
    assert phone.locator("header .clinic").is_visible()
    shown = phone.locator("main").inner_text()
    assert len(shown) > 300 if locale not in ("zh-Hant", "zh-Hans", "ja", "ko") else len(shown) > 100
    assert phone.evaluate("getComputedStyle(document.body).margin") == "0px"
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
