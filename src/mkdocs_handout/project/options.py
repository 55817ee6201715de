"""The plugin's options, read from mkdocs.yml."""

from mkdocs.config import base
from mkdocs.config import config_options as c

from mkdocs_handout.project.settings import UNREVIEWED


class HandoutConfig(base.Config):
    """Options of `handout` under `plugins`."""

    locales = c.Optional(c.ListOfItems(c.Type(str)))
    """Locales whose pages are built, including English (`make site LOCALES="es vi"`); default: all.

    The pages are the same as in a full build: they name and link all languages of the site.
    """

    unreviewed = c.Choice(UNREVIEWED, default=UNREVIEWED[0])
    """How unsigned translations are treated: `label` shows them with a notice, `hide` shows the English instead."""
