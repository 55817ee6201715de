"""Which left-to-right runs are isolated in right-to-left text; test_engines.py tests their visual order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markdown import Markdown

from mkdocs_handout.page.bidi import NAME as ISOLATOR
from mkdocs_handout.page.bidi import PRIORITY, Isolator, isolated
from tests.runs import RUNS

NAME, FIGURE = '<bdi lang="en" dir="ltr">{}</bdi>', '<bdi dir="ltr">{}</bdi>'
SENTENCES = [
    ("علاج IMS", "علاج " + NAME.format("IMS")),
    ("(Chan Gunn)", "(" + NAME.format("Chan Gunn") + ")"),
    ("د. Dr. Gunn هنا", "د. " + NAME.format("Dr. Gunn") + " هنا"),
    ("عيادة Seattle Spine & Sports Medicine عن", "عيادة " + NAME.format("Seattle Spine &amp; Sports Medicine") + " عن"),
    ("من 20 إلى 30 دقيقة", "من " + FIGURE.format("20") + " إلى " + FIGURE.format("30") + " دقيقة"),
    ("۲۰ تا ۳۰", FIGURE.format("۲۰") + " تا " + FIGURE.format("۳۰")),
    ("علاج IMS، 4 مرات", "علاج " + NAME.format("IMS") + "، " + FIGURE.format("4") + " مرات"),
    ("علاج IMS. 4 مرات", "علاج " + NAME.format("IMS") + ". " + FIGURE.format("4") + " مرات"),
    ("IMS ۴ بار", NAME.format("IMS") + " " + FIGURE.format("۴") + " بار"),
    ("الأيام 1, 2 و 3", "الأيام " + FIGURE.format("1") + ", " + FIGURE.format("2") + " و " + FIGURE.format("3")),
    ("IMS – 4 مرات", NAME.format("IMS") + " – " + FIGURE.format("4") + " مرات"),
    ("(IMS) 4 مرات", "(" + NAME.format("IMS") + ") " + FIGURE.format("4") + " مرات"),
    ("1.5–2", FIGURE.format("1.5–2")),
    ("٢٠–٣٠ دقيقة", '<bdo dir="ltr">٢٠–٣٠</bdo> دقيقة'),  # UAX 9 reverses these even in an isolate
    ("لا شيء & <", "لا شيء &amp; &lt;"),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_left_to_right_runs_are_isolated(text, expected):
    assert isolated(text) == expected


def convert(text):
    return html.fragment_fromstring(isolating("attr_list").convert(text))


def isolating(*extensions):
    md = Markdown(extensions=extensions)
    md.treeprocessors.register(Isolator(md), ISOLATOR, PRIORITY)
    return md


def runs(element):
    return [(each.text_content(), each.get("lang"), each.get("dir")) for each in element.iter("bdi", "bdo")]


@pytest.mark.parametrize(("text", "expected"), SENTENCES[:-1])
def test_pages_and_the_shell_isolate_the_same_runs(text, expected):
    element = convert(text)
    assert runs(element) == runs(html.fragment_fromstring(expected, create_parent="p"))
    assert element.text_content() == text


@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize("sentence", ["اتصل على {} اليوم.", "{} هنا", "هنا «{}»؟"])
def test_a_run_is_isolated_as_a_whole(run, sentence):
    found = runs(html.fragment_fromstring(isolated(sentence.format(run)), create_parent="p"))
    assert [text for text, *_ in found] == [run]


ACROSS_MARKS = {
    "هاتف **(000)** 000-0000 هنا": ["(000) 000-0000"],
    "هاتف (000) **000**-0000 هنا": ["(000) 000-0000"],
    "هاتف **(000) 000-0000** هنا": ["(000) 000-0000"],
    "*COVID*-19 هنا": ["COVID-19"],
    "[Main St](a.md), Seattle, WA **98101**": ["Main St, Seattle, WA 98101"],
    "على **هاتف (206)** 555": ["206", "555"],  # markup that splits the run
    "علاج **IMS:** 4 مرات": ["IMS", "4"],
    "هاتف \\(000\\) 000\\-0000": ["(000) 000-0000"],
    "desk\\_1@clinic.example": ["desk_1@clinic.example"],
    "Spine &amp; Sports هنا": ["Spine & Sports"],
    "5 `mg` هنا": ["5 mg"],
}


@pytest.mark.parametrize("text", ACROSS_MARKS)
def test_markup_does_not_split_a_run(text):
    element = convert(text)
    assert [text for text, *_ in runs(element)] == ACROSS_MARKS[text]
    assert not element.xpath("//bdi//bdi")


def test_markup_links_escapes_and_attributes_are_kept():
    element = convert("علاج **IMS** في [موقع IMS 4](page.md) و 5\\*6 ثم `IMS` \n{: data-fact='ims-what' .lead }")
    assert element.xpath("strong/bdi") or element.xpath("bdi/strong")
    assert element.xpath("string(a[@href='page.md'])") == "موقع IMS 4"
    assert [text for text, *_ in runs(element)] == ["IMS", "IMS 4", "5*6"]
    assert element.xpath("code[@dir='ltr']")
    assert (element.get("class"), element.get("data-fact")) == ("lead", "ims-what")


def test_untranslated_english_is_not_isolated():
    assert runs(convert("IMS 4\n{: lang=en dir=ltr }")) == []


@given(st.text(alphabet="IMSe 4.,&<>()+-اب۲-", max_size=40))
def test_isolation_does_not_change_the_text(text):
    assert html.fragment_fromstring("ا" + isolated(text), create_parent="p").text_content() == "ا" + text


@given(st.text(alphabet="IMSe 4.,()+-اب۲*", max_size=40).filter(str.strip))
def test_isolation_does_not_change_the_text_of_a_page(text):
    bare, text = Markdown().convert("ا" + text), "ا" + text
    with_runs = isolating().convert(text)
    words = [html.fragment_fromstring(each, create_parent="div").text_content() for each in (bare, with_runs)]
    assert words[0] == words[1]
