"""Checks the text, and what only a built site shows: whether it can be built, and dead links."""

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


def check_everything(root: Path) -> tuple[list[Finding], list[str]]:
    """Return the findings for the text and the built site of `root`, without duplicates, and the build's messages.

    The text is checked while the site is built.
    """
    with ProcessPoolExecutor(1) as other:
        built = other.submit(check_built, root)
        found = check_text(root)
        told = {str(each) for each in found}
        more, notes = built.result()
        return found + [each for each in more if str(each) not in told], notes


def check_built(root: Path) -> tuple[list[Finding], list[str]]:
    """Build the site of `root` into `FOLDER`; return its dead links, or what stops the build, and its messages."""
    target = root / FOLDER
    try:
        notes = build_site(root, target, processes=1)  # another process checks the text meanwhile
        website = (settings.read(root / "mkdocs.yml").clinic or {}).get("website") or ""
        return list(dead_links(target, os.environ.get("SITE_URL", ""), website, root / "docs")), notes
    except HandoutError as error:
        return findings_of(error, root), []
    finally:
        shutil.rmtree(target, ignore_errors=True)
