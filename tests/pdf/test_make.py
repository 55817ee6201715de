"""`make pdf`: reproducible bytes, one line per error, no partly written files."""

import datetime
import io
import shutil
import subprocess

import pikepdf
import polib
import pytest
from lxml import html

from mkdocs_handout.pdf import make, structure
from mkdocs_handout.pdf.chromium import chromium
from mkdocs_handout.pdf.make import moment_of_text, plan
from mkdocs_handout.project import fonts
from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.project.outputs import sheet_kinds
from mkdocs_handout.site.staging import workplace
from tests.built import LOCALES, QUESTIONS, ROOT
from tests.pdf.conftest import in_thread
from tests.pdf.reading import PDF_DATE
from tests.projects import FEW, run, run_apart

# One PDF of each kind: Latin, joined right-to-left letters, stacked letters, a font with many glyphs, the poster.
DRAWN_AGAIN = ["poster-a4.pdf", "ims-zh-Hant.pdf", "ims-km-en.pdf", "ims-ar-large.pdf", "ims-en.pdf"]


def draw(sources: list[str]) -> list[bytes]:
    with chromium() as engine:
        return [engine.pdf(source).data for source in sources]


def test_same_input_gives_the_same_bytes(printed):
    """If drawn again by another browser process, in another order, without the cache."""
    jobs = {job.name: job for job in plan(ROOT, printed)}
    drawn = in_thread(draw, [jobs[name].source() for name in DRAWN_AGAIN])
    for name, data in zip(DRAWN_AGAIN, drawn, strict=True):
        again = structure.finish(data, jobs[name].locale)
        assert structure.dated(again, PDF_DATE) == (printed / "pdf" / name).read_bytes(), name


def test_pdf_date_is_the_last_commit_or_source_date_epoch(printed, monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    last = subprocess.run(["git", "log", "-1", "--format=%cI"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert moment_of_text(ROOT) == datetime.datetime.fromisoformat(last.stdout.strip())
    with pikepdf.open(printed / "pdf" / "ims-en.pdf") as pdf:
        assert str(pdf.docinfo.CreationDate) == str(pdf.docinfo.ModDate) == "D:20260131120000Z"


def one_line(done):
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    return done.stderr.strip()


def test_without_a_site_make_site_is_suggested(project):
    assert "run `make site` first" in one_line(run(project, "pdf"))


def test_missing_browser_or_fonts_give_one_line_and_no_file(project, printed, tmp_path):
    for page in ("print", "staff"):
        (project / "site" / page).symlink_to(printed / page)
    empty = tmp_path / "empty"
    empty.mkdir()
    assert one_line(run_apart(project, "pdf", PATH=str(empty))) == (
        "fc-list, which lists the installed fonts, cannot be run; sudo apt-get install fontconfig"
    )
    (empty / "fc-list").write_text("#!/bin/sh\necho 'Noto Sans'\n")
    (empty / "fc-list").chmod(0o755)
    done = run_apart(project, "pdf", PATH=str(empty))
    assert one_line(done).endswith("Chromium is missing; sudo apt-get install chromium")
    assert not (project / "site" / "pdf").exists()


@pytest.mark.parametrize("locale", LOCALES)
def test_missing_font_is_named_with_its_package(locale, monkeypatch):
    fonts.require([locale])
    monkeypatch.setattr(fonts, "installed", frozenset)
    package = "fonts-noto-cjk" if fonts.script_of(locale) in ("Hans", "Hant", "Jpan", "Kore") else "fonts-noto-core"
    with pytest.raises(HandoutError, match=f"a font for {locale} is missing; sudo apt-get install.*{package}"):
        fonts.require([locale])


def test_a_letter_missing_from_all_pinned_fonts_is_refused():
    """For example cuneiform, for which the system would substitute a font or draw an empty box."""
    style = "html { font-family: 'Noto Sans' }"
    [data] = in_thread(draw, [f"<!doctype html><title>t</title><style>{style}</style><p>\U00012000 text"])
    with pytest.raises(HandoutError, match="a sheet would use the font"):
        structure.finish(data, "en")


def test_a_script_without_a_font_is_an_error():
    with pytest.raises(HandoutError, match="no font is set for the script Armn"):
        fonts.families("hy")


def test_an_invalid_source_date_epoch_is_reported(project, printed):
    (project / "site" / "print").symlink_to(printed / "print")
    assert "SOURCE_DATE_EPOCH is 'soon'" in one_line(run(project, "pdf", SOURCE_DATE_EPOCH="soon"))


@pytest.fixture
def drawn(site, tmp_path, monkeypatch):
    """A copy of the built site with fake PDFs, a function that adds them to the site, and the site's original files.

    Of the translations, it has the Spanish ones only.
    """
    copy = tmp_path / "site"
    shutil.copytree(site, copy, ignore=shutil.ignore_patterns(*(each for each in LOCALES[1:] if each != "es")))
    blank = pikepdf.new()
    blank.add_blank_page()
    data = io.BytesIO()
    blank.save(data)
    monkeypatch.setattr(make, "_made", lambda *_: {job.name: make.Made(data.getvalue()) for job in plan(ROOT, copy)})
    monkeypatch.setattr(make.link_preview, "waits", lambda _: False)  # see test_link_preview.py
    held = {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()}
    return copy, lambda: in_thread(make.make, ROOT, copy, tmp_path / "cache"), held


def test_pdfs_are_added_to_a_site_with_their_links(drawn):
    site, bring, held = drawn
    assert site / "pdf" / "ims-es.pdf" in bring()
    assert held.keys() < {path for path in site.rglob("*") if path.is_file()}
    links = html.parse(site / "es" / "print" / "index.html").xpath("//*[@data-sheets]//a/@href")
    assert [link.rpartition("/")[2] for link in links] == [name for _, name in sheet_kinds("es", QUESTIONS.exists())]


@pytest.mark.parametrize("broken", ["filled", "copied"])
def test_a_full_disk_leaves_the_site_unchanged(broken, drawn, monkeypatch):
    """There is no partly written page and no dead link."""
    site, bring, held = drawn

    def full(*_, **options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(*((make, "filled") if broken == "filled" else (shutil, "copystat")), full)
    with pytest.raises(HandoutError, match=r"No space left on device.*; free some disk space.*; site/ is unchanged"):
        bring()
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == held
    assert not list(site.parent.glob(".site*"))


def test_pdfs_are_not_added_while_a_build_is_running(drawn):
    site, bring, _ = drawn
    with workplace(site), pytest.raises(HandoutError, match="another build of site/ is running"):
        bring()


def test_a_notice_has_its_english_beside_it(project, site):
    """As in the built site. A later change to a catalog does not change the sheet."""
    notice = "A computer made this translation. No qualified translator has checked it yet. It may have mistakes."

    def beside():
        source = next(job for job in plan(project, site) if job.name == "ims-es-en.pdf").source()
        return [
            " ".join(each.text_content().split())
            for each in html.document_fromstring(source).xpath("//div[@lang='en']/p[contains(@class, 'notices')]")
        ]

    before = beside()
    assert notice in before[0]
    path = project / "translations/es/LC_MESSAGES/messages.po"
    po = polib.pofile(str(path), wrapwidth=0)
    po.find(notice).flags.append("fuzzy")
    po.save()
    assert beside() == before


def test_adding_links_does_not_redraw_the_sheets(site, printed):
    """The HTML to draw, and thus the cache key, is the same before and after links are added to the page."""
    before, after = ([job.source() for job in plan(ROOT, each) if job.locale in FEW] for each in (site, printed))
    assert before == after
