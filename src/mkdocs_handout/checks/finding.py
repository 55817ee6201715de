"""What makes a translation wrong: a small function for each thing, over one translation and its English.

Unsafe is another matter (safety.py): that stops the build, this stops `make check`.
"""

from collections.abc import Callable, Iterator

from mkdocs_handout.catalog.safety import Fault
from mkdocs_handout.checks.form import (
    doubled_words,
    end_punctuation,
    spaces,
    unbalanced,
    wrong_han,
    wrong_language,
    wrong_script,
)  # fmt: skip
from mkdocs_handout.checks.meaning import (
    empty,
    figures_differ,
    figures_not_bold,
    hedges_lost,
    names_lost,
    out_of_proportion,
    range_with_dash,
    same_as_english,
    term_missing,
)  # fmt: skip
from mkdocs_handout.checks.pair import Pair

CHECKS: tuple[Callable[[Pair], Iterator[Fault]], ...] = (
    empty, same_as_english, figures_differ, figures_not_bold, range_with_dash, hedges_lost, names_lost, term_missing,
    wrong_script, wrong_han, wrong_language, doubled_words, unbalanced, end_punctuation, spaces, out_of_proportion,
)  # fmt: skip


def wrong(pair: Pair) -> Iterator[Fault]:
    """Find all that is wrong with one translation."""
    for check in CHECKS:
        yield from check(pair)
