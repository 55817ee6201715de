"""What a visit to a page loads, and what that weighs in a phone's data plan."""

import gzip
from pathlib import Path

KB = 1000  # the budgets are decimal, like phone data plans
HEADERS = 350  # bytes of GitHub Pages' response headers
SETTLED = "() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))"
"""Resolves when the page's scripts have run after loading, and have requested what they need."""


def weight(site: Path, path: str) -> int:
    """Return the size in bytes of the file served at `path`, compressed and with its headers."""
    file = site / (path + "index.html" if path == "" or path.endswith("/") else path)
    return len(gzip.compress(file.read_bytes(), 9)) + HEADERS
