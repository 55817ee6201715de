"""The commands a translator or the clinic runs: `python -m mkdocs_handout COMMAND`."""

import argparse
import sys
from pathlib import Path

from mkdocs_handout.errors import HandoutError

ROOT = Path.cwd()


def site(options: argparse.Namespace) -> int:
    """Build the site."""
    from mkdocs_handout.build import build_site

    build_site(ROOT, options.into.resolve())
    return 0


def messages(options: argparse.Namespace) -> int:
    """Refresh messages.pot and the catalogs from the pages, the menu and the page shell."""
    from mkdocs_handout.messages import refresh

    changed = refresh(ROOT, ROOT / "translations")
    print("\n".join(f"changed: {name}" for name in changed) or "nothing to change")
    return 0


def parser() -> argparse.ArgumentParser:
    """Describe the commands."""
    top = argparse.ArgumentParser(prog="python -m mkdocs_handout", description=__doc__)
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    for run in (site, messages):
        each = commands.add_parser(run.__name__, help=run.__doc__, description=run.__doc__)
        each.set_defaults(run=run)
        if run is site:
            each.add_argument("--into", type=Path, default=Path("site"), metavar="FOLDER", help="default: site/")
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
