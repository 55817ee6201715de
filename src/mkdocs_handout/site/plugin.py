"""The MkDocs plugin: each event is passed on in a few lines."""

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader
from jinja2.bccache import Bucket
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.meta import get_data
from mkdocs.utils.templates import TemplateContext

from mkdocs_handout.catalog.safety import refuse_unsafe
from mkdocs_handout.english.blocks import refuse_unreadable
from mkdocs_handout.english.extensions import markdown_extensions
from mkdocs_handout.english.front_matter import front_matter
from mkdocs_handout.page import csp, images, questions, single_file
from mkdocs_handout.page.build_context import EnglishContent, Site, Sources
from mkdocs_handout.page.links import is_english_only, slug_of
from mkdocs_handout.page.markdown import PageExtension, PageParser
from mkdocs_handout.page.pictures import fault_on_page
from mkdocs_handout.page.qr import QrCodes
from mkdocs_handout.page.templates import functions, prepare
from mkdocs_handout.page.view import blocks_of, page_view
from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.project.languages import SOURCE, Language, refuse_page_in_one_language
from mkdocs_handout.project.options import HandoutConfig
from mkdocs_handout.site import reviews, scripts, search_index, sitemap
from mkdocs_handout.site.processes import Divide

# Not a child of the mkdocs logger, whose warnings stop a strict build: a language without sign-offs should not.
log = logging.getLogger(__name__)


class CompiledTemplates(FileSystemBytecodeCache):
    """Keeps compiled templates for all languages and later builds; Jinja checks that their source is the same."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Store a template; if that is impossible, as on a full disk, it is compiled again in the next language."""
        with suppress(OSError):
            Path(self.directory).mkdir(parents=True, exist_ok=True)
            super().dump_bytecode(bucket)


