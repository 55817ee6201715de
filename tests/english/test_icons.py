"""Material's icons in text are inline, hidden from screen readers and search, and kept in translations."""

import pytest

from mkdocs_handout.catalog.safety import Safety
from mkdocs_handout.checks.glossary import read_glossary
from mkdocs_handout.checks.translation_pair import Pair
from mkdocs_handout.checks.translations import wrong
from mkdocs_handout.english import icons
from mkdocs_handout.english.blocks import find, refuse_unreadable
from mkdocs_handout.english.extensions import markdown_extensions
from mkdocs_handout.english.inline import plain_text
from mkdocs_handout.page.content import own_words
from mkdocs_handout.page.html import name_of
from mkdocs_handout.project.errors import HandoutError
from tests.built import ROOT
from tests.trees import content_of

EXTENSIONS = markdown_extensions(str(ROOT / "mkdocs.yml"))
ENGLISH = ":material-printer: Print the sheet."


def test_icon_is_inline_and_hidden_from_screen_readers():
    content = content_of(ENGLISH)
    (icon,) = content.tree.iterfind(".//span[@class='twemoji']")
    (svg,) = icon
    assert (svg.get("aria-hidden"), name_of(svg), svg.get("viewBox")) == ("true", "svg", "0 0 24 24")
    assert svg[0].get("d", "").startswith(("M", "m"))
    ((element, _),) = content.elements()
    assert own_words(element) == "Print the sheet."


def test_icon_is_part_of_the_message():
    assert [block.message for block in find(ENGLISH, list(EXTENSIONS))] == [ENGLISH]


def test_icon_alone_is_not_a_message():
    assert find(":material-printer: :material-phone:", list(EXTENSIONS)) == []


def test_title_has_no_icon():
    assert plain_text(Safety(EXTENSIONS).md, ENGLISH) == "Print the sheet."


def test_heading_with_an_icon_keeps_the_id_of_its_words():
    (heading,) = content_of("## :material-phone: Call us").tree
    assert heading.get("id") == "call-us"


@pytest.mark.parametrize("text", [":material-no-such-icon:", "Wait :smile: here", "a\n:materialprinter: b"])
def test_unknown_icon_is_refused_with_its_line(text):
    line = 3 + text.count("\n")
    with pytest.raises(HandoutError, match=rf"docs/a\.md:{line}: there is no icon :[a-z-]+:; copy a name"):
        refuse_unreadable(f"One\n\n{text}", "docs/a.md")


@pytest.mark.parametrize("text", ["Open 9:30 to 10:45:00", "`:no-icon:`", "two: three: four", "a::b::c", "👍 ok"])
def test_other_uses_of_colons_stay_text(text):
    refuse_unreadable(text, "docs/a.md")
    assert content_of(text).tree.find(".//span[@class='twemoji']") is None


def test_emoji_name_loads_no_picture_from_another_site():
    assert content_of("So :smile: it is").tree.find(".//img") is None


@pytest.mark.parametrize("text", [":material-printer: Imprima la hoja.", "Imprima la hoja. :material-printer:"])
def test_translation_may_place_the_icon_anywhere(text):
    safety = Safety(EXTENSIONS)
    assert safety.unsafe(ENGLISH, text, "Latn") == list(safety.lost(ENGLISH, text)) == []


@pytest.mark.parametrize(
    "text",
    [":material-phone: Imprima.", ":material-printer: :material-printer: Imprima.", "(:material-phone:) Imprima"],
)
def test_extra_icon_in_a_translation_is_refused(text):
    ((what, _),) = Safety(EXTENSIONS).unsafe(ENGLISH, text, "Latn")
    assert what == f"an extra icon, {icons.names(text)[0]}"


def test_missing_icon_is_named():
    ((what, _),) = Safety(EXTENSIONS).lost(ENGLISH, "Imprima la hoja.")
    assert what == "the icon :material-printer: of the English is missing"


def test_icon_name_does_not_count_as_latin_text():
    glossary = read_glossary(ROOT / "translations" / "glossary.csv")
    pair = Pair("km", ENGLISH, ":material-printer: បោះពុម្ពក្រដាសនេះ។", glossary)
    assert list(wrong(pair.without_icons())) == []
    assert list(wrong(pair)), "the checks must report the name if it is not removed"
