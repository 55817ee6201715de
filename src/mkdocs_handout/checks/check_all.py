"""Runs all checks of the project's text."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from mkdocs_handout.catalog.catalog import load
from mkdocs_handout.catalog.strays import unread
from mkdocs_handout.checks.facts import facts_missing, read_facts, read_terms
from mkdocs_handout.checks.finding import Finding, findings_of
from mkdocs_handout.checks.glossary import columns_unread
from mkdocs_handout.checks.leaflet import leaflet
from mkdocs_handout.checks.page_rules import attributes_shown, menu_differs, rules_broken, typed_bullets, untranslated
from mkdocs_handout.checks.pages import EnglishPage, english_pages
from mkdocs_handout.checks.pictures import pictures
from mkdocs_handout.checks.questions import questions
from mkdocs_handout.checks.readability import (
    long_lists,
    long_sentences,
    main_point,
    nouns_unnamed,
    reading_grade,
)
from mkdocs_handout.checks.readback_facts import ReadBackChecker
from mkdocs_handout.checks.sources import Sources, clinics_own, unsourced
from mkdocs_handout.checks.translations import TranslationChecker
from mkdocs_handout.checks.wording import read_wording
from mkdocs_handout.project import settings
from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.project.languages import SOURCE, listed_locales

PAGE_CHECKS: tuple[Callable[[EnglishPage], Iterator[Finding]], ...] = (
    long_sentences, nouns_unnamed, long_lists, main_point, menu_differs, typed_bullets, attributes_shown,
    untranslated, questions,
)  # fmt: skip


def check_text(root: Path, locales: Iterable[str] = ()) -> list[Finding]:
    """Return the findings for English and translations, or only for `locales`, without duplicates."""
    locales = list(locales) or listed_locales(root)
    found: dict[Finding, None] = {}
    try:
        if SOURCE in locales:
            found |= dict.fromkeys(english(root))
        for stray in unread(root / "translations", listed_locales(root)):
            found |= dict.fromkeys(findings_of(stray, root))
        found |= dict.fromkeys(columns_unread(root, listed_locales(root)))
        checker = TranslationChecker(root)
        read_backs = ReadBackChecker(checker)
        for locale in (each for each in locales if each != SOURCE):
            try:
                catalog = load(checker.translations, locale)
                found |= dict.fromkeys(checker.check(catalog))
                found |= dict.fromkeys(read_backs.check(catalog))
            except HandoutError as error:
                found |= dict.fromkeys(findings_of(error, root))
    except HandoutError as error:  # in a file that all checks need
        found |= dict.fromkeys(findings_of(error, root))
    return list(found)


def english(root: Path) -> Iterator[Finding]:
    """Find what is wrong with the English pages and with leaflet.yaml.

    The leaflet is compared with the pages only if they are complete and without findings, so that no mistake is
    reported twice.
    """
    pages = {page.file: page for page in english_pages(root)}
    found = list(_on_pages(root, pages))
    yield from found
    listed = {f"docs/{page}" for _, page, _ in settings.read(root / "mkdocs.yml").menu if page}
    yield from leaflet(root, () if found or listed - pages.keys() else pages.values())


def _on_pages(root: Path, pages: dict[str, EnglishPage]) -> Iterator[Finding]:
    facts = read_facts(root / "handout")
    terms, wording = read_terms(root / "handout" / "facts.yaml"), read_wording(root / "handout" / "wording.yaml")
    sources = Sources(facts, terms, wording)
    yield from facts_missing(pages.values(), facts)
    yield from pictures(root)
    for page in pages.values():
        yield from unsourced(page, sources)
    yield from clinics_own(root, sources)
    names = [name for fact in facts.values() for name in fact.keep]
    for page in (page for page in pages.values() if page.menu):
        yield from rules_broken(page, pages)
        if page.title:  # without a title, the grade would be too high
            yield from reading_grade(page, names)
        for check in PAGE_CHECKS:
            yield from check(page)
