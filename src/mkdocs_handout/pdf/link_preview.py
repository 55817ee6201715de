"""The preview pictures of links, as shown in chats: one for each language, with its first page's title and drawing."""

from collections.abc import Callable
from pathlib import Path

from lxml import html
from lxml.html.builder import DIV

from mkdocs_handout.pdf.layout import printed
from mkdocs_handout.pdf.print_page import find
from mkdocs_handout.project import fonts
from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.project.languages import SOURCE

FOLDER = "preview"
SIZE = (1200, 630)
"""In pixels: the ratio that Open Graph readers show uncut (developers.facebook.com, "Images in Link Shares")."""
MOST = 60_000
"""The maximum size of one picture, in bytes."""

# Until there is a picture, a page has the tags that refer to it in a comment between these two.
WAITING, END = "<!--preview\n", "preview-->\n"

# The title and the drawing are those of the page; this arranges them, in light colours.
STYLE = """
:root { color-scheme: light; font-size: 26px; }
body { display: grid; grid-template-columns: 1fr 17rem; align-items: center; gap: 1rem; overflow: hidden;
  width: 1200px; height: 630px; padding: 0 2.4rem; border-block: 1rem solid #064e57; }
h1 { margin: 0 0 1rem; font-size: 2.1rem; }
strong { font-size: 1.1rem; color: #064e57; }
figure, .pic { width: 100%; max-width: none; margin: 0; }
"""


def waits(site: Path) -> bool:
    """Return whether the pages of a built site have a place for a picture, as they do if the site's address is set."""
    home = site / "index.html"
    return home.exists() and WAITING in home.read_text(encoding="utf-8")


def source(path: Path, locale: str) -> str:
    """Return the HTML of one locale's picture, from its first page; raises `HandoutError` if that has no heading."""
    root = html.document_fromstring(path.read_text(encoding="utf-8"))
    headings, drawings = find(root, "//main//h1"), find(root, "//main//figure[.//svg]")
    if not headings:
        raise HandoutError("the page has no heading", "run `make site` again", path)
    said = DIV(headings[0], *find(root, "//footer//strong[@lang]")[:1])
    for each in find(root, "//script | //meta[@http-equiv]"):
        each.drop_tree()
    (body,) = find(root, "//body")
    body[:] = [said, *drawings[:1]]
    return printed(root, STYLE, fonts.stylesheet([locale, SOURCE]))


def write(site: Path, locales: list[str], draw: Callable[[str, tuple[int, int], int], bytes]) -> None:
    """Draw the pictures of a built site's locales, and refer to them in its pages.

    `draw` turns HTML, a size in pixels, and a quality from 0 to 100 into a JPEG. Raises `HandoutError` if a picture is
    too large even in the lowest quality.
    """
    (site / FOLDER).mkdir(exist_ok=True)
    for locale in locales:
        page = source(site / ("" if locale == SOURCE else locale) / "index.html", locale)
        pictures = (draw(page, SIZE, quality) for quality in (85, 75, 65, 50))
        small = next((each for each in pictures if len(each) <= MOST), None)
        if small is None:
            raise HandoutError(
                f"the preview of {locale} is larger than {MOST} bytes", "use a drawing with fewer details"
            )
        (site / FOLDER / f"{locale}.jpg").write_bytes(small)
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        if WAITING in text:
            path.write_text(text.replace(WAITING, "", 1).replace(END, "", 1), encoding="utf-8")
