"""Without handout/leaflet.yaml, the sheet with English beside it has every word of the page, whatever its Markdown."""

from pathlib import Path

import pytest
from lxml import html

from mkdocs_handout.english.shown import Shown, State
from mkdocs_handout.page.html import write
from mkdocs_handout.pdf.layout import PrintPage, sheet
from tests.trees import content_of

WRITTEN = {
    "table": "| {one} | {two} |\n|---|---|\n| {three} | **{four}** |",
    "list": "- {one}\n- {two}\n    - {three}\n\n1. {four}",
    "definitions": "{one}\n:   {two}\n\n{three}\n:   {four}",
    "quotation": "> {one}\n>\n> - {two}\n\n{three} {four}",
    "question that opens": '??? note "{one}"\n    {two}\n\n    {three} {four}',
}


def page(locale: str, written: str) -> PrintPage:
    written = written.format(**{word: f"{word}-en" for word in ("one", "two", "three", "four")})
    text = write(content_of(written, lambda message: Shown(message.replace("-en", f"-{locale}"), State.DRAFT)).tree)
    head = "<div class='origin'><p class='from'><strong>Clinic</strong></p></div><h1>Title</h1>"
    source = f"<html><head><title>x</title></head><body><main>{head}<div data-content>{text}</div></main></body></html>"
    return PrintPage(locale, locale, Path("index.html"), source)


def beside(written: str) -> html.HtmlElement:
    made = html.document_fromstring(sheet(page("es", written), "", "en", page("en", written)))
    return made.xpath("//div[@data-content]")[0]


@pytest.mark.parametrize("name", WRITTEN)
def test_each_word_stands_beside_its_english(name):
    text = beside(WRITTEN[name])
    for word in ("one", "two", "three", "four"):
        (row,) = text.xpath(f".//*[contains(@class, 'row')][div[1][contains(., '{word}-es')]]")
        assert f"{word}-en" in row.xpath("string(div[2][@lang='en'])")


def test_code_stands_once():
    """It is the same in every language."""
    (code,) = beside("```\na  b\nc\n```").xpath(".//pre")
    assert code.text_content() == "a  b\nc\n"
