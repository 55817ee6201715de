"""Mutation tests of the checks, with one error at a time in good translations. `make mutants` prints the rates.

The check of read-backs has its own rates, with errors in the read-backs: a changed translation has no read-back yet.
"""

import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from mkdocs_handout.catalog import readback
from mkdocs_handout.catalog.catalog import load
from mkdocs_handout.catalog.unsafe_text import Fault
from mkdocs_handout.checks.facts import figures
from mkdocs_handout.checks.readback_facts import ReadBackChecker, ReadBackPair
from mkdocs_handout.checks.translation_pair import Pair
from mkdocs_handout.checks.translations import TranslationChecker
from mkdocs_handout.project.languages import SOURCE
from tests.built import LOCALES, ROOT

# The percentage of mutants of each kind that must be caught.
MIN_CAUGHT = {
    "figure": 95,
    "hedge": 95,
    "name": 95,
    "term": 95,
    "markup": 95,
    "link": 95,
    "swap": 80,
    "cut": 80,
    "cut.": 60,
}
MIN_READ_BACK = {"figure": 95, "hedge": 95, "name": 95, "turned": 80, "swap": 80, "cut": 70}
Rate = tuple[int, int]  # caught, total
_SENTENCE = re.compile(r"[^.。।።?？؟!]+[.。।።?？؟!*”»」)）]*\s*")


def figure(pair: Pair, pairs: list[Pair]) -> Iterator[list[Pair]]:
    """Increase each figure by one; replace a number word by the next figure."""
    for found in re.finditer(r"\d+", pair.text):
        yield [_cut(pair, found, str(int(found[0]) + 1))]
    for number in set(figures(pair.english)) - set(figures(pair.text)):
        for found in _words(pair, number):
            yield [_cut(pair, found, str(int(number) + 1))]


def hedge(pair: Pair, pairs: list[Pair]) -> Iterator[list[Pair]]:
    """Delete each hedge and span of the block's facts, including repetitions in the translation."""
    for entry in sorted({each for fact in pair.facts for each in (*fact.hedges, *fact.spans)}):
        places = list(_words(pair, entry))
        more = max(0, len(places) - max(1, len(re.findall(rf"\b{entry}\b", pair.english, re.I))))
        for at in range(len(places) - more):
            less = pair
            for found in reversed(places[at : at + 1 + more]):
                less = _cut(less, found, "", tidy=False)
            yield [replace(less, text=re.sub("  +", " ", less.text).strip())]


def name(pair: Pair, pairs: list[Pair]) -> Iterator[list[Pair]]:
    """Delete each name, or swap two of its letters."""
    kept = {each for fact in pair.facts for each in fact.keep} | set(re.findall(r"\b[A-Z]{2,}\b", pair.english))
    for each in sorted(kept):
        yield [replace(pair, text=pair.text.replace(each, ""))]
        yield [replace(pair, text=pair.text.replace(each, each[1] + each[0] + each[2:]))]


def term(pair: Pair, pairs: list[Pair]) -> Iterator[list[Pair]]:
    """Delete the translation of each glossary term in the English."""
    for row in pair.glossary.of("term"):
        places = list(_words(pair, row.english)) if re.search(rf"\b{re.escape(row.english)}\b", pair.english) else []
        less = pair
        for found in reversed(places):
            less = _cut(less, found, "", tidy=False)
        if places:
            yield [replace(less, text=re.sub("  +", " ", less.text).strip())]


