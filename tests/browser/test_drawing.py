"""The drawing at every width, in every language, by touch and keyboard, on screen and on paper."""

import base64
from itertools import product

import pytest

from tests.built import LOCALES

WIDTHS = [320, 360, 700, 1024, 1600]
NAMED = 700  # from this width in CSS pixels, the names are beside the parts
PARTS = {
    "vertebra": [1, 2], "disc": [1, 2], "facet": [1, 2], "nerve": [1, 2], "muscle": [1, 2, 3, 4], "knot": [2, 3],
    "needle": [3],
}  # fmt: skip

# For each picture, its box and those of its markers and names, in CSS pixels.
BOXES = """() => [...document.querySelectorAll('figure:has(.mk)')].map(figure => {
  const box = element => { const {left, top, right, bottom} = element.getBoundingClientRect();
    return [left, top, right, bottom]; };
  const words = element => { const range = document.createRange(); range.selectNodeContents(element);
    return [element.textContent, ...box(range)]; };
  const shown = selector => [...figure.querySelectorAll(selector)].filter(each => each.getClientRects().length);
  return {
    frame: box(figure.querySelector('.pic')),
    markers: shown('.mk circle:not(.dot)').map(each => ['marker', ...box(each)]),
    digits: shown('.mk text').map(each => [each.textContent, ...box(each)]),
    names: shown('foreignObject p').map(words),
  }})"""


def place(locale, slug="diagram/"):
    return ("" if locale == "en" else f"{locale}/") + slug


@pytest.fixture(scope="module")
def windows(chromium):
    """The browser pages that tests have used, by the options of their contexts."""
    opened = {}
    yield opened
    for page in opened.values():
        page.context.close()


@pytest.fixture
def visit(windows, chromium, address):
    """Return a function that loads a page, by default /diagram/, in the only window with these options."""

    def go(locale="en", width=360, slug="diagram/", **options):
        kind = frozenset(options.items())
        if kind not in windows:
            windows[kind] = chromium.new_context(**options).new_page()
        page = windows[kind]
        page.set_viewport_size({"width": width, "height": 800})
        page.mouse.move(0, 0)  # a control that the last test tapped or hovered would stay so
        page.goto(address + place(locale, slug))
        return page

    return go


@pytest.fixture(scope="module")
def window(chromium):
    page = chromium.new_page()
    yield page
    page.close()


@pytest.fixture(scope="module", params=LOCALES)
def loaded(request, window, address):
    """/diagram/ in each language, loaded once for all tests that only look at it."""
    window.goto(address + place(request.param))
    return window


@pytest.fixture
def diagram(loaded):
    loaded.set_viewport_size({"width": 360, "height": 800})
    loaded.emulate_media(media="screen")
    return loaded


def overlap(one, other):
    return min(one[3], other[3]) - max(one[1], other[1]) > 0.5 and min(one[4], other[4]) - max(one[2], other[2]) > 0.5


def test_names_and_numbers_stay_in_the_drawing_without_overlap(diagram):
    errors = []
    for width in WIDTHS:
        diagram.set_viewport_size({"width": width, "height": 800})
        figures = diagram.evaluate(BOXES)
        assert len(figures) == 4
        for number, figure in enumerate(figures, 1):
            marked = sum(number in pictures for pictures in PARTS.values())
            assert len(figure["markers"]) == len(figure["digits"]) == marked
            assert len(figure["names"]) == (marked if width >= NAMED else 0)
            errors += [f"{width} px, picture {number}: {error}" for error in misplaced(figure)]
        assert diagram.evaluate("document.documentElement.scrollWidth") <= width
    assert not errors, "\n".join(errors)


def misplaced(figure):
    """Yield the markers and names that overlap or are outside their picture."""
    left, top, right, bottom = figure["frame"]
    inside = [*figure["markers"], *figure["names"]]
    for at, one in enumerate(inside):
        if one[1] < left - 1 or one[3] > right + 1 or one[2] < top - 6 or one[4] > bottom + 6:
            yield f"{one} leaves {figure['frame']}"
        yield from (f"{one} over {other}" for other in inside[at + 1 :] if overlap(one, other))
    yield from (f"the digit {digit} fills its marker" for digit in figure["digits"] if digit[3] - digit[1] >= 24)


