"""The Markdown extensions of a page, for building and for extracting alike."""

from pathlib import Path

from markdown import Extension, Markdown

from mkdocs_handout.project import settings


def markdown_extensions(path: str = "mkdocs.yml") -> tuple[str | Extension, ...]:
    """Return the Markdown extensions that mkdocs.yml names, with MkDocs' own built-in ones."""
    md = Markdown()
    named = settings.read(Path(path)).extensions
    return tuple(md.build_extension(name, options) if options else name for name, options in named.items())
