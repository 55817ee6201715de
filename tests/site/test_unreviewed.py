"""`unreviewed: hide`, the page /about/translations/, and the summary of a change to the English."""

import datetime
import gzip
import re
import subprocess
from pathlib import Path
from urllib.parse import urljoin

import polib
import pytest

from mkdocs_handout.catalog.catalog import po_path
from mkdocs_handout.catalog.ledger import SignOff, digest
from mkdocs_handout.english.messages import outline
from mkdocs_handout.english.shown import State
from mkdocs_handout.project.languages import folder
from tests.built import LOCALES, ROOT, SITE_URL, BuiltPage, built_pages
from tests.copies import Copy

DAY = datetime.date(2026, 1, 31)
ROW = SignOff("", "Test Agency", "made up for this test", DAY)
OTHER = SignOff("", "Other <Agency>", "made up too", datetime.date(2026, 2, 1))


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path / "project", ("en", "es", "ar"))


def build(copy: Copy, monkeypatch: pytest.MonkeyPatch, *locales: str) -> dict[tuple[str, str], BuiltPage]:
    """Build the pages in `locales`, by default in all languages of the copy."""
    from mkdocs_handout.site.build import build_site

    monkeypatch.setenv("SITE_URL", SITE_URL)
    build_site(copy.root, copy.root / "site", locales or None)
    return {(page.locale, page.slug): page for page in built_pages(copy.root / "site")}


def listed(copy: Copy, pages: dict[tuple[str, str], BuiltPage]) -> list[BuiltPage]:
    """Return the pages that can be in the sitemap: not those to print, to save, or for the staff."""
    addresses = re.findall("<loc>(.*?)</loc>", (copy.root / "site" / "sitemap.xml").read_text())
    found = [page for page in pages.values() if SITE_URL + page.url in addresses]
    assert found
    return found


def hide(copy: Copy) -> None:
    copy.set("unreviewed: label", "unreviewed: hide")


def test_mkdocs_yml_states_the_default():
    assert "unreviewed: label" in (ROOT / "mkdocs.yml").read_text()


def test_an_unsigned_language_is_not_built_listed_or_linked(copy, monkeypatch, caplog):
    hide(copy)
    copy.sign("ar", ROW, only=[copy.own("about")[0].english])
    pages = build(copy, monkeypatch)
    assert {locale for locale, _ in pages} == {"en", "ar"}
    assert not (copy.root / "site" / "es").exists()
    for page in pages.values():
        if page.url.startswith("review/"):  # where a language can be signed
            continue
        linked = page.tree.xpath("//@href[contains(., '/es/') or starts-with(., 'es/')] | //@hreflang[. = 'es']")
        assert not linked, page.url
        assert page.slug == "about/translations/" or not page.tree.xpath("//*[@lang='es']"), page.url
        assert not page.tree.xpath("//meta[@name='robots']") or page not in listed(copy, pages)
    assert "/es/" not in (copy.root / "site" / "sitemap.xml").read_text()
    assert "/ar/" in (copy.root / "site" / "sitemap.xml").read_text()
    lines = [record.getMessage() for record in caplog.records if "not built" in record.getMessage()]
    assert lines == ["not built, because nobody has signed any of its text (unreviewed: hide): es"]


def test_build_reports_unsigned_languages_in_one_line(copy):
    hide(copy)
    done = copy.run("site")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "not built, because nobody has signed any of its text (unreviewed: hide): es, ar\n"
    (only,) = {page.tree.get("lang") for page in built_pages(copy.root / "site")}
    assert only == "en"


def test_a_hidden_draft_is_shown_in_english_and_keeps_its_address(copy, monkeypatch):
    hide(copy)
    draft = copy.own("about")[0].english
    copy.sign("es", ROW, without=[draft])
    copy.sign("ar", ROW)
    page = build(copy, monkeypatch, "en", "es")["es", "about/"]
    marked = page.tree.xpath("//*[@data-content]//*[contains(@class, 'untranslated')]")
    assert [(each.text_content(), each.get("lang"), each.get("dir")) for each in marked] == [(draft, "en", "ltr")]
    assert set(page.tree.xpath("//@data-notice")) == {"marks", "wording"}
    assert not page.tree.xpath("//meta[@name='robots']")


