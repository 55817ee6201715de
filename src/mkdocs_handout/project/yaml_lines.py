"""Reads hand-written YAML mappings with the line of each entry."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import yaml
from yaml.constructor import BaseConstructor

from mkdocs_handout.project.errors import HandoutError

_FAST: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""PyYAML's loader in C, if it was built with one, which is ten times as fast."""

# PyYAML's messages for common mistakes (yaml/scanner.py, yaml/parser.py), and what to do about each.
_REMEDIES = {
    "mapping values are not allowed": "put a value that contains a colon and a space in quotes",
    "cannot start any token": "use spaces instead of tabs; put a value that starts with @, % or ` in quotes",
    "expected <block end>": "indent the line by as many spaces as those it belongs with",
    "could not find expected ':'": "write a colon and a space after the name",
    "unexpected end of stream": "close the open quotation mark or bracket",
    "expected ',' or": "close the open bracket, or put a comma between its parts",
}


def pairs(path: Path, what: str, form: str) -> Iterator[tuple[str, int, yaml.Node]]:
    """Yield each key of a YAML file, its line (from 1), and its value node.

    Raises `HandoutError` if the file is not a mapping with unique text keys; the message says `what` the file should
    hold, and in which `form`.
    """
    node = _composed(path)
    if not isinstance(node, yaml.MappingNode):
        raise HandoutError(f"this file has no {what}", f"write {form}", path, 1)
    seen = set()
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise HandoutError("a name here must be text, not a list or a mapping", f"write {form}", path, line)
        if key.value in seen:
            raise HandoutError(
                f"the key {key.value!r} appears twice", "put all its values under one of them", path, line
            )
        seen.add(key.value)
        yield key.value, line, value


def to_python(node: yaml.Node, path: Path) -> Any:
    """Convert a node to lists, dicts and strings, with scalars as written (`no` stays text); raises `HandoutError`."""
    try:
        return BaseConstructor().construct_object(node, deep=True)
    except yaml.MarkedYAMLError as error:
        raise _broken(error, path) from error


def _composed(path: Path) -> yaml.Node | None:
    try:
        text = path.read_text(encoding="utf-8-sig")
        with suppress(yaml.YAMLError):
            return yaml.compose(text, _FAST)
        return yaml.compose(text, yaml.SafeLoader)  # this loader's messages are those in `_REMEDIES`
    except yaml.MarkedYAMLError as error:
        raise _broken(error, path) from error
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as error:
        raise HandoutError(
            f"cannot read this file: {' '.join(str(error).split())}", "save it as UTF-8 YAML", path
        ) from error


def _broken(error: yaml.MarkedYAMLError, path: Path) -> HandoutError:
    line = error.problem_mark.line + 1 if error.problem_mark else None
    problem = str(error.problem)
    remedy = next((plain for words, plain in _REMEDIES.items() if words in problem), "correct that line")
    return HandoutError(f"broken YAML: {problem}", remedy, path, line)
