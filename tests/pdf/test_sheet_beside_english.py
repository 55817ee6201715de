"""Without handout/leaflet.yaml, the sheet beside its English has every word of the page, whatever its Markdown."""

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from mkdocs_handout.english.shown import Shown, State
from mkdocs_handout.page.html import write
from mkdocs_handout.pdf.layout import sheet
from mkdocs_handout.pdf.print_page import PrintPage
from tests.built import ROOT
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
def test_each_word_appears_beside_its_english(name):
    text = beside(WRITTEN[name])
    for word in ("one", "two", "three", "four"):
        (row,) = text.xpath(f".//*[div[1][contains(., '{word}-es')] and div[2][@lang='en']]")
        assert f"{word}-en" in row.xpath("string(div[2][@lang='en'])")


def test_code_appears_once():
    """Because code is the same in every language."""
    (code,) = beside("```\na  b\nc\n```").xpath(".//pre")
    assert code.text_content() == "a  b\nc\n"


NUMBERED = {
    "short": ("1. {one}\n2. {two}\n3. {three}\n4. {four}", ["1", "2", "3", "4"]),
    "paragraphs": ("1. {one}\n\n    {two}\n\n2. {three}\n\n    {four}", ["1", None, "2", None]),
    "items with code": ("1. {one}\n\n        code\n\n2. {two}\n\n3. {three}\n4. {four}", ["1", "2", "3", "4"]),
    "in a quotation": ("> 1. {one}\n> 2. {two}\n\n1. {three}\n2. {four}", ["1", "2", "1", "2"]),
    "bullets": ("- {one}\n- {two}\n\n<!-- -->\n\n1. {three}\n2. {four}".replace("\n\n<!-- -->", "\n\nand"),
        [None, None, "1", "2"]),
}  # fmt: skip


@pytest.mark.parametrize("name", NUMBERED)
def test_numbered_lists_keep_their_numbers_in_both_languages(name):
    written, numbers = NUMBERED[name]
    text = beside(written)
    for word, number in zip(("one", "two", "three", "four"), numbers, strict=True):
        for locale in ("es", "en"):
            (block,) = text.xpath(f".//*[contains(@class, 'row')]/div/*[contains(text(), '{word}-{locale}')]")
            assert block.get("data-number") == number, (word, locale)


def test_a_list_keeps_its_start_number_beside_english():
    pages = [page(locale, "1. {one}\n2. {two}") for locale in ("es", "en")]
    further = [replace(each, source=each.source.replace("<ol>", '<ol start="3">')) for each in pages]
    made = html.document_fromstring(sheet(further[0], "", "en", further[1]))
    assert made.xpath("//div[@data-content]//*/@data-number") == ["3", "3", "4", "4"]


def test_a_nested_list_has_its_own_rows():
    text = beside("1. {one}\n    1. {two}\n    2. {three}\n2. {four}")
    rows = text.xpath(".//li[contains(@class, 'row')]")
    assert [row.xpath("string(div[1])").strip() for row in rows] == ["one-es", "two-es", "three-es", "four-es"]
    assert text.xpath(".//*/@data-number") == ["1", "1", "1", "1", "2", "2", "2", "2"]


def test_list_numbers_and_bullets_are_shown(chromium):
    css = (ROOT / "overrides" / "paper.css").read_text()
    page = chromium.new_page()
    page.set_content(
        f"<style>{css}</style>"
        + html.tostring(beside("1. {one}\n2. {two}\n\nSo:\n\n- {three} {four}"), encoding="unicode")
    )
    drawn = page.evaluate(
        "[...document.querySelectorAll('.as-li')].map(each => getComputedStyle(each, '::before').content)"
    )
    assert drawn == ['"1. "'] * 2 + ['"2. "'] * 2 + ['"• "'] * 2
    page.close()


TABLES = {
    "head and cells": "| {one} | {two} |\n|---|---|\n| {three} | **{four}** |",
    "several rows": "| {one} |\n|---|\n| {two} |\n| {three} |\n| {four} |",
    "symbols": "| {one} | – |\n|---|---|\n| {two} | {three} |\n| 5 | {four} |",
    "in a list": "- A\n\n    | {one} | {two} |\n    |---|---|\n    | {three} | {four} |",
}


@pytest.mark.parametrize("name", TABLES)
def test_tables_stay_tables(name):
    """Each cell has its English below it, so that rows are kept."""
    text = beside(TABLES[name])
    alone = html.fragment_fromstring(str(write(content_of(TABLES[name]).tree)), create_parent="div")
    shape = [[len(row) for row in table.iter("tr")] for table in alone.iter("table")]
    assert [[len(row) for row in table.iter("tr")] for table in text.iter("table")] == shape
    assert len(shape) == 1
    for word in ("one", "two", "three", "four"):
        (cell,) = text.xpath(f".//td[contains(., '{word}-es')] | .//th[contains(., '{word}-es')]")
        assert f"{word}-en" in cell.xpath("string(div[2][@lang='en'])")


def test_a_cell_shown_in_english_appears_once():
    written = "| {one} |\n|---|\n| {two} |"
    english = page("en", written)
    text = write(content_of(written, lambda message: Shown("{one}-en", State.MISSING, foreign=True)).tree)
    source = english.source[: english.source.index("<div data-content>")] + f"<div data-content>{text}</div></main>"
    made = html.document_fromstring(sheet(PrintPage("es", "es", Path("index.html"), source), "", "en", english))
    assert [len(cell) for cell in made.iter("td")] == [0]
