"""Checks that each block of a page has a source, and says no more than its source.

The source is a fact (`data-fact`), a definition (`data-term`), or the site's, the clinic's or the page's own voice:
`data-own` on a block, or on a heading for its section, or `own:` in the front matter for the page. Headings, questions,
titles and descriptions of pictures need no source, and must claim nothing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from mkdocs_handout.checks.facts import Fact
from mkdocs_handout.checks.finding import Finding
from mkdocs_handout.checks.pages import EnglishPage, PageBlock
from mkdocs_handout.checks.wording import Wording, base_form, base_forms, words_of
from mkdocs_handout.english.extract import CLINIC
from mkdocs_handout.project import settings

OWN = ("site", "clinic", "page")
_STATEMENTS = ("paragraph", "list item", "definition", "table cell")
_SENTENCE_END = re.compile(r"[.!:;…][\"”’)]*$")
_NUMBER = (
    r"(?:\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|"
    r"seventy|eighty|ninety|hundred|half|most|many|few|all|none|every)"
)
_SHARE = re.compile(
    rf"\b{_NUMBER}\s+(?:out\s+)?(?:of|in)\s+(?:the\s+|our\s+)?{_NUMBER}\b|\d\s*%|\bper\s?cent\b"
    rf"|\b{_NUMBER}\s+(?:visits?|sessions?|patients?)\b",
    re.I,
)
WAYS_OUT = (
    'put {: data-fact="…" } below it with a fact of handout/facts.yaml, or {: data-term="…" } if it explains one of '
    'its terms, or {: data-own="clinic" } if it says nothing about treatment, the body or outcomes'
)


@dataclass(frozen=True)
class Sources:
    """What blocks may say: the facts and terms of facts.yaml, and the words of wording.yaml."""

    facts: Mapping[str, Fact]
    terms: Mapping[str, str]
    wording: Wording

    @cached_property
    def known(self) -> frozenset[str]:
        """The base forms of the words of all facts and terms."""
        said = [text for fact in self.facts.values() for text in fact.words]
        return base_forms([*said, *self.terms, *self.terms.values()])


def unsourced(page: EnglishPage, sources: Sources) -> Iterator[Finding]:
    """Find blocks of a page that have no source, or that say more than their source."""
    whole = str(page.meta.get("own", ""))
    described = [sources.facts[each] for each in str(page.meta.get("facts", "")).split() if each in sources.facts]
    for key in ("title", "description"):
        if text := str(page.meta.get(key, "")):
            block = PageBlock(page.lines.get(key, 1), key, text, (), "", "")
            yield from _label(page, block, whole, sources, described)
    section = whole
    for block in page.blocks:
        if block.kind == "heading":
            section = block.own or whole
        own = block.own or section
        if own and own not in OWN:
            yield page.finding(block.line, f"unknown owner of a sentence: {own!r}", f"write one of {', '.join(OWN)}")
        elif block.facts or block.term:
            yield from _stated(page, block, sources)
        elif _is_statement(block) and not own:
            yield page.finding(block.line, f"this has no source: {block.text}", WAYS_OUT)
        else:
            yield from _label(page, block, own, sources)


def clinics_own(root: Path, sources: Sources) -> Iterator[Finding]:
    """Find medical wording in the clinic's own sentences in mkdocs.yml, which are shown on every page."""
    config = root / "mkdocs.yml"
    for key in CLINIC:
        text = str((settings.read(config).clinic or {}).get(key) or "")
        if found := _medical(text, sources):
            line = settings.line_of(config, "extra", "clinic", key)
            yield Finding(
                config.name, line, f"{_quoted(found)} is not allowed in the clinic's {key}: {text}", "remove it"
            )


def _stated(page: EnglishPage, block: PageBlock, sources: Sources) -> Iterator[Finding]:
    """Find what a block says beyond its facts or its term; `facts_missing` reports unknown facts."""
    if block.term:
        term = next((each for each in sources.terms if each.lower().replace(" ", "-") == block.term.lower()), "")
        said, name = [term, sources.terms.get(term, "")], f"the term {block.term!r}"
        if not term:
            yield page.finding(
                block.line,
                f"there is no term {block.term!r} in handout/facts.yaml",
                "add it there, or correct the name",
            )
            return
    else:
        facts = [sources.facts[each] for each in block.facts if each in sources.facts]
        said, name = [word for fact in facts for word in fact.words], f"the fact {' '.join(block.facts)!r}"
    allowed = base_forms(said)
    if allowed and (found := _more(block.text, allowed, allowed, sources)):
        yield page.finding(block.line, *_too_much(found, name, block.text))


def _label(
    page: EnglishPage, block: PageBlock, own: str, sources: Sources, facts: Sequence[Fact] = ()
) -> Iterator[Finding]:
    """Find what is not allowed in a heading, a question, a description, or a block in the voice `own`.

    It may claim what `facts` claim.
    """
    claimable = base_forms(word for fact in facts for word in fact.words)
    if own in OWN[:2]:
        if found := _medical(block.text, sources):
            what = f"{_quoted(found)} is not allowed in the {own}'s own sentence: {block.text}"
            yield page.finding(block.line, what, f"remove it, or {WAYS_OUT}")
    elif found := _more(block.text, sources.known, claimable, sources):
        yield page.finding(block.line, *_too_much(found, "what the handout says", block.text))


def _is_statement(block: PageBlock) -> bool:
    """Return whether a block claims something: not a heading, question, picture description, or word in a list."""
    if block.kind not in _STATEMENTS or block.text.endswith("?"):
        return False
    return block.kind in ("paragraph", "definition") or bool(_SENTENCE_END.search(block.text))


def _more(text: str, allowed: frozenset[str], claimable: frozenset[str], sources: Sources) -> list[str]:
    """Return words and figures of a text that are neither `allowed` nor plain, and claims that are not `claimable`."""
    text, wording = sources.wording.without_phrases(text), sources.wording
    harmless = allowed | wording.plain | (wording.asking if text.rstrip().endswith("?") else frozenset())
    found = [each[0] for rule in (wording.claims, wording.stronger, _SHARE) for each in rule.finditer(text)]
    found = [each for each in found if not base_forms([each]) <= claimable]
    return _once([*found, *(word for word in words_of(text) if base_form(word) not in harmless)])


def _medical(text: str, sources: Sources) -> list[str]:
    """Return what the site's or the clinic's own sentence must not say: claims, shares and medical words."""
    text = sources.wording.without_phrases(text)
    found = [each[0] for rule in (sources.wording.claims, _SHARE) for each in rule.finditer(text)]
    return _once([*found, *(word for word in words_of(text) if base_form(word) in sources.wording.medical)])


def _once(words: list[str]) -> list[str]:
    return list(dict.fromkeys(word.lower() for word in words))


def _too_much(found: list[str], than: str, text: str) -> tuple[str, str]:
    remedy = "remove it, or ask the clinic to add it to handout/facts.yaml; "
    remedy += "add a word that claims nothing to `plain` in handout/wording.yaml"
    return f"{_quoted(found)} goes beyond {than}: {text}", remedy


def _quoted(found: list[str]) -> str:
    return ", ".join(f"“{each}”" for each in found)
