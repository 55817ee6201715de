"""`make picture`: makes notes/phones.png, README's picture of the built site on three phones."""

from playwright.sync_api import sync_playwright

from tests.bench.phone import served
from tests.built import ROOT
from tests.conftest import CHROMIUM, QUIET

SHOWN = ["", "ar/what-to-expect/", "zh-Hant/diagram/"]

if __name__ == "__main__":
    with served(ROOT / "site") as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_page(viewport={"width": 1140, "height": 760}, locale="sw")  # not one of ours: no offer
        frames = "".join(f'<iframe src="{address}{each}" width="360" height="740"></iframe>' for each in SHOWN)
        page.set_content(
            "<style>body { display: flex; gap: 20px; margin: 10px; background: #dfe7e6 }"
            f"iframe {{ border: 0; border-radius: 14px }}</style>{frames}"
        )
        page.wait_for_load_state("networkidle")
        page.screenshot(path=ROOT / "notes" / "phones.png")
        browser.close()
