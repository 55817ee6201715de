"""Extraction and lookup split text in the same way; an empty catalog only adds marks for untranslated text."""

import re

import pytest
from lxml import html
from markdown import Markdown
from mkdocs.utils.meta import get_data

from mkdocs_handout.catalog.catalog import Catalog, Entry
from mkdocs_handout.english import extract
from mkdocs_handout.english.blocks import PICTURE, BlockExtension, find, refuse_unreadable, split
from mkdocs_handout.english.extensions import markdown_extensions
from mkdocs_handout.english.inline import plain_text
from mkdocs_handout.project.errors import HandoutError
from tests.built import ROOT

TRANSLATED = [page for page in sorted((ROOT / "docs").glob("**/*.md")) if "translate: false" not in page.read_text()]
EXTENSIONS = list(markdown_extensions(str(ROOT / "mkdocs.yml")))


ATTRIBUTE = re.compile(r' [\w-]+="[^"]*"')
TAG = re.compile(r'<(\w+)((?: [\w-]+="[^"]*")+)')


def source(page):
    return get_data(page.read_text(encoding="utf-8"))[0]


def rendered(text, catalog=None):
    """Convert a page to HTML without block numbers."""
    html = Markdown(extensions=[*EXTENSIONS, BlockExtension(catalog.show if catalog else None)]).convert(text)
    return re.sub(r' data-block="\d+"', "", html)


def catalog(**entries):
    return Catalog("es", ROOT / "none.po", {english: Entry(text, False, 1) for english, text in entries.items()})


def without_marks(text):
    text = re.sub(r'<span class="untranslated" dir="ltr" lang="en">(.*?)</span>', r"\1", text)
    tree = html.fragment_fromstring(text, create_parent="div")
    for marked in tree.xpath(".//*[contains(@class, 'untranslated')]"):
        marked.set("class", marked.get("class").replace("untranslated", "").strip())
        for name in ("lang", "dir", *(() if marked.get("class") else ("class",))):
            del marked.attrib[name]
    for element in tree.iter():
        attributes = sorted(element.attrib.items())
        element.attrib.clear()
        element.attrib.update(attributes)
    return html.tostring(tree, encoding="unicode")


@pytest.mark.parametrize("page", TRANSLATED, ids=lambda page: page.stem)
def test_an_empty_catalog_gives_the_plain_markdown_page(page):
    plain = re.sub(r' data-(?:term|own)="[^"]*"', "", Markdown(extensions=EXTENSIONS).convert(source(page)))
    assert without_marks(rendered(source(page), catalog())) == without_marks(plain)


@pytest.mark.parametrize("page", TRANSLATED, ids=lambda page: page.stem)
def test_all_messages_looked_up_are_extracted(page):
    with page.open("rb") as file:
        known = {message for _, _, message, _ in extract.pages(file, (), (), {})}
    assert {block.message for block in find(source(page), EXTENSIONS)} <= known


@pytest.mark.parametrize(
    "text",
    [
        "## Foo\n\n## Bar {: #foo }",
        "## Foo {: id=bar }\n\n## Foo",
        "Text.\n{: #foo }\n\n## Foo",
        "## Foo {: title=#1 }\n\nSee [it](a){: #foo }.",
    ],
)
def test_anchors_are_unique_and_the_same_in_a_translation(text):
    entries = {each: f"Hola {each}" for each in ("Foo", "Bar")}
    ids = [re.findall(r'id="(.*?)"', each) for each in (rendered(text, catalog(**entries)), rendered(text))]
    assert ids[0] == ids[1]
    assert len(ids[0]) == len(set(ids[0]))


