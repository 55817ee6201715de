"""The site and its pages, built by the real build once per test run."""

import fcntl
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
from lxml import html

from mkdocs_handout.project.languages import listed_locales
from mkdocs_handout.site.build import build_site

ROOT = Path(__file__).parents[1]
SITE_URL = "https://clinic.example/ims/"
LOCALES = listed_locales(ROOT)
QUESTIONS = ROOT / "docs" / "questions.md"  # the clinic may switch this page off


@dataclass(frozen=True)
class BuiltPage:
    """One .html file of the built site."""

    site: Path
    file: Path

    @property
    def url(self) -> str:
        """Its address below the site's root, such as `ar/about/`."""
        return self.file.relative_to(self.site).as_posix().removesuffix("index.html")

    @property
    def locale(self) -> str:
        first = self.url.split("/")[0]
        return first if first in LOCALES else "en"

    @property
    def slug(self) -> str:
        return self.url.removeprefix("" if self.locale == "en" else f"{self.locale}/")

    @cached_property
    def tree(self) -> html.HtmlElement:
        return html.document_fromstring(self.file.read_bytes().decode())


def built_pages(site: Path) -> list[BuiltPage]:
    found = [BuiltPage(site, file) for file in sorted(site.rglob("*.html"))]
    assert found, f"no page in {site}"
    return found


def build_once(target: Path, root: Path = ROOT, **environment: str) -> Path:
    """Build into `target` once per test run; parallel workers wait for one another."""

    def build() -> None:
        with pytest.MonkeyPatch.context() as patch:
            for name, value in environment.items():
                patch.setenv(name, value)
            build_site(root, target)

    return once(target, build)


def once(target: Path, make: Callable[[], object]) -> Path:
    """Make the folder `target` once per test run; parallel workers wait for one another."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    stamp = target.with_suffix(".run")
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not stamp.exists() or stamp.read_text() != run or not target.exists():
            make()
            stamp.write_text(run)
    return target
