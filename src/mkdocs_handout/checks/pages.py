"""The English pages as the checks see them: blocks with their lines, and the page as a tree."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from lxml import html
from markdown import Markdown

from mkdocs_handout.checks.finding import Finding
from mkdocs_handout.english.blocks import BlockExtension, BlockProcessor, refuse_unreadable
from mkdocs_handout.english.extensions import markdown_extensions
from mkdocs_handout.english.front_matter import front_matter, page_text
from mkdocs_handout.english.inline import plain_text
from mkdocs_handout.english.shown import Shown, State
from mkdocs_handout.english.untranslated import outside_blocks
from mkdocs_handout.project import settings
from mkdocs_handout.project.settings import MenuItem


@dataclass(frozen=True)
class PageBlock:
    """A block of a page: its line in the file (from 1), its kind, its text without markup, and its source."""

    line: int
    kind: str
    text: str
    facts: tuple[str, ...]
    term: str
    own: str


@dataclass(frozen=True)
class EnglishPage:
    """One file of docs/."""

    file: str
    """Relative to the project's folder: `docs/index.md`."""
    meta: dict[str, Any]
    blocks: tuple[PageBlock, ...]
    tree: html.HtmlElement
    lines: dict[str, int]
    """The line (from 1) of each key of the front matter."""
    untranslated: tuple[tuple[int, str], ...]
    """Text that translators do not get, each with its line."""
    menu: MenuItem | None
    """Its menu entry, if any."""
    menu_line: int | None
    """The line of mkdocs.yml where it is listed."""

    @property
    def title(self) -> str:
        """The text of its first heading; "" if that is not an `h1`."""
        level = self.tree.xpath("name((.//h1 | .//h2 | .//h3 | .//h4)[1])")
        return next((each.text for each in self.blocks if each.kind == "heading"), "") if level == "h1" else ""

    def finding(self, line: int | None, what: str, remedy: str) -> Finding:
        """Return a finding on this page."""
        return Finding(self.file, line, what, remedy)


def english_pages(root: Path) -> Iterator[EnglishPage]:
    """Yield the pages of the project at `root`, in the menu's order; raises `HandoutError` with the line."""
    menu = {f"docs/{page}": item for item in settings.read(root / "mkdocs.yml").menu if (page := item.page)}
    order = list(menu)
    files = sorted(path.relative_to(root).as_posix() for path in root.glob("docs/**/*.md"))
    extensions = list(markdown_extensions(str(root / "mkdocs.yml")))
    for file in sorted(files, key=lambda each: order.index(each) if each in menu else len(menu)):
        text = page_text((root / file).read_bytes(), root / file)
        source, meta = front_matter(text, root / file)
        refuse_unreadable(source, file, text.count("\n") - source.count("\n") + 1)
        md = Markdown(extensions=[*extensions, BlockExtension(lambda message: Shown(message, State.APPROVED))])
        tree = html.fragment_fromstring(md.convert(source), create_parent="div")
        found = cast(BlockProcessor, md.treeprocessors["handout_blocks"]).found
        lines = lines_of(text, [each.message for each in found])
        blocks = (
            PageBlock(line, each.kind, plain_text(md, each.message), each.facts, each.term, each.own)
            for line, each in zip(lines, found, strict=True)
        )
        head = text.split("\n")[: text.count("\n") - source.count("\n")]
        line = settings.line_of_page(root / "mkdocs.yml", file.removeprefix("docs/"))
        keys = {line.partition(":")[0]: number for number, line in enumerate(head, 1) if ":" in line}
        rest = [" ".join(str(each.text_content()).split()) for each in outside_blocks(tree)]
        untranslated = tuple(zip(lines_of(text, rest), rest, strict=True))
        yield EnglishPage(file, meta, tuple(blocks), tree, keys, untranslated, menu.get(file), line)


def lines_of(text: str, messages: list[str]) -> Iterator[int]:
    """Yield the line (from 1) on which each of a page's messages begins; nearly all are in the order of the page.

    Markdown's parser does not store lines, so each message is searched for after the previous one, with any line
    breaks. If it is not found there, as for a footnote's text, it is searched for from the start.
    """
    at = 0
    for message in messages:
        rule = re.compile(r"\s+".join(map(re.escape, message.split())))
        after = rule.search(text, at)
        found = after or rule.search(text)
        yield text.count("\n", 0, found.start() if found else at) + 1
        at = after.end() if after else at
