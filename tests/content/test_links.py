"""All links and anchors inside the site are alive, in every language."""

from urllib.parse import unquote, urljoin, urlsplit

import pytest

from mkdocs_handout.project.settings import read
from tests.built import LOCALES, ROOT, SITE_URL

BASE = urlsplit(SITE_URL).path
# The one link that leaves the site: the clinic's own.
WEBSITE = read(ROOT / "mkdocs.yml").clinic.get("website")


@pytest.mark.parametrize("locale", LOCALES)
def test_links_lead_somewhere(locale, pages):
    by_path = {BASE + page.url: page for page in pages}
    dead, seen = [], 0
    for page in (page for page in pages if page.locale == locale):
        for link in page.tree.xpath("//a[@href]"):
            address = urlsplit(urljoin(f"{SITE_URL}{page.url}", link.get("href")))
            if address.scheme not in ("http", "https") or address.geturl() == WEBSITE:
                continue
            seen += 1
            inside = address.netloc == urlsplit(SITE_URL).netloc
            target = by_path.get(unquote(address.path)) if inside else None
            anchor = unquote(address.fragment)
            file = page.site / unquote(address.path).removeprefix(BASE)
            if not inside or not (target or file.is_file()):
                dead.append(f"{page.url}: {link.get('href')} leads nowhere")
            elif anchor and target and not target.tree.xpath("//*[@id=$anchor]", anchor=anchor):
                dead.append(f"{page.url}: {link.get('href')}: no such anchor")
    assert seen
    assert not dead, "\n".join(dead)