def test_correcting_one_comma_does_not_hide_a_language(copy, monkeypatch):
    """Not even if the corrected block was the only signed one."""
    hide(copy)
    only = copy.own("about")[0].english
    copy.sign("es", ROW, only=[only])
    copy.sign("ar", ROW)
    before = {key for key in build(copy, monkeypatch, "en", "es") if key[0] == "es"}
    copy.change("es", only, copy.catalog("es").entries[only].text + ",")
    assert {key for key in build(copy, monkeypatch, "en", "es") if key[0] == "es"} == before


def test_english_is_never_hidden_or_noindex(copy, monkeypatch):
    hide(copy)
    english = [page for page in listed(copy, build(copy, monkeypatch)) if page.locale == "en"]
    assert english
    for page in english:
        assert not page.tree.xpath("//*[contains(@class, 'untranslated')] | //meta[@name='robots']")


# The page /about/translations/.

FIGURES = "about/translations/"


def figures(page: BuiltPage) -> dict[str, dict[str, int]]:
    rows = page.tree.xpath("//tr[@data-locale]")
    return {
        row.get("data-locale"): {
            cell.get("data-state"): int(cell.text) for cell in row.xpath("td") if cell.get("data-state") in [*State]
        }
        for row in rows
    }


def test_figures_match_the_catalogs(pages):
    """They are counted independently, from the PO files with polib and from the lines of the ledgers."""
    found = figures(next(page for page in pages if page.url == FIGURES))
    assert list(found) == LOCALES
    messages = outline(ROOT)
    total = len(messages)
    for locale in LOCALES:
        ledger = ROOT / "translations" / folder(locale) / "signoff.csv"
        rows = ledger.read_text(encoding="utf-8") if ledger.exists() else ""
        if locale == "en":
            approved = sum(digest(each.english, each.english) in rows for each in messages)
            assert found[locale] == {"approved": approved, "draft": total - approved, "stale": 0, "missing": 0}
            continue
        po = polib.pofile(str(po_path(ROOT / "translations", locale)))
        known = {entry.msgid: entry for entry in po if not entry.obsolete}
        entries = [known.get(each.english) for each in messages]
        stale = sum(bool(entry and entry.msgstr and entry.fuzzy) for entry in entries)
        shown = [entry for entry in entries if entry and entry.msgstr and not entry.fuzzy]
        approved = sum(digest(entry.msgid, entry.msgstr) in rows for entry in shown)
        draft, missing = len(shown) - approved, total - stale - len(shown)
        assert found[locale] == {"approved": approved, "draft": draft, "stale": stale, "missing": missing}


def test_figures_and_reviewers_match_the_ledgers(copy, monkeypatch):
    stale, missing, changed, other, *_ = (each.english for each in copy.own("about"))
    copy.sign("es", ROW, without=[other])
    copy.sign("es", OTHER, only=[other])
    copy.change("es", stale, fuzzy=True)
    copy.change("es", missing, "")
    copy.change("es", changed, "Otra cosa.")
    page = build(copy, monkeypatch, "en")["en", FIGURES]
    total = len(copy.messages)
    assert figures(page)["es"] == {"approved": total - 3, "draft": 1, "stale": 1, "missing": 1}
    assert figures(page)["ar"] == {"approved": 0, "draft": total, "stale": 0, "missing": 0}
    (signed,) = page.tree.xpath("//ul[@data-signed]")
    first, second = [" ".join(each.text_content().split()) for each in signed.xpath("li")]
    on_about = sum("about" in each.pages for each in copy.messages)
    assert first.startswith("Test Agency, made up for this test, January 31, 2026 (2026-01-31): ")
    assert f"About this handout ({on_about - 4} of {on_about})" in first
    assert first.endswith("3 pieces have changed since and are open again.")
    assert (
        second == f"Other <Agency>, made up too, February 1, 2026 (2026-02-01): About this handout (1 of {on_about})."
    )
    assert "Nobody has signed anything" not in page.tree.text_content()


