"""The drawing and the pictograms: source, words, numbers, colours and size."""

import gzip
import re
from xml.etree import ElementTree

import pytest
from lxml import etree, html
from markdown import Markdown

from mkdocs_handout.catalog.catalog import Catalog, Entry, load
from mkdocs_handout.page.pictures import PRIORITY, Pictures, fault_on_page
from mkdocs_handout.page.svg import Drawing, numeral
from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.project.languages import SOURCE
from tests.built import LOCALES, ROOT

SOURCES = sorted((ROOT / "docs" / "drawings").glob("*.svg"))
SPINE = Drawing.read(ROOT / "docs/drawings/spine.svg", "spine.svg")
CSS = [(ROOT / "overrides" / name).read_text() for name in ("drawing.css", "diagram.css")]
PARTS = ["vertebra", "disc", "facet", "nerve", "muscle", "knot", "needle"]
KB = 1000


def diagram(pages, locale):
    (page,) = [page for page in pages if page.locale == locale and page.slug == "diagram/"]
    return page.tree


def classed(tree, name):
    return tree.xpath(f"//*[contains(concat(' ', @class, ' '), ' {name} ')]")


# --- the source


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_source_is_well_formed_svg_without_words(path):
    root = ElementTree.parse(path).getroot()  # noqa: S314 - our own file
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    elements = [(each.tag.rpartition("}")[2], each) for each in root.iter()]
    assert not {"image", "style", "script"} & {tag for tag, _ in elements}
    words = {(each.text or "").strip() for _, each in elements} - {""}
    assert all(word.isdecimal() for word in words), words
    ids = [each.get("id") for _, each in elements if each.get("id")]
    assert len(ids) == len(set(ids))
    links = {each.get("href") for _, each in elements if each.get("href")}
    assert links <= {f"#{each}" for each in ids}


def test_drawing_marks_seven_parts_in_order():
    assert SPINE.parts == {part: number for number, part in enumerate(PARTS, 1)}
    assert SPINE.pictures == ["where", "pic-1", "pic-2", "pic-3", "pic-4"]


def test_pictures_share_the_same_shapes():
    """Picture 2 has the shapes of picture 1 in other positions; the close-ups use the same muscle."""

    def shapes(name):
        return {each.get("href") for each in SPINE.picture(name).iter("use")}

    assert shapes("pic-1") - {"#s-rest"} <= shapes("pic-2")
    assert shapes("pic-3") - {"#s-skin"} <= shapes("pic-2")
    assert shapes("pic-4") - {"#s-skin"} <= shapes("pic-1")


# --- the words


@pytest.mark.parametrize("locale", LOCALES)
def test_each_part_has_markers_a_legend_entry_and_a_message(locale, pages):
    tree = diagram(pages, locale)
    catalog = load(ROOT / "translations", locale)
    english = {term.get("id"): term.xpath("string(a/span)") for term in diagram(pages, SOURCE).xpath("//dl/div/dt")}
    assert list(english) == PARTS
    for number, part in enumerate(PARTS, 1):
        digits = numeral(number, catalog.zero)
        name = catalog.show(english[part]).text
        (term,) = tree.xpath(f"//dl[@class='parts']/div/dt[@id='{part}']")
        assert (term.xpath("string(a/b)"), term.xpath("string(a/span)")) == (digits, name)
        assert term.xpath("string(following-sibling::dd)").strip()
        assert len(tree.xpath(f"//figure/*[@id='{term.xpath('a')[0].get('href')[1:]}']")) == 1
        markers = classed(tree, f"mk part-{part}")
        assert markers
        for marker in markers:
            assert marker.xpath("string(text)") == digits
            assert marker.xpath("string(foreignobject/p)") == name
        first = markers[0].xpath("ancestor::section/h2")
        assert term.xpath("ancestor::section/h2") == first, "a part is defined below the picture that first shows it"


@pytest.mark.parametrize("locale", LOCALES)
def test_each_picture_has_a_title_and_a_description(locale, pages):
    tree = diagram(pages, locale)
    catalog = load(ROOT / "translations", locale)
    alts = re.findall(r"!\[(.*?)\]\(drawings/spine", (ROOT / "docs/diagram.md").read_text())
    pictures = classed(tree, "pic")
    assert len(pictures) == len(alts) == len(SPINE.pictures)
    for picture, alt in zip(pictures, alts, strict=True):
        assert picture.get("role") == "img"
        title, description = (tree.get_element_by_id(each) for each in picture.get("aria-labelledby").split())
        assert title.text == picture.xpath("string(ancestor::section/h2)")
        shown = catalog.show(alt)
        assert (description.text, description.get("lang")) == (shown.text, "en" if shown.foreign else None)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_catalog_uses_only_the_digits_of_its_language(locale):
    catalog = load(ROOT / "translations", locale)
    ours = {numeral(number, catalog.zero) for number in range(10)}
    theirs = {char for entry in catalog.entries.values() for char in entry.text if char.isdecimal()}
    assert theirs <= ours
    assert theirs or locale == SOURCE


