"""What the index says of a page; faults in a synonyms file; the vendored engine is what its header says."""

import hashlib
import json
import re

import pytest

from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.site.search_index import sections
from mkdocs_handout.site.synonyms import Synonyms
from tests.built import LOCALES, ROOT

PAGE = """
<h1 id="top">Treating pain</h1><p class="lead">Small <strong>needles</strong> &amp; rest.</p>
<h2 id="visit">A visit</h2><ul><li><p>One</p><p>Two</p></li></ul>
<dl><dt>How long?</dt><dd lang="en" dir="ltr" class="untranslated">About 20 minutes.</dd></dl>
<figure><svg><text>not text</text></svg><p>a label</p></figure>
<dl><dt><svg></svg><b>1</b><span>Disc</span></dt></dl>
<p>A <span lang="en" dir="ltr" class="untranslated">late</span></p>
<details><summary>Say it</summary><p>Small <em>needles</em> &amp; rest.</p></details>
"""


def test_sections_hold_each_block_once_and_mark_what_is_english():
    first, second = sections(PAGE)
    assert (first.id, first.heading, first.text) == ("", "Treating pain", ["Small needles & rest."])
    assert (second.id, second.heading) == ("visit", "A visit")
    assert second.text == ["One", "Two", "How long?", {"en": "About 20 minutes."}, "Disc", {"en": "A late"}, "Say it"]


ADDRESSES = {"/", "/about/", "/about/#thanks"}


def test_words_are_read_as_they_are_written(tmp_path):
    file = tmp_path / "synonyms.yml"
    file.write_text("# everyday words\n/about/#thanks: [no, 15, merci  beaucoup]\nask the clinic:\n  - cost\n")
    assert Synonyms.read(file, ADDRESSES).rows == {"/about/#thanks": ["no", "15", "merci beaucoup"], "": ["cost"]}
    assert Synonyms.read(tmp_path / "none.yml", ADDRESSES).rows == {}


FAULTS = {
    "no such section": ("/: [a]\n/about/#nowhere: [b]\n", ":2: '/about/#nowhere' is no page or section"),
    "twice": ("/: [a]\n/about/: [b]\n/: [c]\n", ":3: '/' stands twice"),
    "no list": ("/:\n", ":1: no list of words"),
    "list in a list": ("/:\n  - a\n  - [b]\n", ":3: not a word"),
    "sign": ("/: ['?']\n", ":1: not a word"),
    "not a mapping": ("- a\n", ":1: no list of words by page"),
    "list as a name": ("/: [a]\n? [/about/, /]\n: [b]\n", ":2: a list or a mapping as a name"),
    "broken YAML": ("/: [a\n/about/: b\n", "broken YAML"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_fault_in_synonyms_is_told_with_its_line(name, tmp_path):
    text, expected = FAULTS[name]
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
    assert None in targets, f"{locale}: no word asks the clinic: write translations/{locale}/synonyms.yml"
    assert len(targets) > 5


def test_vendored_engine_is_as_it_was_built(site):
    file = ROOT / "overrides" / "search" / "minisearch.js"
    header, body = file.read_text(encoding="utf-8").split("\n", 1)
    found = re.search(r"MiniSearch (\S+), MIT licence \((\S+)\), .*: ([0-9a-f]{64}) \*/$", header)
    assert found, header
    version, licence, digest = found.groups()
    assert hashlib.sha256(body.encode()).hexdigest() == digest, "edited by hand? run `make vendor`"
    assert json.loads((ROOT / "vendor" / "package.json").read_text())["dependencies"]["minisearch"] == version
    assert "Permission is hereby granted" in (site / "search" / licence).read_text()
    assert "resolved" not in (ROOT / "vendor" / "package-lock.json").read_text()
