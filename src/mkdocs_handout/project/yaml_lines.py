"""YAML files that people write by hand: a mapping, each of whose parts knows its line."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import yaml
from yaml.constructor import BaseConstructor

from mkdocs_handout.project.errors import HandoutError

_FAST: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""PyYAML's loader in C, where it was built with one: ten times as fast."""

# What the parser says of the mistakes that people make (yaml/scanner.py, yaml/parser.py), and what to do about each.
_REMEDIES = {
    "mapping values are not allowed": "put a value that has a colon and a space in it between quotation marks",
    "cannot start any token": "write spaces for a tab; put a value that begins with @, % or ` between quotation marks",
    "expected <block end>": "begin the line below the first letter of those it belongs with",
    "could not find expected ':'": "write a colon and a space behind the name",
    "unexpected end of stream": "close the quotation mark or the bracket that is open",
    "expected ',' or": "close the bracket that is open, or write a comma between its parts",
}


def pairs(path: Path, what: str, form: str) -> Iterator[tuple[str, int, yaml.Node]]:
    """Yield each key of a file, its line and its value; raises `HandoutError`.

    `what` the file holds and in which `form` is said where it does not.
    """
    node = _composed(path)
    if not isinstance(node, yaml.MappingNode):
        raise HandoutError(f"no {what}", f"write {form}", path, 1)
    seen = set()
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise HandoutError("a list or a mapping as a name", f"write {form}", path, line)
        if key.value in seen:
            raise HandoutError(f"{key.value!r} stands twice", "put all its values into one", path, line)
        seen.add(key.value)
        yield key.value, line, value


def to_python(node: yaml.Node, path: Path) -> Any:
    """Return a part as lists, dicts and strings, each as it is written: `no` is a word here."""
    try:
        return BaseConstructor().construct_object(node, deep=True)
    except yaml.MarkedYAMLError as error:
        raise _broken(error, path) from error


def _composed(path: Path) -> yaml.Node | None:
    try:
        text = path.read_text(encoding="utf-8-sig")
        with suppress(yaml.YAMLError):
            return yaml.compose(text, _FAST)
        return yaml.compose(text, yaml.SafeLoader)  # whose words `_REMEDIES` explains
    except yaml.MarkedYAMLError as error:
        raise _broken(error, path) from error
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as error:
        raise HandoutError(f"not readable: {' '.join(str(error).split())}", "save it as UTF-8 YAML", path) from error


def _broken(error: yaml.MarkedYAMLError, path: Path) -> HandoutError:
    line = error.problem_mark.line + 1 if error.problem_mark else None
    problem = str(error.problem)
    remedy = next((plain for words, plain in _REMEDIES.items() if words in problem), "mend that line")
    return HandoutError(f"broken YAML: {problem}", remedy, path, line)
