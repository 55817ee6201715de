"""The text of one page in one language: its tree and its blocks, as Markdown made them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml.html import HtmlElement

from mkdocs_handout.english.blocks import NUMBER, Block
from mkdocs_handout.page.html import name_of, words

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True)
class Content:
    """A page's text in one language. The tree is read-only: copy it to make changes."""

    tree: HtmlElement
    """A `<div>` of the page's elements; a block's element has the attribute `data-block`."""
    blocks: tuple[Block, ...] = ()
    """The blocks in reading order; `data-block` is the index."""
    styles: tuple[str, ...] = ()
    """Stylesheets of overrides/ that the page needs."""

    def elements(self) -> Iterator[tuple[HtmlElement, Block]]:
        """Yield each block that has an element (titles have none) with that element, in reading order."""
        for element in self.tree.iter():
            if number := element.get(NUMBER):
                yield element, self.blocks[int(number)]

    @cached_property
    def words(self) -> dict[str, str]:
        """The text shown for each message, without markup."""
        return {block.message: own_words(element) for element, block in self.elements()}


def own_words(element: HtmlElement, skip: Callable[[HtmlElement], bool] = lambda child: False) -> str:
    """Return the text of a block on one line.

    Nested blocks, a heading's permalink sign (`¶`), and elements for which `skip` is true are left out.
    """
    return words(
        element, lambda child: child.get(NUMBER) is not None or child.get("class") == "headerlink" or skip(child)
    )


def main_point(tree: HtmlElement) -> int:
    """Return how many of the page's first elements contain its main point; without a `.lead`, all of them.

    The main point ends with the `.lead` paragraphs, their definitions (`.means`), and a `.glance` that directly follows
    them: a heading with the list below it, or the list itself.
    """
    elements = list(tree)
    lead = next((at for at, each in enumerate(elements) if "lead" in each.classes), None)
    if lead is None:
        return len(elements)
    end = lead + 1
    while end < len(elements) and any(name in elements[end].classes for name in ("lead", "means")):
        end += 1
    if end < len(elements) and "glance" in elements[end].classes:
        end += 1 + (name_of(elements[end]) in _HEADINGS)
    return end
