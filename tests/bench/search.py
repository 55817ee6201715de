"""Measures a first search: the time from the last key press to the final results, and the bytes loaded."""

from playwright.sync_api import Browser

from tests.bench import phone

# Selectors for our site and stock Material: the search button, the text field, the results.
CONTROLS = {
    "ours": (".find", "#search-field", ".found ol li"),
    "stock": ("label.md-header__button[for=__search]", ".md-search__input", ".md-search-result__item"),
}
KEY_MS = 120  # between two key presses, for a thumb on a phone
KEYS = {"zh-Hant": 3}  # key presses per character in an input method, at least
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
    """Open `address` without a cache and search; return ms from the last key press, KB loaded and number of results.

    The time is negative if the final results appeared while typing.
    """
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
