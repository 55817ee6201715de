"""The reader's tools: equal blocks in every language, small scripts, translated strings, and the file to save."""

import gzip
import json
import re
from functools import cache

import pytest

from mkdocs_handout.page.handout import Part
from mkdocs_handout.page.html import parse, write
from mkdocs_handout.page.questions import TEMPLATE, without_questions
from mkdocs_handout.page.single_file import FILE, file_name, hold_links
from mkdocs_handout.project import settings
from tests.built import LOCALES, QUESTIONS, ROOT, SITE_URL, built_pages
from tests.projects import edit, run
from tests.trees import changed

KB = 1000
WEBSITE = settings.read(ROOT / "mkdocs.yml").clinic.get("website")  # the clinic's own, if it has set one
KINDS = ("p", "li", "dt", "dd", "summary", "th", "td", "h1", "h2", "h3", "h4", "h5", "h6")
NESTED = {"p", "ul", "ol", "dl", "table"}


def blocks(page):
    """Return the blocks that overrides/tools/beside.js puts side by side: tag, anchor, facts and number."""
    found = []
    path = " | ".join(f"//*[@data-content]//{kind}" for kind in KINDS)
    for block in page.tree.xpath(path):
        if block.xpath("ancestor::svg | ancestor-or-self::*[@aria-hidden] | ancestor::*[@class='tools']"):
            continue
        own = block.text or ""
        for child in block:
            if child.tag in NESTED:
                break
            own += ("" if child.tag == "svg" else child.text_content()) + (child.tail or "")
        if own.strip():
            assert block.get("data-block") or not any(map(str.isalpha, own)), f"{page.url}: no number: {own}"
            found.append((block.tag, block.get("id"), block.get("data-fact"), block.get("data-block")))
    return found


@cache
def english_blocks(page):
    return blocks(page)


@pytest.mark.parametrize("locale", [each for each in LOCALES if each != "en"])
def test_blocks_align_one_to_one(locale, pages):
    """On every page with the switch, each block has its English in the same position."""
    by_url = {page.url: page for page in pages}
    switched = [page for page in pages if page.locale == locale and page.tree.xpath("//a[@class='other']")]
    assert len(switched) > 5
    for page in switched:
        english = english_blocks(by_url[page.slug])
        assert english, page.url
        assert blocks(page) == english, page.url


@pytest.mark.parametrize("locale", LOCALES)
def test_every_text_page_has_its_tools(locale, pages):
    """The switch, which works as a link without a script, and the voice button, hidden until there is a voice."""
    translated = {page.slug for page in pages if page.locale == LOCALES[-1]} - {FILE}
    own = [page for page in pages if page.locale == locale and page.slug in translated]
    assert {"", "languages/", "print/", *(["questions/"] if QUESTIONS.exists() else [])} <= {page.slug for page in own}
    for page in own:
        aloud = page.tree.xpath("//button[@class='aloud']")
        made_for_it = page.slug not in ("languages/", "print/")  # a list of names, and the whole handout
        assert len(aloud) == made_for_it, page.url
        assert all("hidden" in each.attrib for each in aloud)
        links = page.tree.xpath("//a[@class='other']")
        assert len(links) == (0 if page.slug == "questions/" else 1), page.url
        if links and locale != "en":
            target, _, anchor = links[0].get("href").partition("#")
            english = (page.file.parent / target / "index.html").resolve()
            assert english == (page.site / page.slug / "index.html").resolve()
            first = "string(//section[h1]/@id)" if page.slug == "print/" else "string(//h1/@id)"
            assert anchor == page.tree.xpath(first)


def test_scripts_are_small_and_only_loaded_when_used(site, pages):
    packed = {
        name: len(gzip.compress((site / "tools" / name).read_bytes(), 9))
        for name in ("beside.js", "common.js", "aloud.js", "written.js")
    }
    assert packed["beside.js"] + packed["common.js"] <= 2 * KB, packed
    assert packed["aloud.js"] + packed["common.js"] + packed["written.js"] <= 2.5 * KB, packed
    for page in pages:
        assert not page.tree.xpath("//script[@src] | //link[@rel='stylesheet' or @rel='modulepreload']"), page.url


