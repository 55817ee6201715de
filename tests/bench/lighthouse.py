"""Lighthouse scores for a cheap phone on a slow connection: four per page.

Lighthouse is in this folder's package.json, since `make test` does not need it.
"""

import json
import os
import subprocess
from pathlib import Path

from tests.bench import phone
from tests.built import LOCALES
from tests.conftest import CHROMIUM, QUIET

PROGRAM = Path(__file__).parent / "node_modules/lighthouse/cli/index.js"
PAGES = ["", "what-to-expect/", "diagram/"]
SHOWN = [locale for locale in ("en", "ar", "am") if locale in LOCALES]
NOINDEX_AUDIT = "is-crawlable"  # fails for pages with `noindex`, such as drafts


def scores(address: str) -> tuple[dict[str, int], list[str]]:
    """Return a page's scores, 0 to 100, and what lowered them, ignoring the `noindex` of drafts."""
    flags = " ".join(["--headless=new", *QUIET])
    command = ["node", PROGRAM, address, "--output=json", "--quiet", f"--chrome-flags={flags}"]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env={**os.environ, "CHROME_PATH": CHROMIUM}
    )
    report = json.loads(done.stdout)
    audits, found, points = report["audits"], {}, []
    for name, category in report["categories"].items():
        parts = [
            (part["weight"], audits[part["id"]]["score"], part["id"])
            for part in category["auditRefs"]
            if part["weight"] and audits[part["id"]]["score"] is not None
        ]
        if "noindex" in json.dumps(audits[NOINDEX_AUDIT].get("details", {})):
            parts = [part for part in parts if part[2] != NOINDEX_AUDIT]
        found[name] = round(100 * sum(weight * score for weight, score, _ in parts) / sum(part[0] for part in parts))
        points += [f"{audit} {score:.2f}" for _, score, audit in parts if score < 1]
    return found, points


def lighthouse(site: Path) -> None:
    """Print the scores of the home page, of a text page and of the page with the drawing."""
    print("\nLighthouse")
    with phone.served(site) as address:
        for locale in SHOWN:
            for page in PAGES:
                url = ("" if locale == "en" else f"{locale}/") + page
                found, points = scores(address + url)
                print(f"/{url:22}" + "".join(f"{name} {score:4}   " for name, score in found.items()), *points)
