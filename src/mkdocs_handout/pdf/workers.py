"""Processes that make PDFs, each with a Chromium of its own: one draws while another finishes what it has drawn."""

import atexit
import json
import os
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from mkdocs_handout.pdf import structure
from mkdocs_handout.pdf.chromium import Drawing, Engine, Side, chromium, failures_reported
from mkdocs_handout.pdf.thumbnail import small
from mkdocs_handout.project.errors import HandoutError

MOST = 4
"""The largest number of processes, since each of them needs memory for a Chromium."""


@dataclass(frozen=True)
class Made:
    """A finished PDF; if it was fitted, also how each side was, and a small picture (JPEG) of the first side."""

    data: bytes
    sides: tuple[Side, ...] = ()
    picture: bytes = b""

    def __str__(self) -> str:
        """Return the font sizes of a leaflet, and how full its sides are."""
        sizes = " and ".join(dict.fromkeys(f"{side.points:g}" for side in self.sides))
        full = " and ".join(f"{side.full:.0%}" for side in self.sides if side.full is not None)
        return f"{len(self.sides)} side{'s' * (len(self.sides) > 1)}, {sizes} points" + (
            f", {full} full" if full else ""
        )


@dataclass(frozen=True)
class Files:
    """A PDF in the cache, how its sides were fitted, and the picture of its first side."""

    pdf: Path
    sides: Path
    picture: Path

    @classmethod
    def of(cls, cache: Path, key: str) -> "Files":
        """Return the paths for the digest of a job's input."""
        return cls(*(cache / f"{key}.{kind}" for kind in ("pdf", "json", "jpg")))

    def there(self) -> bool:
        """Return whether the PDF is in the cache."""
        return self.pdf.exists() and self.sides.exists()

    def finish(self, drawn: Drawing, locale: str) -> None:
        """Write what Chromium has drawn, finished; raises `HandoutError` if it has a font that is not pinned."""
        if drawn.picture:
            _write(self.picture, small(drawn.picture))
        _write(self.sides, json.dumps([asdict(side) for side in drawn.sides]).encode())
        _write(self.pdf, structure.finish(drawn.data, locale))

    def made(self) -> Made:
        """Read the PDF."""
        sides = tuple(Side(**each) for each in json.loads(self.sides.read_bytes()))
        return Made(self.pdf.read_bytes(), sides, self.picture.read_bytes() if self.picture.exists() else b"")


def _write(path: Path, data: bytes) -> None:
    """Write a file of the cache completely or not at all."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.write_bytes(data)
    fresh.rename(path)


@contextmanager
def workers() -> Iterator[Executor]:
    """Yield a pool with a process for each processor, up to `MOST`; after an error, its waiting jobs are dropped.

    Raises `HandoutError` if one of the processes is killed.
    """
    pool = ProcessPoolExecutor(min(os.cpu_count() or 1, MOST), get_context("spawn"))
    try:
        yield pool
    except BrokenProcessPool as error:
        raise HandoutError("a process that makes the PDFs was killed", "run `make pdf` again") from error
    finally:
        pool.shutdown(cancel_futures=True)


def version() -> str:
    """Return the name and version of this process's Chromium; raises `HandoutError` if there is none."""
    return _engine().version


def make_pdf(source: str, files: Files, locale: str) -> None:
    """Draw the HTML of a PDF, finish it, and write it into the cache; raises `HandoutError`."""
    with failures_reported():
        drawn = _engine().pdf(source)
    files.finish(drawn, locale)


@cache
def _engine() -> Engine:
    """Start this process's Chromium, which runs until the process ends."""
    running = ExitStack()
    engine = running.enter_context(chromium())

    @atexit.register
    def _end() -> None:
        with suppress(HandoutError):  # it has ended already
            running.close()

    return engine
