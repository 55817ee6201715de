"""The PDFs of the built site, made once per test run by the code of `make pdf`."""

import functools
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest

from mkdocs_handout.pdf.make import make, plan
from tests.built import ROOT, once
from tests.pdf.reading import PDF_DATE, Sheet

T = TypeVar("T")


def in_thread(work: Callable[..., T], *args: object) -> T:
    """Run `work` in another thread: Playwright allows one driver per thread, and browser tests may already have one."""
    with ThreadPoolExecutor(1) as own:
        return own.submit(work, *args).result()


@pytest.fixture(scope="session")
def printed(site: Path) -> Path:
    """A copy of the built site with its PDFs."""
    copy = ROOT / ".cache" / "printed-site"

    def print_all() -> None:
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(site, copy)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("SOURCE_DATE_EPOCH", str(int(PDF_DATE.timestamp())))
            assert in_thread(make, ROOT, copy, ROOT / ".cache" / "pdf")

    return once(copy, print_all)


@pytest.fixture(scope="session")
def sources(site: Path) -> dict[str, Callable[[], str]]:
    """For each PDF of the built site, a function that returns its HTML."""
    return {job.name: job.source for job in plan(ROOT, site)}


@pytest.fixture(scope="session")
def read(printed: Path) -> Callable[[str], Sheet]:
    """A function that returns a PDF by its name; each PDF is read once."""
    return functools.cache(lambda name: Sheet(printed / "pdf" / name))
