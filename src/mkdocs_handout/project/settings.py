"""Settings from mkdocs.yml, read with MkDocs' own loader and extension options, for building and for extraction.

Settings on which MkDocs would fail later, or which it would interpret differently, are rejected here with their line.
"""

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import yaml
from markdown import Markdown
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.utils.yaml import yaml_load
from mkdocs_static_i18n.config import RE_LOCALE

from mkdocs_handout.project.errors import HandoutError

UNREVIEWED = ("label", "hide")


class MenuItem(NamedTuple):
    """A menu entry: its title, its page ("" if it is a section), and the title of the section that contains it."""

    title: str
    page: str
    section: str


@dataclass(frozen=True)
class Settings:
    """The settings of mkdocs.yml; read-only."""

    site_name: str
    menu: tuple[MenuItem, ...]
    languages: dict[str, str]
    """The name of each language in itself, by locale."""
    extensions: dict[str, dict[str, Any]]
    """The options of each Markdown extension, by name; MkDocs' built-in extensions come first."""
    unreviewed: str
    clinic: Any
    """`extra.clinic` as parsed; `Clinic.read` validates it."""
    translators: dict[str, str]
    """The translator's name or GitHub handle, by locale; many languages may have none."""
    repository: str
    """The URL of the project's repository (`repo_url`), or ""."""

    def address_of(self, file: str, line: int | None = None) -> str:
        """Return the URL of a project file, and line if given, in the form that GitHub uses; "" without `repo_url`."""
        at = f"#L{line}" if line else ""
        return f"{self.repository.rstrip('/')}/blob/HEAD/{file}{at}" if self.repository else ""


class _Extensions(Config):
    """The part of MkDocs' configuration schema that covers Markdown extensions, so that MkDocs itself parses them."""

    markdown_extensions = MkDocsConfig.markdown_extensions
    mdx_configs = MkDocsConfig.mdx_configs


def read(path: Path) -> Settings:
    """Read mkdocs.yml (`path`); raises `HandoutError`, with the line where it is known."""
    try:
        return _read(path, path.stat().st_mtime_ns)
    except ConfigurationError as error:
        cause = error.__context__  # the YAML parser's error
        mark = cause.problem_mark if isinstance(cause, yaml.MarkedYAMLError) else None
        what = f"broken YAML: {cause.problem}" if isinstance(cause, yaml.MarkedYAMLError) else str(error)
        raise HandoutError(
            what, "correct that line, or undo the change", path.name, mark.line + 1 if mark else None
        ) from error
    except (OSError, ValueError, ImportError) as error:
        raise HandoutError(
            f"cannot read this file: {error}", "restore the last version that worked", path.name
        ) from error


@cache
def _read(path: Path, changed: int) -> Settings:
    """Read the file; the result is cached until its modification time, `changed` (in ns), differs."""
    with path.open(encoding="utf-8") as file:
        config = yaml_load(file)
    if not isinstance(config, dict):
        raise ValueError("it has no settings")
    plugins = _named(path, config, "plugins")
    extra = config.get("extra")
    extra = extra if isinstance(extra, dict) else {}
    languages = dict(_languages(path, plugins.get("i18n", {}).get("languages")))
    return Settings(
        str(config.get("site_name", "")),
        tuple(_menu(path, config.get("nav"), ("nav",))),
        languages,
        _extensions(path, config),
        _unreviewed(path, plugins.get("handout", {}).get("unreviewed")),
        extra.get("clinic"),
        dict(_translators(path, extra.get("translators"), languages)),
        str(config.get("repo_url") or ""),
    )


def _menu(path: Path, items: Any, steps: tuple[str | int, ...], section: str = "") -> Iterator[MenuItem]:
    if not isinstance(items, list) or not items:
        raise _fault(path, steps, "the menu has no pages here", "list them, each as `- Title: page.md`")
    for at, item in enumerate(items):
        if not isinstance(item, dict):  # MkDocs would use the page's heading, which is already translated
            what, remedy = f"{item} has no title in the menu", f"write `- Its title: {item}`"
            raise _fault(path, (*steps, at), what, remedy)
        for title, below in item.items():
            if not isinstance(title, str):
                raise _fault(path, (*steps, at), f"the menu's title {title!r} is not text", 'put it in quotes: "…"')
            if not isinstance(below, str):
                yield MenuItem(title, "", section)
                yield from _menu(path, below, (*steps, at, title), title)
            elif urlsplit(below)[:2] != ("", "") or not below.endswith(".md") or below.startswith("/"):
                what = f"the menu links to {below}, which is not a page in docs/"
                raise _fault(path, (*steps, at), what, "use a page, such as about.md, and put the link on that page")
            else:
                yield MenuItem(title, below, section)


