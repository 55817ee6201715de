"""MkDocs' events, each handed on in a few lines."""

import logging
from pathlib import Path
from typing import Any, Literal

from jinja2 import BytecodeCache, Environment, FileSystemLoader
from jinja2.bccache import Bucket
from markdown import markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from mkdocs_handout.catalog.catalog import Catalog
from mkdocs_handout.english.blocks import BlockExtension, refuse_html
from mkdocs_handout.english.extensions import markdown_extensions
from mkdocs_handout.english.front_matter import front_matter
from mkdocs_handout.page import single_file
from mkdocs_handout.page.bidi import IsolationExtension
from mkdocs_handout.page.build_context import Site
from mkdocs_handout.page.components import ComponentExtension
from mkdocs_handout.page.links import is_english_only, slug_of
from mkdocs_handout.page.pictures import DiagramExtension, fault_on_page
from mkdocs_handout.page.questions import Piece, asks, pieces, without_questions
from mkdocs_handout.page.single_file import FILE
from mkdocs_handout.page.view import Shell
from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.project.languages import SOURCE
from mkdocs_handout.project.options import HandoutConfig
from mkdocs_handout.site import csp, search_index, tools

# Not below mkdocs' own logger: a language that waits for its first signature is news, not a fault that stops a build.
log = logging.getLogger(__name__)


class MemoryCache(BytecodeCache):
    """Templates compiled once, not again for each language."""

    def __init__(self) -> None:
        self.compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take a template from memory."""
        if bucket.key in self.compiled:
            bucket.bytecode_from_string(self.compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template in memory."""
        self.compiled[bucket.key] = bucket.bytecode_to_string()


def set_aside(folders: list[str], own: Path) -> list[str]:
    """Leave only our own folder to MkDocs, which else lists the theme's 14,000 icons for each language.

    That is half of stock's time (mkdocs/structure/files.py, add_files_from_theme). Returns what was taken out,
    for the templates' loader.
    """
    aside = [folder for folder in folders if Path(folder) != own]
    folders[:] = [str(own)]
    return aside


