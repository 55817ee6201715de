"""What a static host needs: Content Security Policy, sitemap."""

import base64
import hashlib
import re
from collections.abc import Collection, Iterable
from pathlib import Path
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from mkdocs_handout.page.build_context import Site
from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.project.settings import line_of

_INLINE = re.compile(r"<(?P<tag>script|style)\b(?P<attributes>[^>]*)>(?P<body>.*?)</(?P=tag)>", re.S)
PLACE = "<!-- policy -->"


def with_policy(html: str, own: Collection[str], template: str) -> str:
    """Put the page's policy at its place in the head: its own inline scripts and styles by hash (CSP3, 2.3.1).

    Raises `HandoutError` for one that is not made of `own`, the files that `template` put there.
    """

    def known(body: str) -> bool:
        return not body or any(body.startswith(each) and known(body.removeprefix(each)) for each in own if each)

    hashes: dict[str, list[str]] = {"script": [], "style": []}
    for found in _INLINE.finditer(html):
        if "src=" not in found["attributes"] and "application/" not in found["attributes"]:
            if not known(found["body"]):
                raise HandoutError(
                    f"a {found['tag']} that is no file of overrides/: {found['body'].strip()[:40]!r}",
                    'put it into a file there, and {{ asset("its name") }} in its place',
                    f"overrides/{template}",
                )
            digest = base64.b64encode(hashlib.sha256(found["body"].encode()).digest()).decode()
            hashes[found["tag"]].append(f"'sha256-{digest}'")
    policy = "; ".join(
        [
            "default-src 'none'",
            " ".join(["script-src 'self'", *dict.fromkeys(hashes["script"])]),
            " ".join(["style-src 'self'", *dict.fromkeys(hashes["style"])]),
            "img-src 'self' data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )
    return html.replace(PLACE, f'<meta http-equiv="Content-Security-Policy" content="{policy}">', 1)


def refuse_other_origins(key: str, addresses: Iterable[object], mkdocs_yml: Path) -> None:
    """Raise `HandoutError` for an address of `extra_css` or `extra_javascript` (`key`) that is not a file of docs/.

    The policy allows this origin only, so a browser would leave the file out without a word.
    """
    for at, address in enumerate(map(str, addresses)):
        if urlsplit(address).netloc:
            line = line_of(mkdocs_yml, key, at)
            what = f"{key}: {address} is on another site, which no page may load from"
            raise HandoutError(what, "put the file into docs/ and name it here", mkdocs_yml.name, line)


def write_sitemap(site: Site, folder: Path) -> None:
    """List every page with its alternates (sitemaps.org; Google's hreflang form); nothing without an address."""
    if not site.address:
        return
    rows = ['<?xml version="1.0" encoding="UTF-8"?>']
    rows += ['<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">']
    for slug, locales in sorted(site.locales_of.items()):
        urls = {locale: escape(site.address + site.languages[locale].prefix + slug) for locale in locales}
        links = [f'<xhtml:link rel="alternate" hreflang="{locale}" href="{url}"/>' for locale, url in urls.items()]
        links.append(f'<xhtml:link rel="alternate" hreflang="x-default" href="{urls["en"]}"/>')
        rows += [f"<url><loc>{url}</loc>{''.join(links) if len(urls) > 1 else ''}</url>" for url in urls.values()]
    rows.append("</urlset>")
    (folder / "sitemap.xml").write_text("\n".join(rows) + "\n", encoding="utf-8")
