"""Good translations are accepted: with links in other places, emoji, references and marks of their own script."""

import pytest

from mkdocs_handout.catalog.catalog import Catalog, Entry
from mkdocs_handout.project.writing_systems import script_of
from tests.hostile import CASES, SAFETY, rendered

BOOK = "Your visit is [on line](https://example.org/book)."
MAIL = "Write to desk@clinic.example."
SITE = "See www.clinic.example for more."
ADDRESS = "1 Example Way\nSeattle"
LINKED = 'Book [on line](https://example.org/book){: target="_blank" }'
BARE = "Read https://example.org/a(b)?c=d."
GOOD = [
    (BOOK, "es", "[en línea](https://example.org/book) su visita."),
    (BOOK, "ja", "[オンライン](https://example.org/book)。"),
    (BOOK, "ja", "[オンライン](https://example.org/book)で予約"),
    (BOOK, "hi", "[ऑनलाइन](https://example.org/book)।"),
    (BOOK, "am", "[በመስመር](https://example.org/book)፡"),
    (BOOK, "ar", "موعدك [هنا](https://example.org/book)؛ شكرا"),
    (BOOK, "th", "ดู[ที่นี่](https://example.org/book)นะ"),
    (BOOK, "de", "Ihr Termin („[online](https://example.org/book)“)"),
    (MAIL, "ja", "desk@clinic.exampleまで"),
    (MAIL, "km", "desk@clinic.example។"),
    (MAIL, "zh-Hant", "請寄 desk@clinic.example，謝謝"),
    (MAIL, "es", "¿desk@clinic.example?"),
    (MAIL, "es", "Escriba a desk@clinic.example, por favor."),
    (SITE, "ja", "www.clinic.exampleを見てください"),
    (SITE, "lo", "ເບິ່ງ www.clinic.exampleນີ້"),
    (SITE, "de", "Siehe www.clinic.example; dort mehr"),
    (BARE, "ja", "https://example.org/a(b)?c=dを読む"),
    (BARE, "fa", "https://example.org/a(b)?c=d، بخوانید"),
    (ADDRESS, "ja", "シアトル\n1 Example Way"),
    (ADDRESS, "ar", "1 Example Way\nسياتل"),
    (LINKED, "ja", '[オンライン](https://example.org/book){: target="_blank" }で予約'),
    (LINKED, "fa", 'نوبت [اینترنتی](https://example.org/book){: target="_blank" }'),
    ("⚠️ Mind the step.", "es", "⚠️ Cuidado."),
    ("⚠ Mind the step.", "es", "⚠️ Cuidado."),
    ("⚠️ Mind the step.", "es", "⚠ Cuidado."),
    ("☎️ Call us.", "ja", "電話☎️してください"),
    ("👩‍⚕️ A doctor.", "ar", "طبيبة 👩‍⚕️"),
    ("👨‍👩‍👧 Family 👍🏽", "de", "👨‍👩‍👧 Familie 👍🏽"),
    ("1️⃣ First", "th", "1️⃣ แรก"),
    ("🏴󠁧󠁢󠁥󠁮󠁧󠁿 English", "es", "🏴󠁧󠁢󠁥󠁮󠁧󠁿 inglés"),
    ("❤️‍🩹 Healing", "es", "❤️‍🩹 Sanar"),
    ("Take [the bus].", "es", "Tome [el autobús]."),
    ("Take [the bus][].", "es", "Tome [el autobús][]."),
    ("Take [the bus].", "es", "Tome [el autobús][the bus]."),
    ("Take [the bus].", "ja", "[バス]に乗る"),
    ("[The bus] or [the train].", "es", "[El autobús] o [el tren]."),
    ("[The bus] or [the train].", "es", "[El tren][the train] o [el autobús][The bus]."),
    ("It is _not_ a drug.", "ja", "薬では*ない*です"),
    ("It is *not* a drug.", "es", "_No_ es un fármaco."),
    ("It is __not__ a drug.", "zh-Hans", "**不**是药"),
    ("You _may_ feel **two** cramps.", "th", "*อาจ*มี**สอง**"),
]


@pytest.mark.parametrize(("english", "locale", "text"), GOOD)
def test_a_good_translation_is_accepted(english, locale, text):
    assert not [*SAFETY.unsafe(english, text, script_of(locale)), *SAFETY.lost(english, text)]


def test_a_text_is_checked_separately_for_each_script():
    """The zero-width non-joiner is normal between Persian letters, but counts as a hidden character elsewhere."""
    english, text = "Your visits", "ویزیت\u200cها"
    assert not SAFETY.unsafe(english, text, "Arab")
    assert SAFETY.unsafe(english, text, "Latn")


