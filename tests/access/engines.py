"""Three browser engines behind one small interface: open a page, act, inspect."""

import os
import shutil
import subprocess
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

from playwright.sync_api import Playwright
from selenium import webdriver
from selenium.common.exceptions import NoSuchFrameException
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver

from tests.conftest import CHROMIUM, QUIET

WEBKIT = "WebKitWebDriver"


class Engine(Protocol):
    """A browser window about as wide as a phone."""

    def go(self, url: str) -> None: ...
    def reload(self) -> None: ...
    def run(self, script: str) -> Any:
        """Return the value of the JavaScript expression `script`."""

    def click(self, selector: str) -> None: ...
    def type(self, selector: str, text: str) -> None: ...
    def picture(self, file: Path) -> None: ...


class PlaywrightEngine:
    """Chromium or Firefox."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def go(self, url: str) -> None:
        self.page.goto(url)

    def reload(self) -> None:
        self.page.reload()

    def run(self, script: str) -> Any:
        return self.page.evaluate(script)

    def click(self, selector: str) -> None:
        self.page.click(selector)

    def type(self, selector: str, text: str) -> None:
        self.page.type(selector, text)

    def picture(self, file: Path) -> None:
        self.page.screenshot(path=file)


class SeleniumEngine:
    """WebKitGTK."""

    def __init__(self, driver: WebDriver) -> None:
        self.driver = driver

    def go(self, url: str) -> None:
        self.driver.get(url)

    def reload(self) -> None:
        self.driver.refresh()

    def run(self, script: str) -> Any:
        return self.driver.execute_script(f"return {script}")

    def click(self, selector: str) -> None:
        self.driver.find_element(By.CSS_SELECTOR, selector).click()

    def type(self, selector: str, text: str) -> None:
        self.driver.find_element(By.CSS_SELECTOR, selector).send_keys(text)

    def picture(self, file: Path) -> None:
        self.driver.save_screenshot(str(file))


@contextmanager
def chromium(driver: Playwright) -> Iterator[Engine]:
    assert Path(CHROMIUM).exists(), "Chromium is missing. Run: sudo apt-get install chromium"
    browser = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
    yield PlaywrightEngine(browser.new_page(viewport={"width": 450, "height": 800}))
    browser.close()


@contextmanager
def firefox(driver: Playwright) -> Iterator[Engine]:
    path = shutil.which("firefox-esr")
    assert path, "Firefox is missing. Run: sudo apt-get install firefox-esr"
    browser = driver.firefox.launch(channel="moz-firefox", executable_path=path)
    yield PlaywrightEngine(browser.new_page(viewport={"width": 450, "height": 800}))
    browser.close()


@contextmanager
def webkit(_: Playwright) -> Iterator[Engine]:
    """Yield MiniBrowser on its own virtual display, since it has no headless mode."""
    missing = [each for each in (WEBKIT, "Xvfb") if not shutil.which(each)]
    assert not missing, f"{missing} missing. Run: sudo apt-get install webkit2gtk-driver xvfb"
    reading, writing = os.pipe()
    screen = subprocess.Popen(["Xvfb", "-displayfd", str(writing), "-screen", "0", "1400x1000x24"], pass_fds=[writing])
    os.close(writing)
    with os.fdopen(reading) as output:
        display = output.readline().strip()
    environment = {**os.environ, "DISPLAY": f":{display}", "LC_ALL": "en_US.UTF-8", "LANGUAGE": "en_US"}
    options = webdriver.WebKitGTKOptions()
    options.binary_location = str(minibrowser())
    options.add_argument("--automation")
    service = webdriver.WebKitGTKService(executable_path=shutil.which(WEBKIT) or "", env=environment)
    with warnings.catch_warnings():  # selenium's own class uses an API that selenium deprecates
        warnings.filterwarnings("ignore", "setting remote_server_addr", DeprecationWarning)
        driver = webdriver.WebKitGTK(options=options, service=service)
    try:
        driver.set_window_size(450, 800)
        yield SeleniumEngine(driver)
    finally:
        driver.quit()
        screen.terminate()
        screen.wait()


def minibrowser() -> Path:
    """Return the path of MiniBrowser, WebKitGTK's small browser, on Debian."""
    found = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
    assert found, "MiniBrowser is missing. Run: sudo apt-get install webkit2gtk-driver"
    return found[0]


ENGINES = {"chromium": chromium, "firefox": firefox, "webkit": webkit}


def until(engine: Engine, script: str) -> None:
    """Wait until a JavaScript expression is true."""
    for _ in range(100):
        with suppress(NoSuchFrameException):  # what WebKit answers while one page replaces another
            if engine.run(script):
                return
        time.sleep(0.05)
    raise AssertionError(f"never true: {script}")
