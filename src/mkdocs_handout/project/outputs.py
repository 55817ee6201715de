"""The PDFs that `make pdf` writes into pdf/: their kinds and names, once."""

from mkdocs_handout.project.languages import SOURCE

FOLDER = "pdf"
PRINT = "print/"
POSTER = "staff/poster/"
BROWSERS = ("chromium", "google-chrome", "chromium-browser")  # the first that is there draws them
PAPERS = {"letter": "Letter", "a4": "A4"}


def sheet_kinds(locale: str, asks: object = True) -> list[tuple[str, str]]:
    """List the sheets of a locale, each as kind and file name: plain (``), large, beside English (`en`), questions.

    The last is there if the site `asks`: if it has a page of questions.
    """
    kinds = ["", "large", *(["en"] if locale != SOURCE else []), *(["questions"] if asks else [])]
    return [(kind, f"ims-{locale}{'-' * bool(kind)}{kind}.pdf") for kind in kinds]


def picture_name(name: str) -> str:
    """Return the file name of the small picture of a sheet's first side, from the sheet's."""
    return f"{name.removesuffix('.pdf')}.jpg"


def poster_name(paper: str) -> str:
    """Return the file name of the poster on `paper`, a key of `PAPERS`."""
    return f"poster-{paper}.pdf"