CASES = {
    "heading keeps its English anchor": ("## The end\n", {"The end": "El fin"}, '<h2 id="the-end">El fin</h2>'),
    "attribute list stays": ('Text.\n{: data-fact="a b" }', {"Text.": "Texto."}, '<p data-fact="a b">Texto.</p>'),
    "link target stays": ("[It](a.md).", {"[It](a.md).": "Vea [lo](a.md)."}, '<p>Vea <a href="a.md">lo</a>.</p>'),
    "lines are joined": ("One\ntwo.", {"One two.": "Uno dos."}, "<p>Uno dos.</p>"),
    "code is no block": ("```\nSay\n```", {"Say": "Diga"}, "<pre><code>Say\n</code></pre>"),
    "picture that stands alone is its alt text": (
        "![One bone.](a.svg#b)", {"One bone.": "Un [solo] hueso."}, '<img alt="Un [solo] hueso." src="a.svg#b" />'),
    "picture without a text is no block": ("![](a.svg)", {"![](a.svg)": "x"}, '<img alt="" src="a.svg" />'),
    "picture in a sentence stays Markdown": (
        "See ![it](a.svg).", {"See ![it](a.svg).": "Vea ![lo](a.svg)."}, '<p>Vea <img alt="lo" src="a.svg" />.</p>'),
    "symbols are no block": ("–\n", {"–": "x"}, "<p>–</p>"),
    "nested list": ("- One\n    - Two\n", {"Two": "Dos"}, "<li>Dos</li>"),
    "untranslated item marks its own text only": (
        "- One\n    - Two\n", {"Two": "Dos"}, '<li><span lang="en" dir="ltr" class="untranslated">One</span><ul>'),
    "term and definition": ("Term\n:   Said.\n", {"Term": "T", "Said.": "D."}, "<dt>T</dt>\n<dd>D.</dd>"),
    "question that opens": ('??? "Why?"\n\n    So.\n', {"Why?": "¿Por qué?"}, "<summary>¿Por qué?</summary>"),
    "table": ("| A | B |\n|---|---|\n| c | d |\n", {"A": "Á", "d": "de"}, "<td>de</td>"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_blocks_are_translated(name):
    text, entries, expected = CASES[name]
    assert _canonical(expected) in _canonical(rendered(text, catalog(**entries)))


def _canonical(text):
    """Sort attributes, and remove white space between tags."""

    def tag(found):
        return f"<{found[1]}{''.join(sorted(ATTRIBUTE.findall(found[2])))}"

    return TAG.sub(tag, re.sub(r">\s+<", "><", text))


def test_an_untranslated_block_is_marked_as_english():
    assert rendered("Text.", catalog()) == '<p class="untranslated" dir="ltr" lang="en">Text.</p>'


def test_an_attribute_list_is_not_part_of_the_message():
    assert split("Some\ntext.\n{: .lead }") == ("Some text.", "\n{: .lead }")
    assert split("Plain {not an attribute") == ("Plain {not an attribute", "")


# The contents of a block, its Markdown, and its own attribute list.
OWNERS = {
    "heading": ("# {}", " {: .own }"),
    "list item": ("- {}", "\n    {: .own }"),
    "numbered item": ("1. {}", "\n    {: .own }"),
    "term": ("{}\n:   Said.", " {: .own }"),
    "definition": ("Term\n:   {}", "\n    {: .own }"),
    "paragraph": ("{}", "\n{: .own }"),
    "table cell": ("| A |\n|---|\n| {} |", " {: .own }"),
    "table head": ("| {} |\n|---|\n| b |", " {: .own }"),
    "quotation": ("> {}", "\n> {: .own }"),
}
LISTED = {
    'Book [on line](a.md){: target="_blank" }': ('[オンライン](a.md){: target="_blank" }で予約', "a"),
    "See ![it](a.svg){: .big }": ("![それ](a.svg){: .big }を見る", "img"),
    "It takes **20 minutes**{: .figure }": ("**20分**{: .figure }かかります", "strong"),
    "Rest *now*{.soft}": ("*أرح*{.soft} نفسك", "em"),
    "Say `IMS`{: #say }": ("قل `IMS`{: #say } الآن", "code"),
}


@pytest.mark.parametrize("own", [False, True])
@pytest.mark.parametrize("english", LISTED)
@pytest.mark.parametrize("name", OWNERS)
def test_an_attribute_list_applies_to_what_it_follows(name, english, own):
    written, listed = OWNERS[name]
    translation, tag = LISTED[english]
    page = written.format(english + (listed if own else ""))
    for shown in (rendered(page), rendered(page, catalog(**{english: translation}))):
        tree = html.fragment_fromstring(shown, create_parent="div")
        assert "{" not in tree.text_content()
        (inner,) = tree.iter(tag)
        given = {key: inner.get(key) for key in ("target", "class", "id") if inner.get(key)}
        assert given in ({"target": "_blank"}, {"class": "big"}, {"class": "figure"}, {"class": "soft"}, {"id": "say"})
        assert [each.tag for each in tree.xpath(".//*[@class='own']")] == ([inner.getparent().tag] if own else [])


ADDRESS = {
    "two spaces": "1 Example Way  \nSeattle  \nWashington",
    "soft break within": "1 Example\nWay  \nSeattle   \nWashington",
}
LINES = ["1 Example Way", "Seattle", "Washington"]


@pytest.mark.parametrize("locale", [None, "ja", "fa"])
@pytest.mark.parametrize("address", ADDRESS)
@pytest.mark.parametrize("name", ["paragraph", "list item", "numbered item", "definition", "quotation"])
def test_hard_line_breaks_are_kept(name, address, locale):
    """Text on three lines stays on three lines, in English and in translations, whatever follows the block."""
    written, listed = OWNERS[name]
    indent = "> " if name == "quotation" else "" if name == "paragraph" else "    "
    page = written.format(ADDRESS[address].replace("\n", f"\n{indent}") + listed)
    translation = {"ja": "ワシントン\nシアトル\n一番", "fa": "واشنگتن\nسیاتل\n۱"}.get(locale, "")
    shown = rendered(page, catalog(**{"\n".join(LINES): translation}) if locale else None)
    (block,) = html.fragment_fromstring(shown, create_parent="div").xpath(".//*[@class='own']")
    assert [" ".join(each.split()) for each in block.itertext()] == (translation.split("\n") if locale else LINES)
    assert len(block.findall("br")) == 2


def test_a_multiline_message_becomes_a_title_on_one_line():
    assert plain_text(Markdown(), "1 Example Way\nSeattle") == "1 Example Way Seattle"


def test_a_title_has_no_markup():
    assert plain_text(Markdown(), "A **bold** [link](x)") == "A bold link"


@pytest.mark.parametrize(
    "text", ["<b>x</b>", "a <br> b", "<!-- note -->", "<https://example.org>", r"\`<b>x</b>\`", "`a`<b>`"]
)
def test_raw_html_is_refused_with_its_line(text):
    with pytest.raises(HandoutError, match=r"docs/a\.md:3: raw HTML: .*; write it in Markdown"):
        refuse_unreadable(f"One\n\n{text}", "docs/a.md")


@pytest.mark.parametrize("text", ["Write `<b>` so.", "`` ` <b> ` ``", "``a` <b>``"])
def test_html_in_code_is_text(text):
    refuse_unreadable(text, "docs/a.md")
    assert "&lt;b&gt;" in rendered(text)


@pytest.mark.parametrize("text", ["A ` b\nc ` <script>x</script> ` d", "<div>x</div>", r"\`<script>x</script>\`"])
def test_raw_html_that_was_not_refused_is_shown_as_text(text):
    assert not html.fragment_fromstring(rendered(text), create_parent="div").xpath(".//script | .//div")


def test_the_text_of_an_untranslated_picture_is_marked_as_english():
    assert rendered("![Bone.](a.svg)", catalog()).startswith('<p class="untranslated" dir="ltr" lang="en"><img')


def test_the_message_of_a_picture_is_its_alt_text():
    (block,) = find("![One\nbone.](a.svg#b)\n{: .c }", EXTENSIONS)
    assert (block.message, block.kind) == ("One bone.", PICTURE)


def test_each_block_has_its_number_in_every_language():
    page = "# One {: #a .x }\n\n- Two\n    - Three\n\nFour\n:   Five\n\n```\ncode\n```\n\n12\n"
    for shown in (catalog(), catalog(Two="Dos", Four="Cuatro")):
        html = Markdown(extensions=[*EXTENSIONS, blocks := BlockExtension(shown.show)]).convert(page)
        carried = re.findall(r'<(\w+)[^>]* data-block="(\d+)"', html)
        assert carried == [("h1", "0"), ("li", "1"), ("li", "2"), ("dt", "3"), ("dd", "4")]
        assert [each.message for each in blocks.processor.found] == ["One", "Two", "Three", "Four", "Five"]
