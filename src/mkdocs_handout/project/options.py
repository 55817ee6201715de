"""The plugin's options, read from mkdocs.yml."""

from mkdocs.config import base
from mkdocs.config import config_options as c

from mkdocs_handout.project.settings import UNREVIEWED


class HandoutConfig(base.Config):
    """Options of `handout` under `plugins`."""

    translations = c.Type(str, default="translations")
    """Folder of the catalogs, beside mkdocs.yml."""

    locales = c.Optional(c.ListOfItems(c.Type(str)))
    """Languages whose pages are built, English among them (`make site LOCALES="es vi"`); default: all.

    The pages are those of the whole site: they name and link all its languages."""

    unreviewed = c.Choice(UNREVIEWED, default=UNREVIEWED[0])
    """What happens to translations nobody signed: shown with a notice, or English in their place."""
