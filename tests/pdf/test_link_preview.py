"""Link previews in chats: title, description, address, and a picture in the page's language."""

from PIL import Image

from tests.built import LOCALES, SITE_URL, built_pages

WITHOUT_PREVIEW = ("404.html", "save/ims.html", "print/", "review/")
"""Prefixes of the addresses of pages without a preview picture: those for printing or for reviewers."""


def meta(page, name):
    return page.tree.xpath(f"string(//meta[@property='og:{name}']/@content)")


def test_each_page_has_a_title_and_description_for_previews(pages):
    for page in pages:
        if page.slug.startswith(WITHOUT_PREVIEW):
            continue
        heading = " ".join(page.tree.xpath("string(//main//h1)").split())
        assert meta(page, "title") == heading, page.url
        assert meta(page, "description") == page.tree.xpath("string(//meta[@name='description']/@content)")
        assert meta(page, "url") == SITE_URL + page.url
        assert meta(page, "locale") == page.locale.replace("-", "_")
        assert not meta(page, "image"), "there is a picture before `make pdf`"


def test_each_language_has_a_preview_picture(printed):
    for locale in LOCALES:
        picture = printed / "preview" / f"{locale}.jpg"
        assert picture.stat().st_size <= 60_000
        with Image.open(picture) as shown:
            shown.load()
            assert (shown.format, shown.size) == ("JPEG", (1200, 630))
    for page in built_pages(printed):
        if not page.slug.startswith(WITHOUT_PREVIEW):
            assert meta(page, "image") == f"{SITE_URL}preview/{page.locale}.jpg", page.url