def test_figures_are_linked_from_every_page_and_only_in_english(pages):
    for page in pages:
        if page.url != "404.html":
            links = page.tree.xpath("//footer//a[@hreflang='en']")
            assert FIGURES in [urljoin(page.url, link.get("href")).removeprefix(SITE_URL) for link in links]
            for link in links:
                assert ("(" in link.getparent().text_content()) == (page.locale != "en")
    (figures_page,) = [page for page in pages if page.slug == FIGURES]
    assert figures_page.locale == "en"
    assert not figures_page.tree.xpath("//link[@rel='alternate']")
    assert figures_page.tree.xpath("//details[1]//a/@hreflang") == LOCALES
    homes = [urljoin(FIGURES + "x", href) for href in figures_page.tree.xpath("//details[1]//a/@href")]
    assert [home.strip("/") for home in homes] == ["" if locale == "en" else locale for locale in LOCALES]


def test_figures_page_says_how_drafts_were_made_and_dates_the_english(pages):
    (page,) = [page for page in pages if page.slug == FIGURES]
    text = " ".join(page.tree.text_content().split())
    assert "A machine made the translations." in text
    assert "No person took part" in text
    assert page.tree.xpath("//main//time/@datetime")


# The summary of a change to the English.


def test_summary_lists_the_pages_with_new_english(copy):
    copy.run("messages")
    old = next(each.english for each in copy.own("about") if each.places[0][1] == "list item")
    new = old.replace(old.split()[0], "Indeed, " + old.split()[0].lower(), 1)
    copy.set(old, new, "docs/about.md")
    copy.set("- What to expect:", "- What happens:")
    done = copy.run("messages", "--summary", "summary.md")
    assert done.returncode == 0, done.stderr
    summary = (copy.root / "summary.md").read_text()
    assert summary.startswith("## New English on 2 pages\n")
    about, ui, *_ = summary.split("### ")[1:]
    assert about.startswith("About this handout\n")
    assert f"    {new}\n" in about
    assert ui.startswith("Menus, buttons and notices\n")
    po = copy.po("es").find(new)
    assert (po.fuzzy, po.previous_msgid) == (True, old)
    copy.refresh()
    assert copy.catalog("es").show(new).state is State.STALE
    again = copy.run("messages", "--summary", "again.md")
    assert (again.returncode, again.stdout) == (0, "nothing to change\n"), again.stderr
    subprocess.run(["msgcat", "-o", "/dev/null", po_path(copy.root / "translations", "es")], check=True)
    again = (copy.root / "again.md").read_text()
    assert again.startswith("## Nothing new to translate\n\nNo page has new English.\n\n## Waiting for translation\n")


def name_translators(copy: Copy, **translators: str) -> None:
    named = ", ".join(f'{locale}: "{name}"' for locale, name in translators.items())
    copy.set("translators: {}", f"translators: {{{named}}}")


def test_a_translator_is_told_what_to_translate_and_where(copy, monkeypatch):
    """Both in the pull request, where GitHub notifies the people named, and on /about/translations/."""
    monkeypatch.setenv("REPOSITORY_URL", "https://github.example/clinic/handout")
    name_translators(copy, es="@clinic/spanish")
    stale, *many = (each.english for each in copy.own("about")[:3])
    copy.change("es", stale, fuzzy=True)
    for each in many:
        copy.change("ar", each, "")
    copy.run("messages", "--summary", "summary.md")
    arabic, spanish = sorted((copy.root / "summary.md").read_text().split("### ")[1:])
    file = "translations/es/LC_MESSAGES/messages.po"
    line = copy.catalog("es").entries[stale].line
    address = f"https://github.example/clinic/handout/blob/HEAD/{file}#L{line}"
    expected = f"Spanish (es): 1 piece\n\n@clinic/spanish: [{file}]({address})\n\n    line {line}: {stale}"
    assert spanish.strip() == expected
    assert arabic.startswith("Arabic (ar): 2 pieces\n\n[translations/ar/LC_MESSAGES/messages.po](https://")
    page = build(copy, monkeypatch, "en")["en", FIGURES]
    (listed,) = page.tree.xpath("//ul[@data-waiting='es']/li")
    assert listed.text_content().startswith(stale[:60])
    assert listed.xpath("a/@href") == [address]
    (waiting,) = page.tree.xpath("//p[following-sibling::*[1][@data-waiting='es']]")
    assert waiting.text_content() == f"1 piece waits in {file}. Asked to translate: @clinic/spanish."
    assert len(page.tree.xpath("//ul[@data-waiting='ar']/li")) == 2


