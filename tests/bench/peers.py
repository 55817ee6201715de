"""The same handout built in three ways: ours, stock Material with static-i18n, and bare HTML files."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import yaml
from lxml import html
from mkdocs.utils.meta import get_data

from mkdocs_handout.catalog.catalog import load
from mkdocs_handout.english import blocks
from mkdocs_handout.english.extensions import markdown_extensions
from tests.built import ROOT
from tests.projects import PARTS

STOCK = {
    "site_name": "Seattle Spine & Sports Medicine",
    "theme": {"name": "material", "font": False, "features": ["navigation.footer"]},
    "markdown_extensions": ["attr_list", "def_list", "pymdownx.details"],
}

BARE = """<!doctype html><html lang="{lang}" dir="{dir}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<title>{title}</title>
<style>body{{font:112.5%/1.6 system-ui,sans-serif;max-width:34rem;margin:auto;padding:1rem}}</style>
<main>{main}</main>"""


def translated(source: str, locale: str) -> str:
    """Return a page's Markdown with each message translated, for a project with one file per language."""
    catalog = load(ROOT / "translations", locale)
    found = {block.message for block in blocks.find(get_data(source)[0], list(markdown_extensions()))}
    for message in sorted(found, key=len, reverse=True):
        source = source.replace(message, catalog.show(message).text)
    return source


def stock(folder: Path, pages: dict[str, str], locales: list[str]) -> None:
    """Write a stock project of `pages` (English Markdown by name), with a translated file for each locale."""
    docs = folder / "docs"
    docs.mkdir(parents=True)
    for name, text in pages.items():
        for locale in locales:
            suffix = "" if locale == "en" else f".{locale}"
            (docs / f"{name}{suffix}.md").write_text(text if locale == "en" else translated(text, locale), "utf-8")
    languages = [{"locale": each, "name": each, "default": each == "en"} for each in locales]
    i18n = {"languages": languages, "reconfigure_material": False, "reconfigure_search": False}
    alternate = [{"name": each, "link": "/" if each == "en" else f"/{each}/", "lang": each} for each in locales]
    config = STOCK | {"plugins": ["search", {"i18n": i18n}], "extra": {"alternate": alternate}}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config, allow_unicode=True), "utf-8")


def ours(folder: Path, pages: dict[str, str], locales: list[str], root: Path = ROOT) -> None:
    """Copy the project at `root`, but with other pages and languages."""
    folder.mkdir(parents=True)
    for name in PARTS:
        source = root / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    for path in [*folder.glob("docs/**/*.md"), *folder.glob("translations/*/synonyms.yml")]:
        path.unlink()  # synonyms name sections of the removed pages
    for name, text in pages.items():
        (folder / "docs" / f"{name}.md").write_text(text, "utf-8")
    text = (root / "mkdocs.yml").read_text("utf-8")
    nav = "".join(f"  - {'Treating pain with IMS' if name == 'index' else name}: {name}.md\n" for name in pages)
    text = re.sub(r"(?<=^nav:\n)(?:  - .*\n)+", nav, text, flags=re.M)
    kept = "".join(
        f"        - {{locale: {each}, name: {each}, default: {str(each == 'en').lower()}}}\n" for each in locales
    )
    text = re.sub(r"(?: +- \{locale: .*\n)+", kept, text)
    (folder / "mkdocs.yml").write_text(text.replace("strict: true", "strict: false"), "utf-8")


def bare(site: Path, into: Path, addresses: list[str]) -> None:
    """Write the same text as one HTML file per page, without any features: the baseline."""
    for address in addresses:
        page = html.document_fromstring((site / address / "index.html").read_text("utf-8"))
        main = html.tostring(page.xpath("//*[@data-content]")[0], encoding="unicode")
        target = into / address / "index.html"
        target.parent.mkdir(parents=True, exist_ok=True)
        title = page.xpath("string(//title)")
        target.write_text(BARE.format(lang=page.get("lang"), dir=page.get("dir"), title=title, main=main), "utf-8")


def build(folder: Path) -> tuple[float, float]:
    """Build a project into its `site/`; return seconds, and the memory in MB of its largest process."""
    command = (
        "from mkdocs_handout.site.build import build_site; build_site(Path.cwd(), Path('site').resolve());"
        if (folder / "overrides").is_dir()
        else "from mkdocs.commands.build import build; from mkdocs.config import load_config;"
        "build(load_config('mkdocs.yml'));"
    )
    code = (
        "import logging,resource,time; from pathlib import Path; logging.disable(50); t=time.monotonic();"
        f"{command} seconds=time.monotonic()-t;"
        "print(seconds, max(resource.getrusage(each).ru_maxrss for each in"
        " (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))/1024)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"bench: {folder.name} was not built:\n{done.stderr[-1500:]}")
    seconds, memory = done.stdout.split()[-2:]
    return float(seconds), float(memory)


def generated(count: int, root: Path = ROOT) -> dict[str, str]:
    """Return `count` extra pages: those of the project at `root`, repeated under other names."""
    texts = {path.stem: path.read_text("utf-8") for path in sorted((root / "docs").glob("*.md"))}
    texts = {name: text for name, text in texts.items() if "template:" not in text and "translate: false" not in text}
    names = [name for name in texts if name != "index"]
    pages = {"index": texts["index"]}
    for number in range(count - 1):
        pages[f"page-{number}"] = texts[names[number % len(names)]]
    return pages
