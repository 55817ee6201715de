"""Runs axe-core and IBM's Equal Access engine inside a page, and leaves out the exempt findings.

The browser injects both into the page; the Content Security Policy would block a script tag.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

MODULES = Path(__file__).parent / "node_modules"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]


@dataclass(frozen=True)
class Finding:
    """What a checker says about one element."""

    page: str
    rule: str
    html: str
    why: str

    def __str__(self) -> str:
        return f"{self.page}: {self.rule}: {self.why}\n    {self.html}"


@dataclass(frozen=True)
class Exemption:
    """A false positive and its reason; `page` is one page on which the checkers still report it."""

    rule: str
    why: str
    page: str
    reason: str

    def covers(self, finding: Finding) -> bool:
        return finding.rule == self.rule and self.why in finding.why


OWN = "axe cannot decide. test_preferences.py measures the contrast of all text: at least 7:1."
EXEMPT = [
    Exemption("color-contrast", "could not be determined because it is overlapped by another", "diagram/", OWN),
    Exemption("color-contrast", "could not be determined because element contains an image", "diagram/", OWN),
    Exemption("color-contrast", "too short to determine if it is actual text", "diagram/", OWN),
    Exemption(
        "label-content-name-mismatch",
        "Unable to determine if the visible text is part",
        "ar/",
        "The × that closes the offer is a symbol, not a spoken label; the button's name says what it does.",
    ),
]


def script(name: str) -> str:
    """Return the text of a file of node_modules."""
    path = MODULES / name
    assert path.exists(), "the checkers are missing. Run: make tests/access/node_modules"
    return path.read_text(encoding="utf-8")


# Elements that axe cannot decide on are findings too: a person must check them and add an exemption.
_AXE = """async ([values, rules, without]) => {
  const found = await axe.run(document, {
    resultTypes: ['violations', 'incomplete'],
    rules: Object.fromEntries(without.map(rule => [rule, {enabled: false}])),
    runOnly: rules.length ? {type: 'rule', values: rules} : {type: 'tag', values}});
  return [...found.violations, ...found.incomplete].flatMap(({id, nodes}) => nodes.map(node =>
    [id, node.html.slice(0, 200), [...node.any, ...node.all, ...node.none].map(each => each.message).join('; ')])); }"""

_IBM = """async () => (await new ace.Checker().check(document, ['WCAG_2_2'])).results
  .filter(({value}) => value[0] === 'VIOLATION' && value[1] === 'FAIL')
  .map(({ruleId, reasonId, snippet, message}) => [`${ruleId} ${reasonId}`, snippet.slice(0, 200), message])"""


def axe(page: Page, rules: Iterable[str] = (), without: Iterable[str] = ()) -> Iterator[Finding]:
    """Run all or some of axe-core's rules on `page`, which must have loaded `script("axe-core/axe.min.js")`."""
    yield from (Finding(page.url, *found) for found in page.evaluate(_AXE, [STANDARDS, list(rules), list(without)]))


def ibm(page: Page) -> Iterator[Finding]:
    """Run IBM's engine. It is injected only here, because it is large."""
    page.evaluate(script("accessibility-checker-engine/ace.js") + "\n;globalThis.ace = ace; 0")
    yield from (Finding(page.url, *found) for found in page.evaluate(_IBM))


def listed(findings: Iterable[Finding]) -> list[str]:
    """Return the findings that are not exempt, as text."""
    return [str(each) for each in findings if not any(exempt.covers(each) for exempt in EXEMPT)]