BAD = [
    (BOOK, "[en línea](https://evil.example/book) su visita."),
    (BOOK, "[en línea](https://example.org/book/evil) su visita."),
    (BOOK, "[evil.com](https://example.org/book) su visita."),
    (BOOK, "[en línea](https://example.org/book) o evil.com."),
    (MAIL, "desk@clinic.example.com"),
    (MAIL, "helpdesk@clinic.example"),
    (MAIL, "desk@clinic.example。evil@clinic.example"),
    (SITE, "www.clinic.examples"),
    (SITE, "www.clinic.example/evil"),
    (SITE, "www.clinic.exampleを.evil.com"),
    (SITE, "www.clinic.example。www.evil.com"),
    (SITE, "WWW.EVIL.COM"),
    (BARE, "https://example.org/a(b)?c=de"),
    (BARE, "https://example.org/a"),
    ("⚠️ Mind the step.", "👩‍⚕️ Cuidado."),
    ("⚠️ Mind the step.", "Cui\ufe0fdado."),
    ("👩‍⚕️ A doctor.", "Una doc\u200dtora"),
    ("👩‍⚕️ A doctor.", "👩‍⚕️ Una doctora\u200d"),
    ("Take [the bus].", "Tome [el autobús](https://evil.example)."),
    ("Take [the bus].", "Tome [el autobús][the train]."),
    ("Take [the bus].", "Tome [el autobús] o [el tren]."),
    (ADDRESS, "1 Example Way Seattle"),
    (ADDRESS, "1 Example Way\nSeattle\nWashington"),
    ("1 Example Way", "1 Example\nWay"),
    (LINKED, 'Reserve [en línea](https://example.org/book) {: target="_blank" }'),
    (LINKED, '[En línea](https://example.org/book) su visita.{: target="_blank" }'),
    (LINKED, '[En línea](https://example.org/book)。{: target="_blank" }で予約'),
    (LINKED, 'Reserve {: target="_blank" }[en línea](https://example.org/book)'),
    (LINKED, 'Reserve [en línea](https://example.org/book)\n{: target="_blank" }'),
    (LINKED, "Reserve [en línea](https://example.org/book)"),
    ("It is _not_ a drug.", "*No* es *un* fármaco."),
    ("It is _not_ a drug.", "**No** es un fármaco."),
]


@pytest.mark.parametrize(("english", "text"), BAD)
def test_a_similar_but_wrong_translation_is_refused(english, text):
    assert [*SAFETY.unsafe(english, text, "Latn"), *SAFETY.lost(english, text)]


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("Tome [el autobús] o [el tren].", ["bus.md", "train.md"]),
        ("Tome [el tren][the train] o [el autobús][the bus].", ["train.md", "bus.md"]),
        ("Tome [el autobús] o [the train].", ["bus.md", "train.md"]),
    ],
)
def test_a_short_reference_keeps_the_target_of_the_english(text, links):
    english = "Take [the bus] or [the train]."
    page = f"{english}\n\n[the bus]: bus.md\n[the train]: train.md\n"
    shown = rendered(Catalog("es", CASES / "none.po", {english: Entry(text, False, 1)}), page)
    assert [shown.index(f'href="{link}"') for link in links] == sorted(shown.index(f'href="{link}"') for link in links)


def test_a_short_reference_may_start_with_a_capital_letter():
    english = "[The bus] stops here."
    catalog = Catalog("es", CASES / "none.po", {english: Entry("[El autobús] para aquí.", False, 1)})
    assert '<a href="bus.md">El autobús</a>' in rendered(catalog, f"{english}\n\n[The bus]: bus.md\n")


def test_brackets_that_are_not_a_link_stay_text():
    english = "So [sic] it is."
    shown = rendered(Catalog("es", CASES / "none.po", {english: Entry("Así [sic.] es.", False, 1)}), english)
    assert '<p data-block="0">Así [sic.] es.</p>' in shown


@pytest.mark.parametrize("place", [". ", " ", "で"])
def test_an_attribute_list_visible_to_readers_is_reported(place):
    text = f'[En línea](https://example.org/book){place}{{: target="_blank" }} su visita.'
    ((what, remedy),) = SAFETY.unsafe(LINKED, text, "Latn")
    assert what == 'readers would see the attribute list {: target="_blank" }'
    assert remedy == "put it directly after the link or formatting that it is for"