@pytest.mark.parametrize(("text", "three"), [("۲۰ دقیقه", "۳"), ("20 دقيقة", "3"), ("២០ នាទី", "៣"), ("no figure", "3")])
def test_digits_follow_the_translations(text, three):
    catalog = Catalog("fa", ROOT / "none.po", {"20 minutes": Entry(text, False, 1)})
    assert numeral(3, catalog.zero) == three


# --- pictograms

VISIT = {
    "": ["v-clock", "v-visits", "v-stop", "v-weeks", "v-after", "v-problem"],
    "what-to-expect/": ["v-weeks", "v-course", "v-stop"],
    "possible-problems/": ["v-rest"],
    "will-it-help/": ["v-joints", "v-tissue", "v-exercise"],
}
FACTS = {
    "v-clock": "duration", "v-visits": "visits", "v-course": "visits", "v-stop": "stop-rule", "v-weeks": "spacing",
    "v-after": "stay", "v-rest": "lightheaded", "v-problem": "serious",
}  # fmt: skip
TERMS = {
    "v-joints": "Spinal manipulation",
    "v-tissue": "Soft tissue mobilization",
    "v-exercise": "Therapeutic exercise",
}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("slug", VISIT)
def test_pictograms_appear_with_their_fact_or_term(slug, locale, pages):
    """They are hidden from screen readers: the text beside them has the same figure and hedge."""
    (page,) = [page for page in pages if page.locale == locale and page.slug == slug]
    found = classed(page.tree, "v")
    assert [
        next(name for name in each.getparent().get("class").split() if name in {*FACTS, *TERMS}) for each in found
    ] == VISIT[slug]
    for each, name in zip(found, VISIT[slug], strict=True):
        assert each.get("aria-hidden") == "true"
        holder = each.getparent()
        statement = holder if holder.tag in ("p", "td", "th") else holder.getnext()
        assert statement.get("data-fact") == FACTS.get(name)
        assert locale != "en" or name in FACTS or holder.text_content() == TERMS[name]


# --- size


def packed(*parts):
    return len(gzip.compress("".join(parts).encode(), 9))


LIMITS = {"diagram/": 7 * KB, "": 5 * KB, **dict.fromkeys(("how-it-works/", *VISIT.keys() - {""}), 1.5 * KB)}


@pytest.mark.parametrize("locale", LOCALES)
def test_pictures_stay_within_their_size_limit(locale, pages):
    """The drawing with its text and CSS has at most 7 KB, the home page's pictures 5 KB, and other pages only icons."""
    seen = set()
    for page in (page for page in pages if page.locale == locale):
        if page.slug.startswith(("print/", "save/", "staff/")):
            continue  # pages with all pictures, or with QR codes
        rules = [rule for rule in page.tree.xpath("//style/text()")[1:] if re.match(r"\.(pic\w*|v)\b", rule)]
        pictures = page.tree.xpath("//main//svg[not(ancestor::*[@class='tools' or @class='how'])]")
        art = [etree.tostring(each, encoding="unicode") for each in pictures]
        limit = LIMITS.get(page.slug, 0)
        assert packed(*rules, *art) <= limit if limit else not rules + art, page.url
        seen.add(page.slug)
    assert seen >= {"about/", *LIMITS}


# --- colours

FILLS = ["ground", "bone", "bone2", "disc", "nuc", "muscle", "tendon", "nerve", "sore", "joint", "skin"]
# The backgrounds that each line crosses in the current drawing.
LINES = {
    "ink": [*FILLS, "canal", "grip"],
    "fib": ["muscle"],
    "pain": ["bone", "bone2", "ground", "muscle"],
    "hl": [*FILLS],
    "steel": ["muscle", "tendon", "skin", "ground"],
    "leader": ["ground", "bone", "bone2", "muscle"],
}


def tokens(scheme):
    """Return the drawing's colours and the page's background in one scheme."""
    style = (ROOT / "overrides/style.css").read_text()
    start = {"light": "", "dark": "@media (prefers-color-scheme: dark)", "print": "@media print"}[scheme]
    blocks = [css[css.index(".pic {", css.index(start)) :].split("}")[0] for css in CSS]
    found = dict(re.findall(r"--([\w-]+): (#\w+)", "".join(blocks)))
    ground = re.findall(r"--ground: (#\w+)", style[style.index(start) :])[0]
    return {**found, "ground": ground}


