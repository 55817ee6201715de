"""Whether each link and anchor of the built site leads somewhere, in every language."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

from mkdocs_handout.checks.finding import Finding

_NO_PAGE = "https://site.invalid/"  # where the built site is thought to lie (RFC 6761: no such host can be)


def dead_links(site: Path, address: str, website: str) -> Iterator[Finding]:
    """Find the links of the pages in the folder `site` that lead nowhere, or away.

    `address` is the address it was built for, or ``; `website` the clinic's own, the one link that may leave it.
    """
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
                yield Finding("", None, f"the page {here or '/'} links to {href}, away from this site", "take it out")
                continue
            target = site / unquote(parts.path).removeprefix(urlsplit(base).path)
            target = target / "index.html" if target.is_dir() else target
            anchor = unquote(parts.fragment)
            if not target.is_file():
                yield Finding("", None, f"the page {here or '/'} links to {href}, where nothing is", "mend the link")
            elif anchor and target in anchors and anchor not in anchors[target]:
                what = f"the page {here or '/'} links to {href}, and no heading there has that anchor"
                yield Finding("", None, what, "mend the link")
