"""What the English says now: every message a page, the menu or the shell shows, and the facts it states."""

import contextlib
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from mkdocs.utils.meta import get_data

from mkdocs_handout import blocks, extract


def messages(root: Path) -> dict[str, tuple[str, ...]]:
    """Return the ids of the facts that each message states; most state none."""
    with contextlib.chdir(root), Path("babel.cfg").open(encoding="utf-8") as mapping:
        methods, options = parse_mapping_cfg(mapping)
        found: dict[str, tuple[str, ...]] = {
            str(message): () for _, _, message, _, _ in extract_from_dir(".", methods, options)
        }
    extensions = list(extract.markdown_extensions(str(root / "mkdocs.yml")))
    for page in sorted(root.glob("docs/**/*.md")):
        source, meta = get_data(page.read_text(encoding="utf-8-sig"))
        if meta.get("translate") is not False:
            for block in blocks.find(source, extensions):
                found[block.message] = tuple(dict.fromkeys([*found.get(block.message, ()), *block.facts]))
    return found
