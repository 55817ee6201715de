"""Reports what is missing or unset, in plain words, and what to do; none of it is shown on pages."""

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, fields
from itertools import chain
from pathlib import Path

from mkdocs_handout.catalog import readback
from mkdocs_handout.catalog.catalog import load
from mkdocs_handout.checks.glossary import Glossary, read_glossary
from mkdocs_handout.commands.summary import catalogs, pieces
from mkdocs_handout.english.extract import CLINIC
from mkdocs_handout.english.messages import outline
from mkdocs_handout.english.shown import State
from mkdocs_handout.project import fonts, settings
from mkdocs_handout.project.clinic import Clinic
from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.project.git import is_shallow
from mkdocs_handout.project.languages import SOURCE, folder, listed_locales
from mkdocs_handout.project.outputs import BROWSERS

PROGRAMS = {
    ("git",): "without it the pages show no date",
    BROWSERS: "the browser tests and the PDFs need it",
    ("fc-list",): "it lists the installed fonts",
}
PACKAGES = {BROWSERS[0]: "chromium", "fc-list": "fontconfig"}
_GLOSSARY = "translations/glossary.csv"
UNREVIEWED = {
    "label": "translations that nobody has signed are shown, and each page says so.",
    "hide": "translations that nobody has signed are not shown: readers see English instead.",
}
LAW = (
    "Section 1557 of the Affordable Care Act (45 CFR 92.201(c)(3)): where a text is critical to a patient's rights,",
    "benefits or access to care, or must be accurate, a machine's translation must be reviewed by a qualified human",
    "translator. Until one has signed, treat each translation as a draft. Ask the clinic's lawyer whether",
    "the rule applies to the clinic.",
)
# What the paper handout does not say. Each needs a clinician's decision; a program must not fill it in.
UNSAID = (
    "When to seek help after a treatment, and whom to call.",
    "Who should not have IMS, or should speak to the clinician first.",
    "Other known risks: the handout names soreness, lightheadedness, bleeding, nerve injury and infection only.",
    '"None encountered in our clinic" (fact none-here): is it still true, and since when has this been counted?',
    '"You may stay at the clinic for another 5 to 10 minutes" (fact stay): is this an offer, or may the clinic ask '
    "patients to stay? The translations differ.",
)


def report(root: Path, locale: str | None = None) -> Iterator[str]:
    """Yield the lines of the report: on everything, or on one language, with the doubts in its read-backs.

    Raises `HandoutError` for a language that mkdocs.yml does not list.
    """
    if locale and locale not in (listed := listed_locales(root)):
        raise HandoutError(f"there is no language {locale}", f"choose from {' '.join(listed)}", "mkdocs.yml")
    if locale:
        sections = {
            "Translations": _translations(root, locale),
            "For someone who knows the language: doubts from its read-backs": _doubts(root, locale),
        }
    else:
        sections = {
            "This computer": _computer(root),
            "The clinic's own facts (mkdocs.yml, extra: clinic)": _clinic(root),
            "Translations": chain(_in_english(root), _translations(root), _policy(root)),
            "The English wording": _english(root),
            "For a clinician to decide: the handout does not say": iter(UNSAID),
        }
    for title, lines in sections.items():
        yield from (title, *(f"  - {line}" for line in list(lines) or ["nothing is missing"]), "")


def _computer(root: Path) -> Iterator[str]:
    for (name, *others), why in PROGRAMS.items():
        if not any(map(shutil.which, (name, *others))):
            yield f"{name} is not installed: {why}. Debian, Ubuntu: sudo apt-get install {PACKAGES.get(name, name)}"
    if shutil.which("fc-list"):
        for locale in listed_locales(root):
            try:
                if packages := fonts.missing(locale):
                    yield f"no font for sheets in {locale}: sudo apt-get install {' '.join(packages)}"
            except HandoutError as error:
                yield str(error)
    if shutil.which("git"):
        if (shallow := is_shallow(root)) is None:
            yield "this folder is not a git repository: pages show no date"
        elif shallow:
            yield "this clone has no history: pages show no date. Run: git fetch --unshallow"
    if not os.environ.get("SITE_URL"):
        yield "SITE_URL is not set: pages built here have no canonical address. On GitHub, Settings > Pages sets it"


