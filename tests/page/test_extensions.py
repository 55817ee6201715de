"""All text of supported Markdown extensions reaches the translators or is marked as English."""

import re

import pytest
from markdown import Markdown

from mkdocs_handout.catalog.catalog import Catalog, Entry
from mkdocs_handout.catalog.safety import Safety
from mkdocs_handout.checks.check_all import check_text
from mkdocs_handout.english import icons
from mkdocs_handout.english.blocks import find
from mkdocs_handout.english.extensions import INSTEAD, SUPPORTED
from mkdocs_handout.page.markdown import PageParser
from mkdocs_handout.project.writing_systems import script_of
from tests.built import ROOT
from tests.projects import edit, run

# Each extension with its options, a page that uses all its features, and the resulting messages.
PAGES = {
    "abbr": (
        {}, "IMS helps, and IMS **may** hurt.\n\n*[IMS]: intramuscular stimulation\n",
        ["IMS helps, and IMS **may** hurt.", "intramuscular stimulation"]),
    "admonition": (
        {}, '!!! note\n    Take care.\n\n!!! warning "Mind the step"\n    Hold on.\n',
        ["Note", "Take care.", "Mind the step", "Hold on."]),
    "attr_list": ({}, "# Ask {: .x }\n\nWe [say](a.md){: .y }.\n{: .z }\n", ["Ask", "We [say](a.md){: .y }."]),
    "def_list": ({}, "Rest\n:   Lie down.\n\n    Sleep well.\n", ["Rest", "Lie down.", "Sleep well."]),
    "fenced_code": ({}, "Type this:\n\n```\nmake site\n```\n", ["Type this:"]),
    "footnotes": (
        {}, "Rest[^b] or walk[^1].\n\n[^1]: Slowly.\n[^b]: Lie *down*.\n\n    - Sit\n\n    Or sit.\n",
        ["Rest[^b] or walk[^1].", "Slowly.", "Lie *down*.", "Sit", "Or sit.", "Jump back to footnote {} in the text"]),
    "sane_lists": ({}, "3. Walk\n4. Rest\n\n- Sit\n", ["Walk", "Rest", "Sit"]),
    "tables": ({}, "| Day | Rest |\n|---|---|\n| One | **Much** |\n", ["Day", "Rest", "One", "**Much**"]),
    "toc": (
        {"permalink": True}, "[TOC]\n\n# Rest\n\n## Lie down\n\nSo.\n",
        ["Rest", "Lie down", "So.", "Permanent link"]),
    "pymdownx.blocks.caption": (
        {}, "![Door](a.png)\n\n/// caption\nThe *north* door\n///\n", ["Door", "The *north* door"]),
    "pymdownx.caret": ({}, "Rest^well^ ^^now^^.\n", ["Rest^well^ ^^now^^."]),
    "pymdownx.details": (
        {}, '??? note\n    Rest.\n\n???+ "Why?"\n    So.\n', ["Note", "Rest.", "Why?", "So."]),
    "pymdownx.emoji": (
        {}, ":material-seat: Rest.\n\n:material-walk:\n\n- Walk :material-walk: **now**\n",
        [":material-seat: Rest.", "Walk :material-walk: **now**"]),
    "pymdownx.mark": ({}, "Rest ==now==.\n", ["Rest ==now==."]),
    "pymdownx.tabbed": (
        {}, '=== "By bus"\n    Sit.\n\n=== "By *car*"\n    Drive.\n\n    - Park\n',
        ["By bus", "Sit.", "By *car*", "Drive.", "Park"]),
    "pymdownx.tilde": ({}, "Rest~well~ ~~not~~ now.\n", ["Rest~well~ ~~not~~ now."]),
}  # fmt: skip
WORD = {"ja": "休息", "ar": "راحة"}  # one without spaces, one right-to-left
STYLES = [
    *((name, *page[:2]) for name, page in PAGES.items()),
    ("pymdownx.tabbed", {"alternate_style": True}, PAGES["pymdownx.tabbed"][1]),
    ("toc", {"permalink": "#", "permalink_leading": True}, PAGES["toc"][1]),
]


def extensions(name, options):
    built = icons.extension() if name == icons.EXTENSION else Markdown().build_extension(name, options)
    return ["attr_list", "fenced_code", built]


def translated(message, locale):
    """Return a message with its markup around other words, without spaces in Japanese."""
    words = re.sub(r"(?<![(.{:\w-])(?!IMS|md\b)[A-Za-z]{2,}", WORD[locale], message)
    return words.replace(" ", "") if locale == "ja" and "{" not in words else words


def page(name, options, text, locale, complete):
    messages = [block.message for block in find(text, extensions(name, options))]
    entries = {each: Entry(translated(each, locale) if complete else "", False, 1) for each in messages}
    md = Markdown(extensions=extensions(name, options))
    parser = PageParser(Catalog(locale, ROOT / "none.po", entries), locale == "ar", ROOT / "docs")
    parser.register(md)
    return parser.content(md.convert(text)).tree


