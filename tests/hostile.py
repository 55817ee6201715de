"""The catalogs of tests/cases/hostile/: what the build and the checks report for each, and how it is rendered.

Files named `*-harmless` are accepted, `*-check` stop `make check`, and all others stop the build.
"""

import re
import shutil
from pathlib import Path

from jinja2 import Environment
from markdown import Markdown

from mkdocs_handout.catalog.catalog import Catalog, load, po_path
from mkdocs_handout.catalog.safety import Safety
from mkdocs_handout.checks.facts import read_facts
from mkdocs_handout.checks.glossary import Glossary, read_glossary
from mkdocs_handout.checks.translation_pair import Pair
from mkdocs_handout.checks.translations import wrong
from mkdocs_handout.english.blocks import BlockExtension
from mkdocs_handout.english.extensions import markdown_extensions
from mkdocs_handout.page.strings import marked
from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.project.languages import Language
from tests.built import ROOT

CASES = ROOT / "tests" / "cases" / "hostile"
FILES = sorted(CASES.glob("*.po"))
PAGE = (CASES / "page.md").read_text(encoding="utf-8")
EXTENSIONS = markdown_extensions(str(ROOT / "mkdocs.yml"))
SAFETY = Safety(EXTENSIONS)
GLOSSARY = read_glossary(ROOT / "translations" / "glossary.csv")
FACTS = read_facts(ROOT / "handout")
TEMPLATE = Environment(autoescape=True).from_string(  # the ways in which overrides/ uses strings
    '<title>{{ text }}</title><meta name="description" content="{{ text }}">'
    '<nav aria-label="{{ text }}"><a href="a/">{{ marked }}</a></nav>'
)


def installed(file: Path, folder: Path) -> str:
    """Copy a case below `folder` as the catalog of its locale, and return the locale."""
    found = re.search(rb"Language: ([\w-]+)", file.read_bytes())
    locale = found[1].decode() if found else "es"
    path = po_path(folder, locale)
    path.parent.mkdir(parents=True)
    shutil.copy(file, path)
    return locale


def stops_build(folder: Path, locale: str) -> list[HandoutError]:
    """Return the errors that stop the build for an installed catalog."""
    try:
        return SAFETY.faults(load(folder, locale))
    except HandoutError as error:
        return [error]


def stops_check(catalog: Catalog) -> list[tuple[str, str]]:
    """Return what `make check` reports in addition, for translations that are shown."""
    pairs = [
        Pair(catalog.locale, english, entry.text, Glossary())
        for english, entry in catalog.entries.items()
        if not entry.fuzzy
    ]
    return [error for each in pairs for error in (*SAFETY.lost(each.english, each.text), *wrong(each))]


def rendered(catalog: Catalog, page: str = PAGE) -> str:
    """Render a page with a catalog's translations in all places where a message can be."""
    blocks = BlockExtension(catalog.show)
    html = Markdown(extensions=[*EXTENSIONS, blocks]).convert(page)
    found = dict.fromkeys(each.message for each in blocks.processor.found)
    language = Language(catalog.locale, catalog.locale, "ltr")  # right-to-left text has names in a <bdi>
    shown = [catalog.show(each) for each in found]
    shell = "".join(TEMPLATE.render(text=each.text, marked=marked(each, language)) for each in shown)
    return f"<!doctype html><body>{shell}{html}"
