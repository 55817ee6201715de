"""Finds dead links and anchors of the built site, in every language."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

from mkdocs_handout.checks.finding import Finding

_NO_PAGE = "https://site.invalid/"  # the assumed address of the built site (RFC 6761: no host can have this name)


def dead_links(site: Path, address: str, website: str, docs: Path | None = None) -> Iterator[Finding]:
    """Find the links of the pages in the folder `site` that lead nowhere, or to another site.

    `address` is the URL that the site was built for, or ""; `website` is the clinic's own site, the only other one that
    may be linked. A link to another site is reported once, with its line in the pages of `docs` if they are given.
    """
    away: set[str] = set()
    base = address or _NO_PAGE
    trees = {file: html.parse(str(file)).getroot() for file in sorted(site.rglob("*.html"))}
    anchors = {file: {str(each) for each in tree.xpath("//@id")} for file, tree in trees.items()}
    for file, tree in trees.items():
        here = file.relative_to(site).as_posix().removesuffix("index.html")
        for href in dict.fromkeys(map(str, tree.xpath("//a/@href"))):
            parts = urlsplit(urljoin(base + here, href))
            if parts.scheme not in ("http", "https") or parts.geturl() == website:
                continue
            if not parts.geturl().startswith(base):
                if href not in away:
                    file_of_docs, line = _place(href, docs) if docs else ("", None)
                    begin = "a link" if file_of_docs else f"the page {here or '/'} links"
                    what = f"{begin} to {href}, on another site"
                    remedy = "remove it, or write the address as plain text"
                    yield Finding(file_of_docs, line, what, remedy)
                away.add(href)
                continue
            target = site / unquote(parts.path).removeprefix(urlsplit(base).path)
            target = target / "index.html" if target.is_dir() else target
            anchor = unquote(parts.fragment)
            if not target.is_file():
                yield Finding(
                    "", None, f"the page {here or '/'} links to {href}, which does not exist", "correct the link"
                )
            elif anchor and target in anchors and anchor not in anchors[target]:
                what = f"the page {here or '/'} links to {href}, but there is no such anchor there"
                yield Finding("", None, what, "correct the link")


def _place(href: str, docs: Path) -> tuple[str, int | None]:
    """Return the page and the line (from 1) that contains `href`; "" and None if none does."""
    for page in sorted(docs.rglob("*.md")):
        lines = page.read_text(encoding="utf-8-sig").splitlines()
        if line := next((number for number, text in enumerate(lines, 1) if href in text), None):
            return page.relative_to(docs.parent).as_posix(), line
    return "", None
