"""Dead links in a built site are found, whatever the site's address is."""

import pytest

from mkdocs_handout.checks.links import dead_links

GOOD = ("#here", "about/", "about/#there", "", "pdf/x.pdf", "tel:+1", "https://clinic.example")
DEAD = ("#gone", "nowhere/", "about/#gone", "/about/other/", "https://elsewhere.example/", "../up/")


def found(tmp_path, link, address="", website="https://clinic.example"):
    (tmp_path / "about").mkdir()
    (tmp_path / "pdf").mkdir()
    (tmp_path / "pdf" / "x.pdf").touch()
    (tmp_path / "about" / "index.html").write_text("<h1 id=there>About</h1>")
    (tmp_path / "index.html").write_text(f"<h1 id=here>Home</h1><a href='{link}'>x</a><a href='{link}'>again</a>")
    return list(map(str, dead_links(tmp_path, address, website)))


@pytest.mark.parametrize("address", ["", "https://site.example/ims/"])
@pytest.mark.parametrize("link", GOOD)
def test_a_working_link_is_not_reported(link, address, tmp_path):
    assert not found(tmp_path, link, address)


@pytest.mark.parametrize("address", ["", "https://site.example/ims/"])
@pytest.mark.parametrize("link", DEAD)
def test_a_dead_link_is_reported_once_with_its_page(link, address, tmp_path):
    (finding,) = found(tmp_path, link, address)
    assert finding.startswith(f"the page / links to {link}, ")


@pytest.mark.parametrize("link", DEAD)
def test_a_dead_link_is_reported_for_a_clinic_without_a_website(link, tmp_path):
    assert len(found(tmp_path, link, website="")) == 1
