"""Days as the readers of each language write them."""

import datetime

from babel.dates import format_date
from markupsafe import Markup

from mkdocs_handout.project.languages import Language

# In Tigrinya and Oromo CLDR gives Gregorian months the names of the Ethiopian calendar's months, which begin 8 or 9
# days later, and orders them as in English (`ጥሪ 31, 2026`): a reader may take that for another day. So ISO alone.
ISO_ONLY = {"ti", "om"}


def local_date(day: datetime.date, language: Language) -> str:
    """Write a day as the locale's readers do."""
    if language.locale in ISO_ONLY:
        return day.isoformat()
    return format_date(day, "long", locale=language.babel)


def time_element(day: datetime.date, language: Language) -> Markup:
    """Write a day as the locale's readers do, with the ISO date beside."""
    iso, text = day.isoformat(), local_date(day, language)
    beside = Markup('<span> <bdi dir="ltr">({})</bdi></span>').format(iso) if text != iso else ""
    return Markup('<time datetime="{}"><bdi>{}</bdi>{}</time>').format(iso, text, beside)
