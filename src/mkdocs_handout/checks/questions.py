"""Checks that the page of questions to point at only asks, and does not answer or claim anything."""

from collections.abc import Iterator

from mkdocs_handout.checks.finding import Finding
from mkdocs_handout.checks.pages import EnglishPage
from mkdocs_handout.checks.readability import sentences

TEMPLATE = "questions.html"
MAX_QUESTIONS = 14


def questions(page: EnglishPage) -> Iterator[Finding]:
    """Find too many questions, and list items that are not exactly one question."""
    if page.meta.get("template") != TEMPLATE:
        return
    items = [block for block in page.blocks if block.kind == "list item"]
    if len(items) > MAX_QUESTIONS:
        what = f"{len(items)} questions (limit: {MAX_QUESTIONS})"
        yield page.finding(items[MAX_QUESTIONS].line, what, "remove one")
    for item in items:
        if not item.text.endswith("?") or len(sentences(item.text)) > 1:
            yield page.finding(
                item.line, f"this item is not exactly one question: {item.text}", "write exactly one question"
            )
