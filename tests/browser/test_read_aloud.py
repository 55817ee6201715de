"""Reading aloud with the phone's own voices, which are stubbed, since a test machine has none."""

import json

import pytest
from playwright.sync_api import expect

from tests.built import LOCALES, QUESTIONS

# Language tags of voices as on real phones.
VOICES = {
    "en": "en-US", "ar": "ar-SA", "zh-Hant": "zh-TW", "zh-Hans": "zh_CN_#Hans", "tl": "fil-PH", "pa": "pa-IN",
    "fa": "fas-IRN", "ko": "ko_KR", "es": "es-419", "de": "deu-DEU-default", "vi": "vie_VNM",
}  # fmt: skip
STUB = """{
  let current;
  window.spoken = []; window.cancelled = 0; window.voices = VOICES;
  const speech = {
    getVoices: () => window.voices,
    speak(it) { current = it; spoken.push({ text: it.text, lang: it.lang, voice: it.voice.name }); },
    cancel() { const it = current; current = null; window.cancelled++; it?.onerror?.({ error: "canceled" }); },
  };
  window.endNow = () => { const it = current; current = null; it.onend(); };
  Object.defineProperty(window, "speechSynthesis", { value: speech });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
}"""
NOW = "document.querySelector('.aloud-now')?.textContent.trim()"
# Ends one block after the other until none is read. Returns the text and the height of each.
READ_ON = """() => { const heard = [];
  for (let it; heard.length < 999 && (it = document.querySelector('.aloud-now')); endNow())
    heard.push([it.textContent.trim(), it.getBoundingClientRect().height]);
  return heard; }"""


def voice(tag, **more):
    return {"lang": tag, "name": tag, "localService": True, "default": False, **more}


def stub(phone, *voices):
    phone.add_init_script(STUB.replace("VOICES", json.dumps(voices)))


def home(address, locale):
    return address + ("" if locale == "en" else f"{locale}/")


def shows(phone, buttons, why=""):
    """Wait until the page has looked at the voices, which may need a script for unusual tags, and count its buttons."""
    phone.evaluate("speechSynthesis.onvoiceschanged()")
    expect(phone.locator(".aloud:visible"), why).to_have_count(buttons)


def test_button_is_hidden_if_the_browser_has_no_voices(phone, address):
    errors = []
    phone.on("pageerror", lambda error: errors.append(str(error)))
    phone.goto(address + "what-to-expect/")
    shows(phone, 0, "there are no voices")
    assert not errors


@pytest.mark.parametrize("locale", LOCALES)
def test_button_is_shown_only_if_the_phone_has_a_voice(locale, phone, address):
    """A local voice counts, whatever the form of its tag; voices of other languages and online voices do not."""
    errors = []
    phone.on("pageerror", lambda error: errors.append(str(error)))
    tag = VOICES.get(locale, locale)
    stub(phone, voice(tag))
    phone.goto(home(address, locale) + "what-to-expect/")
    expect(phone.locator(".aloud:visible"), "a voice that is there from the start").to_have_count(1)
    for voices, wanted in [
        ([], 0),
        ([voice(tag)], 1),
        ([voice("not a tag"), voice(""), voice(tag)], 1),
        ([voice(tag, localService=False)], 0),
        ([voice("cy-GB")], 0),
    ]:
        phone.evaluate("voices => { window.voices = voices; }", voices)
        shows(phone, wanted, str(voices))
    assert not errors


def test_an_online_voice_is_never_used(phone, address):
    """Not even if it is the phone's default voice."""
    stub(phone, voice("en-US", name="far", localService=False, default=True), voice("en-GB", name="near"))
    phone.goto(address + "what-to-expect/")
    phone.click(".aloud")
    phone.wait_for_selector(".aloud-now")
    assert phone.evaluate("spoken[0].voice") == "near"


def test_a_voice_for_the_readers_country_is_preferred(phone, address):
    """Whatever the form of the tag. The phone in these tests is set to en-US."""
    stub(phone, voice("eng-GBR-default"), voice("en_GB"), voice("en_US_#Latn"))
    phone.goto(address + "what-to-expect/")
    assert phone.evaluate("navigator.languages[0]") == "en-US"
    phone.click(".aloud")
    phone.wait_for_selector(".aloud-now")
    assert phone.evaluate("spoken[0].voice") == "en_US_#Latn"


def test_chinese_voices_are_distinguished(phone, address):
    stub(phone, voice("zh-HK"))
    phone.goto(address + "zh-Hans/")
    shows(phone, 0)
    phone.goto(address + "zh-Hant/")
    shows(phone, 1)


