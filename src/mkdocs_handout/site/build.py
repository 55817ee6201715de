"""Build the site, and tell in one line what keeps it from being built."""

import logging
import os
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

from mkdocs_handout.project.errors import FaultsError, HandoutError
from mkdocs_handout.project.languages import SOURCE, listed_locales
from mkdocs_handout.site.staging import not_written, refuse_what_is_not_ours, swap, workplace
from mkdocs_handout.site.told import Told


def build_site(root: Path, target: Path, locales: Sequence[str] | None = None, address: str | None = None) -> None:
    """Build the site of `root` (its mkdocs.yml), or only its pages in `locales`, into `target`.

    Its pages have their canonical addresses below `address`, none if that is ``; default: as mkdocs.yml says.
    Raises `HandoutError`, and then leaves `target` as it was.
    """
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    told = Told()
    logging.getLogger().addHandler(told)
    try:
        refuse_what_is_not_ours(root, target)
        with workplace(target) as fresh:
            config = load_config(str(root / "mkdocs.yml"), site_dir=str(fresh), site_url=address)
            config.plugins["handout"].config["locales"] = locales
            build(config)
            swap(fresh, target)
        for note in told.faults(root):
            print(note, file=sys.stderr)
    except ConfigurationError as error:
        raise HandoutError(" ".join(str(error).split()), "mend or undo it", "mkdocs.yml") from error
    except Abort as error:
        raise FaultsError(told.faults(root) or [HandoutError(str(error), "")]) from error
    except UnicodeDecodeError as error:
        raise not_utf8(error, told.lines) from error
    except TemplateNotFound as error:  # an OSError too
        page = re.search(r"building page '([^']+)'", " ".join(told.lines))
        place = f"docs/{page[1]}" if page else "overrides/"
        raise HandoutError(f"no template {error.name!r}", "name one that is in overrides/", place) from error
    except TemplateSyntaxError as error:
        raise HandoutError(str(error.message), "mend or undo it", f"overrides/{error.name}", error.lineno) from error
    except UndefinedError as error:  # templates run strictly: a mistyped name is a fault
        raise HandoutError(str(error.message), "mend the name, or undo it", "overrides/") from error
    except OSError as error:
        raise not_written(error, target, root) from error
    finally:
        logging.getLogger().removeHandler(told)


def not_utf8(error: UnicodeDecodeError, told: Iterable[str]) -> HandoutError:
    """Tell of the page that MkDocs (mkdocs/structure/pages.py, read_source) named last before it stopped."""
    page = re.search(r"Encoding error reading file: (\S+)", " ".join(told))
    line = error.object.count(b"\n", 0, error.start) + 1
    return HandoutError("not UTF-8", "save it as UTF-8", *((f"docs/{page[1]}", line) if page else ()))


def choose(root: Path, wanted: Sequence[str] = (), shard: str = "1/1") -> list[str] | None:
    """Return the locales to build: those `wanted`, or part k of n (`k/n`) of all; None for all.

    English is in each, so that parts copied over one another make the whole site.
    """
    listed = listed_locales(root)
    if unknown := [each for each in wanted if each not in listed]:
        raise HandoutError(f"no language {' or '.join(unknown)}", f"choose from {' '.join(listed)}", "mkdocs.yml")
    if not (found := re.fullmatch(r"([1-9]\d*)/([1-9]\d*)", shard)) or int(found[1]) > int(found[2]):
        raise HandoutError(f"no part {shard!r}", "write 1/2 for the first half of the languages")
    part = [each for each in listed if each != SOURCE][int(found[1]) - 1 :: int(found[2])]
    return [SOURCE, *(each for each in part if not wanted or each in wanted)] if wanted or found[2] != "1" else None