def _clinic(root: Path) -> Iterator[str]:
    clinic = Clinic.read(settings.read(root / "mkdocs.yml").clinic, root / "mkdocs.yml")
    for field in fields(clinic):
        if not getattr(clinic, field.name):
            yield f"{field.name} is not set, so no page shows it"


def _translations(root: Path, locale: str | None = None) -> Iterator[str]:
    everything, glossary = [each.english for each in outline(root)], read_glossary(root / _GLOSSARY)
    for catalog in (each for each in catalogs(root) if locale in (None, each.locale)):
        states = Counter(catalog.state(text) for text in everything)
        waiting = [f"{states[state]} {state}" for state in State if state is not State.APPROVED and states[state]]
        read = readback.valid(root / "translations", catalog, everything)
        if unread := len(readback.pairs(catalog, everything)) - len(read):
            waiting.append(f"{unread} without a read-back")
        if doubted := sum(bool(row.doubt) for row in read.values()):
            waiting.append(f"{doubted} in doubt")
        if waiting:
            signed = states[State.APPROVED]
            yield f"{catalog.locale}: of {len(everything)} pieces {signed} are signed; {', '.join(waiting)}"
        yield from _lacks(root, catalog.locale, glossary)
        if new := [text for text in everything if text not in catalog.entries]:
            yield f"{catalog.locale}: the catalog lacks {pieces(len(new))} of the English. Run: make messages"
    if not locale:
        yield "to list the doubts about a language: make doctor ARGS=es"


def _policy(root: Path) -> Iterator[str]:
    choice = settings.read(root / "mkdocs.yml").unreviewed
    yield f"unreviewed is {choice!r}: {UNREVIEWED[choice]}"
    yield " ".join(LAW)


def _doubts(root: Path, locale: str) -> Iterator[str]:
    translations, everything = root / "translations", [each.english for each in outline(root)]
    path = readback.path_of(translations, locale).relative_to(root)
    for row in readback.valid(translations, load(translations, locale), everything).values():
        if row.doubt:
            yield f"{path}:{row.line}: {row.doubt} (read back as: {row.text})"


def _in_english(root: Path) -> Iterator[str]:
    """Yield, for each of the clinic's own sentences, the languages that show it in English."""
    config = root / "mkdocs.yml"
    clinic, read = asdict(Clinic.read(settings.read(config).clinic, config)), catalogs(root)
    for key in CLINIC:
        if clinic[key] and (locales := [each.locale for each in read if each.show(clinic[key]).foreign]):
            what = f"in English in {len(locales)} language{'s' * (len(locales) > 1)}: {CLINIC[key]}"
            remedy = "Run make messages, then have that sentence translated in each messages.po"
            yield f"{what} ({', '.join(locales)}). {remedy}"


def _lacks(root: Path, locale: str, glossary: Glossary) -> Iterator[str]:
    """Yield what a language lacks apart from its catalog, by file. Number words are optional, since digits will do."""
    empty = [row.english for row in glossary.values() if row.kind != "number" and not row.words.get(locale)]
    if glossary and not any(locale in row.words for row in glossary.values()):
        yield f"{locale}: {_GLOSSARY} has no column {locale}, so the checks cannot notice a missing hedge or term"
    elif empty:
        more = f" and {len(empty) - 5} more" if len(empty) > 5 else ""
        yield f"{locale}: {_GLOSSARY} has no word for {', '.join(empty[:5])}{more}"
    if not (root / "translations" / folder(locale) / "synonyms.yml").exists():
        yield f"{locale}: translations/{folder(locale)}/synonyms.yml is missing, so search does not know everyday words"
    queries = root / "tests" / "search"
    if queries.is_dir() and not (queries / f"{locale}.yml").exists():
        yield f"{locale}: tests/search/{locale}.yml is missing, so nobody has tested what search finds"


def _english(root: Path) -> Iterator[str]:
    english = load(root / "translations", SOURCE)
    everything = [each.english for each in outline(root)]
    open_ones = sum(english.show(text).state is not State.APPROVED for text in everything)
    if open_ones:
        yield f"the clinic has not approved {open_ones} of {len(everything)} pieces: each page says so until it has"