@pytest.mark.parametrize("locale", ["en", "ar", "zh-Hant"])
def test_reads_each_block_from_top_to_bottom(locale, phone, address, pages):
    stub(phone, voice(VOICES[locale]), voice("cy-GB"))
    phone.goto(home(address, locale) + "what-to-expect/")
    page = next(each for each in pages if each.locale == locale and each.slug == "what-to-expect/").tree
    label = phone.locator(".aloud").text_content()
    phone.click(".aloud")
    phone.wait_for_selector(".aloud-now")
    heard = phone.evaluate(READ_ON)
    assert all(height > 0 for _, height in heard)
    path = "//aside/p | //*[@data-content]/*[self::h1 or self::h2 or self::p] | //main//details/summary"
    assert [text for text, _ in heard] == [each.text_content().strip() for each in page.xpath(path)]
    assert phone.locator(".aloud").text_content() == label, "the button is not back in its first state"
    spoken = phone.evaluate("spoken")
    assert {each["voice"] for each in spoken} == {VOICES[locale]}
    assert all(len(each["text"]) < 300 for each in spoken), "too long: Chrome stops reading long texts"
    assert any("I M S" in each["text"] for each in spoken), "IMS is not read letter by letter"
    assert not any("IMS" in each["text"] for each in spoken)


def test_stops_and_resumes_at_the_same_block(phone, address):
    """By keyboard. The block is marked and scrolled into view without animation, and the button says what it does."""
    stub(phone, voice("en-US"))
    phone.emulate_media(reduced_motion="reduce")
    phone.goto(address + "possible-problems/")
    button = phone.locator(".aloud")
    assert button.get_attribute("aria-label") is None
    assert button.inner_text() == "Read aloud"
    button.focus()
    phone.keyboard.press("Enter")
    phone.wait_for_selector(".aloud-now")
    for _ in range(8):
        phone.evaluate("endNow()")
    box = phone.locator(".aloud-now").bounding_box()
    assert 0 <= box["y"] <= 800 - box["height"], "the block is not in view"
    assert phone.locator(".aloud-now").evaluate("each => getComputedStyle(each).outlineStyle") == "solid"
    assert button.inner_text() == "Stop"
    assert button.bounding_box()["y"] < 800, "the button is not visible while the page scrolls"
    stopped = phone.evaluate(NOW)
    phone.keyboard.press(" ")
    assert button.inner_text() == "Go on"
    spoken_before = phone.evaluate("spoken.length")
    assert button.evaluate("each => each === document.activeElement")
    phone.keyboard.press(" ")
    assert phone.evaluate(NOW) == stopped
    assert phone.evaluate("spoken.length") == spoken_before + 1
    before = phone.evaluate("cancelled")
    phone.evaluate("dispatchEvent(new Event('pagehide'))")
    assert phone.evaluate("cancelled") == before + 1, "speech continues after the reader leaves"
    assert button.inner_text() == "Go on"


def test_reads_open_answers_but_not_the_second_language(phone, address):
    stub(phone, voice("es-MX"), voice("en-US"))
    phone.goto(address + "es/what-to-expect/")
    phone.click(".other")
    phone.wait_for_selector(".two .both", state="attached")
    phone.click("main details summary >> nth=0")
    phone.click(".aloud")
    phone.wait_for_selector(".aloud-now")
    phone.evaluate(READ_ON)
    assert not phone.locator(".aloud-now").count()
    spoken = phone.evaluate("spoken")
    assert {each["voice"] for each in spoken} == {"es-MX"}
    heard = " ".join(each["text"] for each in spoken)
    answer = phone.locator("main details[open] .own").last.text_content()
    assert " ".join(answer.split()[-3:]) in heard
    assert not [
        text for text in phone.locator(".second").all_text_contents() if f" {text} " in f" {heard} " and " " in text
    ]


@pytest.mark.skipif(not QUESTIONS.exists(), reason="the clinic has switched this page off")
def test_questions_are_read_in_the_readers_language(phone, address):
    stub(phone, voice("es-MX"))
    phone.goto(address + "es/questions/")
    phone.click(".aloud")
    phone.wait_for_selector(".aloud-now")
    phone.evaluate(READ_ON)
    assert not phone.locator(".aloud-now").count()
    heard = [each["text"] for each in phone.evaluate("spoken")]
    assert [text for text in heard if text.startswith("¿")]
    assert not [text for text in heard if "What" in text]
