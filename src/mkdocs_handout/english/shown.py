"""What stands in the place of an English message, and how far it can be relied on."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """What a reader can rely on, from most to least (translations/README.md, "What a reader sees")."""

    APPROVED = "approved"
    DRAFT = "draft"
    STALE = "stale"
    MISSING = "missing"


@dataclass(frozen=True)
class Shown:
    """What a reader sees of a message: its text, its state, and whether that text is the English instead."""

    text: str
    state: State
    foreign: bool = False
