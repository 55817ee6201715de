"""sitemap.xml: the pages that search engines may list, with their languages (sitemaps.org; Google's hreflang form)."""

from pathlib import Path
from xml.sax.saxutils import escape

from mkdocs_handout.page.build_context import Site
from mkdocs_handout.project.languages import SOURCE


def write(site: Site, folder: Path) -> None:
    """Write sitemap.xml into the built site, unless the site has no address."""
    if not site.address:
        return
    rows = ['<?xml version="1.0" encoding="UTF-8"?>']
    rows += ['<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">']
    for slug in sorted(site.english):
        urls = {each.locale: escape(site.address + each.prefix + slug) for each in site.indexed(slug)}
        links = [f'<xhtml:link rel="alternate" hreflang="{locale}" href="{url}"/>' for locale, url in urls.items()]
        if len(urls) > 1:
            links.append(f'<xhtml:link rel="alternate" hreflang="x-default" href="{urls[SOURCE]}"/>')
        rows += [f"<url><loc>{url}</loc>{''.join(links) if len(urls) > 1 else ''}</url>" for url in urls.values()]
    rows.append("</urlset>")
    (folder / "sitemap.xml").write_text("\n".join(rows) + "\n", encoding="utf-8")