def _languages(path: Path, listed: Any) -> Iterator[tuple[str, str]]:
    steps, remedy = ("plugins", "i18n", "languages"), 'write it as {locale: "es", name: "Español"}'
    if not isinstance(listed, list) or not listed:
        raise _fault(path, steps, "there is no list of languages", "list them under plugins: i18n: languages:")
    for at, each in enumerate(listed):
        for key in ("locale", "name"):
            value = each.get(key) if isinstance(each, dict) else None
            if not isinstance(value, str) or not value:  # YAML reads the locale no as false
                what = f"a language has no {key}" if value is None else f"a language's {key} is not text: {value!r}"
                raise _fault(path, (*steps, at), what, remedy)
        if not RE_LOCALE.match(each["locale"]) or "_" in each["locale"]:
            what = f"mkdocs-static-i18n cannot build the locale {each['locale']!r}"
            form = "two letters, with a script or a country where needed: es, zh-Hant, pt-BR"
            raise _fault(path, (*steps, at), what, f"a locale is {form}; remove a language that has no such locale")
        yield each["locale"], each["name"]


def _translators(path: Path, named: Any, languages: dict[str, str]) -> Iterator[tuple[str, str]]:
    steps, remedy = ("extra", "translators"), 'write each as `es: "@team"` or `es: "a name"`, under translators:'
    if not isinstance(named, dict | None):
        raise _fault(path, steps, "translators is not a list of languages", remedy)
    for locale, name in (named or {}).items():
        if locale not in languages:
            what = f"a translator is given for {locale!r}, which is not one of the languages"
            raise _fault(path, (*steps, str(locale)), what, f"write one of {', '.join(languages)}")
        if not isinstance(name, str) or not name.strip() or not name.isprintable():
            raise _fault(path, (*steps, locale), f"the translator for {locale} is not one line of text", remedy)
        yield locale, name.strip()


def _extensions(path: Path, config: dict[str, Any]) -> dict[str, dict[str, Any]]:
    named = _named(path, config, "markdown_extensions")
    for name, options in named.items():
        try:
            Markdown(extensions=[name], extension_configs={name: options})
        except (ImportError, AttributeError, KeyError, TypeError, ValueError) as error:
            what = f"the Markdown extension {name} cannot be loaded: {error}"
            raise _fault(path, ("markdown_extensions", name), what, "correct that line, or undo the change") from error
    read_by_mkdocs = _Extensions()
    read_by_mkdocs.load_dict({"markdown_extensions": copy.deepcopy(config.get("markdown_extensions") or [])})
    read_by_mkdocs.validate()
    return {name: read_by_mkdocs.mdx_configs.get(name, {}) for name in read_by_mkdocs.markdown_extensions}


def _unreviewed(path: Path, choice: Any) -> str:
    if choice not in (None, *UNREVIEWED):
        steps = ("plugins", "handout", "unreviewed")
        raise _fault(path, steps, f"unreviewed is {choice!r}", f"write {' or '.join(UNREVIEWED)}")
    return choice or UNREVIEWED[0]


def _named(path: Path, config: dict[str, Any], key: str) -> dict[str, dict[str, Any]]:
    """Return the options of each listed plugin or extension, by name; {} for one that is listed by name alone."""
    listed = config.get(key) or []
    if isinstance(listed, dict):
        listed = [listed]
    if not isinstance(listed, list):
        raise _fault(path, (key,), f"{key} is not a list", "write each as `- name`")
    found: dict[str, dict[str, Any]] = {}
    for at, each in enumerate(listed):
        items = each.items() if isinstance(each, dict) else [(each, None)]
        for name, options in items:
            if not isinstance(name, str) or not isinstance(options, dict | None):
                raise _fault(
                    path,
                    (key, at),
                    f"{name!r} is not a valid entry of {key}",
                    "write its name, or `name:` with options",
                )
            found[name] = options or {}
    return found


def _fault(path: Path, steps: tuple[str | int, ...], what: str, remedy: str) -> HandoutError:
    return HandoutError(what, remedy, path.name, line_of(path, *steps))


def line_of_page(path: Path, page: str) -> int | None:
    """Return the line (from 1) of mkdocs.yml (`path`) that lists a page in the menu, or None."""
    lines = path.read_text(encoding="utf-8").splitlines()
    listed = re.compile(rf"[\s:]{re.escape(page)}\s*$")
    return next((number for number, line in enumerate(lines, 1) if listed.search(line)), None)


def line_of(path: Path, *steps: str | int) -> int | None:
    """Return the line (from 1) of mkdocs.yml (`path`) at the end of `steps`, which are keys and list indexes.

    If a step does not exist, return the line of the last one that does; None if there is none.
    """
    node: Any = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    line = None
    for step in steps:
        found = _step(node, step)
        if found is None:
            break
        at, node = found
        line = int(at.start_mark.line) + 1
    return line


def _step(node: Any, step: str | int) -> tuple[Any, Any] | None:
    """Return the key node and the value node at a key or list index, or None.

    A key is looked up in a mapping, or in each item of a list: `- name` or `- name: options`.
    """
    items = node.value if isinstance(node, yaml.SequenceNode) else [node]
    if isinstance(step, int):
        return (items[step], items[step]) if step < len(items) else None
    for item in items:
        pairs = item.value if isinstance(item, yaml.MappingNode) else [(item, item)]
        for key, value in pairs:
            if key.value == step:
                return key, value
    return None