@pytest.mark.parametrize("locale", LOCALES)
def test_tools_are_in_the_readers_language(locale, site):
    strings = json.loads((site / "tools" / f"{locale}.json").read_text(encoding="utf-8"))
    assert {"Hide the other language", "Stop", "Go on", "Read aloud"} <= strings.keys()
    assert strings.pop("offer")
    for message, text in strings.items():
        shown = text["en"] if isinstance(text, dict) else text
        assert shown
        assert (shown == message) == (locale == "en" or isinstance(text, dict)), message


@pytest.mark.parametrize("locale", LOCALES)
def test_file_to_send_is_self_contained(locale, site, pages):
    """It is small and complete, without scripts or requests, and with notices, date, address and working links."""
    file = site / ("" if locale == "en" else locale) / FILE
    page = next(each for each in pages if each.file == file)
    text = file.read_text(encoding="utf-8")
    assert len(gzip.compress(text.encode(), 9)) <= 30 * KB
    assert not page.tree.xpath(
        "//script | //link[not(starts-with(@href, 'data:'))] | //@src | //form | //iframe | //button"
    )
    assert "@import" not in text
    assert not re.findall(r"url\((?!#)", "".join(page.tree.xpath("//style/text()")))
    assert page.tree.xpath("//meta[@name='robots'][@content='noindex']")
    ids = page.tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    links = page.tree.xpath("//a/@href")
    assert SITE_URL + ("" if locale == "en" else f"{locale}/") in links
    for link in links:
        assert link.startswith(("#", SITE_URL, "tel:")) or link == WEBSITE, link
        assert not link.startswith("#") or link[1:] in ids, link
    assert page.tree.xpath("//main//time")
    printed = next(each for each in pages if each.url == page.url.removesuffix(FILE) + "print/")
    facts = [sorted(each.tree.xpath("//@data-fact")) for each in (page, printed)]
    assert facts[0] == facts[1] != []
    saved, whole = (each.tree.xpath("string(//*[@data-content])").split() for each in (page, printed))
    assert saved == whole
    notices = [set(each.tree.xpath("//main//aside//@data-notice")) for each in (page, printed)]
    assert notices[0] == notices[1] != set()
    assert len(page.tree.xpath("//svg[@class='pic']")) == len(printed.tree.xpath("//svg[@class='pic']")) > 0
    assert locale not in (site / "sitemap.xml").read_text() or FILE not in (site / "sitemap.xml").read_text()
    assert FILE not in (site / "search" / f"{locale}.json").read_text()


@pytest.mark.parametrize("locale", LOCALES)
def test_file_to_send_has_its_language_in_its_name(locale, site, pages):
    for page in pages:
        if page.locale == locale and page.tree.xpath(
            "//footer//a[contains(@href, 'print/')] | //nav[@class='contents']//p[@class='save']"
        ):
            links = page.tree.xpath("//a[@download]")
            assert links, page.url
            for link in links:
                assert link.get("download") == file_name(locale) == f"ims-{locale}.html"
                assert (page.file.parent / link.get("href")).resolve() == (
                    site / ("" if locale == "en" else locale) / FILE
                ).resolve()


def test_file_to_send_works_without_a_site_address(site_without_address):
    saved = [page for page in built_pages(site_without_address) if page.slug == FILE]
    assert len(saved) == 3
    for page in saved:
        assert page.tree.xpath("//a")
        links = page.tree.xpath("//a/@href")
        assert all(link.startswith(("#", "tel:")) or link == WEBSITE for link in links), links
        main = page.tree.xpath("string(//main)")
        assert "http" not in (main.replace(WEBSITE, "") if WEBSITE else main)


