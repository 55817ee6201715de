"""Components in plain Markdown, and bold figures that stay on one line with their words."""

import pytest
from lxml import html
from markdown import Markdown

from mkdocs_handout.page import bidi, components


def made(text: str, isolated: bool = False) -> tuple[html.HtmlElement, list[str]]:
    md = Markdown(extensions=["attr_list", "def_list", "tables"])
    if isolated:
        md.treeprocessors.register(bidi.Isolator(md), bidi.NAME, bidi.PRIORITY)
    processor = components.Components(md)
    md.treeprocessors.register(processor, "handout_components", components.PRIORITY)
    return html.fragment_fromstring(md.convert(text), create_parent="div"), processor.styles


BOLD = {
    "about 20 to 30 minutes": "about 20~to~30~minutes",
    "4 to 10 visits": "4~to~10~visits",
    "another 5 to 10 minutes if you wish": "another 5~to~10~minutes if you wish",
    "unos 20 a 30 minutos": "unos 20~a~30~minutos",
    "yeroo daqiiqaa 20 hanga 30": "yeroo daqiiqaa~20~hanga~30",
    "約20〜30分": "約20〜30分",
    "២០ ទៅ ៣០ នាទី": "២០~ទៅ~៣០~នាទី",
    "no figure here": "no figure here",
}


@pytest.mark.parametrize("bold", BOLD)
def test_a_range_and_its_unit_stay_on_one_line(bold):
    page, _ = made(f"It takes **{bold}** in all 3 cases.")
    assert page.xpath("string(.//strong)").replace("\u00a0", "~") == BOLD[bold]
    assert page.text_content() == f"It takes {BOLD[bold].replace('~', chr(0xA0))} in all 3 cases."


def test_a_range_stays_together_in_right_to_left_text():
    page, _ = made("تستغرق **من 20 إلى 30 دقيقة تقريبًا**.", isolated=True)
    assert page.xpath("string(.//strong)").replace("\u00a0", "~") == "من 20~إلى~30~دقيقة تقريبًا"
    assert [each.text for each in page.xpath(".//strong/bdi")] == ["20", "30"]


STYLED = {
    "## H {: .glance }\n\nA\n:   B": ["glance.css"],
    "## H {: .when }\n\nA": ["stages.css"],
    "A\n{: .means }": ["means.css"],
    "| A | B |\n| --- | --- |\n| a | b |": ["table.css"],
    "A\n{: .lead }": [],
}


@pytest.mark.parametrize("text", STYLED)
def test_a_page_gets_only_the_stylesheets_of_its_blocks(text):
    assert made(text)[1] == STYLED[text]
