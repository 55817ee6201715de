"""handout/leaflet.yaml: the layout of the leaflet, by fact id; the same for every language."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from mkdocs_handout.project.errors import HandoutError
from mkdocs_handout.project.yaml_lines import pairs

FORMS = ("text", "glance", "stages", "table", "pictures", "credits")
_KEYS = ("title", "sides")


@dataclass(frozen=True)
class Name:
    """A reference to a block of the pages, by fact id or by its English text, with its line in the file."""

    text: str
    line: int


@dataclass(frozen=True)
class Entry:
    """One paragraph (`names`), or a heading or term (`head`) with the entries below it."""

    names: tuple[Name, ...] = ()
    head: Name | None = None
    below: tuple["Entry", ...] = ()


@dataclass(frozen=True)
class Section:
    """A section of the leaflet: its form (one of `FORMS`), its heading and its content."""

    form: str
    heading: Name
    says: tuple[Entry, ...]

    def names(self) -> Iterator[Name]:
        """Yield all names below the heading, in reading order."""
        yield from _names(self.says)


@dataclass(frozen=True)
class Band:
    """A part of a side at full width: one section, or several that flow through two columns."""

    sections: tuple[Section, ...]
    columns: bool = False


@dataclass(frozen=True)
class Composition:
    """The leaflet: its title, and its sides from top to bottom."""

    path: Path
    title: Name
    sides: tuple[tuple[Band, ...], ...]

    def sections(self) -> Iterator[Section]:
        """Yield the sections in reading order."""
        for side in self.sides:
            for band in side:
                yield from band.sections

    def names(self) -> Iterator[Name]:
        """Yield all names, in reading order."""
        yield self.title
        for section in self.sections():
            yield section.heading
            yield from section.names()


def _names(entries: tuple[Entry, ...]) -> Iterator[Name]:
    for entry in entries:
        if entry.head:
            yield entry.head
        yield from entry.names
        yield from _names(entry.below)


def read(path: Path) -> Composition | None:
    """Read leaflet.yaml; return None if there is no such file. Raises `HandoutError` with the line."""
    if not path.exists():
        return None
    reader = _Reader(path)
    parts = {key: node for key, _, node in pairs(path, "leaflet", "title and sides")}
    for key in _KEYS:
        if key not in parts:
            raise HandoutError(f"{key} is missing", f"write {', '.join(_KEYS)}", path, 1)
    return Composition(
        path,
        reader.name(parts["title"]),
        tuple(tuple(map(reader.band, reader.items(side))) for side in reader.items(parts["sides"])),
    )


class _Reader:
    """Reads the nodes of one file; errors have the node's line."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def fault(self, node: yaml.Node, what: str, remedy: str) -> HandoutError:
        return HandoutError(what, remedy, self.path, node.start_mark.line + 1)

    def items(self, node: yaml.Node) -> list[yaml.Node]:
        if not isinstance(node, yaml.SequenceNode):
            raise self.fault(node, "a list is expected here", "write one item per line, each after `- `")
        return list(node.value)

    def name(self, node: yaml.Node) -> Name:
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
            raise self.fault(node, "text is expected here", "write a fact's id, or the English words in quotes")
        return Name(" ".join(node.value.split()), node.start_mark.line + 1)

    def listed(self, node: yaml.Node) -> list[Name]:
        return [self.name(each) for each in (self.items(node) if isinstance(node, yaml.SequenceNode) else [node])]

    def band(self, node: yaml.Node) -> Band:
        if not isinstance(node, yaml.MappingNode):
            raise self.fault(node, "a section is expected here", "write `text: Its heading` and below it `says: ...`")
        if [key.value for key, _ in node.value] != ["columns"]:
            return Band((self.section(node),))
        return Band(tuple(map(self.section, self.items(node.value[0][1]))), columns=True)

    def section(self, node: yaml.Node) -> Section:
        keys = [key.value for key, _ in node.value] if isinstance(node, yaml.MappingNode) else []
        if len(keys) != 2 or keys[0] not in FORMS or keys[1] != "says":
            what = (
                "a section is expected here"
                if not keys
                else f"these keys do not make a section: {', '.join(map(str, keys))}"
            )
            raise self.fault(node, what, f"write one of {', '.join(FORMS)} with its heading, then `says`")
        (_, heading), (_, says) = node.value
        return Section(keys[0], self.name(heading), tuple(self.entries(says)))

    def entries(self, node: yaml.Node) -> Iterator[Entry]:
        for each in self.items(node) if isinstance(node, yaml.SequenceNode) else [node]:
            if isinstance(each, yaml.MappingNode):
                if len(each.value) != 1:
                    raise self.fault(each, "more than one heading in an item", "start each with `- `")
                head, below = each.value[0]
                yield Entry(head=self.name(head), below=tuple(self.entries(below)))
            else:
                yield Entry(tuple(self.listed(each)))