def shown(tree):
    """Yield each text with letters that readers see or hear, and the element that sets its language."""
    for element in tree.iter():
        texts = [element.text, *(child.tail for child in element)]
        texts += [element.get(name) for name in ("title", "alt", "aria-label", "label", "placeholder")]
        for text in texts:
            if re.search(r"[^\W\d_]{2}", text or ""):
                yield text, element


def languages(element):
    return [each.get("lang") for each in (element, *element.iterancestors()) if each.get("lang")]


def test_every_supported_extension_is_tested():
    assert sorted(PAGES) == sorted(SUPPORTED)


@pytest.mark.parametrize("name", PAGES)
def test_each_text_is_a_message(name):
    options, text, messages = PAGES[name]
    assert [block.message for block in find(text, extensions(name, options))] == messages


@pytest.mark.parametrize("locale", WORD)
@pytest.mark.parametrize(("name", "options", "text"), STYLES)
def test_a_complete_translation_leaves_no_english_unmarked(name, options, text, locale):
    tree = page(name, options, text, locale, complete=True)
    found = list(shown(tree))
    assert any(WORD[locale] in each for each, _ in found)
    english = {each for each, element in found if re.search("[A-Za-z]{2}", each) and languages(element)[:1] != ["en"]}
    assert english <= {"IMS"}


@pytest.mark.parametrize("locale", WORD)
@pytest.mark.parametrize(("name", "options", "text"), STYLES)
def test_without_a_translation_all_text_is_marked_as_english(name, options, text, locale):
    tree = page(name, options, text, locale, complete=False)
    found = list(shown(tree))
    assert found
    assert not [each for each, element in found if languages(element)[:1] != ["en"] and not in_contents(element)]


def in_contents(element):
    """Whether it is in the table of contents, where the heading itself is marked."""
    return any(each.get("class") == "toc" for each in element.iterancestors())


@pytest.mark.parametrize("locale", WORD)
@pytest.mark.parametrize("name", PAGES)
def test_translations_with_the_markup_of_an_extension_are_accepted(name, locale):
    options, text, messages = PAGES[name]
    safety = Safety(extensions(name, options))
    for message in messages:
        text = translated(message, locale)
        assert not [*safety.unsafe(message, text, script_of(locale)), *safety.lost(message, text)]


def test_a_footnote_missing_from_a_translation_is_reported():
    safety = Safety(extensions("footnotes", {}))
    assert list(safety.lost("Rest[^1].", "休息。"))
    assert list(safety.unsafe("Rest[^1].", "休息[^2]。", "Jpan"))


def test_abbreviations_are_found_between_letters_of_other_scripts():
    tree = page("abbr", *PAGES["abbr"][:2], "ja", complete=True)
    assert [each.text for each in tree.iter("abbr")] == ["IMS", "IMS"]
    tree = page("abbr", {}, "IMSX and SIMS and IMS2\n\n*[IMS]: so\n", "ja", complete=False)
    assert not list(tree.iter("abbr"))


@pytest.mark.parametrize("style", [False, True])
def test_tab_contents_appear_below_their_titles(style):
    tree = page("pymdownx.tabbed", {"alternate_style": style}, PAGES["pymdownx.tabbed"][1], "ja", complete=True)
    (tabs,) = tree.xpath(".//div[contains(@class, 'tabbed-set')]")
    assert [each.tag for each in tabs] == ["p", "div", "p", "div"]
    assert not list(tree.iter("input", "label"))
    assert [each[0].tag for each in tabs[::2]] == ["strong", "strong"]


@pytest.mark.parametrize("name", [*INSTEAD, "codehilite", "wikilinks", "pymdownx.snippets", "mdx_math", "admonitions"])
def test_unsupported_extensions_are_an_error_that_says_what_to_do(name, project):
    edit(project / "mkdocs.yml", "  - def_list ", f"  - {name}\n  - def_list ")
    line = (project / "mkdocs.yml").read_text().splitlines().index(f"  - {name}") + 1
    for done in (run(project, "site"), run(project, "check")):
        assert done.returncode
        (message,) = {each for each in (done.stdout + done.stderr).splitlines() if name in each}
        assert message.startswith(f"mkdocs.yml:{line}: the Markdown extension {name} ")
        assert "; " in message


CODE = {
    "fence": "```\nmake site\n```",
    "indented": "    make site",
    "in a list": "- You can ask.\n\n        make site",
}


@pytest.mark.parametrize("name", CODE)
def test_words_that_stay_english_are_reported_with_their_line(name, project):
    file = project / "docs" / "about.md"
    edit(file, "## Thanks", f"## Thanks\n\n{CODE[name]}\n")
    (found,) = [str(each) for each in check_text(project, ["en"]) if "this stays in English" in str(each)]
    line = next(at for at, each in enumerate(file.read_text().splitlines(), 1) if "make site" in each)
    assert found.startswith(f"docs/about.md:{line}: this stays in English in every language: make site; write it as")
