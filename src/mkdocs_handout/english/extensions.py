"""The Markdown extensions of pages, shared by build and extraction."""

from pathlib import Path

from markdown import Extension, Markdown

from mkdocs_handout.english import icons
from mkdocs_handout.project import settings
from mkdocs_handout.project.errors import HandoutError

# Extensions whose text reaches the translators; each is tested (tests/page/test_extensions.py).
SUPPORTED = (
    "abbr", "admonition", "attr_list", "def_list", "fenced_code", "footnotes", "sane_lists", "tables", "toc",
    "pymdownx.blocks.caption", "pymdownx.caret", "pymdownx.details", "pymdownx.mark", "pymdownx.tabbed",
    "pymdownx.tilde", icons.EXTENSION,
)  # fmt: skip
INSTEAD = {
    "extra": "list those of its extensions that you use",
    "nl2br": "remove it, and end a line with two spaces where you want a line break",
    "smarty": "remove it, and type the quotation marks and dashes: each language has its own",
    "md_in_html": "remove it: pages cannot have HTML, but attr_list can give a block a class",
    "pymdownx.superfences": "use fenced_code",
}


def markdown_extensions(path: str = "mkdocs.yml") -> tuple[str | Extension, ...]:
    """Return the Markdown extensions that mkdocs.yml (`path`) lists, including MkDocs' built-in ones.

    Raises `HandoutError` for one that is not supported.
    """
    md = Markdown()
    named = settings.read(Path(path)).extensions
    for name in named:
        short = name.removeprefix("markdown.extensions.")
        if short not in SUPPORTED:
            what = f"the Markdown extension {name} is not supported: translators might not get its text"
            remedy = INSTEAD.get(short, f"remove it, or use one of {', '.join(SUPPORTED)}")
            raise HandoutError(what, remedy, Path(path).name, settings.line_of(Path(path), "markdown_extensions", name))
    return tuple(
        icons.extension() if name == icons.EXTENSION else md.build_extension(name, options) if options else name
        for name, options in named.items()
    )