def test_without_a_repository_the_catalog_is_named_but_not_linked(copy, monkeypatch):
    monkeypatch.delenv("REPOSITORY_URL", raising=False)
    copy.change("es", copy.own("about")[0].english, "")
    copy.run("messages", "--summary", "summary.md")
    assert "\n`translations/es/LC_MESSAGES/messages.po`\n" in (copy.root / "summary.md").read_text()
    assert not build(copy, monkeypatch, "en")["en", FIGURES].tree.xpath("//ul[@data-waiting='es']//a")


def test_a_new_language_keeps_the_figures_page_small(copy, monkeypatch):
    """If nothing is translated, the page lists some pieces and the number of others, and stays within its limit."""
    monkeypatch.setenv("REPOSITORY_URL", "https://github.example/clinic/handout")
    po_path(copy.root / "translations", "es").unlink()
    assert copy.run("messages", "--summary", "summary.md").returncode == 0
    assert (copy.root / "summary.md").read_text().endswith(f"\n    and {len(copy.messages) - 10} more\n")
    page = build(copy, monkeypatch, "en")["en", FIGURES]
    *pieces, last = [each.text_content() for each in page.tree.xpath("//ul[@data-waiting='es']/li")]
    assert last == f"and {len(copy.messages) - len(pieces)} more"
    assert len(gzip.compress(page.file.read_bytes())) < 9_500


def test_figures_page_says_if_nothing_is_stale_or_missing(copy, monkeypatch):
    page = build(copy, monkeypatch, "en")["en", FIGURES]
    assert "Nothing: no piece is stale or missing in any language." in page.tree.text_content()
    assert not page.tree.xpath("//*[@data-waiting]")


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ('{fr: "@team"}', "a translator is given for 'fr', which is not one of the languages; write one of en, es, ar"),
        ("{es: 7}", "the translator for es is not one line of text; write each as"),
        ("[es]", "translators is not a list of languages; write each as"),
    ],
)
def test_an_invalid_translator_name_is_reported_with_its_line(named, expected, copy):
    copy.set("translators: {}", f"translators: {named}")
    line = (copy.root / "mkdocs.yml").read_text().split("  translators:")[0].count("\n") + 1
    done = copy.run("messages")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert done.stderr.startswith(f"mkdocs.yml:{line}: {expected}")


def test_the_old_english_is_kept_until_the_new_text_is_translated(copy):
    """Even in a file saved by Poedit, wrapped and with CRLF, where Babel would lose it or break the file."""
    old = "A first sentence that is long enough to be wrapped by all programs, and a second part of it."
    new = old.replace("A first", "One first")
    path = po_path(copy.root / "translations", "es")
    copy.set("## Thanks\n", f"## Thanks\n\n{new}\n", "docs/about.md")
    entry = (
        f'#, fuzzy\n#| msgid ""\n#| "{old[:40]}"\n#| "{old[40:]}"\nmsgid ""\n"{new[:30]}"\n"{new[30:]}"\nmsgstr "x"\n'
    )
    path.write_bytes(f"{path.read_text(encoding='utf-8')}\n{entry}".replace("\n", "\r\n").encode())
    for _ in range(2):
        assert copy.run("messages").returncode == 0
        found = copy.po("es").find(new)
        assert (found.fuzzy, found.previous_msgid, found.tcomment) == (True, old, "")
    copy.set(new, new := new.replace("One first", "The first"), "docs/about.md")
    assert copy.run("messages").returncode == 0
    assert copy.po("es").find(new).previous_msgid == old
    copy.change("es", new, "Traducida.")
    po = copy.po("es")
    po.find(new).flags.remove("fuzzy")
    po.save()
    assert copy.run("messages").returncode == 0
    assert copy.po("es").find(new).previous_msgid is None


def test_summary_counts_removed_text(copy):
    copy.run("messages")
    copy.set("- This site sets no cookies. This site does not count or follow the readers.\n", "", "docs/about.md")
    copy.run("messages", "--summary", "summary.md")
    assert "1 piece of text was removed." in (copy.root / "summary.md").read_text()


def test_an_unknown_commit_for_since_is_an_error(copy):
    done = copy.run("messages", "--since", "nonsense")
    assert done.returncode == 1
    assert done.stderr.startswith("git has no translations/messages.pot in 'nonsense'; give a commit")
