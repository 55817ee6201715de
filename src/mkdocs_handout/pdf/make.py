"""`make pdf`: the PDFs of a built site, made from its print pages, and the links to them."""

import datetime
import hashlib
import io
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import pikepdf
from lxml import html

from mkdocs_handout.english import composition
from mkdocs_handout.pdf import link_preview
from mkdocs_handout.pdf import structure as finishing
from mkdocs_handout.pdf.chromium import Drawing, Engine, Side, chromium
from mkdocs_handout.pdf.layout import poster, sheet
from mkdocs_handout.pdf.leaflet import STYLES, leaflet
from mkdocs_handout.pdf.print_blocks import index_of
from mkdocs_handout.pdf.print_page import PrintPage
from mkdocs_handout.pdf.questions import questions
from mkdocs_handout.pdf.thumbnail import small
from mkdocs_handout.project import fonts
from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.project.git import last_commit
from mkdocs_handout.project.languages import SOURCE, listed_names
from mkdocs_handout.project.outputs import FOLDER, PAPERS, POSTER, picture_name, poster_name, sheet_kinds
from mkdocs_handout.site.staging import not_written, swap, workplace

# A page has its links to the PDFs in a comment between the first two; once there are PDFs, the filled-in links are
# between the second and the third.
WAITING, FILLED, END = "<!--sheets\n", "\nsheets-->", "<!--/sheets-->"


@dataclass(frozen=True)
class Job:
    """A PDF to make: its file name, its locale, and a function that returns its HTML."""

    name: str
    locale: str
    source: Callable[[], str]


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


def make(root: Path, site: Path, cache: Path) -> dict[Path, Made]:
    """Write all PDFs into `site`/pdf/, and the links to them into its pages; return the PDFs by path.

    Raises `HandoutError`, and then leaves `site` unchanged. `site` is locked against builds meanwhile.
    """
    if not site.is_dir():
        raise HandoutError(f"there is no {site}", "run `make site` first")
    try:
        with workplace(site) as fresh:
            made = _made(root, site, cache)
            shutil.copytree(site, fresh, symlinks=True, dirs_exist_ok=True)
            (fresh / FOLDER).mkdir(exist_ok=True)
            for name, each in made.items():
                (fresh / FOLDER / name).write_bytes(each.data)
                if each.picture:
                    (fresh / FOLDER / picture_name(name)).write_bytes(each.picture)
            _link(fresh, made)
            if link_preview.waits(fresh):
                with chromium() as engine:
                    link_preview.write(fresh, _built(root, fresh), engine.picture)
            swap(fresh, site)
    except OSError as error:
        raise not_written(error, site, root) from error
    return {site / FOLDER / name: each for name, each in made.items()}


def _made(root: Path, site: Path, cache: Path) -> dict[str, Made]:
    """Return all PDFs, by file name."""
    jobs = list(plan(root, site))
    fonts.require([job.locale for job in jobs])
    moment = moment_of_text(root)
    cache.mkdir(parents=True, exist_ok=True)
    # Another process finishes a PDF while this one and Chromium draw the next.
    with chromium() as engine, ProcessPoolExecutor(1, get_context("spawn")) as second:
        try:
            drawn = {name: files.made() for name, files in _drawn(jobs, engine, cache, second).items()}
        except BrokenProcessPool as error:
            raise HandoutError("the process that finishes the PDFs was killed", "run `make pdf` again") from error
        return {name: replace(each, data=finishing.dated(each.data, moment)) for name, each in drawn.items()}


def _built(root: Path, site: Path) -> list[str]:
    """Return the locales of a built site, without those left out by `unreviewed: hide`."""
    return [locale for locale in listed_names(root) if locale == SOURCE or (site / locale).exists()]


def plan(root: Path, site: Path) -> Iterator[Job]:
    """Yield the PDFs to make for a built site, in the order of its languages."""
    languages = listed_names(root)
    pages = {locale: PrintPage.read(site, locale, languages[locale]) for locale in _built(root, site)}
    css, own = _styles(root, "paper.css"), _styles(root, *STYLES)
    composed = composition.read(root / "handout" / "leaflet.yaml")
    if composed:
        index_of(pages[SOURCE]).check(composed)
    for locale, page in pages.items():
        asks = page.questions()
        for kind, name in sheet_kinds(locale, asks):
            if kind == "questions" and asks:
                yield Job(name, locale, partial(questions, asks, own))
            elif composed:
                yield Job(name, locale, partial(leaflet, page, pages[SOURCE], kind, composed, own))
            else:
                yield Job(name, locale, partial(sheet, page, css, kind, pages[SOURCE]))
    for paper, size in PAPERS.items():
        yield Job(poster_name(paper), SOURCE, partial(poster, site / POSTER / "index.html", size, list(languages)))


