"""All that can be wrong with the text, and what only the built site shows: that it cannot be built, and dead links."""

import os
import shutil
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from mkdocs_handout.checks.check_all import check_text
from mkdocs_handout.checks.finding import Finding, findings_of
from mkdocs_handout.checks.links import dead_links
from mkdocs_handout.project import settings
from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.site.build import build_site

FOLDER = ".cache/checked-site"


def check_everything(root: Path) -> list[Finding]:
    """List what is wrong with the text and the built site of `root`, each once; the two are looked at side by side."""
    with ProcessPoolExecutor(1) as other:
        built = other.submit(check_built, root)
        found = check_text(root)
        told = {str(each) for each in found}
        return found + [each for each in built.result() if str(each) not in told]


def check_built(root: Path) -> list[Finding]:
    """Build the site of `root` beside `site/`, and list what keeps it from being built, or its dead links."""
    target = root / FOLDER
    try:
        build_site(root, target, processes=1)  # another process checks the text meanwhile
        website = (settings.read(root / "mkdocs.yml").clinic or {}).get("website") or ""
        return list(dead_links(target, os.environ.get("SITE_URL", ""), website, root / "docs"))
    except HandoutError as error:
        return findings_of(error, root)
    finally:
        shutil.rmtree(target, ignore_errors=True)
