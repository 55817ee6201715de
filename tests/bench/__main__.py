"""`make bench`: page sizes and times on a cheap phone, build time and memory compared with stock Material, PDF times.

Nothing is asserted here; tests/browser/test_shell.py asserts sizes and numbers of requests.
"""

import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from mkdocs_handout.pdf.make import make
from mkdocs_handout.site.build import build_site
from tests.bench import peers, phone, search
from tests.bench.lighthouse import lighthouse
from tests.bench.since import since
from tests.built import LOCALES, ROOT
from tests.conftest import CHROMIUM, QUIET

RUNS = 5
PAGES = {"": "what-to-expect/", "what-to-expect/": "will-it-help/"}
QUERIES = {"en": "lightheaded", "ar": "إبرة", "zh-Hant": "肌肉"}
SHOWN = [locale for locale in ("en", "ar", "zh-Hant") if locale in LOCALES]
SLOWEST = [locale for locale in ("ar", "am", "km") if locale in LOCALES]
GROWTH = [(8, 5), (8, 22), (64, 22)]


def weights(work: Path) -> None:
    """Print the table of first visits to our, the stock and the bare site: medians of five alternating runs."""
    texts = {path.stem: path.read_text("utf-8") for path in sorted((ROOT / "docs").glob("*.md"))}
    peers.ours(work / "ours", peers.generated(0) | texts, LOCALES)
    for part in ("docs", "translations", "mkdocs.yml"):  # the real site is measured, not a shortened list of pages
        _replace(work / "ours", part)
    plain = {name: text for name, text in texts.items() if "template:" not in text and "translate: false" not in text}
    peers.stock(work / "stock", plain, LOCALES)
    for name in ("ours", "stock"):
        peers.build(work / name)
    prefixes = {locale: "" if locale == "en" else f"{locale}/" for locale in (*SHOWN, *SLOWEST)}
    addresses = [prefix + page for prefix in prefixes.values() for page in (*PAGES, *PAGES.values())]
    peers.bare(work / "ours" / "site", work / "bare" / "site", addresses)
    sites = {name: work / name / "site" for name in ("bare", "ours", "stock")}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        for locale in SHOWN:
            for page, second in PAGES.items():
                _compare(browser, sites, prefixes[locale] + page, prefixes[locale] + second)
            _searches(browser, sites, locale)
        del sites["stock"]
        for locale in SLOWEST:
            for page, second in PAGES.items():
                _compare(browser, sites, prefixes[locale] + page, prefixes[locale] + second, phone.CHEAPEST)
        browser.close()


def _replace(folder: Path, part: str) -> None:
    target = folder / part
    if target.is_dir():
        shutil.rmtree(target)
        shutil.copytree(ROOT / part, target)
    else:
        shutil.copy(ROOT / part, target)


def _searches(browser, sites: dict[str, Path], locale: str) -> None:
    print(f"\nfirst search, {locale}: {QUERIES[locale]}")
    for name in search.CONTROLS:
        runs = []
        for _ in range(RUNS):
            with phone.served(sites[name]) as address:
                start = address if locale == "en" else f"{address}{locale}/"
                runs.append(search.first_search(browser, start, QUERIES[locale], locale, name))
        print(f"{name:8}" + "   ".join(f"{key} {statistics.median(run[key] for run in runs):.3g}" for key in runs[0]))


def _compare(browser, sites: dict[str, Path], page: str, second: str, profile: phone.Profile = phone.CHEAP) -> None:
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in sites}
    for _ in range(RUNS):
        for name, folder in sites.items():
            with phone.served(folder) as address:
                runs[name].append(phone.visit(browser, address + page, address + second, profile))
    print(f"\n/{page}, {profile.name}")
    medians = {
        name: {key: statistics.median(run[key] for run in each) for key in each[0]} for name, each in runs.items()
    }
    print(f"{'':14}" + "".join(f"{name:>18}" for name in sites))
    for key in medians["bare"]:
        cells = []
        for name in sites:
            value, limit = medians[name][key], medians["bare"][key]
            ratio = f" {value / limit:5.2f}×" if limit and name != "bare" else ""
            cells.append(f"{value:.3g}{ratio}" if value < 1000 else f"{value:.0f}{ratio}")
        print(f"{key:14}" + "".join(f"{cell:>18}" for cell in cells))


def growth(work: Path) -> None:
    """Print the time and memory of our build and the stock build for growing numbers of pages and languages."""
    print("\npages × languages        ours                stock           time ratio")
    for pages, count in GROWTH:
        locales = LOCALES[:count] if count <= len(LOCALES) else LOCALES
        texts = peers.generated(pages)
        found = {}
        for name, write in (("ours", peers.ours), ("stock", peers.stock)):
            folder = work / f"{name}-{pages}-{count}"
            write(folder, texts, locales)
            found[name] = min(peers.build(folder) for _ in range(3 if pages < 64 else 1))
        cells = "   ".join(f"{seconds:6.1f} s {memory:5.0f} MB" for seconds, memory in found.values())
        print(f"{pages:4} × {len(locales):<4}        {cells}   {found['ours'][0] / found['stock'][0]:.2f}")


def sheets(work: Path) -> None:
    """Print the time to make all PDFs, first without the cache and then with it."""
    build_site(ROOT, work / "site")
    for what in ("drawn", "from the cache"):
        start = time.perf_counter()
        made = make(ROOT, work / "site", work / "cache")
        seconds, size = time.perf_counter() - start, sum(path.stat().st_size for path in made)
        print(f"\n{len(made)} PDFs {what}: {seconds:.0f} s, {size / 1e6:.1f} MB")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        if len(sys.argv) > 1:
            since(sys.argv[1], Path(folder))
            sys.exit()
        weights(Path(folder))
        sheets(Path(folder) / "paper")
        lighthouse(Path(folder) / "ours" / "site")
        growth(Path(folder))
