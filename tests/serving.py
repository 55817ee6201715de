"""Serves the built site as GitHub Pages does."""

import functools
import http.server
import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

BASE = "/ims/"


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files below a sub-path, and `/404.html` for every unknown address."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        inside = path.startswith(BASE)
        target = Path(self.directory) / path.removeprefix(BASE) if inside else None
        if target and target.is_dir() and not path.endswith("/"):
            self.send_response(301)
            self.send_header("Location", path + "/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if target and (target.is_file() or (target / "index.html").is_file()):
            self.path = "/" + path.removeprefix(BASE)
            super().do_GET()
            return
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class SlowHandler(Handler):
    """A slow connection: a few kilobytes at a time, up to the end of a block, since part of a line would shift."""

    def copyfile(self, source, outputfile) -> None:  # type: ignore[no-untyped-def]
        for piece in re.findall(rb".{4000,}?</(?:p|li|h\d|dd|header|table)>|.+", source.read(), re.DOTALL):
            outputfile.write(piece)
            outputfile.flush()
            time.sleep(0.04)


def serve(folder: Path, handler: type[Handler] = Handler) -> Iterator[str]:
    """Serve `folder`, and yield the address of its root."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}{BASE}"
    server.shutdown()
    server.server_close()
