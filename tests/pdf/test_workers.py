"""The processes that make the PDFs: what goes wrong in one of them ends the others, and is one line."""

import os
import time

import pytest

from mkdocs_handout.pdf.workers import make_pdf, workers
from mkdocs_handout.pdf.workers import version as chromium_version
from mkdocs_handout.project.errors import HandoutError


def test_a_killed_process_is_reported():
    killed = "a process that makes the PDFs was killed; run `make pdf` again"
    with pytest.raises(HandoutError, match=killed), workers() as pool:
        pool.submit(os._exit, 1).result()


def test_after_an_error_the_jobs_that_wait_are_dropped():
    waiting = []

    def fail():
        with workers() as pool:
            waiting.extend(pool.submit(time.sleep, 0.2) for _ in range(100))
            raise HandoutError("a font is not pinned", "install it")

    with pytest.raises(HandoutError, match="not pinned"):
        fail()
    assert sum(each.cancelled() for each in waiting) > 80


def test_a_failure_of_chromium_in_a_process_is_reported(monkeypatch):
    """Here Chromium is missing; the message comes from the other process."""
    monkeypatch.setenv("PATH", "/nowhere")
    with workers() as pool:
        for job in (pool.submit(chromium_version), pool.submit(make_pdf, "<p>text</p>", None, "en")):
            with pytest.raises(HandoutError, match="Chromium is missing; sudo apt-get install chromium"):
                job.result()
