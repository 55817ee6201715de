"""What a first search costs: time from the last key to the final results, and the bytes loaded."""

from playwright.sync_api import Browser

from tests.bench import phone

# How to open the search, where to type, and which elements are results: ours, and stock Material's.
CONTROLS = {
    "ours": (".find", "#search-field", ".found ol li"),
    "stock": ("label.md-header__button[for=__search]", ".md-search__input", ".md-search-result__item"),
}
KEY_MS = 120  # between two keys, as a thumb types
KEYS = {"zh-Hant": 3}  # keys per character in an input method, at least
WATCH = """
selector => {
  const seen = window.seen = {key: 0, first: 0, last: 0, text: ''};
  addEventListener('input', () => (seen.key = performance.now()), true);
  const look = () => {
    const now = [...document.querySelectorAll(selector)].map(item => item.textContent).join();
    if (now && now !== seen.text) {
      seen.first ||= performance.now();
      Object.assign(seen, {last: performance.now(), text: now, results: document.querySelectorAll(selector).length});
    }
    requestAnimationFrame(look);
  };
  look();
}
"""


def first_search(browser: Browser, address: str, query: str, locale: str, site: str) -> dict[str, float]:
    """Open `address` cold and search; ms from the last key (below 0: shown while typing), KB loaded, results listed."""
    button, field, result = CONTROLS[site]
    with phone.cheap(browser) as (page, seen):
        page.goto(address, wait_until="networkidle")
        before = seen["KB"]
        page.evaluate(WATCH, result)
        page.locator(button).first.click()
        page.locator(field).press_sequentially(query, delay=KEY_MS * KEYS.get(locale, 1))
        page.wait_for_timeout(3000)
        found = page.evaluate("() => seen")
        return {
            "first ms": found["first"] - found["key"] if found["first"] else float("nan"),
            "stable ms": max(0, found["last"] - found["key"]) if found["first"] else float("nan"),
            "KB added": seen["KB"] - before,
            "KB in all": seen["KB"],
            "results": found.get("results", 0),
        }