@pytest.mark.parametrize("width", [320, 360])
def test_markers_are_large_enough_to_read(width, visit):
    """At least 24 px. A width of 320 px is also that of a 1280 px screen zoomed to 400 %."""
    for figure in visit(width=width).evaluate(BOXES):
        for _, left, top, right, bottom in figure["markers"]:
            assert min(right - left, bottom - top) >= 24


def test_pictures_are_side_by_side_on_wide_screens(visit):
    for width, rows in ((360, 4), (1024, 4), (1280, 2), (1600, 2)):
        tops = {round(figure["frame"][1]) for figure in visit(width=width).evaluate(BOXES)}
        assert len(tops) == rows, width


EDGES = """() => [...document.querySelectorAll('.pic:has(.mk)')].map(picture => Object.fromEntries(
  [...picture.querySelectorAll('.mk')].map(mark => [mark.getAttribute('class').split('part-')[1],
    getComputedStyle(mark.querySelector('circle:not(.dot)')).strokeWidth])))"""


def highlighted(page):
    """Return the highlighted parts, each with the numbers of the pictures that show it."""
    found = {}
    for number, widths in enumerate(page.evaluate(EDGES), 1):
        for part, width in widths.items():
            if width == "3px":
                found.setdefault(part, []).append(number)
            else:
                assert width == "1.5px"
    return found


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("part", PARTS)
def test_tapping_a_name_highlights_its_part_in_every_picture(part, javascript, visit):
    page = visit(java_script_enabled=javascript, has_touch=True)
    assert highlighted(page) == {}
    link = page.locator(f"dt#{part} a")
    assert link.bounding_box()["height"] >= 44
    link.tap()
    page.wait_for_url(f"**/#see-{part}")
    assert highlighted(page) == {part: PARTS[part]}
    first = page.locator(".pictures section:not(.plain) .pic").nth(PARTS[part][0] - 1).bounding_box()
    assert 0 <= first["y"] < 200, "its first picture is not in view"


def test_tabbing_through_the_legend_moves_the_highlight(visit):
    page = visit()
    page.goto(page.url + "#see-knot")
    assert highlighted(page) == {"knot": PARTS["knot"]}
    page.locator("dt#vertebra a").focus()
    for part, pictures in PARTS.items():
        assert highlighted(page) == {part: pictures}
        page.keyboard.press("Tab")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("part", PARTS)
def test_highlighting_a_part_changes_how_it_is_drawn(part, scheme, visit):
    """The drawn part changes, not only its marker, so the markers are removed before comparing."""
    page = visit(width=1280, color_scheme=scheme, reduced_motion="reduce")
    picture = page.locator(".pictures section:not(.plain) .pic").nth(PARTS[part][-1] - 1)
    bare = "document.querySelectorAll('.mk, foreignObject').forEach(each => each.remove())"
    page.evaluate(bare)
    before = picture.screenshot()
    page.locator(f"dt#{part} a").focus()
    assert picture.screenshot() != before


# --- other forms


def test_pictures_are_not_animated(visit):
    """Arrows show movement; nothing is animated (WCAG 2.2.2)."""
    page = visit(width=1280, reduced_motion="no-preference")
    page.locator(".pictures section:not(.plain) .pic").nth(1).hover(position={"x": 60, "y": 120})
    assert page.evaluate("document.getAnimations().length") == 0


def test_print_has_pictures_and_numbers(diagram):
    diagram.set_viewport_size({"width": 720, "height": 800})
    diagram.emulate_media(media="print")
    assert diagram.evaluate("document.getAnimations().length") == 0
    for number, figure in enumerate(diagram.evaluate(BOXES), 1):
        assert len(figure["digits"]) == sum(number in pictures for pictures in PARTS.values())
        assert not figure["names"]
        assert figure["frame"][2] - figure["frame"][0] > 250


