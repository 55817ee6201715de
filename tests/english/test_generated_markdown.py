"""Invariants of the engine, tested with generated Markdown and not only with the current pages."""

import re
from xml.etree.ElementTree import tostring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from mkdocs_handout.catalog.catalog import Catalog, Entry
from mkdocs_handout.english import icons, inline
from mkdocs_handout.english.blocks import BlockExtension, find
from mkdocs_handout.english.extensions import SUPPORTED
from mkdocs_handout.english.inline import render_inline
from tests.built import ROOT
from tests.english.test_blocks import EXTENSIONS, catalog, rendered, without_marks

WORDS = st.lists(
    st.sampled_from(["muscle", "nerve", "IMS", "may", "4 to 10", "knot", "a few", "rest"]), min_size=1, max_size=6
)
TEXT = WORDS.map(" ".join)
INLINE = st.one_of(
    TEXT,
    TEXT.map("**{}**".format),
    TEXT.map("say *{}* so".format),
    TEXT.map("see [{}](about.md#thanks)".format),
    TEXT.map("run `{}` now".format),
    st.tuples(TEXT, TEXT).map("\n".join),
)
ATTRIBUTES = st.sampled_from(["", '\n{: data-fact="a b" }', "\n{: .lead }"])
ANCHORS = st.sampled_from(["", " {: #knot }", " {: .c id=rest }"])
BLOCK = st.one_of(
    st.tuples(st.sampled_from(["# ", "## ", "### "]), TEXT | st.sampled_from(["knot", "rest"]), ANCHORS).map("".join),
    st.tuples(INLINE, ATTRIBUTES).map("".join),
    st.lists(TEXT, min_size=1, max_size=4).map(lambda items: "\n".join(f"- {each}" for each in items)),
    st.lists(TEXT, min_size=2, max_size=3).map(
        lambda items: f"1. {items[0]}\n" + "\n".join(f"    - {i}" for i in items[1:])
    ),
    st.tuples(TEXT, TEXT).map(lambda pair: f"{pair[0]}\n:   {pair[1]}"),
    st.tuples(TEXT, TEXT).map(lambda pair: f'??? "{pair[0]}"\n\n    {pair[1]}'),
    st.tuples(TEXT, TEXT).map(lambda pair: f"| {pair[0]} | {pair[1]} |\n|---|---|\n| {pair[1]} | {pair[0]} |"),
    TEXT.map("> {}".format),
    TEXT.map("```\n{}\n```".format),
)
PAGE = st.lists(BLOCK, min_size=1, max_size=6).map("\n\n".join)


@given(PAGE)
@settings(deadline=None, max_examples=60)
def test_an_empty_catalog_changes_only_the_marks(page):
    plain = Markdown(extensions=EXTENSIONS).convert(page)
    assert without_marks(rendered(page, catalog())) == without_marks(plain)


@given(PAGE)
@settings(deadline=None, max_examples=60)
def test_extracted_messages_equal_the_messages_looked_up(page):
    looked_up: list[str] = []
    blocks = BlockExtension(lambda message: looked_up.append(message) or catalog().show(message))
    Markdown(extensions=[*EXTENSIONS, blocks]).convert(page)
    assert looked_up == [block.message for block in find(page, EXTENSIONS)]


@given(PAGE)
@settings(deadline=None, max_examples=60)
def test_a_catalog_that_repeats_the_english_gives_the_english_page(page):
    same = {block.message: Entry(block.message, False, 1) for block in find(page, EXTENSIONS)}
    repeated = rendered(page, Catalog("es", ROOT / "none.po", same))
    assert "untranslated" not in repeated
    assert without_marks(repeated) == without_marks(Markdown(extensions=EXTENSIONS).convert(page))


@given(st.text("aA1 .,;?()'\"%/-\u0947é\u0627\u00a0*:", min_size=1))
@settings(deadline=None, max_examples=300)
def test_text_without_markup_is_rendered_as_the_inline_patterns_of_all_extensions_would(text):
    md = Markdown(extensions=[*(each for each in SUPPORTED if each != icons.EXTENSION), icons.extension()])
    quick = tostring(render_inline(md, text))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(inline, "_MARKUP", re.compile(""))
        assert quick == tostring(render_inline(md, text))
