"""`make pdf`: the PDFs of a built site, made from its print pages, and the links to them."""

import datetime
import hashlib
import io
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import as_completed
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pikepdf
from lxml import html

from mkdocs_handout.english import composition
from mkdocs_handout.pdf import link_preview, structure
from mkdocs_handout.pdf.chromium import chromium
from mkdocs_handout.pdf.layout import poster, sheet
from mkdocs_handout.pdf.leaflet import STYLES, leaflet
from mkdocs_handout.pdf.print_blocks import index_of
from mkdocs_handout.pdf.print_page import PrintPage
from mkdocs_handout.pdf.questions import questions
from mkdocs_handout.pdf.workers import Files, Made, make_pdf, workers
from mkdocs_handout.pdf.workers import version as chromium_version
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
    made = {name: files.made() for name, files in _drawn(jobs, cache).items()}
    return {name: replace(each, data=structure.dated(each.data, moment)) for name, each in made.items()}


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


def _drawn(jobs: list[Job], cache: Path) -> dict[str, Files]:
    """Make those PDFs that are not in the cache, because their input has changed; return the files of all, by name."""
    code = b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.[pj]*")))
    found, waiting = {}, {}
    with workers() as pool:
        version = pool.submit(chromium_version).result().encode()
        for job in jobs:
            source = job.source()
            key = hashlib.sha256(b"\0".join([source.encode(), version, code])).hexdigest()
            found[job.name] = files = Files.of(cache, key)
            if not files.there():
                waiting[pool.submit(make_pdf, source, files, job.locale)] = job.name
        for number, each in enumerate(as_completed(waiting), 1):
            each.result()
            print(f"\r{number} of {len(waiting)}: {waiting[each]:<30}", end="", file=sys.stderr, flush=True)
    if waiting:
        print(file=sys.stderr)
    return found


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
