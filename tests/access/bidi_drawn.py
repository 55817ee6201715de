"""The visual order of left-to-right runs in Arabic and Persian sentences, as drawn on the screen."""

import json
from pathlib import Path

from markdown import Markdown

from mkdocs_handout.page.bidi import NAME, PRIORITY, Isolator, isolated
from tests.access.engines import Engine
from tests.runs import RUNS

# Runs at the start, in the middle and at the end of a sentence, and next to brackets, quotes and full stops.
SENTENCES = {
    "ar": [
        "{} هو رقمنا", "اتصل على {} اليوم", "اتصل على {}", "اتصل على {}.", "اتصل ({}) اليوم", "العيادة «{}»، سياتل",
        "هل هو {}؟", "الخيار الأول: {}؛ ثم انتظر", "(العيادة: {})", "من {} إلى {}",
    ],
    "fa": [
        "{} شمارهٔ ماست", "با {} تماس بگیرید", "تماس: {}", "این است: {}.", "تماس ({}) امروز", "درمانگاه «{}»، سیاتل",
        "آیا {} است؟", "گزینهٔ اول، {}، سپس صبر کنید", "[درمانگاه {}]", "از {} تا {}",
    ],
}  # fmt: skip
PARTS = ["**{}**", "[{}](tel:0)"]  # the whole run in bold, or a link

# For each paragraph, the indexes of its characters in screen order; spaces have no glyph.
DRAWN = r"""[...document.querySelectorAll('p')].map(p => {
  const found = [], walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
  let number = 0;
  for (let node; (node = walker.nextNode());) for (let at = 0; at < node.data.length; at++, number++) {
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    const box = range.getBoundingClientRect();
    if (node.data[at].trim()) found.push([box.left + box.width / 2, number]);
  }
  return found.sort((one, other) => one[0] - other[0]).map(([, number]) => number);
})"""


def cases(locale: str) -> list[tuple[str, str, str]]:
    """Return test sentences: the run, the text, and its HTML as in the page shell or on a page."""
    md = Markdown()
    md.treeprocessors.register(Isolator(md), NAME, PRIORITY)
    found = []
    for run in RUNS:
        for sentence in SENTENCES[locale]:
            text = sentence.replace("{}", run)
            found.append((run, text, f"<p>{isolated(text)}</p>"))
        for part in PARTS:
            middle = SENTENCES[locale][1]
            html = md.reset().convert(middle.replace("{}", part.replace("{}", _literal(run))))
            found.append((run, middle.replace("{}", run), html))
    return found


def _literal(text: str) -> str:
    return "".join("\\" + char if char in "*_#[]()!" else char for char in text)


def wrong(run: str, text: str, drawn: list[int]) -> bool:
    """Return whether a run of `text` is not drawn in one piece, left to right, between the surrounding words."""
    start = text.index(run)
    while start >= 0:
        own = [at for at in range(start, start + len(run)) if not text[at].isspace()]
        left = drawn.index(own[0])
        if drawn[left : left + len(own)] != own:
            return True
        before = [at for at in range(start) if not text[at].isspace()]
        after = [at for at in range(start + len(run), len(text)) if not text[at].isspace()]
        if before and drawn[left + len(own)] != before[-1] and text[before[-1]] not in run:
            return True
        if after and drawn[left - 1] != after[0]:
            return True
        start = text.find(run, start + 1)
    return False


def misdrawn(engine: Engine, locale: str, found: list[tuple[str, str, str]], folder: Path) -> list[str]:
    """Show the sentences on a page and return those whose run is drawn in the wrong order."""
    page = folder / "page.html"
    style = "<style>p { white-space: nowrap; font: 16px sans-serif; width: 3000px }</style>"
    body = "\n".join(html for *_, html in found)
    page.write_text(
        f'<!DOCTYPE html><html lang="{locale}" dir="rtl"><meta charset="utf-8"><title>runs</title>{style}{body}</html>'
    )
    engine.go(page.as_uri())
    drawn = json.loads(engine.run(f"JSON.stringify({DRAWN})"))
    assert len(drawn) == len(found)
    return [
        f"{text}: {''.join(text[at] for at in order)}"
        for (run, text, _), order in zip(found, drawn, strict=True)
        if wrong(run, text, order)
    ]
