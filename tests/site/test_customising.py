"""Customization works as in Material's documentation: template blocks, extra_css and extra_javascript."""

from pathlib import Path

import pytest
from lxml import html

from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.site.build import build_site
from tests.projects import copy_project

# Each block with the text that an override puts into it, and the XPath at which that text must appear.
BLOCKS = {
    "site_meta": ('<meta name="x" content="y">', "/html/head/meta[@name='x']"),
    "htmltitle": ("<title>Another</title>", "/html/head/title[.='Another']"),
    "styles": ('<link rel="stylesheet" href="x.css">', "/html/head/link[@href='x.css']"),
    "extrahead": ('<meta name="x" content="y">', "/html/head/meta[@name='x']"),
    "announce": ("<p>Closed on Monday</p>", "/html/body/p[.='Closed on Monday'][following-sibling::header]"),
    "header": ("<p>Another bar</p>", "/html/body[not(header)]/p[.='Another bar']"),
    "content": ("<p>Another text</p>", "//main[not(.//h1)]/p[.='Another text']"),
    "footer": ("<p>Another foot</p>", "/html/body[not(footer)]/p[.='Another foot']"),
    "scripts": ('<script src="x.js"></script>', "/html/body[not(script[@type='module'])]/script[@src='x.js']"),
}


@pytest.fixture(scope="module")
def overriding(tmp_path_factory) -> Path:
    """A site with one page for each block, whose template overrides only this block."""
    project = copy_project(tmp_path_factory.mktemp("blocks") / "project")
    text = (project / "docs" / "about.md").read_text().split("---\n", 2)[2]
    for block, (put, _) in BLOCKS.items():
        (project / "docs" / f"own-{block}.md").write_text(f"---\ntemplate: own-{block}.html\n---\n{text}")
        (project / "overrides" / f"own-{block}.html").write_text(
            f'{{% extends "main.html" %}}{{% block {block} %}}{put}{{% endblock %}}'
        )
    build_site(project, project / "site", ["en"])
    return project / "site"


@pytest.mark.parametrize("block", BLOCKS)
def test_a_template_may_override_each_block(block, overriding):
    tree = html.parse(overriding / f"own-{block}" / "index.html")
    assert tree.xpath(BLOCKS[block][1]), html.tostring(tree)
    assert not html.parse(overriding / "about" / "index.html").xpath(BLOCKS[block][1]), "another page has it too"


def test_extra_files_are_linked_from_each_page_and_language(project, tmp_path):
    (project / "docs" / "own.css").write_text("main { color: red }")
    (project / "docs" / "own.js").write_text("document.title = 1")
    with (project / "mkdocs.yml").open("a") as file:
        file.write("\nextra_css: [own.css]\nextra_javascript: [own.js]\n")
    build_site(project, tmp_path / "site", ["en", "ar"])
    for page, up in (("index.html", ""), ("about/index.html", "../"), ("ar/about/index.html", "../../")):
        tree = html.parse(tmp_path / "site" / page)
        (style,) = tree.xpath("//link[@rel='stylesheet']/@href")
        (script,) = tree.xpath("//script/@src")
        assert (style, script) == (f"{up}own.css", f"{up}own.js"), page
        assert (tmp_path / "site" / page).parent.joinpath(style).resolve() == tmp_path / "site" / "own.css"
    assert (tmp_path / "site" / "own.js").is_file()


@pytest.mark.parametrize("key", ["extra_css", "extra_javascript"])
@pytest.mark.parametrize("address", ["https://elsewhere.example/x", "//elsewhere.example/x"])
def test_extra_files_from_another_site_are_refused_with_their_line(project, tmp_path, key, address):
    with (project / "mkdocs.yml").open("a") as file:
        file.write(f"\n{key}:\n  - {address}\n")
    line = len((project / "mkdocs.yml").read_text().splitlines())
    with pytest.raises(HandoutError, match=rf"^mkdocs\.yml:{line}: {key}: {address} is on another site"):
        build_site(project, tmp_path / "site", ["en"])
