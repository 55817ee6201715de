"""Divides the languages of a build among processes, so that all processors work.

They are forked when catalogs and English pages are read, but not yet written. So each starts with what languages share.
"""

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Generic, Self, TypeVar

from mkdocs_handout.project.errors import FaultsError, HandoutError

WORTH_A_PROCESS = 4
"""The smallest number of languages for a process; with fewer, the time to start it is not worth it."""

ENGLISH_AS_LANGUAGES = 2
"""English has more pages than other languages; to write them takes as long as this number of languages."""

Result = TypeVar("Result")

Divide = Callable[[Sequence[str]], list[str]]
"""Takes the locales to be built, English first, and returns those that this process has to build."""

Outcome = tuple[list[str], Exception | None]
"""The notes of a build, and the error that stopped it."""


def can_fork() -> bool:
    """Return whether this process can be forked safely: on Linux, if it has no other threads."""
    return sys.platform == "linux" and threading.active_count() == 1


class Meanwhile(Generic[Result]):
    """Work that another process does until its result is needed. If it cannot, this process does it then.

    A `ProcessPoolExecutor` has threads of its own, with which `Processes` could not fork.
    """

    def __init__(self, work: Callable[[], Result], processes: int) -> None:
        """Begin `work`, whose result can be pickled, if there may be two `processes`."""
        self._work = work
        self._child: tuple[int, Connection] | None = None
        if processes < 2 or not can_fork():
            return
        receiver, sender = Pipe(duplex=False)
        child = os.fork()
        if not child:
            try:
                sender.send(work())
            finally:
                os._exit(0)
        sender.close()
        self._child = child, receiver

    def __enter__(self) -> Self:
        return self

    def result(self) -> Result:
        """Return the result, and raise what `work` raises."""
        with self:
            try:
                if self._child:
                    result: Result = self._child[1].recv()
                    return result
            except EOFError:  # it failed: do it again here, where its error has a traceback
                pass
        return self._work()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the other process, if it still works."""
        if self._child:
            child, receiver = self._child
            receiver.close()
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            self._child = None


class Processes:
    """The processes of one build: up to `most`; one on systems that cannot fork safely (all but Linux)."""

    def __init__(self, most: int | None = None) -> None:
        """`most` is 1 or more; default: the number of processors."""
        self.most = most or os.cpu_count() or 1
        self._children: list[tuple[int, Connection]] = []
        self._parent: Connection | None = None  # in a child

    def divide(self, locales: Sequence[str]) -> list[str]:
        """Fork, and return the part of `locales` that each process has to build; the first locale is the parent's."""
        first, *others = locales
        number = min(self.most, len(others) // WORTH_A_PROCESS)
        if number < 2 or not can_fork():
            return list(locales)
        gc.freeze()  # so that no process examines again, and copies, what all share (see Python's documentation of gc)
        own, *parts = _dealt(others, number)
        for part in parts:
            receiver, sender = Pipe(duplex=False)
            child = os.fork()
            if not child:
                self._children, self._parent = [], sender
                return part
            sender.close()
            self._children.append((child, receiver))
        return [first, *own]

    def run(self, build: Callable[[], list[str]]) -> list[str]:
        """Run `build`, which may call `divide`, and return the notes of all processes, each once.

        A child reports to its parent and ends here. Raises what `build` raises in any of them.
        """
        try:
            outcome = _outcome(build)
            if self._parent:
                self._parent.send(outcome)
        finally:
            if self._parent:
                os._exit(0)
        outcomes = [outcome, *(_received(*child) for child in self._children)]
        _raise(error for _, error in outcomes if error)
        return list(dict.fromkeys(note for notes, _ in outcomes for note in notes))


def _dealt(locales: Sequence[str], number: int) -> list[list[str]]:
    """Return the parts of `number` processes, the first of which also writes English.

    Neighbours, such as languages written right to left, which take longer, are in different parts.
    """
    parts: list[list[str]] = [[] for _ in range(number)]
    loads = [ENGLISH_AS_LANGUAGES, *[0] * (number - 1)]
    for each in locales:
        least = loads.index(min(loads))
        parts[least].append(each)
        loads[least] += 1
    return parts


def _outcome(build: Callable[[], list[str]]) -> Outcome:
    try:
        return build(), None
    except Exception as error:  # raised again in the parent
        return [], error


def _received(child: int, receiver: Connection) -> Outcome:
    """Wait for a child to end, and return what it reported."""
    try:
        outcome: Outcome = receiver.recv()
    except EOFError:
        outcome = [], HandoutError("a process that built some of the languages was killed", "build again")
    os.waitpid(child, 0)
    return outcome


def _raise(errors: Iterable[Exception]) -> None:
    """Raise `errors`, those for people as one, with each fault once."""
    faults: dict[str, HandoutError] = {}
    for error in errors:
        if not isinstance(error, HandoutError):
            raise error
        faults |= {str(each): each for each in (error.each if isinstance(error, FaultsError) else [error])}
    if faults:
        raise FaultsError(list(faults.values()))
