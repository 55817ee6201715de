"""Good translations made wrong, one thing at a time: how many does a check catch? `make mutants` prints it."""

import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

from mkdocs_handout.catalog.catalog import load
from mkdocs_handout.checks.facts import figures
from mkdocs_handout.checks.translation_pair import Pair
from mkdocs_handout.checks.translations import TranslationChecker
from tests.built import LOCALES, ROOT

# What must be caught of each kind, of a hundred.
WANTED = {"figure": 95, "hedge": 95, "name": 95, "markup": 95, "link": 95, "swap": 80, "cut": 80, "cut.": 60}
Rate = tuple[int, int]  # caught, of
_SENTENCE = re.compile(r"[^.。।።?？؟!]+[.。।።?？؟!*”»」)）]*\s*")


def figure(pair: Pair, pairs: list[Pair]) -> Iterator[list[Pair]]:
    """Each figure one more; a number word becomes the figure after it."""
    for found in re.finditer(r"\d+", pair.text):
        yield [_cut(pair, found, str(int(found[0]) + 1))]
    for number in set(figures(pair.english)) - set(figures(pair.text)):
        for found in _words(pair, number):
            yield [_cut(pair, found, str(int(number) + 1))]


def hedge(pair: Pair, pairs: list[Pair]) -> Iterator[list[Pair]]:
    """Each place where a hedge or a span of the block's facts stands, without it; said more often, so much less."""
    for entry in sorted({each for fact in pair.facts for each in (*fact.hedges, *fact.spans)}):
        places = list(_words(pair, entry))
        more = max(0, len(places) - max(1, len(re.findall(rf"\b{entry}\b", pair.english, re.I))))
        for at in range(len(places) - more):
            less = pair
            for found in reversed(places[at : at + 1 + more]):
                less = _cut(less, found, "", tidy=False)
            yield [replace(less, text=re.sub("  +", " ", less.text).strip())]


def name(pair: Pair, pairs: list[Pair]) -> Iterator[list[Pair]]:
    """Each name dropped, and with two letters swapped."""
    kept = {each for fact in pair.facts for each in fact.keep} | set(re.findall(r"\b[A-Z]{2,}\b", pair.english))
    for each in sorted(kept):
        yield [replace(pair, text=pair.text.replace(each, ""))]
        yield [replace(pair, text=pair.text.replace(each, each[1] + each[0] + each[2:]))]


def markup(pair: Pair, pairs: list[Pair]) -> Iterator[list[Pair]]:
    """Something inserted between two words, or in the middle."""
    at = pair.text.find(" ", len(pair.text) // 2)
    at = at if at > 0 else len(pair.text) // 2
    for added in (" *x* ", " **", "<b>x</b>", "`x`", " {: .x }", "&lt;", " [x](y)", "\u202e"):
        yield [replace(pair, text=pair.text[:at] + added + pair.text[at:])]


def link(pair: Pair, pairs: list[Pair]) -> Iterator[list[Pair]]:
    """A link in the place of what is bold: without it, with another target, opened and not closed, doubled."""
    if "**" in pair.english:
        english, text = (
            re.sub(r"\*\*(.+?)\*\*", r"[\1](what-to-expect.md)", each) for each in (pair.english, pair.text)
        )
        good = replace(pair, english=english, text=text)
        for old, new in (
            ("](what-to-expect.md)", ""), ("[", ""), ("what-to-expect.md", "about.md"), ("](what", "] (what"),
            ("what-to-expect.md", "https://example.org/what-to-expect.md"), ("]", "](about.md) []"),
            ("what-to-expect.md)", "what-to-expect.md"), ("[", "!["),
        ):  # fmt: skip
            yield [replace(good, text=text.replace(old, new, 1))]


def swap(pair: Pair, pairs: list[Pair]) -> Iterator[list[Pair]]:
    """The texts of two blocks that state facts, each in the other's place."""
    if pair.facts:
        others = [each for each in pairs if each.facts and each.facts != pair.facts]
        for other in random.Random(pair.english).sample(others, 5):  # noqa: S311 - any five, but the same each time
            yield [replace(pair, text=other.text), replace(other, text=pair.text)]


def cut(pair: Pair, pairs: list[Pair]) -> Iterator[list[Pair]]:
    """Each sentence of a block that states facts without its second half."""
    return _halves(pair, keep_mark=False)


def cut_but_for_its_mark(pair: Pair, pairs: list[Pair]) -> Iterator[list[Pair]]:
    """The same, but the full stop stays."""
    return _halves(pair, keep_mark=True)


def _halves(pair: Pair, keep_mark: bool) -> Iterator[list[Pair]]:
    for found in _SENTENCE.finditer(pair.text) if pair.facts else ():
        sentence = found[0].rstrip()
        end = sentence[-1] if keep_mark and not sentence[-1].isalnum() else ""
        half = sentence[: len(sentence) // 2].rstrip()
        if half.count("**") == 1:  # as a careful hand would leave it
            half += "**"
        yield [_cut(pair, found, half + end + " ")]


def _cut(pair: Pair, found: re.Match[str], new: str, tidy: bool = True) -> Pair:
    text = pair.text[: found.start()] + new + pair.text[found.end() :]
    return replace(pair, text=re.sub("  +", " ", text).strip() if tidy else text)


def _words(pair: Pair, entry: str) -> Iterator[re.Match[str]]:
    words = sorted(pair.glossary.words(entry, pair.locale), key=len, reverse=True)
    return re.finditer("|".join(map(re.escape, words)) or "(?!)", pair.text, re.I)


KINDS: dict[str, Callable[[Pair, list[Pair]], Iterator[list[Pair]]]] = {
    "figure": figure, "hedge": hedge, "name": name, "markup": markup, "link": link, "swap": swap, "cut": cut,
    "cut.": cut_but_for_its_mark,
}  # fmt: skip


def rates(checker: TranslationChecker, locale: str, escaped: list[str] | None = None) -> dict[str, Rate]:
    """Return, by kind, how many mutants of a locale's catalog are caught, of how many."""
    pairs = list(checker.pairs(load(checker.translations, locale)).values())
    caught: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for kind, mutate in KINDS.items():
        for pair in pairs:
            for changed in mutate(pair, pairs):
                found = any(checker.faults(each) for each in changed)
                of[kind] += 1
                caught[kind] += found
                if not found and escaped is not None:
                    escaped.append(f"{locale}: {kind}: {changed[0].english} → {changed[0].text}")
    return {kind: (caught[kind], of[kind]) for kind in KINDS}


def main(locales: list[str]) -> None:
    """Print the rates by locale and kind, and with `-v` each mutant that escaped."""
    checker, escaped = TranslationChecker(ROOT), list[str]()
    print(f"{'of 100 caught':14}" + "".join(f"{kind:>8}" for kind in KINDS))
    for locale in [each for each in locales if each != "-v"] or LOCALES[1:]:
        found = rates(checker, locale, escaped)
        print(f"{locale:14}" + "".join(f"{100 * caught / of if of else 0:8.1f}" for caught, of in found.values()))
    print(f"{'at least':14}" + "".join(f"{WANTED[kind]:8}" for kind in KINDS))
    if "-v" in locales:
        print("\n".join(escaped))


if __name__ == "__main__":
    main(sys.argv[1:])
