"""The words of handout/wording.yaml: which are claims, which are medical, which claim nothing."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.project.yaml_lines import pairs, to_python

_KEYS = ("claims", "stronger", "medical", "plain", "asking", "phrases")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*|\d+(?:[.,]\d+)*\s?%?")
_ENDINGS = (("ically", "ic"), ("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""), ("e", ""))


@dataclass(frozen=True)
class Wording:
    """The lists of handout/wording.yaml."""

    claims: re.Pattern[str]
    stronger: re.Pattern[str]
    medical: frozenset[str]
    plain: frozenset[str]
    asking: frozenset[str]
    phrases: re.Pattern[str]

    def without_phrases(self, text: str) -> str:
        """Return a text without the phrases whose words are not checked."""
        return self.phrases.sub(" ", text)


def read_wording(path: Path) -> Wording:
    """Read `wording.yaml`; raises `HandoutError` with the line."""
    lists: dict[str, list[str]] = {}
    form = "`plain: [word, word]`"
    for name, line, node in pairs(path, "word lists", form):
        words = [each for each in _flat(to_python(node, path)) if isinstance(each, str)]
        if name not in _KEYS or not words:
            what = f"{name!r} is not one of the word lists, or is empty"
            raise HandoutError(what, f"write {form}; the lists are {', '.join(_KEYS)}", path, line)
        lists[name] = words
    if missing := [name for name in _KEYS if name not in lists]:
        raise HandoutError(f"the list {missing[0]!r} is missing", f"write {form}", path)
    return Wording(
        _any(lists["claims"]),
        _any(lists["stronger"]),
        base_forms(lists["medical"]),
        base_forms(lists["plain"]),
        base_forms(lists["asking"]),
        _any(lists["phrases"]),
    )


def words_of(text: str) -> list[str]:
    """Return the words and figures of a text in lower case; `50%` is one, a hyphenated word is split."""
    found = (found[0].lower().replace("’", "'").removesuffix("'s") for found in _WORD.finditer(text))
    return [part for each in found for part in re.split(r"[-']", each) if part]


def base_form(word: str) -> str:
    """Remove a word's ending, so that its forms can be compared: visits, visited, visiting."""
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            cut = word.removesuffix(ending) + instead
            doubled = ending in ("ing", "ed") and len(cut) > 3 and cut[-1] == cut[-2]
            return cut[:-1] if doubled else cut.removesuffix("e")
    return word


def base_forms(texts: Iterable[str]) -> frozenset[str]:
    """Return the base forms of all words of `texts`."""
    return frozenset(base_form(word) for text in texts for word in words_of(text))


def _any(entries: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that matches any of the entries as whole words; `*` matches any ending."""
    forms = sorted((re.escape(each).replace(r"\*", r"\w*") for each in entries), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms) or '(?!)'})(?!\w)", re.I)


def _flat(value: object) -> Iterator[object]:
    for each in value if isinstance(value, list) else [value]:
        yield from _flat(each) if isinstance(each, list) else [each]
