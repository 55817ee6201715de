"""The text of the handout has no findings: what `make check` reports also fails the tests."""

from mkdocs_handout.checks.check_all import check_text
from mkdocs_handout.checks.links import dead_links
from mkdocs_handout.project.settings import read
from tests.built import ROOT, SITE_URL


def test_the_text_has_no_findings():
    found = check_text(ROOT)
    assert not found, "\n".join(map(str, found))


def test_all_links_work(site):
    found = list(dead_links(site, SITE_URL, read(ROOT / "mkdocs.yml").clinic.get("website") or ""))
    assert not found, "\n".join(map(str, found))
