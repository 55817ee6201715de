"""Browser settings of readers: forced colours, reduced motion, no JavaScript, no images."""

from collections import Counter
from itertools import product

import pytest

from tests.access.conftest import SAMPLE, prefix
from tests.access.test_keyboard import BOTH_WAYS

# The contrast of every text and icon with its background.
CONTRASTS = """() => {
  const rgb = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(value => value / 255)
    .map(value => value <= .04045 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4)
    .reduce((sum, value, at) => sum + value * [.2126, .7152, .0722][at], 0);
  const found = [];
  for (const each of document.querySelectorAll('body *')) {
    const text = [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    const digit = each.matches('.mk text');
    if ((!text && !each.matches('.bar path')) || !each.checkVisibility({visibilityProperty: true})) continue;
    if (each.closest('svg') && !digit && !each.matches('.bar path') && !each.closest('foreignObject')) continue;
    const style = getComputedStyle(each), colour = digit || each.matches('.bar path') ? style.fill : style.color;
    const ground = (start) => {
      let behind = start;
      while (behind && (rgb(getComputedStyle(behind).backgroundColor)[3] ?? 1) === 0) behind = behind.parentElement;
      if (behind) return getComputedStyle(behind).backgroundColor;
      return matchMedia('(prefers-color-scheme: dark)').matches ? 'rgb(0, 0, 0)' : 'rgb(255, 255, 255)'; // Canvas
    };
    const under = digit ? getComputedStyle(each.parentElement.querySelector('circle:not(.dot)')).fill : ground(each);
    const [one, other] = [light(rgb(colour)), light(rgb(under))].sort((a, b) => b - a);
    found.push([(one + .05) / (other + .05), each.outerHTML.slice(0, 90)]);
  }
  return found;
}"""


@pytest.mark.parametrize("locale", BOTH_WAYS)
def test_text_contrast_is_at_least_seven_to_one(locale, pages, phone, address):
    """WCAG 1.4.6, with the site's own and with forced colours, including the numbers in the pictures."""
    errors, seen = [], Counter()
    for page in (page for page in pages if page.locale == locale):
        phone.goto(address + page.url)
        for mode in product(("light", "dark"), ("none", "active")):
            phone.emulate_media(color_scheme=mode[0], forced_colors=mode[1])
            found = phone.evaluate(CONTRASTS)
            seen[mode] += len(found)
            errors += [f"{page.url}, {mode}: {contrast:.1f}: {html}" for contrast, html in found if contrast < 7]
    assert min(seen.values()) > 500
    assert not errors, "\n".join(errors)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_controls_keep_a_border_or_underline_in_forced_colours(scheme, phone, address):
    """Forced colours remove a control's own colours, so a border or underline must distinguish it from text."""
    phone.emulate_media(color_scheme=scheme, forced_colors="active")
    phone.goto(address)
    controls = phone.locator(".bar summary, .find, .next, .print, .cards a").all()
    assert len(controls) > 5
    for each in controls:
        width, style, line = each.evaluate(
            "each => (({ borderBottomWidth, borderBottomStyle, textDecorationLine }) =>"
            " [parseFloat(borderBottomWidth), borderBottomStyle, textDecorationLine])(getComputedStyle(each))"
        )
        assert (width >= 1 and style == "solid") or line == "underline", each.inner_text()


def test_nothing_is_animated_with_or_without_reduced_motion(pages, phone, address):
    for page in (page for page in pages if page.locale == "en"):
        phone.goto(address + page.url)
        for motion in ("no-preference", "reduce"):
            phone.emulate_media(reduced_motion=motion)
            assert phone.evaluate("document.getAnimations().length") == 0
            smooth = phone.evaluate("getComputedStyle(document.documentElement).scrollBehavior")
            assert smooth == "auto"


# All text, and the number of visible buttons (they need a script).
READ = """() => {
  const buttons = [...document.querySelectorAll('button')];
  const seen = buttons.filter(each => each.checkVisibility({visibilityProperty: true}));
  buttons.forEach(each => each.remove());
  const text = [...document.querySelectorAll('main [data-content], main .cards, .steps, footer')];
  return [text.map(each => each.innerText.trim()), seen.length]; }"""


@pytest.mark.parametrize("locale", SAMPLE)
def test_all_text_is_shown_without_javascript(locale, pages, chromium, phone, address):
    """The text is the same, in the same order; buttons that need a script are hidden."""
    context = chromium.new_context(viewport={"width": 360, "height": 800}, java_script_enabled=False)
    plain = context.new_page()
    for page in (page for page in pages if page.locale == locale and page.slug not in ("404.html", "languages/")):
        plain.goto(address + page.url)
        phone.goto(address + page.url)
        (without, buttons), (given, _) = (each.evaluate(READ) for each in (plain, phone))
        assert without == given != [], page.url
        assert not buttons, page.url
    plain.goto(address + prefix(locale) + "about/")
    plain.click(".find")
    assert plain.url == address + prefix(locale) + "#pages"
    assert plain.locator("#pages").is_visible()
    plain.click(".menu.pages summary")
    plain.click(".menu.pages li:nth-child(2) a")
    assert plain.url == address + prefix(locale) + "what-to-expect/"
    context.close()


def test_pictures_are_inline_svg_with_a_name_and_description(pages):
    """Pictures are inline SVG with a name and a description, so they also appear when images are switched off.

    The exception is the QR code of the page's address, whose alt text is the address.
    """
    drawn = 0
    for page in pages:
        files = page.tree.xpath("//img | //picture | //input[@type='image'] | //object | //embed | //iframe")
        assert [each.get("src") for each in files] in ([], ["qr.svg"]), page.url
        assert all(each.get("alt", "").startswith("http") for each in files), page.url
        assert "url(" not in "".join(page.tree.xpath("//style/text()")), page.url
        for svg in page.tree.xpath("//svg[not(ancestor::svg)]"):
            if svg.get("aria-hidden") == "true":
                continue
            assert svg.get("role") == "img", page.url
            names = svg.get("aria-label") or "".join(
                "".join(page.tree.get_element_by_id(name).itertext()) for name in svg.get("aria-labelledby", "").split()
            )
            assert names.strip(), page.url
            drawn += 1
    assert drawn
