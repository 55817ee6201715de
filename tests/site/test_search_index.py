"""The search index of pages, errors in synonyms files, and the integrity of the vendored search engine."""

import hashlib
import json
import re

import polib
import pytest
from markdown import Markdown
from markdown.extensions.toc import TocExtension

from mkdocs_handout.catalog.catalog import po_path
from mkdocs_handout.english.blocks import PICTURE, Block, BlockExtension
from mkdocs_handout.english.shown import Shown, State
from mkdocs_handout.page.content import Content
from mkdocs_handout.page.html import parse
from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.site.search_index import han, sections
from mkdocs_handout.site.synonyms import Synonyms
from tests.built import LOCALES, ROOT
from tests.trees import content_of, unchanged

PAGE = """
# Treating pain {: #top }

Small **needles** &amp; rest.
{: .lead }

## A visit {: #visit }

- One

    Two

- Three
    - Four

How long?
:   About 20 minutes.

A *late*

??? "Say it"

    Small *needles* &amp; rest.
"""


def show(message: str) -> Shown:
    return Shown(message, State.STALE, message in ("About 20 minutes.", "A *late*"))


def test_sections_have_each_block_once_and_mark_english_text():
    first, second = sections(content_of(PAGE, show))
    assert (first.id, first.heading, first.text) == ("", "Treating pain", ["Small needles & rest."])
    assert (second.id, second.heading) == ("visit", "A visit")
    text = ["One", "Two", "Three", "Four", "How long?", {"en": "About 20 minutes."}, {"en": "A late"}, "Say it"]
    assert second.text == text


def test_pictures_are_not_searched():
    """The words of pictures are also in the text, and the numbers of their parts are not words."""
    html = (
        '<figure data-block="0"><svg><text>not text</text></svg><p class="key" data-block="0">a label</p></figure>'
        '<dl><dt data-block="1"><svg/><b>1</b><span>Disc</span></dt></dl>'
    )
    blocks = (Block(PICTURE, "a", unchanged("a")), Block("term", "Disc", unchanged("Disc")))
    assert sections(Content(parse(html), blocks))[0].text == ["Disc"]


@pytest.mark.parametrize("leading", [False, True])
def test_permalink_signs_of_headings_are_not_searched(leading):
    blocks = BlockExtension(unchanged)
    toc = TocExtension(permalink=True, permalink_leading=leading)
    html = Markdown(extensions=[toc, blocks]).convert("# Rest\n\n## Lie down\n\nSo.")
    found = sections(Content(parse(html), tuple(blocks.processor.found)))
    assert [each.heading for each in found] == ["Rest", "Lie down"]


def test_chinese_index_lists_only_the_characters_it_needs():
    assert han("頭暈 IMS") == "暈晕頭头"
    assert han("头晕") == "暈晕頭头"
    assert sorted(han("裡")) == sorted("裏里裡里")
    assert han("肌肉 cramp") == ""


ADDRESSES = {"/", "/about/", "/about/#thanks"}


def test_synonyms_are_read_as_they_are_written(tmp_path):
    file = tmp_path / "synonyms.yml"
    file.write_text("# everyday words\n/about/#thanks: [no, 15, merci  beaucoup]\nask the clinic:\n  - cost\n")
    assert Synonyms.read(file, ADDRESSES).rows == {"/about/#thanks": ["no", "15", "merci beaucoup"], "": ["cost"]}
    assert Synonyms.read(tmp_path / "none.yml", ADDRESSES).rows == {}


def test_synonyms_of_a_removed_section_lead_to_its_page(tmp_path):
    file = tmp_path / "synonyms.yml"
    file.write_text("/about/: [a]\n/about/#gone: [b]\n/gone/: [c]\n")
    found = Synonyms.read(file, ADDRESSES)
    assert found.rows == {"/about/": ["a", "b"]}
    assert found.lost == {"/about/#gone": 2, "/gone/": 3}


ERRORS = {
    "twice": ("/: [a]\n/about/: [b]\n/: [c]\n", ":3: the key '/' appears twice"),
    "no list": ("/:\n", ":1: a list of words is expected here"),
    "list in a list": ("/:\n  - a\n  - [b]\n", ":3: this is not a word"),
    "sign": ("/: ['?']\n", ":1: this is not a word"),
    "not a mapping": ("- a\n", ":1: this file has no word lists for the pages"),
    "list as a name": ("/: [a]\n? [/about/, /]\n: [b]\n", ":2: a name here must be text, not a list or a mapping"),
    "broken YAML": ("/: [a\n/about/: b\n", "broken YAML"),
}


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_in_synonyms_is_reported_with_its_line(name, tmp_path):
    text, expected = ERRORS[name]
    file = tmp_path / "synonyms.yml"
    file.write_text(text)
    with pytest.raises(HandoutError) as error:
        Synonyms.read(file, ADDRESSES)
    assert expected in str(error.value)
    assert error.value.remedy


@pytest.mark.parametrize("locale", LOCALES)
def test_every_locale_has_synonyms(locale, site):
    data = json.loads((site / "search" / f"{locale}.json").read_text())
    targets = {target for target, *_ in data["synonyms"]}
    assert None in targets, f"{locale}: no phrase means to ask the clinic: write translations/{locale}/synonyms.yml"
    assert len(targets) > 5


def test_vendored_engine_matches_its_header(site):
    file = ROOT / "overrides" / "search" / "minisearch.js"
    header, body = file.read_text(encoding="utf-8").split("\n", 1)
    found = re.search(r"MiniSearch (\S+), MIT licence \((\S+)\), .*: ([0-9a-f]{64}) \*/$", header)
    assert found, header
    version, licence, digest = found.groups()
    assert hashlib.sha256(body.encode()).hexdigest() == digest, "edited by hand? run `make vendor`"
    assert json.loads((ROOT / "vendor" / "package.json").read_text())["dependencies"]["minisearch"] == version
    assert "Permission is hereby granted" in (site / "search" / licence).read_text()
    assert "resolved" not in (ROOT / "vendor" / "package-lock.json").read_text()


@pytest.mark.parametrize("locale", LOCALES)
def test_search_texts_are_in_the_language_of_their_index(locale, site):
    """The strings of an index come from the catalog of exactly its locale, such as zh-Hant and not zh-Hans."""
    strings = json.loads((site / "search" / f"{locale}.json").read_text("utf-8"))["strings"]
    assert strings
    if locale == "en":
        assert all(english == shown for english, shown in strings.items())
        return
    known = {entry.msgid: entry for entry in polib.pofile(str(po_path(ROOT / "translations", locale)))}
    for english, shown in strings.items():
        entry = known[english]
        assert shown == ({"en": english} if entry.fuzzy or not entry.msgstr else entry.msgstr)
