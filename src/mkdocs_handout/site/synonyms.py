"""Synonyms for search, `translations/<locale>/synonyms.yml`: everyday words that the pages don't use.

It is a mapping from a page or section (`/what-to-expect/#your-visits`), or from `ask the clinic` if the handout has no
answer, to a list of words or short phrases as people type them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.project.yaml_lines import pairs

ASK = "ask the clinic"


@dataclass(frozen=True)
class Synonyms:
    """A locale's phrases by the page or section that they lead to; "" means to ask the clinic."""

    rows: dict[str, list[str]] = field(default_factory=dict)
    lost: dict[str, int] = field(default_factory=dict)
    """Missing sections and pages, with their lines. A section's phrases lead to its page instead, a page's nowhere."""

    @classmethod
    def read(cls, path: Path, addresses: set[str]) -> "Synonyms":
        """Read a file; a missing one has no synonyms. Raises `HandoutError` with the line.

        `addresses` are the existing pages and sections.
        """
        if not path.exists():
            return cls()
        rows: dict[str, list[str]] = {}
        lost: dict[str, int] = {}
        for key, line, value in pairs(path, "word lists for the pages", "`/page/#section: [word, some words]`"):
            phrases, target = list(_phrases(value, path)), "" if key == ASK else key
            if target and target not in addresses:
                page = target.partition("#")[0]
                lost.setdefault(target if page in addresses else page, line)
                target = page
            if not target or target in addresses:
                rows.setdefault(target, []).extend(phrases)
        return cls(rows, lost)


def _phrases(node: yaml.Node, path: Path) -> Iterator[str]:
    """Yield the items of a list as they are written (`no` stays a word); raises `HandoutError`."""
    line = node.start_mark.line + 1
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        raise HandoutError("a list of words is expected here", "write them as [word, some words]", path, line)
    for each in node.value:
        if not isinstance(each, yaml.ScalarNode) or not any(char.isalnum() for char in each.value):
            raise HandoutError("this is not a word", "write a word or a short phrase", path, each.start_mark.line + 1)
        yield " ".join(each.value.split())