def _styles(root: Path, *names: str) -> str:
    return "\n".join((root / "overrides" / name).read_text(encoding="utf-8") for name in names)


def _told(jobs: list[Job]) -> Iterator[Job]:
    """Yield the jobs, and print the progress to stderr."""
    for number, job in enumerate(jobs, 1):
        print(f"\r{number} of {len(jobs)}: {job.name:<30}", end="", file=sys.stderr, flush=True)
        yield job
    print(file=sys.stderr)


@dataclass(frozen=True)
class _Files:
    """A PDF in the cache, how its sides were fitted, and the picture of its first side."""

    pdf: Path
    sides: Path
    picture: Path

    @classmethod
    def of(cls, cache: Path, key: str) -> "_Files":
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
        _write(self.pdf, finishing.finish(drawn.data, locale))

    def made(self) -> Made:
        """Read the PDF."""
        sides = tuple(Side(**each) for each in json.loads(self.sides.read_bytes()))
        return Made(self.pdf.read_bytes(), sides, self.picture.read_bytes() if self.picture.exists() else b"")


def _drawn(jobs: list[Job], engine: Engine, cache: Path, second: Executor) -> dict[str, _Files]:
    """Draw the jobs that are not in the cache, because their input has changed; return the files of all, by name."""
    code = b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.[pj]*")))
    found, waiting = {}, []
    for job in _told(jobs):
        source = job.source()
        key = hashlib.sha256(b"\0".join([source.encode(), engine.version.encode(), code])).hexdigest()
        found[job.name] = files = _Files.of(cache, key)
        if not files.there():
            waiting.append(second.submit(files.finish, engine.pdf(source), job.locale))
    for each in waiting:
        each.result()
    return found


def _write(path: Path, data: bytes) -> None:
    """Write a file of the cache completely or not at all."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.write_bytes(data)
    fresh.rename(path)


def moment_of_text(root: Path) -> datetime.datetime:
    """Return SOURCE_DATE_EPOCH, or else the time of the last commit, in UTC (reproducible-builds.org)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH") or str(last_commit(root) or 0)
    if not epoch.isdigit():
        raise HandoutError(f"SOURCE_DATE_EPOCH is {epoch!r}", "set it to seconds since 1970, or unset it")
    return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)


def _link(site: Path, made: dict[str, Made]) -> None:
    """Move the links to the PDFs out of comments and into the pages, with sizes, numbers of pages and pictures."""
    facts: dict[str, dict[str, str]] = {picture_name(name): {} for name, each in made.items() if each.picture}
    for name, each in made.items():
        with pikepdf.open(io.BytesIO(each.data)) as pdf:
            facts[name] = {"size": f"{len(each.data) / 1000:.0f} KB", "pages": str(len(pdf.pages))}
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        if WAITING in text:
            before, _, after = text.partition(WAITING)
            links, _, after = after.partition(FILLED)
            after = after.partition(END)[2]
            parts = (before, WAITING, links, FILLED, filled(links, facts), END, after)
            path.write_text("".join(parts), encoding="utf-8")


def filled(links: str, facts: Mapping[str, Mapping[str, str]]) -> str:
    """Return `links` with sizes and numbers of pages; links and pictures without an entry in `facts` are removed.

    A link to a PDF is an `<a>`, followed by a `<span>` with `<bdi data-of-pdf="size">`; `facts` are by file name.
    """
    tree = html.fragment_fromstring(links, create_parent=True)
    tree.set("data-sheets", "")
    for picture in list(tree.iter("img")):
        if picture.get("src", "").rpartition("/")[2] not in facts:
            picture.drop_tree()
    for link in list(tree.iter("a")):
        known, about = facts.get(link.get("href", "").rpartition("/")[2]), link.getnext()
        if about is None:
            raise HandoutError("a link to a PDF has no place for the size", "put the place back in overrides/")
        if known is None:
            about.drop_tree()
            link.drop_tree()
            continue
        for each in about.iterfind(".//*[@data-of-pdf]"):
            each.text = known[each.attrib.pop("data-of-pdf")]
    return str(html.tostring(tree, encoding="unicode"))
