"""Renaming a heading changes only the heading: nothing else depends on its words."""

import re

from lxml import html

from mkdocs_handout.site.build import build_site
from tests.built import built_pages
from tests.copies import Copy

_HEADING = re.compile(r"^(#+) (.*?)((?: \{[^}]*\})?)$", re.M)


def renamed(found: re.Match[str]) -> str:
    return f"{found[1]} Renamed {len(found[2])}{found[3]}"


def skeleton(tree: html.HtmlElement) -> list[tuple[str, str, str]]:
    """List a page's elements, each with its class and, if it is not a heading, its own text."""
    found = []
    for each in tree.xpath("//main//*[not(ancestor::h1 or ancestor::h2 or ancestor::h3)]"):
        heading = each.tag in ("h1", "h2", "h3") or each.xpath("ancestor-or-self::*[self::title or self::svg]")
        found.append((str(each.tag), each.get("class", ""), "" if heading else " ".join((each.text or "").split())))
    return found


def test_renamed_headings_change_nothing_else(tmp_path):
    copy = Copy(tmp_path / "project", ("en",))
    (copy.root / "translations" / "en" / "synonyms.yml").unlink(missing_ok=True)  # it refers to sections
    build_site(copy.root, tmp_path / "before")
    for page in copy.root.glob("docs/**/*.md"):
        text = page.read_text(encoding="utf-8")
        text = re.sub(r"\.md#[^)]*\)", ".md)", text)  # links to sections contain the heading's words
        page.write_text(_HEADING.sub(renamed, text), encoding="utf-8")
    build_site(copy.root, tmp_path / "after")
    before, after = (
        {page.url: skeleton(page.tree) for page in built_pages(tmp_path / name)} for name in ("before", "after")
    )
    assert before.keys() == after.keys()
    for url in before.keys() - {"404.html", "about/translations/"}:  # the latter counts the messages
        if not url.startswith("review/"):  # these list the messages with their digests
            assert before[url] == after[url], url
