"""The kinds and file names of the PDFs that `make pdf` writes into pdf/."""

from mkdocs_handout.project.languages import SOURCE

FOLDER = "pdf"
PRINT = "print/"
POSTER = "staff/poster/"
BROWSERS = ("chromium-headless-shell", "chromium", "google-chrome", "chromium-browser")
"""The first one that is installed is used. All draw the same; the first one has no windows, so it takes less time."""
PAPERS = {"letter": "Letter", "a4": "A4"}


def sheet_kinds(locale: str, asks: object = True) -> list[tuple[str, str]]:
    """Return the kind and file name of each sheet of a locale.

    The kinds are "" (plain), `large` (large print), `en` (beside the English, for other locales) and `questions`, which
    requires that the site has a page of questions (`asks` is true).
    """
    kinds = ["", "large", *(["en"] if locale != SOURCE else []), *(["questions"] if asks else [])]
    return [(kind, f"ims-{locale}{'-' * bool(kind)}{kind}.pdf") for kind in kinds]


def picture_name(name: str) -> str:
    """Return the file name of the thumbnail of a sheet's first side; `name` is the sheet's file name."""
    return f"{name.removesuffix('.pdf')}.jpg"


def poster_name(paper: str) -> str:
    """Return the file name of the poster on `paper`, a key of `PAPERS`."""
    return f"poster-{paper}.pdf"
