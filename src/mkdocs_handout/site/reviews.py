"""The review pages, /review/<locale>/, which are not in the menu, in search or in the sitemap."""

from collections.abc import Iterable
from pathlib import Path

from jinja2 import Environment

from mkdocs_handout.page.build_context import Site
from mkdocs_handout.page.review import FOLDER, Reviews
from mkdocs_handout.page.templates import functions
from mkdocs_handout.project.languages import SOURCE

TEMPLATE = "review.html"


def write(site: Site, env: Environment, locales: Iterable[str], target: Path) -> None:
    """Write the review page of each of `locales` into the built site."""
    reviews, template = Reviews(site), env.get_template(TEMPLATE)
    for locale in locales:
        html = template.render(
            functions(env, site, SOURCE),
            review=reviews.of(locale),
            clinic=site.clinic,
        )
        folder = target / FOLDER / locale
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "index.html").write_text(html, encoding="utf-8")
