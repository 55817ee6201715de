"""How signed, draft, stale and missing blocks are shown, and the notices at the top of the page."""

import datetime
from dataclasses import dataclass
from pathlib import Path

import pytest
from babel.dates import format_date

from mkdocs_handout.catalog.catalog import Catalog, Entry
from mkdocs_handout.catalog.ledger import Ledger, SignOff, digest
from mkdocs_handout.english.inline import plain_text
from mkdocs_handout.page.dates import local_date
from mkdocs_handout.page.notices import ShownMessage
from mkdocs_handout.page.notices import notices as sum_up
from mkdocs_handout.project.languages import Language
from tests.built import ROOT, BuiltPage, build_once, built_pages
from tests.copies import Copy

LOCALES = ("en", "es", "ar")
DAY = datetime.date(2026, 1, 31)
REVIEWER = SignOff("", "Test Agency", "made up for this test", DAY)
# All combinations for a page: the states of its blocks, besides approved, and whether the clinic signed its English.
PLAN: dict[str, tuple[set[str], bool]] = {
    "how-it-works": (set(), True),
    "diagram": (set(), False),
    "languages": ({"draft"}, True),
    "what-to-expect": ({"draft"}, False),
    "will-it-help": ({"stale"}, True),
    "about": ({"missing"}, False),
    "possible-problems": ({"draft", "stale", "missing"}, True),
    "index": ({"draft", "stale"}, False),
}
ORDER = ("draft", "stale", "missing")


@dataclass
class Case:
    copy: Copy
    pages: dict[tuple[str, str], BuiltPage]

    def picked(self, page: str) -> dict[str, str]:
        """Return the English of one block of a page for each state, and of the one that the clinic did not sign."""
        own = self.copy.own(page)
        states, wording = PLAN[page]
        wanted = [state for state in ORDER if state in states] + ([] if wording else ["wording"])
        assert len(own) >= len(wanted)
        return dict(zip(wanted, (each.english for each in own), strict=False))


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    copy = Copy(tmp_path_factory.mktemp("states") / "project", LOCALES)
    case = Case(copy, {})
    unsigned = [case.picked(page)["wording"] for page, (_, wording) in PLAN.items() if not wording]
    copy.sign("en", REVIEWER, without=unsigned)
    for locale in LOCALES[1:]:
        copy.sign(locale, REVIEWER)
        for page in PLAN:
            picked = case.picked(page)
            if "draft" in picked:
                copy.change(locale, picked["draft"], "Otra cosa: بعد التوقيع")
            if "stale" in picked:
                copy.change(locale, picked["stale"], fuzzy=True)
            if "missing" in picked:
                copy.change(locale, picked["missing"], "")
    site = build_once(ROOT / ".cache" / "states-site", copy.root, SITE_URL="https://clinic.example/ims/")
    for page in built_pages(site):
        case.pages[page.locale, page.slug.strip("/") or "index"] = page
    return case


def notices(page: BuiltPage) -> set[str]:
    return set(page.tree.xpath("//*[@data-notice]/@data-notice"))


@pytest.mark.parametrize("page", PLAN)
@pytest.mark.parametrize("locale", LOCALES)
def test_notices_match_the_states_on_the_page(locale, page, case):
    states, wording = PLAN[page]
    if locale == "en":
        expected = {"checked"} if wording else {"draft"}
        states = set()
    else:
        marks = {"marks"} if states & {"stale", "missing"} else set()
        expected = (
            (states & {"draft"}) | marks | (set() if wording else {"wording"}) | (set() if states else {"checked"})
        )
    built = case.pages[locale, page]
    assert notices(built) == expected
    assert bool(built.tree.xpath("//meta[@name='robots'][@content='noindex']")) == ("draft" in states)


def test_a_reviewer_is_named_once_with_the_latest_date():
    days = {"One": datetime.date(2026, 3, 1), "Two": datetime.date(2026, 1, 31)}
    entries = {english: Entry(f"es: {english}", False, 1) for english in days}
    keys = {english: digest(english, entries[english].text) for english in days}
    rows = {keys[english]: SignOff(keys[english], "Test Agency", "made up", day) for english, day in days.items()}
    catalog, source = Catalog("es", Path(), entries, Ledger(rows)), Catalog("en", Path())
    shown = [ShownMessage(english, catalog.show(english), marked=False) for english in days]
    (checked,) = sum_up(shown, catalog, source, {}).checked
    assert checked.date == max(days.values())


@pytest.mark.parametrize("page", [page for page in PLAN if PLAN[page][0]])
@pytest.mark.parametrize("locale", LOCALES[1:])
def test_blocks_are_shown_according_to_their_state(locale, page, case):
    built, catalog = case.pages[locale, page], case.copy.catalog(locale)
    content = built.tree.xpath("//*[@data-content]")[0]
    marked = content.xpath(".//*[@class='untranslated' or contains(@class, 'untranslated ')]")
    picked = case.picked(page)
    english = {text(picked[state]) for state in ("stale", "missing") if state in picked}
    assert {on_one_line(each.text_content()) for each in marked} == english
    assert all((each.get("lang"), each.get("dir")) == ("en", "ltr") for each in marked)
    shown = on_one_line(content.text_content())
    for message in case.copy.own(page):
        if message.english in (picked.get("stale"), picked.get("missing")):
            translation = catalog.entries[message.english].text
            assert not translation or text(translation) not in shown, "an old translation is never shown"
        else:
            assert text(catalog.entries[message.english].text) in shown