class HandoutPlugin(BasePlugin[HandoutConfig]):
    """Receives MkDocs' events; static-i18n builds the site once per locale with the same plugin objects."""

    def __init__(self) -> None:
        self.extension = PageExtension()
        self.theme_folders: list[str] = []
        self.site: Site
        self.env: Environment
        self.english: dict[str, dict[str, Any]] = {}
        """The front matter of each page, by its file's `src_uri`: read with the English, and used by all languages."""
        self.parsers: dict[str, PageParser] = {}
        self.searched: dict[str, dict[str, search_index.SearchPage]] = {}
        self.saved: dict[str, str] = {}
        self.codes: QrCodes
        self.addresses: dict[str, str] = {}
        self.files: Files
        self.divide: Divide = list
        self.sources: Callable[[], Sources] | None = None
        self.built = [SOURCE]

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the catalogs once per build of all languages."""
        if self._i18n(config).building:
            config.theme.static_templates.clear()  # the site has one 404.html; it was written with the English pages
            config.theme.dirs.clear()
            return config
        for key in ("extra_css", "extra_javascript"):
            csp.refuse_other_origins(key, config[key], Path(config.config_file_path or ""))
        self.site = Site.load(config, self.config, config.site_url or "", self.sources)
        # The same extensions as for extraction and checks, so that pages show what these find.
        config.markdown_extensions = [*markdown_extensions(config.config_file_path or ""), self.extension]  # type: ignore[list-item]
        config.mdx_configs = {}
        # This step takes a quarter of a build with 22 languages: for each pair of languages, it searches each file's
        # other languages.
        self._i18n(config).reconfigure_files_alternates = lambda *_: None  # nothing here reads its result
        chosen = self.config.locales
        for each in self._i18n(config).config.languages:  # before static-i18n's own on_config, which reads them
            wanted = each.locale in self.site.languages and (chosen is None or each.locale in chosen)
            each.build = each.build and wanted
        if self.site.unsigned:
            log.warning(
                "not built, because nobody has signed any of its text (unreviewed: hide): %s",
                ", ".join(self.site.unsigned),
            )
        config.theme.static_templates.discard("sitemap.xml")  # written once, at the end
        self.codes = QrCodes(self.site.root / ".cache" / "qr")
        # Otherwise, MkDocs lists the theme's 14,000 icons for each language, which takes half the time of a stock build
        # (mkdocs/structure/files.py, add_files_from_theme). Only templates are used, and they get their own loader.
        self.theme_folders = list(config.theme.dirs)
        config.theme.dirs.clear()
        return config

    @event_priority(0)  # before static-i18n's (-100), so that it does not copy the removed files for each language
    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Remove English-only pages from other locales, and files that are not from docs/."""
        translated = self._i18n(config).current_language != SOURCE
        for file in list(files):
            english_only = translated and is_english_only(self.english.get(file.src_uri, {}))
            if english_only or file.src_dir != config.docs_dir:
                files.remove(file)
        for file in files.documentation_pages():
            refuse_page_in_one_language(file.src_uri)
        self.site.refuse_twins((file.src_uri, file.url) for file in files.documentation_pages())
        return files

    def on_page_markdown(self, markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Prepare the parser for this page in the current locale."""
        language = self._language(config)
        if language.locale == SOURCE:
            path = f"docs/{page.file.src_uri}"
            self.english[page.file.src_uri] = front_matter(page.file.content_string, path)[1]
            refuse_unreadable(markdown, path, _first_line(page))
        page.meta.update(self.english[page.file.src_uri])
        parser = PageParser(self.site.catalogs[language.locale], language.dir == "rtl", Path(config.docs_dir))
        self.parsers[page.file.dest_uri] = self.extension.parser = parser
        return markdown

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Store the page's tree and blocks."""
        try:
            content = self.parsers.pop(page.file.dest_uri).content(html)
            left_out = {file.url for file in files if file.inclusion.is_excluded()}
            images.refuse_unpublished(content.tree, page.file.url, left_out, page.markdown or "")
            if questions.asks(page):
                questions.refuse_two_in_one(content, page.markdown or "")
        except HandoutError as error:
            raise fault_on_page(error, f"docs/{page.file.src_uri}", _first_line(page)) from error
        self.site.contents[page.file.dest_uri] = content
        language = self._language(config)
        if language.locale == SOURCE:
            english_only, noindex = is_english_only(page.meta), bool(page.meta.get("noindex"))
            self.site.english[slug_of(page, language)] = EnglishContent(content, english_only, noindex)
        return html

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        """Prepare the templates, which all languages share, and divide these among processes."""
        self.files = files
        if self._i18n(config).building:
            return self.env
        env.loader = FileSystemLoader(self.theme_folders)
        env.bytecode_cache = CompiledTemplates(str(self.site.root / ".cache" / "templates"), "%s")
        prepare(env, self.site, self.codes)
        self.env = env
        self._divide(config, files)
        return env

    def on_page_context(
        self, context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Add what the page's template needs; also render the file to save, on the page that has the whole handout."""
        values: dict[str, Any] = context  # type: ignore[assignment]
        language = self._language(config)
        view, blocks = page_view(self.site, language, page, nav), blocks_of(self.site, page, nav)
        values |= functions(self.env, self.site, language.locale, blocks) | {"view": view}
        for message in self.site.sources.script_strings:  # shown by the search and the tools on each page
            values["gettext"](message)
        if page in nav.pages:
            self._remember_for_search(page, language, nav.pages.index(page))
        if view.code:
            self.addresses[page.file.url.removeprefix("./")] = view.canonical
        if view.whole:
            whole = single_file.alone(view.whole, page.file.url, self.site.address, self._published)
            absolute = tuple(replace(each, href=each.absolute) for each in view.alternates)
            progress = self.site.address and self.site.address + "about/translations/"
            alone = replace(view, whole=whole, alternates=absolute, progress=progress, makes_sheets=False, save="")
            called = functions(self.env, self.site, language.locale, blocks)
            html = self.env.get_template(single_file.TEMPLATE).render(called, view=alone)
            self.saved[language.prefix + single_file.FILE] = html
        return context

    def on_template_context(
        self, context: TemplateContext, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Give 404.html its strings, in English unless it names another locale."""
        values: dict[str, Any] = context  # type: ignore[assignment]
        values |= functions(self.env, self.site, SOURCE)
        return context

    @event_priority(-200)  # after static-i18n's (-100), which builds all other languages
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Write the files of the whole site."""
        if self._i18n(config).building:
            return
        target = Path(config.site_dir)
        sitemap.write(self.site, target)
        single_file.write(self.saved, target)
        self.codes.write(self.addresses, target)
        scripts.write(self.site, self.env, self.searched, target)
        reviews.write(self.site, self.env, self.built, target)
        for note in search_index.write(self.site, self.searched, target / "search"):
            log.warning("%s", note)

    def _divide(self, config: MkDocsConfig, files: Files) -> None:
        """Choose the languages that this process builds; stop if one of their translations is unsafe.

        The pages of all languages need the text of the English ones, but only one process has to write these.
        """
        i18n, chosen = self._i18n(config), self.config.locales
        # Including those that readers are not shown yet (unreviewed: hide): somebody has to sign the first message.
        wanted = [each for each in self.site.listed if each == SOURCE or chosen is None or each in chosen]
        self.built = self.divide(wanted)
        for each in i18n.config.languages:
            each.build = each.build and each.locale in self.built
        # The English page about translations counts the read-backs of all languages.
        self.site.load_read_backs(self.site.listed if SOURCE in self.built else self.built)
        refuse_unsafe((self.site.catalogs[each] for each in self.built), self.site.root / "mkdocs.yml")
        if SOURCE not in self.built:
            for file in list(files):
                files.remove(file)
            config.theme.static_templates.clear()
            config.extra_templates.clear()

    def _published(self, address: str) -> bytes | None:
        """Return the content of the file at a URL in the current language, or None."""
        return next((file.content_bytes for file in self.files if file.url == address), None)

    def _remember_for_search(self, page: Page, language: Language, order: int) -> None:
        url, content = page.file.url.removeprefix("./"), self.site.contents[page.file.dest_uri]
        if questions.asks(page):
            content = replace(content, tree=questions.without_questions(content.tree))
        title = self.site.catalogs[language.locale].show(str(page.title))
        found = search_index.SearchPage(url, order, title, content)
        self.searched.setdefault(language.locale, {})[url] = found

    def _language(self, config: MkDocsConfig) -> Language:
        return self.site.listed[self._i18n(config).current_language or SOURCE]

    @staticmethod
    def _i18n(config: MkDocsConfig) -> Any:
        return config.plugins["i18n"]


def _first_line(page: Page) -> int:
    """Return the line of a page's file on which its Markdown begins, after the front matter."""
    text = page.file.content_string.replace("\r\n", "\n")
    return text.count("\n") - get_data(text)[0].count("\n") + 1
