"""The commands a translator or the clinic runs: `python -m mkdocs_handout COMMAND`."""

import argparse
import sys
from pathlib import Path

from mkdocs_handout.errors import HandoutError

ROOT = Path.cwd()


def site(options: argparse.Namespace) -> int:
    """Build the site."""
    from mkdocs_handout.build import build_site, choose

    build_site(ROOT, options.into.resolve(), choose(ROOT, options.locales, options.shard))
    return 0


def messages(options: argparse.Namespace) -> int:
    """Refresh messages.pot and the catalogs from the pages, the menu and the page shell."""
    from mkdocs_handout.messages import refresh

    changed = refresh(ROOT, ROOT / "translations")
    print("\n".join(f"changed: {name}" for name in changed) or "nothing to change")
    return 0


def check(options: argparse.Namespace) -> int:
    """List what is wrong or unsafe in the translations."""
    try:
        from mkdocs_handout.checking import Checker
    except ModuleNotFoundError as error:
        raise HandoutError(f"{error.name} is not installed", "run `make check`, which installs it") from error
    from mkdocs_handout.messages import listed_locales

    listed = listed_locales(ROOT)
    if unknown := [locale for locale in options.locale if locale not in listed]:
        raise HandoutError(f"no language {' or '.join(unknown)}", f"choose from {' '.join(listed)}", "mkdocs.yml")
    checker = Checker(ROOT)
    found = [fault for locale in options.locale or listed for fault in checker.check(locale)]
    print("\n".join(map(str, found)) or "nothing wrong")
    return bool(found)


def summary(options: argparse.Namespace) -> int:
    """Tell in words what the changes since a commit do, as Markdown, and what the checks found."""
    from mkdocs_handout.change import summary

    print("\n".join(summary(ROOT, options.since, options.checks)))
    return 0


def doctor(options: argparse.Namespace) -> int:
    """Say what is missing or unset, and what to do about it."""
    from mkdocs_handout.doctor import report

    print("\n".join(report(ROOT)))
    return 0


def parser() -> argparse.ArgumentParser:
    """Describe the commands."""
    top = argparse.ArgumentParser(prog="python -m mkdocs_handout", description=__doc__)
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    for run in (site, messages, check, summary, doctor):
        each = commands.add_parser(run.__name__, help=run.__doc__, description=run.__doc__)
        each.set_defaults(run=run)
        if run is site:
            each.add_argument("--into", type=Path, default=Path("site"), metavar="FOLDER", help="default: site/")
            each.add_argument("--locales", nargs="*", default=[], metavar="es", help="only these, and English")
            each.add_argument(
                "--shard", default="1/1", metavar="1/2", help="only this part of the languages, and English"
            )
        if run is check:
            each.add_argument("locale", nargs="*", help="such as es or zh-Hant; default: all")
        if run is summary:
            each.add_argument("--since", metavar="COMMIT", help="compare with it")
            each.add_argument("--checks", type=Path, metavar="FILE", help="what `make check ARGS=--junitxml=…` wrote")
    return top


def main(arguments: list[str] | None = None) -> int:
    """Run one command; a fault is one line on stderr and exit status 1."""
    options = parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except HandoutError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