def luminance(colour):
    colour = colour.lstrip("#")
    colour = "".join(2 * char for char in colour) if len(colour) == 3 else colour
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_pictures_have_enough_contrast(scheme):
    """Lines have 3:1 against what they cross (WCAG 1.4.11), numbers and names 4.5:1 against the page (1.4.3)."""
    colours = tokens(scheme)
    assert set(colours) == {*FILLS, "canal", "grip", "knot", *LINES}
    faint = {
        f"{line} on {fill}": round(contrast(colours[line], colours[fill]), 2)
        for line, fills in LINES.items()
        for fill in fills
        if contrast(colours[line], colours[fill]) < 3
    }
    assert not faint
    assert contrast(colours["ink"], colours["ground"]) >= 4.5


def test_parts_differ_in_black_and_white_print():
    """By tints, patterns and the dashes of the sore nerve."""
    colours = tokens("print")
    assert all(len(set(re.findall("..", (colour[1:] * 2)[:6]))) == 1 for colour in colours.values()), colours
    assert len({colours[each] for each in ("bone", "disc", "muscle", "nerve", "sore", "knot")}) == 6
    assert "--nd: 1 5" in "".join(CSS)


# --- errors, reported to the person who edits a page

ERRORS = {
    "![x](drawings/spine.svg#pic-1)": "this picture has no heading; put it below",
    "## H\n\n![x](drawings/spine.svg#pic-9)": "there is no picture 'pic-9' in docs/drawings/spine.svg; use where or",
    "## H\n\n![x](drawings/none.svg#pic-1)": "docs/drawings/none.svg: cannot read the drawing",
    "## H\n\n![x](drawings/spine.svg#pic-1)\n\n![x](drawings/visit.svg#v-rest)": (
        "this page uses a second drawing, 'drawings/visit"
    ),
    "## H\n\n![x](drawings/spine.svg#pic-1)\n\nA {: #tail }\n:   b": "the drawing has no part 'tail'; mark it",
    "Text\n{: .v-none }": "there is no pictogram 'v-none' in docs/drawings/visit.svg; use one",
}
LEGEND = "".join(f"\n\n{part} {{: #{part} }}\n:   What it is." for part in PARTS)


def drawn(text):
    md, pictures = drawing()
    shown = md.convert(text)
    if pictures.fault:
        raise pictures.fault
    return html.fragment_fromstring(shown, create_parent="div")


def drawing():
    md = Markdown(extensions=["attr_list", "def_list"])
    pictures = Pictures(md, ROOT / "docs", "0")
    md.treeprocessors.register(pictures, "handout_pictures", PRIORITY)
    return md, pictures


@pytest.mark.parametrize("text", ERRORS)
def test_an_error_says_what_is_wrong_and_what_to_do(text):
    with pytest.raises(HandoutError, match=re.escape(ERRORS[text])):
        drawn(text + LEGEND)


@pytest.mark.parametrize("part", PARTS)
def test_a_part_without_a_name_is_an_error(part):
    with pytest.raises(
        HandoutError, match=f"has a part '{part}', but no term has this id; add a term `Name {{: #{part} }}`"
    ):
        drawn("## H\n\n![x](drawings/spine.svg#pic-1)" + LEGEND.replace(f"#{part} ", ".none "))


def test_an_error_is_reported_with_the_line_of_the_page():
    md, pictures = drawing()
    md.convert("One\n\nTwo\n{: .v-none }")
    message = str(fault_on_page(pictures.fault, "docs/a.md", 4))
    assert message == "docs/a.md:7: there is no pictogram 'v-none' in docs/drawings/visit.svg; use one from that file"


def test_a_broken_drawing_is_reported_with_its_line(tmp_path):
    (tmp_path / "a.svg").write_text("<svg>\n<g></svg>")
    with pytest.raises(HandoutError, match=r"^docs/a\.svg:2: broken SVG: mismatched tag.*; correct that line$"):
        Drawing.read(tmp_path / "a.svg", "docs/a.svg")


def test_special_characters_in_words_stay_text():
    text = "## A \\& <b\n\n![Say \\] & *x*](drawings/spine.svg#pic-4)" + LEGEND.replace("muscle {", "a & b {")
    tree = drawn(text)
    assert tree.xpath("string(//title)") == "A \\& <b"
    assert tree.xpath("string(//desc)") == "Say ] & *x*"
    assert tree.xpath("string(//foreignobject)") == "a & b"
