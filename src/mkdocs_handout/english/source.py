"""What the English says now: every message a page, the menu or the shell shows, and the facts it states."""

from pathlib import Path

from mkdocs.utils.meta import get_data

from mkdocs_handout.english import blocks, extract
from mkdocs_handout.english.messages import extracted


def messages(root: Path) -> dict[str, tuple[str, ...]]:
    """Return the ids of the facts that each message states; most state none."""
    found: dict[str, tuple[str, ...]] = {each.english: () for each in extracted(root)}
    extensions = list(extract.markdown_extensions(str(root / "mkdocs.yml")))
    for page in sorted(root.glob("docs/**/*.md")):
        source, meta = get_data(page.read_text(encoding="utf-8-sig"))
        if meta.get("translate") is not False:
            for block in blocks.find(source, extensions):
                found[block.message] = tuple(dict.fromkeys([*found.get(block.message, ()), *block.facts]))
    return found
