"""Rules that a page's front matter and the menu set for the page."""

import re
from collections.abc import Iterator, Mapping

from mkdocs_handout.checks.finding import Finding
from mkdocs_handout.checks.pages import EnglishPage
from mkdocs_handout.checks.readability import words

# `{: .x }`, `{.x}`, `{#x}`, `{x="y"}`: not `{x}`, which may be text.
_ATTRIBUTES = re.compile(r"{(?::[^{}]*|\s*[.#][\w-]+[^{}]*|[^{}]*=[^{}]*)}")
_BULLETS = tuple("•‣◦·▪●○–—*→")


def rules_broken(page: EnglishPage, pages: Mapping[str, EnglishPage]) -> Iterator[Finding]:
    """Find requirements in a page's front matter that the page does not meet; `pages` are all pages, by file.

    `must_say` is text that the page must contain. `must_state` lists facts that it must state. `shares_no_fact_with`
    lists pages (files below docs/) that must not state any of its facts.
    """
    said = {fact for block in page.blocks for fact in block.facts}
    text = page.meta.get("must_say")
    if text and not any(str(text) in block.text for block in page.blocks):
        yield page.finding(
            None, f"the page does not say {text!r}", "add it: must_say at the top of the file requires it"
        )
    for fact in str(page.meta.get("must_state", "")).split():
        if fact not in said:
            what = f"the page does not state the fact {fact!r}"
            yield page.finding(None, what, "state it: must_state at the top of the file requires it")
    for name in str(page.meta.get("shares_no_fact_with", "")).split():
        other = pages.get(f"docs/{name}")
        theirs = {fact for block in other.blocks for fact in block.facts} if other else set()
        for block in page.blocks:
            for fact in theirs.intersection(block.facts):
                what = f"docs/{name} also states the fact {fact!r}"
                yield page.finding(block.line, what, "state it on only one of the two pages, since readers read both")


def menu_differs(page: EnglishPage) -> Iterator[Finding]:
    """Find a page without a title, or whose title lacks words of its menu title or has them in another order."""
    if not page.menu:
        return
    named = page.menu.title
    if not page.title:
        yield page.finding(1, "the page has no title", f"start it with a line such as `# {named}`")
        return
    title = iter(words(page.title.lower()))
    if lost := [word for word in words(named.lower()) if word not in title]:
        what = f"the menu title {named!r} does not match the title of {page.file}: {', '.join(lost)}"
        yield Finding("mkdocs.yml", page.menu_line, what, "use the words of the page's title, or change that title")


def attributes_shown(page: EnglishPage) -> Iterator[Finding]:
    """Find attribute lists in places where Markdown does not parse them, so that readers see the braces."""
    for block in page.blocks:
        for braces in _ATTRIBUTES.findall(block.text):
            remedy = "write one attribute list: on the line of a heading, below another block, or directly after a link"
            yield page.finding(block.line, f"readers see the attribute list {braces}", remedy)


def untranslated(page: EnglishPage) -> Iterator[Finding]:
    """Find text that translators do not get, on a page that is translated: code, or what an extension adds."""
    if page.meta.get("translate") is not False:
        for line, text in page.untranslated:
            what = f"this stays in English in every language: {text[:60]}"
            yield page.finding(line, what, "write it as a paragraph or a list, or remove it")


def typed_bullets(page: EnglishPage) -> Iterator[Finding]:
    """Find lines that begin with a bullet character, as in word processors; Markdown does not make a list of them."""
    for block in page.blocks:
        if block.text[:1] in _BULLETS:
            yield page.finding(
                block.line, f"a line starts with {block.text[0]}, which does not make a list", "start it with `- `"
            )
