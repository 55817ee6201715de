"""A 2018 browser without JavaScript, imitated by removing newer CSS: the text is still complete and in order.

notes/old-phones.md lists which browser features the site needs.
"""

import functools
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import tinycss2

from tests.access.conftest import SAMPLE, prefix
from tests.access.measures import LAYOUT
from tests.built import BuiltPage
from tests.serving import serve

# CSS that some browser in use in 2018 does not support (caniuse; MDN browser-compat-data): selectors, values,
# properties and media queries. The browser ignores the rule or declaration that has one.
SELECTORS = re.compile(
    r":(?:is|where|has|not\([^)]*[, :>]|focus-visible|focus-within|dir|popover-open)\b|::details-content|::marker"
)
VALUES = re.compile(
    r"\b(?:min|max|clamp|color-mix|light-dark|env|fit-content|repeat)\(|\d(?:dvh|svh|lvh|dvw)\b|#[0-9a-f]{4}\b(?![0-9a-f])|\b(?:grid|inline-grid|balance|pretty|sticky|clip|anywhere|Canvas\w*|LinkText)\b",
    re.I,
)
PROPERTIES = re.compile(
    r"^(?:inset.*|(?:margin|padding|border)-(?:inline|block).*|(?:inline|block|min-inline|min-block|max-inline)-size|gap|row-gap"
    r"|column-gap|grid.*|place-.*|text-wrap|text-underline-offset|text-decoration-(?:thickness|color)|hyphens|color-scheme|break-.*|aspect-ratio|content-visibility"
    r"|accent-color|overscroll-behavior|scroll-(?:padding|margin).*|clip-path|--.*)$"
)  # fmt: skip
MEDIA = re.compile(r"prefers-|forced-colors|hover|pointer|>=|<=")


@functools.cache  # many pages have the same stylesheet
def old(css: str) -> str:
    """Return a stylesheet as a 2018 browser reads it; custom properties are kept, since they are older."""
    kept = []
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type == "at-rule" and rule.at_keyword == "media" and not MEDIA.search(tinycss2.serialize(rule.prelude)):
            kept.append(f"@media {tinycss2.serialize(rule.prelude)} {{ {old(tinycss2.serialize(rule.content))} }}")
        elif rule.type == "qualified-rule" and not SELECTORS.search(tinycss2.serialize(rule.prelude)):
            lines = [
                f"{each.name}: {tinycss2.serialize(each.value)}{' !important' if each.important else ''};"
                for each in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
                if each.type == "declaration" and is_supported(each)
            ]
            kept.append(f"{tinycss2.serialize(rule.prelude)} {{ {' '.join(lines)} }}")
    return "\n".join(kept)


def is_supported(declaration) -> bool:
    value = tinycss2.serialize(declaration.value)
    return declaration.name.startswith("--") or not (PROPERTIES.search(declaration.name) or VALUES.search(value))


def as_old(html: str) -> str:
    """Return a page as such a browser sees it: without scripts, and with `dialog` as an unknown element."""
    html = re.sub(r"<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "", html)
    html = re.sub(r"<script\b.*?</script>", "", html, flags=re.DOTALL)
    html = re.sub(r"<(/?)dialog\b", r"<\1x-dialog", html)
    return re.sub(r"(<style>)(.*?)(</style>)", lambda style: style[1] + old(style[2]) + style[3], html, flags=re.DOTALL)


@pytest.fixture(scope="module")
def old_address(site: Path, pages: list[BuiltPage], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the pages in a few languages."""
    folder = tmp_path_factory.mktemp("old")
    shutil.copytree(site, folder, ignore=shutil.ignore_patterns("*.html"), dirs_exist_ok=True)
    for page in (page for page in pages if page.locale in SAMPLE):
        text = as_old(page.file.read_text("utf-8"))
        (folder / page.file.relative_to(site)).write_text(text, encoding="utf-8")
    yield from serve(folder)


# The texts in document order, each with its vertical position on the screen.
PLACES = """() => { const found = [], main = document.querySelector('main');
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) { const node = walker.currentNode, holder = node.parentElement;
    const aside = 'svg, style, ul, .key, .steps, details, .origin, .aloud, .write, .to-do, thead, time span';
    if (!node.data.trim() || holder.closest(aside)) continue;
    const range = document.createRange(); range.selectNodeContents(node); const [box] = range.getClientRects();
    found.push([node.data.trim().slice(0, 50), box ? Math.round(box.top + scrollY) : null, box ? box.height : 0]); }
  return found; }"""


@pytest.mark.parametrize("locale", SAMPLE)
def test_text_is_shown_in_order_in_an_old_browser(locale, pages, phone, old_address):
    errors = []
    own = [page for page in pages if page.locale == locale]
    assert own
    for page in own:
        phone.goto(old_address + page.url)
        places = phone.evaluate(PLACES)
        assert places, page.url
        top = 0
        for text, at, height in places:
            if at is None:
                errors.append(f"{page.url}: not shown: {text}")
            elif at < top - height:
                errors.append(f"{page.url}: out of order: {text}")
            else:
                top = at
        errors += [f"{page.url}: {error}" for error in phone.evaluate(LAYOUT)]
        if phone.evaluate("document.querySelector('x-dialog')?.checkVisibility()"):
            errors.append(f"{page.url}: the search is open")
    assert not errors, "\n".join(errors)


@pytest.mark.parametrize("locale", SAMPLE)
def test_page_list_and_language_menu_work_in_an_old_browser(locale, phone, old_address):
    phone.goto(old_address + prefix(locale) + "about/")
    phone.click(".find")
    assert phone.url == old_address + prefix(locale) + "#pages"
    phone.locator(".cards a").first.wait_for()
    phone.click(".menu:not(.pages) summary")
    box = phone.locator(".menu[open] ul").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    phone.click(".menu[open] a[hreflang='en']")
    assert phone.url == old_address


@pytest.mark.parametrize("page", ["", "possible-problems/"])
def test_pictograms_are_hidden_in_an_old_browser(page, phone, old_address):
    """The layout makes room for a pictogram with `:has()`; without it, the pictogram is hidden."""
    phone.goto(old_address + page)
    assert phone.locator(".v").count()
    assert not phone.locator(".v:visible").count()


def test_newer_css_is_removed():
    newer = "@media (prefers-color-scheme: dark) { p { color: blue } }"
    left = old(f"a:is(b) {{ color: red }} p {{ inset: 0; color: red; width: min(1px, 2px) }} {newer}")
    assert " ".join(left.split()) == "p { color: red; }"
