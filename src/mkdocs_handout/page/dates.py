"""Dates in the form of each language."""

import datetime

from babel.dates import format_date
from markupsafe import Markup

from mkdocs_handout.project.languages import Language

# In Tigrinya and Oromo, CLDR gives Gregorian months the names of the Ethiopian calendar's months, which begin 8 or 9
# days later, in English order (`ጥሪ 31, 2026`). A reader may take that for another day, so only the ISO date is shown.
ISO_ONLY = {"ti", "om"}


def local_date(day: datetime.date, language: Language) -> str:
    """Return a date in the long form of the language (CLDR); in ISO form for `ISO_ONLY`."""
    if language.locale in ISO_ONLY:
        return day.isoformat()
    return format_date(day, "long", locale=language.babel)


def time_element(day: datetime.date, language: Language) -> Markup:
    """Return a `<time>` with the date in the form of the language, and in ISO form too where that differs."""
    iso, text = day.isoformat(), local_date(day, language)
    beside = Markup('<span> <bdi dir="ltr">({})</bdi></span>').format(iso) if text != iso else ""
    return Markup('<time datetime="{}"><bdi>{}</bdi>{}</time>').format(iso, text, beside)
