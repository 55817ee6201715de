"""Latin names and figures in right-to-left text: what is isolated, and what stays as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markupsafe import Markup

from mkdocs_handout.page.bidi import IsolationExtension, isolated

NAME, FIGURE = '<bdi lang="en">{}</bdi>', "<bdi>{}</bdi>"
RUNS = [
    ("علاج IMS", "علاج " + NAME.format("IMS")),
    ("(Chan Gunn)", "(" + NAME.format("Chan Gunn") + ")"),
    ("د. Dr. Gunn هنا", "د. " + NAME.format("Dr. Gunn") + " هنا"),
    ("عيادة Seattle Spine & Sports Medicine عن", "عيادة " + NAME.format("Seattle Spine &amp; Sports Medicine") + " عن"),
    ("من 20 إلى 30 دقيقة", "من " + FIGURE.format("20") + " إلى " + FIGURE.format("30") + " دقيقة"),
    ("۲۰ تا ۳۰", FIGURE.format("۲۰") + " تا " + FIGURE.format("۳۰")),
    ("علاج IMS، 4 مرات", "علاج " + NAME.format("IMS") + "، " + FIGURE.format("4") + " مرات"),
    ("IMS 4", NAME.format("IMS") + " " + FIGURE.format("4")),
    ("1.5–2", FIGURE.format("1.5–2")),
    ("لا شيء & <", "لا شيء &amp; &lt;"),
]


@pytest.mark.parametrize(("text", "html"), RUNS)
def test_what_stands_apart(text, html):
    assert isolated(text) == html


def convert(text):
    extension = IsolationExtension()
    extension.on = True
    return Markdown(extensions=["attr_list", "def_list", extension]).convert(text)


@pytest.mark.parametrize(("text", "html"), RUNS[:-1])
def test_pages_and_the_shell_agree(text, html):
    assert convert(text) == f"<p>{html}</p>"


def test_marks_links_escapes_and_attributes_stay():
    html = convert("علاج **IMS** في [موقع IMS 4](page.md) و 5\\*6 `IMS` \n{: data-fact='ims-what' .lead }")
    assert '<strong><bdi lang="en">IMS</bdi></strong>' in html
    assert f'<a href="page.md">موقع {NAME.format("IMS")} {FIGURE.format("4")}</a>' in html
    assert f"{FIGURE.format('5')}*{FIGURE.format('6')}" in html
    assert "<code>IMS</code>" in html
    assert '<p class="lead" data-fact="ims-what">' in html


def test_untranslated_english_is_left_alone():
    assert "<bdi" not in convert("IMS 4\n{: lang=en dir=ltr }")


@given(st.text(alphabet="IMS 4.&<>اب۲-", max_size=30))
def test_the_text_stays_the_same(text):
    plain = str(isolated(text)).replace('<bdi lang="en">', "").replace("<bdi>", "").replace("</bdi>", "")
    assert Markup(plain).unescape() == text  # noqa: S704 - a test's own