# The brightness (0 to 255) of a PNG's corner, and the share of pixels that differ from it strongly.
PIXELS = """async png => {
  const picture = await createImageBitmap(await (await fetch('data:image/png;base64,' + png)).blob());
  const paper = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
  paper.drawImage(picture, 0, 0);
  const {data} = paper.getImageData(0, 0, picture.width, picture.height);
  const far = data.filter((value, at) => at % 4 == 1 && Math.abs(value - data[1]) > 127);
  return [data[1], far.length / (data.length / 4)]; }"""


@pytest.mark.parametrize(("scheme", "ground"), [("light", 255), ("dark", 0)])
def test_forced_colours_show_line_art_on_the_readers_background(scheme, ground, visit, phone):
    """Every picture is line art on the forced background, neither blank nor filled."""
    page = visit(forced_colors="active", color_scheme=scheme)
    for picture in page.locator(".pic:has(.mk)").all():
        corner, lines = phone.evaluate(PIXELS, base64.b64encode(picture.screenshot()).decode())
        assert corner == ground
        assert 0.02 < lines < 0.25


def test_right_to_left_mirrors_the_legend_but_not_the_anatomy(diagram):
    discs = diagram.evaluate(
        "() => [...document.querySelectorAll('.pic:has(.mk)')].slice(0, 2).map(each => ['disc', 'muscle'].map(part =>"
        "each.querySelector('.mk.part-' + part + ' circle').getBoundingClientRect().left))"
    )
    assert all(disc < muscle for disc, muscle in discs), "the front of the body is not on the left"
    number, name, direction = diagram.evaluate(
        "() => [...['b', 'span'].map(tag => document.querySelector('dt#disc a ' + tag).getClientRects()[0].left),"
        "document.documentElement.dir]"
    )
    assert (number > name) == (direction == "rtl")


def test_front_and_back_labels_are_on_the_correct_side(diagram):
    """The figure faces left in every script, so "front" is on its left and "back" on its right."""
    for width in (320, 1280):
        diagram.set_viewport_size({"width": width, "height": 800})
        figure, front, back = diagram.evaluate(
            "() => [...document.querySelectorAll('.pic.where, figure:has(.where) + ul > li')].map(each =>"
            "each.getBoundingClientRect().toJSON())"
        )
        assert front["left"] >= 0
        assert front["right"] <= figure["left"] + 1
        assert back["left"] >= figure["right"] - 1
        assert back["right"] <= width
        for each in (front, back):
            assert figure["top"] < each["top"] < figure["bottom"]


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_calendar_follows_the_direction_of_the_script(locale, visit):
    scale = "each => getComputedStyle(each).scale"
    page = visit(locale, slug="")
    assert page.locator(".v-weeks > .v").evaluate(scale) == ("-1 1" if locale == "ar" else "none")
    assert page.locator(".v-clock > .v").evaluate(scale) == "none"


@pytest.mark.parametrize("locale", LOCALES)
def test_no_pictogram_overlaps_its_text(locale, same_phone, address):
    for slug, width in product(("", "what-to-expect/", "possible-problems/"), (320, 1024)):
        if width == 320:
            same_phone.goto(address + place(locale, slug))
        same_phone.set_viewport_size({"width": width, "height": 800})
        pictograms = same_phone.evaluate(
            "() => [...document.querySelectorAll('.v')].map(each => { const holder = each.parentElement;"
            "const range = document.createRange(); range.selectNodeContents(holder); range.setStartAfter(each);"
            "const box = ({left, right, top, bottom}) => [left, right, top, bottom];"
            "return [box(each.getBoundingClientRect()), [...range.getClientRects()].map(box),"
            "holder.parentElement.getBoundingClientRect().bottom]; })"
        )
        assert pictograms
        for (left, right, top, bottom), lines, end in pictograms:
            assert bottom <= end
            assert 0 <= left < right <= width
            assert lines
            for start, stop, above, below in lines:
                aside = right <= start or stop <= left or bottom <= above or below <= top
                assert aside, "the pictogram overlaps its text"
