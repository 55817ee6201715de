"""Picture files are shown correctly on their page, on the print page, on paper and in the saved file."""

import base64
import posixpath
from urllib.parse import unquote

import pytest
from lxml import html
from PIL import Image

from mkdocs_handout.page.images import MAX_TOGETHER
from mkdocs_handout.pdf.layout import sheet
from mkdocs_handout.pdf.print_page import PrintPage
from tests.built import ROOT, built_pages
from tests.projects import FEW, copy_project, edit, run

# Each picture file, and the languages that have their own version of it.
PICTURES = {
    "door.png": ["es"], "rooms/floor plan.jpg": [], "rooms/map.svg": ["ar"], "rooms/stairs.webp": ["zh-Hant", "es"],
    "rooms/up/lift.gif": ["en"], "rooms/up/arrow.svg": [],
}  # fmt: skip
FIRST = """
![The door](door.png)

- The [plan ![small](rooms/floor%20plan.jpg)](how-it-works.md)

| Way | Picture |
| --- | ------- |
| Map | ![A map](rooms/map.svg) |

> See ![the stairs][stairs] here.

[stairs]: rooms/stairs.webp
"""
SECOND = (
    "# Where the rooms are\n\n![The lift](up/lift.gif)\n\n1. ![Up](./up/arrow.svg) now\n2. ![A door](../door.png)\n"
)


def draw(path, colour):
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".svg":
        path.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><g fill="{colour}"/></svg>')
    else:
        Image.new("RGB", (1200, 300), colour).save(path)


def localized(name, locale):
    """Return the file of a picture for `locale`: that language's version, else the English, else the common one."""
    stem, ending = posixpath.splitext(name)
    own = next((each for each in (locale, "en") if each in PICTURES[name]), "")
    return f"{stem}.{own}{ending}" if own else name


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    project = copy_project(tmp_path_factory.mktemp("pictures") / "a project")
    for number, (name, locales) in enumerate(PICTURES.items()):
        stem, ending = posixpath.splitext(name)
        for at, locale in enumerate(["", *(f".{each}" for each in locales)]):
            draw(project / "docs" / f"{stem}{locale}{ending}", f"rgb({20 * number}, {50 * at}, 0)")
    edit(project / "docs/about.md", "## Thanks", f"{FIRST}\n\n## Thanks")
    (project / "docs/rooms/where.md").write_text(SECOND)
    edit(project / "mkdocs.yml", "  - Languages:", "  - Where the rooms are: rooms/where.md\n  - Languages:")
    built = run(project, "site")
    assert not built.returncode, built.stderr
    return project


def shown(text):
    """Return the source of each picture in a page's text, by its alt text."""
    images = html.document_fromstring(text).xpath("//*[@data-content]//img")
    return {image.get("alt"): image.get("src") for image in images}


ALTS = {
    "The door": "door.png", "small": "rooms/floor plan.jpg", "A map": "rooms/map.svg",
    "the stairs": "rooms/stairs.webp", "The lift": "rooms/up/lift.gif", "Up": "rooms/up/arrow.svg",
    "A door": "door.png",
}  # fmt: skip


def expected(project, alt, locale):
    return (project / "docs" / localized(ALTS[alt], locale)).read_bytes()


def from_data(source):
    head, _, data = source.partition(";base64,")
    return head, base64.b64decode(data)


@pytest.mark.parametrize("locale", FEW)
def test_pages_and_the_print_page_show_the_picture_for_their_language(locale, example):
    seen = {}
    for page in built_pages(example / "site"):
        if page.locale == locale and not page.slug.startswith("save/"):
            for alt, source in shown(page.file.read_text()).items():
                file = example / "site" / posixpath.normpath(posixpath.join(page.url, unquote(source)))
                assert file.read_bytes() == expected(example, alt, locale), (page.url, alt)
                seen.setdefault(page.slug, set()).add(alt)
    assert seen["print/"] == seen["about/"] | seen["rooms/where/"] == set(ALTS)


@pytest.mark.parametrize("locale", FEW)
def test_saved_file_has_its_pictures_embedded(locale, example):
    prefix = "" if locale == "en" else f"{locale}/"
    found = shown((example / "site" / f"{prefix}save/ims.html").read_text())
    assert set(found) == set(ALTS)
    for alt, source in found.items():
        kind, data = from_data(source)
        assert data == expected(example, alt, locale)
        ending = posixpath.splitext(ALTS[alt])[1]
        assert kind == f"data:image/{ {'.jpg': 'jpeg', '.svg': 'svg+xml'}.get(ending, ending[1:]) }"