def markup(pair: Pair, pairs: list[Pair]) -> Iterator[list[Pair]]:
    """Insert markup between two words, or in the middle."""
    at = pair.text.find(" ", len(pair.text) // 2)
    at = at if at > 0 else len(pair.text) // 2
    for added in (" *x* ", " **", "<b>x</b>", "`x`", " {: .x }", "&lt;", " [x](y)", "\u202e"):
        yield [replace(pair, text=pair.text[:at] + added + pair.text[at:])]


def link(pair: Pair, pairs: list[Pair]) -> Iterator[list[Pair]]:
    """Turn bold text into a link, and break it: without the link, with another target, unclosed, repeated."""
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
    """Swap the texts of two blocks that state facts."""
    if pair.facts:
        others = [each for each in pairs if each.facts and each.facts != pair.facts]
        for other in random.Random(pair.english).sample(others, min(5, len(others))):  # noqa: S311 - any five, but the same each time
            yield [replace(pair, text=other.text), replace(other, text=pair.text)]


def cut(pair: Pair, pairs: list[Pair]) -> Iterator[list[Pair]]:
    """Delete the second half of each sentence in a block that states facts."""
    return _halves(pair, keep_mark=False)


def cut_but_for_its_mark(pair: Pair, pairs: list[Pair]) -> Iterator[list[Pair]]:
    """As `cut`, but keep the full stop."""
    return _halves(pair, keep_mark=True)


def _halves(pair: Pair, keep_mark: bool) -> Iterator[list[Pair]]:
    for found in _SENTENCE.finditer(pair.text) if pair.facts else ():
        sentence = found[0].rstrip()
        end = sentence[-1] if keep_mark and not sentence[-1].isalnum() else ""
        half = sentence[: len(sentence) // 2].rstrip()
        if half.count("**") == 1:  # close the bold, as a careful editor would
            half += "**"
        yield [_cut(pair, found, half + end + " ")]


def _cut(pair: Pair, found: re.Match[str], new: str, tidy: bool = True) -> Pair:
    text = pair.text[: found.start()] + new + pair.text[found.end() :]
    return replace(pair, text=re.sub("  +", " ", text).strip() if tidy else text)


def _words(pair: Pair, entry: str) -> Iterator[re.Match[str]]:
    words = sorted(pair.glossary.words(entry, pair.locale), key=len, reverse=True)
    if isinstance(pair, ReadBackPair):  # whole words, including the English one
        return re.finditer(rf"(?<!\w)(?:{'|'.join(map(re.escape, (*words, entry)))})(?!\w)", pair.text, re.I)
    return re.finditer("|".join(map(re.escape, words)) or "(?!)", pair.text, re.I)


OPPOSITE = {"stronger": "weaker", "less": "more", "longer": "shorter", "better": "worse", "worse": "better", "not ": ""}


def turned(pair: Pair, pairs: list[Pair]) -> Iterator[list[Pair]]:
    """Replace each word in `OPPOSITE`, in an English text."""
    for word, opposite in OPPOSITE.items():
        for found in re.finditer(rf"\b{word}", pair.text, re.I):
            yield [_cut(pair, found, opposite)]


KINDS: dict[str, Callable[[Pair, list[Pair]], Iterator[list[Pair]]]] = {
    "figure": figure, "hedge": hedge, "name": name, "term": term, "markup": markup, "link": link, "swap": swap,
    "cut": cut, "cut.": cut_but_for_its_mark, "turned": turned,
}  # fmt: skip


def rates(checker: TranslationChecker, locale: str, escaped: list[str] | None = None) -> dict[str, Rate]:
    """Return, by kind, the number of mutants of a locale's catalog that are caught, and their total."""
    pairs = list(checker.pairs(load(checker.translations, locale)).values())
    return _rates(checker.faults, pairs, MIN_CAUGHT, f"{locale}: ", escaped)


def read_back_rates(checker: ReadBackChecker, locale: str, escaped: list[str] | None = None) -> dict[str, Rate]:
    """Return the rates for a locale's read-backs of blocks that state facts; English is its own read-back."""
    catalog, english = load(checker.checker.translations, locale), checker.checker.english
    rows = readback.valid(checker.checker.translations, catalog, english)
    said = {each: each for each in english} if locale == SOURCE else {each: row.text for each, row in rows.items()}
    pairs = [pair for each, text in said.items() if (pair := checker.pair(each, text)).facts]
    return _rates(checker.faults, pairs, MIN_READ_BACK, f"{locale}, read back: ", escaped)


def _rates(
    check: Callable[[Pair], Iterable[Fault]],
    pairs: Sequence[Pair],
    kinds: Iterable[str],
    where: str,
    escaped: list[str] | None,
) -> dict[str, Rate]:
    caught: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for kind in kinds:
        for pair in pairs:
            for changed in KINDS[kind](pair, list(pairs)):
                found = any(next(iter(check(each)), None) for each in changed)
                of[kind] += 1
                caught[kind] += found
                if not found and escaped is not None:
                    escaped.append(f"{where}{kind}: {changed[0].english} → {changed[0].text}")
    return {kind: (caught[kind], of[kind]) for kind in kinds}


def main(locales: list[str]) -> None:
    """Print the rates by locale and kind; with `-v`, also each mutant that was not caught."""
    checker, escaped = TranslationChecker(ROOT), list[str]()
    read_backs = ReadBackChecker(checker)
    chosen = [each for each in locales if each != "-v"] or LOCALES[1:]
    _print("of 100 caught", MIN_CAUGHT, {locale: rates(checker, locale, escaped) for locale in chosen})
    read = {locale: read_back_rates(read_backs, locale, escaped) for locale in (SOURCE, *chosen)}
    _print("read back", MIN_READ_BACK, read)
    if "-v" in locales:
        print("\n".join(escaped))


def _print(title: str, wanted: dict[str, int], found: dict[str, dict[str, Rate]]) -> None:
    print(f"{title:14}" + "".join(f"{kind:>8}" for kind in wanted))
    for locale, each in found.items():
        cells = [f"{100 * caught / of:.1f}" if of else "-" for caught, of in each.values()]
        print(f"{locale:14}" + "".join(f"{cell:>8}" for cell in cells))
    print(f"{'at least':14}" + "".join(f"{least:8}" for least in wanted.values()))


if __name__ == "__main__":
    main(sys.argv[1:])