def test_tools_appear_after_the_main_point_even_if_it_is_untranslated(tmp_path):
    copy = Copy(tmp_path / "project", ("en", "es"))
    for message in copy.messages:
        if "index" in message.pages:
            copy.change("es", message.english, fuzzy=True)
    built = build(copy, tmp_path)
    for slug in ("", "about/"):
        before = [
            built[locale, slug].tree.xpath("//*[@data-content]/*[@class='tools']/preceding-sibling::*/@id")
            for locale in ("en", "es")
        ]
        assert before[0] == before[1]
    assert built["es", ""].tree.xpath("//p[contains(@class, 'untranslated')][contains(@class, 'lead')]")


def text(message: str) -> str:
    from markdown import Markdown

    return on_one_line(plain_text(Markdown(), message))


def on_one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("locale", LOCALES)
def test_a_checked_page_names_its_reviewer_and_the_date(locale, case):
    (line,) = case.pages[locale, "how-it-works"].tree.xpath("//*[@data-notice='checked']")
    shown = on_one_line(line.text_content())
    english = "The clinic has approved this wording:" if locale == "en" else "Checked by a qualified translator:"
    assert shown.startswith(case.copy.catalog(locale).show(english).text)
    for part in (REVIEWER.reviewer, REVIEWER.qualification, format_date(DAY, "long", locale=locale), "2026-01-31"):
        assert part in shown
    assert line.xpath(".//time/@datetime") == ["2026-01-31"]
    assert line.xpath(".//time/span/bdi/@dir") == ["ltr"]


def test_two_reviewers_are_both_named(tmp_path):
    copy = Copy(tmp_path / "project", ("en", "es"))
    copy.sign("en", REVIEWER)
    first, later = copy.own("about")[0].english, SignOff("", "=Other & <b>", "later", datetime.date(2026, 2, 1))
    copy.sign("es", REVIEWER, without=[first])
    copy.sign("es", later, only=[first])
    page = build(copy, tmp_path)["es", "about/"]
    lines = [on_one_line(each.text_content()) for each in page.tree.xpath("//*[@data-notice='checked']")]
    assert [REVIEWER.reviewer in lines[0], "=Other & <b>, later, 1 de febrero" in lines[1], len(lines)] == [
        True,
        True,
        2,
    ]


def build(copy: Copy, tmp_path: Path, *locales: str) -> dict[tuple[str, str], BuiltPage]:
    """Build the pages in `locales`, by default in all languages of the copy."""
    from mkdocs_handout.site.build import build_site

    build_site(copy.root, tmp_path / "site", locales or None)
    return {(page.locale, page.slug): page for page in built_pages(tmp_path / "site")}


# Messages of the shell, each a draft in another language, with those of two pages that show it.
BOTH = {"", "will-it-help/"}
SHELL: dict[str, tuple[str, set[str]]] = {
    "es": ("This page is not here", set()),  # only on the 404 page
    "ar": ("Back", {"will-it-help/"}),  # index, the first page, has no *Back*
    "zh-Hant": ("Results:", BOTH),  # in the search, on every page
    "vi": ("Stop", BOTH),  # in a tool, after it is used
    "uk": ("Checked by a qualified translator:", BOTH),  # otherwise, this line itself would be a draft
}


@pytest.fixture(scope="module")
def one_draft_each(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], BuiltPage]:
    folder = tmp_path_factory.mktemp("shell")
    copy = Copy(folder / "project", ("en", *SHELL))
    copy.sign("en", REVIEWER)
    for locale, (english, _) in SHELL.items():
        copy.sign(locale, REVIEWER, without=[english])
    return build(copy, folder)


@pytest.mark.parametrize("locale", SHELL)
def test_a_draft_in_the_shell_counts_only_on_pages_that_show_it(locale, one_draft_each):
    english, pages = SHELL[locale]
    assert {slug for slug in BOTH if "draft" in notices(one_draft_each[locale, slug])} == pages
    assert {slug for slug in BOTH if "checked" in notices(one_draft_each[locale, slug])} == BOTH - pages
    lost = one_draft_each["en", "404.html"].tree.xpath(f"//section[@lang='{locale}']//@data-notice")
    assert lost == (["draft"] if english == "This page is not here" else [])


@pytest.mark.parametrize("signed", [("es",), ("es", "ar")], ids=", ".join)
def test_the_poster_says_if_a_translation_on_it_is_a_draft(signed, tmp_path):
    """It hangs on a wall, where nobody sees the notices on the pages."""
    copy = Copy(tmp_path / "project", ("en", "es", "ar"))
    for locale in signed:
        copy.sign(locale, REVIEWER)
    shown = on_one_line(build(copy, tmp_path, "en")["en", "staff/poster/"].tree.xpath("string(//main)"))
    assert ("no qualified translator has checked yet" in shown) == (len(signed) == 1)


@pytest.mark.parametrize("locale", ["ti", "om"])
def test_dates_are_numeric_where_month_names_are_ambiguous(locale):
    assert local_date(DAY, Language.of(locale, locale)) == "2026-01-31"


@pytest.mark.parametrize(
    ("locale", "written"), [("ar", "31 يناير 2026"), ("zh-Hant", "2026年1月31日"), ("am", "31 ጃንዋሪ 2026")]
)
def test_other_dates_are_in_the_readers_format(locale, written):
    assert local_date(DAY, Language.of(locale, locale)) == written


@pytest.mark.parametrize(
    ("locale", "name"), [("tl", "Tagalog"), ("zh-Hans", "Chinese (Simplified)"), ("ti", "Tigrinya")]
)
def test_a_language_is_named_in_english(locale, name):
    assert Language.of(locale, locale).english == name
