"""Pictures that are unreadable or too large for phones are refused; the message says how to make them smaller."""

import os

import pytest
from PIL import Image

from mkdocs_handout.checks.pictures import MAX_KB, MAX_SIDE, make_smaller, pictures
from mkdocs_handout.project.errors import HandoutError


@pytest.fixture
def docs(tmp_path):
    (tmp_path / "docs").mkdir()
    return tmp_path / "docs"


def findings(docs):
    return list(map(str, pictures(docs.parent)))


def noise(width, height):
    return Image.frombytes("RGB", (width, height), os.urandom(3 * width * height))


def test_an_unreadable_picture_is_reported(docs):
    (docs / "a.jpg").write_bytes(os.urandom(8_000_000))
    assert findings(docs) == ["docs/a.jpg: this file is not a readable image; save it again as JPEG or PNG"]


def test_a_truncated_picture_is_reported(docs):
    noise(300, 300).save(docs / "a.jpg")
    (docs / "a.jpg").write_bytes((docs / "a.jpg").read_bytes()[:9000])
    assert "this file is not a readable image" in findings(docs)[0]


def test_a_small_picture_passes_whatever_the_case_of_its_extension(docs):
    Image.new("RGB", (600, 400)).save(docs / "A.JPG", "JPEG")
    Image.new("RGB", (600, 400)).save(docs / "b.png")
    assert findings(docs) == []


def test_a_picture_that_some_phones_cannot_show_is_reported(docs):
    Image.new("RGB", (60, 40)).save(docs / "a.tiff")
    assert findings(docs) == ["docs/a.tiff: a TIFF picture, which some phones cannot show; save it as JPEG"]


@pytest.mark.parametrize(
    ("size", "what"),
    [
        ((900, 900), "KB (limit: 200 KB)"),
        ((3000, 20), "3000 × 20 pixels (limit: 1200 on each side)"),
        ((20, 3000), "20 × 3000 pixels (limit: 1200 on each side)"),
    ],
)
def test_a_big_picture_is_refused_and_made_smaller(size, what, docs):
    noise(*size).save(docs / "a.jpg", quality=95)
    (found,) = findings(docs)
    assert what in found
    assert "run `make smaller PICTURE=docs/a.jpg`" in found
    before, after = make_smaller(docs / "a.jpg")
    assert after < before
    with Image.open(docs / "a.jpg") as image:
        assert max(image.size) <= MAX_SIDE
    if max(size) > MAX_SIDE:
        assert after < MAX_KB * 1000
        assert findings(docs) == []


def test_a_photo_keeps_its_orientation(docs):
    exif = Image.Exif()
    exif[0x0112] = 6  # a quarter turn to the right
    noise(3000, 2000).save(docs / "a.jpg", exif=exif)
    make_smaller(docs / "a.jpg")
    with Image.open(docs / "a.jpg") as image:
        assert image.size == (800, 1200)


def test_a_picture_that_cannot_be_made_smaller_is_reported(docs):
    frames = [Image.new("RGB", (2000, 10), colour) for colour in ("red", "blue")]
    frames[0].save(docs / "a.gif", save_all=True, append_images=frames[1:])
    with pytest.raises(HandoutError, match="an animated picture cannot be made smaller"):
        make_smaller(docs / "a.gif")
    with pytest.raises(HandoutError, match="this file does not exist"):
        make_smaller(docs / "b.jpg")


def test_a_broken_or_too_large_drawing_is_reported(docs):
    (docs / "a.svg").write_text("<svg>\n<g></svg>")
    (docs / "b.svg").write_text(f"<svg><!--{'x' * 1000 * MAX_KB}--></svg>")
    (docs / "c.svg").write_text("<svg/>")
    broken, heavy = findings(docs)
    assert broken.startswith("docs/a.svg:2: broken SVG: mismatched tag")
    assert heavy == f"docs/b.svg: {MAX_KB} KB (limit: {MAX_KB} KB); simplify it, or save it as JPEG"


def test_a_picture_of_ninety_megapixels_is_refused_and_made_smaller(docs):
    """Pillow warns of it."""
    Image.new("1", (10_000, 9_000)).save(docs / "a.png")
    (found,) = findings(docs)
    assert "10000 × 9000 pixels (limit: 1200 on each side)" in found
    make_smaller(docs / "a.png")
    assert findings(docs) == []
