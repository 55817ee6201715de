"""What is shown for an English message, and how reliable it is."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """The states of a translation, from most to least reliable (translations/README.md, "What a reader sees")."""

    APPROVED = "approved"
    DRAFT = "draft"
    STALE = "stale"
    MISSING = "missing"


@dataclass(frozen=True)
class Shown:
    """What a reader sees for a message: the text, its state, and whether it is English instead of a translation."""

    text: str
    state: State
    foreign: bool = False
