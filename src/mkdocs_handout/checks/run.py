"""Run safety.py and checks.py over catalogs: what is shown, and only that, is checked."""

from collections.abc import Iterable
from pathlib import Path

from mkdocs_handout.catalog.catalog import Catalog, load
from mkdocs_handout.catalog.safety import Fault, Safety
from mkdocs_handout.checks.facts import read_facts
from mkdocs_handout.checks.finding import wrong
from mkdocs_handout.checks.glossary import read_glossary
from mkdocs_handout.checks.pair import Habits, Pair
from mkdocs_handout.english.extensions import markdown_extensions
from mkdocs_handout.english.messages import stated_facts
from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.project.languages import SOURCE


class Checker:
    """What all catalogs are checked against: the English as it stands, its facts, the glossary."""

    def __init__(self, root: Path) -> None:
        """Read them from the project's folder; raises `HandoutError`."""
        self.translations = root / "translations"
        self.glossary = read_glossary(self.translations / "glossary.csv")
        self.facts = read_facts(root / "handout")
        self.english = stated_facts(root)
        self.safety = Safety(markdown_extensions(str(root / "mkdocs.yml")))

    def pairs(self, catalog: Catalog) -> dict[str, Pair]:
        """Return what is shown of a catalog: of the English as it stands, neither empty nor fuzzy."""
        shown = {
            english: catalog.entries[english].text
            for english in self.english
            if english in catalog.entries and not catalog.show(english).foreign
        }
        habits = Habits.of(shown.items())
        return {english: self.pair(catalog.locale, english, text, habits) for english, text in shown.items()}

    def pair(self, locale: str, english: str, text: str, habits: Habits) -> Pair:
        """Make one pair with the facts that its English states."""
        facts = tuple(self.facts[name] for name in self.english.get(english, ()))
        return Pair(locale, english, text, self.glossary, facts, habits)

    def faults(self, pair: Pair) -> list[Fault]:
        """List what is wrong with one translation; of an unsafe one, only what makes it so."""
        found = list(self.safety.unsafe(pair.english, pair.text, pair.script))
        return found or [*self.safety.lost(pair.english, pair.text), *wrong(pair)]

    def check(self, locale: str) -> list[HandoutError]:
        """List all that is wrong with a catalog, in its order."""
        if locale == SOURCE:
            return []
        try:
            catalog = load(self.translations, locale)
        except HandoutError as error:
            return [error]
        found = [*self.safety.faults(catalog), *self._wrong(catalog)]
        return sorted(found, key=lambda each: each.line or 0)

    def _wrong(self, catalog: Catalog) -> Iterable[HandoutError]:
        for english, pair in self.pairs(catalog).items():
            if not list(self.safety.unsafe(english, pair.text, pair.script)):
                for what, remedy in self.faults(pair):
                    line = catalog.entries[english].line
                    yield HandoutError(f"{catalog.locale}: {what}: {_cut(pair.text)!r}", remedy, catalog.path, line)


def _cut(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"