def test_links_in_the_file_to_send_are_resolved():
    parts = [Part("", "Home", parse("")), Part("risks", "Risks", parse(""))]

    def resolved(to, address):
        link = f'<a class="x" href="{to}">t</a>'
        return changed(link, lambda tree: hold_links(tree, "ar/print/", parts, address))

    for to, wanted in {
        "#a": "#a",
        "tel:+1": "tel:+1",
        "../": "#part",
        "../risks/": "#risks-part",
        "../other/": "https://x.example/ar/other/",
        "../risks/#why": "https://x.example/ar/risks/#why",
        "../../": "https://x.example/",
    }.items():
        assert resolved(to, "https://x.example/") == f'<a class="x" href="{wanted}">t</a>'
    assert (
        changed('<p><a href="../other/">t</a></p>', lambda tree: hold_links(tree, "ar/print/", parts, "")) == "<p>t</p>"
    )


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("source", [QUESTIONS] if QUESTIONS.exists() else [], ids=lambda path: path.name)
def test_each_question_appears_with_its_english(locale, source, pages):
    """In the order of the source. The English page shows each only once."""
    asked = re.findall(r"^- (.+)$", source.read_text(encoding="utf-8"), re.M)
    assert 0 < len(asked) <= 14
    page = next(each for each in pages if each.url == ("" if locale == "en" else f"{locale}/") + "questions/")
    tiles = page.tree.xpath("//*[@data-content]//li/label[input[@type='checkbox']]")
    assert len(tiles) == len(asked)
    for tile, english in zip(tiles, asked, strict=True):
        shown = tile.xpath(".//*[@lang='en'][@dir='ltr'][not(self::bdi)]")
        if locale == "en":
            assert not shown
            assert tile.text_content().strip() == english
        else:
            assert [each.text_content() for each in shown] == [english]


def test_single_questions_are_not_searched():
    tree = parse('<h1>Questions</h1><p>Point.</p><h2 id="a">A</h2><ul><li>Why?</li></ul>')
    assert write(without_questions(tree)) == "<h1>Questions</h1><p>Point.</p>"


def test_the_clinic_can_remove_the_questions(project):
    (project / "docs" / "questions.md").unlink(missing_ok=True)
    config = project / "mkdocs.yml"
    if "questions.md" in config.read_text():
        edit(config, "  - Questions to ask: questions.md\n", "")
        edit(project / "docs/possible-problems.md", "[What could go wrong?](questions.md)", "What could go wrong?")
    assert run(project, "site", "--locales", "es").stderr == ""
    assert not list((project / "site").rglob("questions/*"))
    assert not [page for page in built_pages(project / "site") if page.tree.xpath("//a[contains(@href, 'questions/')]")]


def test_the_clinic_can_change_a_question(project):
    """Whether or not empty lines are between the questions of a list."""
    (project / "docs" / "questions.md").write_text(
        f"---\ntemplate: {TEMPLATE}\nsheet: false\n---\n\n# Ask\n\nPoint.\n{{: .lead }}\n\n"
        "## A\n\n- Is **this** new?\n- Why?\n\n## B\n\n- Is *that* new?\n\n- How?\n"
    )
    if "questions.md" not in (project / "mkdocs.yml").read_text():
        edit(
            project / "mkdocs.yml",
            "  - Languages: languages.md\n",
            "  - Questions to ask: questions.md\n  - Languages: languages.md\n",
        )
    assert run(project, "site", "--locales", "es").stderr == ""
    page = next(each for each in built_pages(project / "site") if each.url == "es/questions/")
    assert not page.tree.xpath("//label//p"), "a label cannot contain a paragraph"
    assert [tile.text_content().strip() for tile in page.tree.xpath("//label[input[@type='checkbox']]")] == [
        "Is this new?",
        "Why?",
        "Is that new?",
        "How?",
    ]
    assert len(page.tree.xpath("//label//*[@lang='en'][contains(@class, 'untranslated')]")) == 4, (
        "an untranslated question is not marked"
    )
