"""Measures the loading of pages on a cheap phone (360×800) with a slow network and an empty cache."""

import functools
import gzip
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

BASE = "/ims/"
TEXT = (".html", ".css", ".js", ".json", ".svg", ".xml")
OBSERVE = """
window.bench = {lcp: 0, cls: 0, long: []};
const watch = (type, take) =>
  new PerformanceObserver(list => list.getEntries().forEach(take)).observe({type, buffered: true});
watch('largest-contentful-paint', entry => bench.lcp = entry.startTime);
watch('layout-shift', entry => bench.cls += entry.value);
watch('longtask', entry => bench.long.push([entry.startTime, entry.startTime + entry.duration]));
"""


@dataclass(frozen=True)
class Profile:
    """A network's latency (ms) and rates (kbit/s), and the factor by which the phone's CPU is slower."""

    name: str
    latency: int
    down: int
    up: int
    cpu: int

    def network(self) -> dict[str, float]:
        """Return the parameters of DevTools' Network.emulateNetworkConditions (bytes a second)."""
        down, up = self.down * 125, self.up * 125
        return {"offline": False, "latency": self.latency, "downloadThroughput": down, "uploadThroughput": up}


# Lighthouse's slow 4G and WebPageTest's slow 3G.
CHEAP = Profile("slow 4G, CPU 4 times slower", 150, 1600, 750, 4)
CHEAPEST = Profile("slow 3G, CPU 6 times slower", 400, 400, 400, 6)


class Pages(http.server.SimpleHTTPRequestHandler):
    """Serves files like GitHub Pages: gzip, max-age=600, a sub-path, `/404.html`."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        root = Path(self.directory)
        file = root / urlsplit(self.path).path.removeprefix(BASE)
        file = file / "index.html" if file.is_dir() else file
        status = 200 if file.is_file() else 404
        body = file.read_bytes() if status == 200 else b"404"
        self.send_response(status)
        if file.suffix in TEXT:
            body = gzip.compress(body, 9, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", self.guess_type(str(file)) + "; charset=utf-8")
        self.send_header("Cache-Control", "max-age=600")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(ConnectionError):  # the browser closed the connection
            self.wfile.write(body)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a built site, and yield its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Pages, directory=str(folder)))
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # the browser may close a connection
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}{BASE}"
    server.shutdown()


@contextmanager
def cheap(browser: Browser, profile: Profile = CHEAP) -> Iterator[tuple[Page, dict[str, float]]]:
    """Yield a page on a cheap phone with an empty cache, and its number of requests and KB so far."""
    context = browser.new_context(viewport={"width": 360, "height": 800}, device_scale_factor=2, has_touch=True)
    page = context.new_page()
    page.add_init_script(OBSERVE)
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", profile.network())
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": profile.cpu})
    seen: dict[str, float] = {"requests": 0, "KB": 0}
    devtools.on("Network.requestWillBeSent", lambda event: _count(event, seen))
    devtools.on("Network.loadingFinished", lambda event: _weigh(event, seen))
    yield page, seen
    context.close()


# Total blocking time counts from the first paint (web.dev/articles/tbt).
RESULT = """() => {
  const fcp = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0;
  const tbt = bench.long.reduce((sum, [start, end]) => sum + Math.max(0, end - Math.max(start, fcp) - 50), 0);
  return {'FCP ms': fcp, 'LCP ms': bench.lcp, CLS: bench.cls, 'TBT ms': tbt}; }"""


def visit(browser: Browser, address: str, second: str, profile: Profile = CHEAP) -> dict[str, float]:
    """Open `address`, then `second`; return requests, KB, paint times, layout shift and blocking time."""
    with cheap(browser, profile) as (page, seen):
        page.goto(address, wait_until="networkidle")
        page.wait_for_timeout(700)
        result: dict[str, float] = {**seen, **page.evaluate(RESULT)}
        seen.update(requests=0, KB=0)
        page.goto(second, wait_until="networkidle")
        page.wait_for_timeout(300)
        return {**result, "2nd page KB": seen["KB"]}


def _count(event: dict, seen: dict[str, float]) -> None:
    if event["request"]["url"].startswith("http"):
        seen["requests"] += 1


def _weigh(event: dict, seen: dict[str, float]) -> None:
    seen["KB"] += event["encodedDataLength"] / 1000
