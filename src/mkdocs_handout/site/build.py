"""Builds the site; what prevents a build is reported in one line."""

import logging
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from traceback import extract_tb
from typing import Any

from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

from mkdocs_handout.page.build_context import Sources
from mkdocs_handout.project.errors import FaultsError, HandoutError
from mkdocs_handout.project.languages import SOURCE, listed_locales
from mkdocs_handout.site.mkdocs_log import MkDocsLog
from mkdocs_handout.site.processes import Meanwhile, Processes
from mkdocs_handout.site.staging import not_written, refuse_what_is_not_ours, swap, workplace


def build_site(
    root: Path,
    target: Path,
    locales: Sequence[str] | None = None,
    address: str | None = None,
    processes: int | None = None,
) -> list[str]:
    """Build the site of the project at `root`, or only its pages in `locales`, into `target`.

    `address` is the base of canonical URLs, or "" for none; default: as in mkdocs.yml. Many languages are built by
    up to `processes` processes; default: the number of processors.

    Prints to stderr, and returns, messages that do not stop the build, such as one about a search word whose section is
    missing. Raises `HandoutError`, and then leaves `target` unchanged.
    """
    try:
        refuse_what_is_not_ours(root, target)
        with workplace(target) as fresh:
            divided = Processes(processes)
            with Meanwhile(lambda: Sources.read(root), divided.most) as sources:

                def prepare(plugin: Any) -> None:
                    plugin.config.locales, plugin.divide, plugin.sources = locales, divided.divide, sources.result

                notes = divided.run(lambda: _build(root, fresh, address, prepare))
            swap(fresh, target)
    except OSError as error:
        raise not_written(error, target, root) from error
    for note in notes:
        print(note, file=sys.stderr)
    return notes


def _build(root: Path, fresh: Path, address: str | None, prepare: Callable[[Any], None]) -> list[str]:
    """Build into an empty folder, and return warnings to print; raises `HandoutError` or `OSError`.

    `prepare` is called with the plugin, when its options are read.
    """
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    told = MkDocsLog()
    logging.getLogger().addHandler(told)
    try:
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(fresh), site_url=address)
        prepare(config.plugins["handout"])
        build(config)
        return list(map(str, told.faults(root)))
    except ConfigurationError as error:
        raise HandoutError(" ".join(str(error).split()), "correct it, or undo the change", "mkdocs.yml") from error
    except Abort as error:
        raise FaultsError(told.faults(root) or [HandoutError(str(error), "")]) from error
    except UnicodeDecodeError as error:
        raise not_utf8(error, told.lines) from error
    except TemplateNotFound as error:  # also an OSError
        page = re.search(r"building page '([^']+)'", " ".join(told.lines))
        place = f"docs/{page[1]}" if page else "overrides/"
        raise HandoutError(f"there is no template {error.name!r}", "use one from overrides/", place) from error
    except TemplateSyntaxError as error:
        raise HandoutError(
            str(error.message), "correct it, or undo the change", f"overrides/{error.name}", error.lineno
        ) from error
    except UndefinedError as error:  # templates are strict: a misspelt name is an error
        raise HandoutError(str(error.message), "correct the name, or undo the change", "overrides/") from error
    except Exception as error:
        if fault := _in_template(error, root):
            raise fault from error
        raise
    finally:
        logging.getLogger().removeHandler(told)


def _in_template(error: Exception, root: Path) -> HandoutError | None:
    """Return an error with its place in a template, or None; Jinja puts a template's lines into the traceback."""
    overrides = root / "overrides"
    for frame in reversed(extract_tb(error.__traceback__)):
        if Path(frame.filename).is_relative_to(overrides):
            what = f"{type(error).__name__}: {error}"
            return HandoutError(
                what, "correct it, or undo the change", Path(frame.filename).relative_to(root).as_posix(), frame.lineno
            )
    return None


def not_utf8(error: UnicodeDecodeError, told: Iterable[str]) -> HandoutError:
    """Return an error for the page that MkDocs (mkdocs/structure/pages.py, read_source) logged before it stopped."""
    page = re.search(r"Encoding error reading file: (\S+)", " ".join(told))
    line = error.object.count(b"\n", 0, error.start) + 1
    return HandoutError("not UTF-8", "save it as UTF-8", *((f"docs/{page[1]}", line) if page else ()))


def choose(root: Path, wanted: Sequence[str] = (), shard: str = "1/1") -> list[str] | None:
    """Return the locales to build: those `wanted`, or part k of n of all (`shard`: `k/n`); None for all.

    English is in each part, so that the merged parts are the whole site. Raises `HandoutError` for an unknown locale or
    part.
    """
    listed = listed_locales(root)
    if unknown := [each for each in wanted if each not in listed]:
        raise HandoutError(
            f"there is no language {' or '.join(unknown)}", f"choose from {' '.join(listed)}", "mkdocs.yml"
        )
    if not (found := re.fullmatch(r"([1-9]\d*)/([1-9]\d*)", shard)) or int(found[1]) > int(found[2]):
        raise HandoutError(f"there is no part {shard!r} of the languages", "write 1/2 for the first half")
    part = [each for each in listed if each != SOURCE][int(found[1]) - 1 :: int(found[2])]
    return [SOURCE, *(each for each in part if not wanted or each in wanted)] if wanted or found[2] != "1" else None