def paper(project, locale, kind):
    own, english = (PrintPage.read(project / "site", each, each) for each in (locale, "en"))
    return sheet(own, (ROOT / "overrides" / "paper.css").read_text(), kind, english)


@pytest.mark.parametrize("kind", ["", "large", "en"])
@pytest.mark.parametrize("locale", FEW)
def test_printed_sheets_have_every_picture(locale, kind, example):
    found = shown(paper(example, locale, kind))
    assert set(found) == set(ALTS)
    if kind != "en":
        assert all(from_data(source)[1] == expected(example, alt, locale) for alt, source in found.items())


def test_beside_english_a_picture_appears_once_unless_english_differs(example):
    alts = [image.get("alt") for image in html.document_fromstring(paper(example, "es", "en")).iter("img")]
    assert alts.count("The door") == 2
    assert alts.count("the stairs") == 2
    assert alts.count("The lift") == 1
    alts = [image.get("alt") for image in html.document_fromstring(paper(example, "zh-Hant", "en")).iter("img")]
    assert alts.count("The door") == 1


@pytest.mark.parametrize("kind", ["", "large", "en"])
def test_browser_that_makes_the_pdf_shows_every_picture(kind, example, chromium):
    context = chromium.new_context(offline=True)
    page = context.new_page()
    page.set_content(paper(example, "ar", kind))
    widths = page.evaluate("[...document.images].map(each => each.naturalWidth)")
    assert len(widths) >= len(ALTS)
    assert all(widths)
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_picture_is_no_wider_than_its_page(width, example, chromium):
    context = chromium.new_context(viewport={"width": width, "height": 640}, java_script_enabled=False)
    page = context.new_page()
    page.goto((example / "site/about/index.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for image in page.locator("main img").all():
        box = image.bounding_box()
        assert 0 < box["width"] <= min(width, 640)
        assert box["height"] <= 640
    context.close()


def test_page_without_pictures_has_no_picture_styles(example):
    text = (example / "site/how-it-works/index.html").read_text()
    assert "main img" not in text
    assert "main img" in (example / "site/about/index.html").read_text()


ELSEWHERE = "is on another site, from which pages may not load anything; put it in docs/"
ERRORS = {
    "another site": ("![x](https://example.org/a.png)", f"the picture https://example.org/a.png {ELSEWHERE}"),
    "by reference": ("![x][a]\n\n[a]: http://example.org/a.svg", f"the picture http://example.org/a.svg {ELSEWHERE}"),
    "scheme of the page": ("Text ![x](//example.org/a.gif) text", f"the picture //example.org/a.gif {ELSEWHERE}"),
    "in a link in a list": ("- [![x](ftp://example.org/a)](index.md)", f"the picture ftp://example.org/a {ELSEWHERE}"),
    "whole drawing": ("![x](drawings/spine.svg)", "the picture drawings/spine.svg is not published"),
    "no file": (
        "![x](entrance.png)",
        "the link entrance.png leads to a file that does not exist; write the exact name of a file",
    ),
    "no file in the folder": (
        "![x](rooms/map.svg)",
        "the link rooms/map.svg leads to a file that does not exist; write the exact name of a file",
    ),
    "name that is nearly right": (
        "![x](stair.png)",
        "the link stair.png leads to a file that does not exist; write stairs.png",
    ),
    "from the root": ("![x](/stairs.png)", "the link /stairs.png is not a file in docs/; write the page's file"),
}  # fmt: skip


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_is_reported_with_its_file_and_line(name, project):
    written, expected = ERRORS[name]
    draw(project / "docs/stairs.png", "red")
    page = project / "docs/about.md"
    edit(page, "## Thanks", f"{written}\n\n## Thanks")
    lines = page.read_text().splitlines()
    place = written.splitlines()[-1] if "example.org" in written else written
    done = run(project, "site")
    assert done.returncode
    assert done.stderr.strip().startswith(f"docs/about.md:{lines.index(place) + 1}: {expected}"), done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert (project / "site/index.html").read_text() == "the last good site"


def test_saved_file_has_a_size_limit(project):
    (project / "docs/a.svg").write_text(f"<svg xmlns='http://www.w3.org/2000/svg'><!--{'x' * 180_000}--></svg>")
    edit(project / "docs/about.md", "## Thanks", "![a](a.svg) " * 6 + "\n\n## Thanks")
    done = run(project, "site", "--locales", "es")
    assert f"1080 KB together (limit for the saved file: {MAX_TOGETHER} KB); make them smaller" in done.stderr