class HandoutPlugin(BasePlugin[HandoutConfig]):
    """Receives MkDocs' events; static-i18n builds the site once per locale with the same plugin objects."""

    def __init__(self) -> None:
        self.serving = False
        self.blocks = BlockExtension()
        self.pictures = DiagramExtension()
        self.isolation = IsolationExtension()
        self.components = ComponentExtension()
        self.templates = MemoryCache()
        self.theme_folders: list[str] = []
        self.site: Site
        self.shell: Shell
        self.searched: dict[str, dict[str, search_index.SearchPage]] = {}
        self.saved: dict[str, str] = {}

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember a preview: its address is nobody's canonical one."""
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the catalogs once per build of all languages."""
        if self._i18n(config).building:
            return config
        extensions: list[Any] = config.markdown_extensions
        if self.blocks not in extensions:
            extensions += [self.blocks, self.pictures, self.isolation, self.components]
        self.pictures.docs = Path(config.docs_dir)
        try:
            for key in ("extra_css", "extra_javascript"):
                csp.refuse_other_origins(key, config[key], Path(config.config_file_path))
            self.site = Site.load(config, self.config, address="" if self.serving else config.site_url or "")
        except HandoutError as error:
            raise PluginError(str(error)) from error
        chosen = self.config.locales
        for each in self._i18n(config).config.languages:  # before static-i18n's own on_config, which reads them
            wanted = each.locale in self.site.languages and (chosen is None or each.locale in chosen)
            each.build = each.build and wanted
        if self.site.unsigned:
            log.warning(
                "not built, since nobody has signed any of it (unreviewed: hide): %s", ", ".join(self.site.unsigned)
            )
        self.searched, self.saved = {}, {}
        config.theme.static_templates.discard("sitemap.xml")  # written once, at the end
        self.theme_folders = set_aside(config.theme.dirs, Path(config.theme.custom_dir or ""))
        return config

    @event_priority(0)  # before static-i18n's (-100): what it never sees it need not copy for each language
    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Leave out the theme's own assets, and English-only pages of the other locales."""
        foreign = self._i18n(config).current_language != SOURCE
        for file in list(files):
            if file.src_dir != config.docs_dir or (foreign and is_english_only(file)):
                files.remove(file)
        try:
            self.site.refuse_twins((file.src_uri, file.url) for file in files.documentation_pages())
        except HandoutError as error:
            raise PluginError(str(error)) from error
        return files

    def on_page_markdown(self, markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Point the block processor at this page's locale."""
        path = f"docs/{page.file.src_uri}"
        try:
            page.meta.update(front_matter(page.file.content_string, path)[1])
            refuse_html(markdown, path, _first_line(page))
        except HandoutError as error:
            raise PluginError(str(error)) from error
        catalog = self._catalog(config)
        self.blocks.translate = catalog.show
        self.pictures.zero = catalog.zero
        self.isolation.on = self.site.languages[catalog.locale].dir == "rtl"
        return markdown

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Keep what was shown, for the notices, and the stylesheets that the page's pictures and components need."""
        drawn = self.pictures.processor
        if fault := drawn.fault:
            raise PluginError(str(fault_on_page(fault, f"docs/{page.file.src_uri}", _first_line(page))))
        page.meta["styles"] = [*self.components.processor.styles, *drawn.styles]
        if asks(page):
            page.meta["pieces"] = self._pieces(html, page)
        self.site.blocks_of[page.file.dest_uri] = list(self.blocks.processor.found)
        return html

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        """Give the templates the locale's strings."""
        env.loader = FileSystemLoader([*config.theme.dirs, *self.theme_folders])
        env.bytecode_cache = self.templates
        self.shell = Shell(self.site, self._catalog(config))
        self.shell.install(env)
        return env

    def on_page_context(
        self, context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give the template what it says of this page."""
        values: dict[str, Any] = context  # type: ignore[assignment]
        values["shell"] = self.shell.page(page, nav)
        if page in nav.pages:
            url = page.file.url.removeprefix("./")
            text = page.content or ""
            if asks(page):
                text = without_questions(text)
            title = self.shell.catalog.show(str(page.title))
            found = search_index.SearchPage(url, nav.pages.index(page), title, text)
            self.searched.setdefault(self.shell.catalog.locale, {})[url] = found
        return context

    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """Add the page's notices and Content Security Policy, and remember it for the sitemap."""
        if self._catalog(config).locale == SOURCE and not page.meta.get("noindex"):
            languages = [SOURCE] if is_english_only(page.file) else list(self.site.languages)
            self.site.locales_of[slug_of(page, self.site.languages[SOURCE])] = languages
        finished = self.shell.finish(output)
        if self.shell.values["whole"]:
            self.saved[self.shell.language.prefix + FILE] = self._with_policy(
                self.shell.saved(page), single_file.TEMPLATE
            )
        return self._with_policy(finished, page.meta.get("template", "main.html"))

    def on_post_template(self, output: str, template_name: str, config: MkDocsConfig) -> str:
        """Give 404.html its policy too."""
        return self._with_policy(output, template_name) if template_name.endswith(".html") else output

    @event_priority(-200)  # after static-i18n's (-100), which builds all other languages
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Write what belongs to the whole site."""
        if not self._i18n(config).building:
            csp.write_sitemap(self.site, Path(config.site_dir))
            self._write_search(Path(config.site_dir) / "search")
            single_file.write(self.saved, Path(config.site_dir))
            tools.write(self.site, self.searched, Path(config.site_dir) / "tools")

    def _with_policy(self, html: str, template: str) -> str:
        try:
            return csp.with_policy(html, self.shell.assets, template)
        except HandoutError as error:
            raise PluginError(str(error)) from error

    def _pieces(self, html: str, page: Page) -> list[Piece]:
        english = markdown(page.markdown or "", extensions=markdown_extensions(str(self.site.root / "mkdocs.yml")))
        try:
            return list(pieces(html, english, Path(page.file.abs_src_path or "")))
        except HandoutError as error:
            raise PluginError(str(error)) from error

    def _write_search(self, target: Path) -> None:
        try:
            search_index.write(self.site, self.searched, target)
        except HandoutError as error:
            raise PluginError(str(error)) from error

    def _catalog(self, config: MkDocsConfig) -> Catalog:
        return self.site.catalogs[self._i18n(config).current_language or SOURCE]

    @staticmethod
    def _i18n(config: MkDocsConfig) -> Any:
        return config.plugins["i18n"]


def _first_line(page: Page) -> int:
    """Return the line of a page's file on which its Markdown begins, after the front matter."""
    text = page.file.content_string.replace("\r\n", "\n")
    return text.count("\n") - (page.markdown or "").count("\n") + 1
