"""mkdocs.yml as our commands need it, read strictly: what MkDocs itself would stumble over later has a line here."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from markdown import Markdown

from mkdocs_handout.project.errors import HandoutError

UNREVIEWED = ("label", "hide")


@dataclass(frozen=True)
class Settings:
    """What mkdocs.yml says; to be read only."""

    site_name: str
    menu: tuple[tuple[str, str], ...]
    """Each title, with its page; without one where it is the heading of others."""
    languages: dict[str, str]
    """Each language's own name, by locale."""
    extensions: dict[str, dict[str, Any]]
    """The Markdown extensions, MkDocs' own built-in ones first, with their options."""
    unreviewed: str
    clinic: Any
    """As it stands there: `Clinic.read` checks it."""


class _Loader(yaml.SafeLoader):
    """mkdocs.yml with its own tags (!ENV …) read as plain data."""


_Loader.add_multi_constructor("!", lambda loader, suffix, node: None)


def read(path: Path) -> Settings:
    """Read mkdocs.yml (`path`), or raise `HandoutError` with its line."""
    try:
        return _read(path, path.stat().st_mtime_ns)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise HandoutError(f"not YAML: {error.problem}", "mend or undo that line", path.name, line) from error
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise HandoutError(f"cannot be read: {error}", "bring the last good one back", path.name) from error


@cache
def _read(path: Path, changed: int) -> Settings:
    """Read it once for each time that it is `changed`."""
    config = yaml.load(path.read_text(encoding="utf-8"), _Loader)  # noqa: S506 - a SafeLoader
    if not isinstance(config, dict):
        raise ValueError("no settings in it")
    plugins = _named(path, config, "plugins")
    extra = config.get("extra")
    return Settings(
        str(config.get("site_name", "")),
        tuple(_menu(path, config.get("nav"), ("nav",))),
        dict(_languages(path, plugins.get("i18n", {}).get("languages"))),
        _extensions(path, config),
        _unreviewed(path, plugins.get("handout", {}).get("unreviewed")),
        extra.get("clinic") if isinstance(extra, dict) else None,
    )


def _menu(path: Path, items: Any, steps: tuple[str | int, ...]) -> Iterator[tuple[str, str]]:
    if not isinstance(items, list) or not items:
        raise _fault(path, steps, "the menu has no pages here", "list them, each as `- Title: page.md`")
    for at, item in enumerate(items):
        if not isinstance(item, dict):  # its title would be the page's heading, already translated
            what, remedy = f"{item} has no title in the menu", f"write `- Its title: {item}`"
            raise _fault(path, (*steps, at), what, remedy)
        for title, below in item.items():
            if not isinstance(title, str):
                raise _fault(path, (*steps, at), f"the menu's title {title!r} is not text", 'put it in quotes: "…"')
            yield title, below if isinstance(below, str) else ""
            if not isinstance(below, str):
                yield from _menu(path, below, (*steps, at, title))


def _languages(path: Path, listed: Any) -> Iterator[tuple[str, str]]:
    steps, remedy = ("plugins", "i18n", "languages"), 'write it as {locale: "es", name: "Español"}'
    if not isinstance(listed, list) or not listed:
        raise _fault(path, steps, "there is no list of languages", "list them below plugins: i18n: languages:")
    for at, each in enumerate(listed):
        for key in ("locale", "name"):
            value = each.get(key) if isinstance(each, dict) else None
            if not isinstance(value, str) or not value:  # YAML reads the locale no as false
                what = f"a language has no {key}" if value is None else f"a language's {key} is not text: {value!r}"
                raise _fault(path, (*steps, at), what, remedy)
        yield each["locale"], each["name"]


def _extensions(path: Path, config: dict[str, Any]) -> dict[str, dict[str, Any]]:
    named = _named(path, config, "markdown_extensions")
    for name, options in named.items():
        try:
            Markdown(extensions=[name], extension_configs={name: options})
        except (ImportError, AttributeError, KeyError, TypeError, ValueError) as error:
            what = f"the Markdown extension {name} cannot be loaded: {error}"
            raise _fault(path, ("markdown_extensions", name), what, "mend or undo that line") from error
    return {"toc": {}, "tables": {}, "fenced_code": {}, **named}


def _unreviewed(path: Path, choice: Any) -> str:
    if choice not in (None, *UNREVIEWED):
        steps = ("plugins", "handout", "unreviewed")
        raise _fault(path, steps, f"unreviewed is {choice!r}", f"write {' or '.join(UNREVIEWED)}")
    return choice or UNREVIEWED[0]


def _named(path: Path, config: dict[str, Any], key: str) -> dict[str, dict[str, Any]]:
    """Return the options of each plugin or extension that is listed: by its name alone, or with options."""
    found: dict[str, dict[str, Any]] = {}
    listed = config.get(key) or []
    for at, each in enumerate([listed] if isinstance(listed, dict) else listed if isinstance(listed, list) else [None]):
        for name, options in each.items() if isinstance(each, dict) else [(each, None)]:
            if not isinstance(name, str) or not isinstance(options, dict | None):
                raise _fault(path, (key, at), f"{name!r} is none of {key}", "write its name, or `name:` with options")
            found[name] = options or {}
    return found


def _fault(path: Path, steps: tuple[str | int, ...], what: str, remedy: str) -> HandoutError:
    return HandoutError(what, remedy, path.name, line_of(path, *steps))


def _pairs(node: Any) -> list[tuple[Any, Any]]:
    return list(node.value) if isinstance(node, yaml.MappingNode) else []


def line_of(path: Path, *steps: str | int) -> int | None:
    """Find the line in mkdocs.yml of what keys, and places in lists, lead to; or of as much of it as is there."""
    node: Any = yaml.compose(path.read_text(encoding="utf-8"), Loader=_Loader)
    line = None
    for step in steps:
        items = node.value if isinstance(node, yaml.SequenceNode) else [node]
        if isinstance(step, int):
            found = [(each, each) for each in items[step : step + 1]]
        else:
            pairs = [pair for each in items for pair in (_pairs(each) or [(each, each)])]
            found = [(key, value) for key, value in pairs if key.value == step]
        if not found:
            break
        at, node = found[0]
        line = int(at.start_mark.line) + 1
    return line
