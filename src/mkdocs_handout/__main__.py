"""The commands a translator or the clinic runs: `python -m mkdocs_handout COMMAND`."""

import argparse
import os
import sys
from pathlib import Path

from mkdocs_handout.commands.arguments import OPTIONS
from mkdocs_handout.project.errors import HandoutError

ROOT = Path.cwd()


def site(options: argparse.Namespace) -> None:
    """Build the site."""
    from mkdocs_handout.site.build import build_site, choose

    build_site(ROOT, options.into.resolve(), choose(ROOT, options.locales, options.shard))


def serve(options: argparse.Namespace) -> None:
    """Serve the site on this computer, rebuild it after each change, and show mistakes above the last good page."""
    from mkdocs_handout.site.build import choose
    from mkdocs_handout.site.preview_server import serve

    serve(ROOT, options.port, choose(ROOT, options.locales))


def pdf(options: argparse.Namespace) -> None:
    """Make the PDFs of the site built last, and link them from its pages."""
    from mkdocs_handout.pdf.make import make

    made = make(ROOT, options.site.resolve(), ROOT / ".cache" / "pdf")
    print("\n".join(f"{path.name}: {each}" for path, each in made.items() if each.sides))
    print(f"{len(made)} PDFs in {options.site / 'pdf'}")


def messages(options: argparse.Namespace) -> None:
    """Refresh messages.pot and the catalogs from the pages, the menu and the page shell."""
    from mkdocs_handout.catalog.refresh import refresh
    from mkdocs_handout.catalog.strays import unread
    from mkdocs_handout.commands.new_english import known_messages, summary
    from mkdocs_handout.project.languages import listed_locales

    known = known_messages(ROOT, options.since)
    changed = refresh(ROOT, ROOT / "translations")
    for stray in unread(ROOT / "translations", listed_locales(ROOT)):
        print(stray, file=sys.stderr)
    print("\n".join(f"changed: {name}" for name in changed) or "nothing to change")
    if options.summary:
        with options.summary.open("a", encoding="utf-8") as file:
            file.write(summary(ROOT, known))


def check(options: argparse.Namespace) -> int:
    """List everything that is wrong with the text: facts, plain language, translations, links."""
    from mkdocs_handout.checks.check_all import check_text
    from mkdocs_handout.checks.finding import SHOWN, in_short
    from mkdocs_handout.commands.summary import summary
    from mkdocs_handout.project.languages import listed_locales
    from mkdocs_handout.site.check_built import check_everything

    listed = listed_locales(ROOT)
    if unknown := [locale for locale in options.locale if locale not in listed]:
        raise HandoutError(
            f"there is no language {' or '.join(unknown)}", f"choose from {' '.join(listed)}", "mkdocs.yml"
        )
    found, notes = (check_text(ROOT, options.locale), []) if options.locale else check_everything(ROOT)
    print("\n".join(in_short(found, len(found) if options.all else SHOWN)) or "nothing wrong")
    if options.summary:
        with options.summary.open("a", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in summary(ROOT, options.since, found, notes))
    return bool(found)


def sign(options: argparse.Namespace) -> int:
    """Add a reviewer's signature: all drafts of a language, or of one page, after listing them and asking."""
    from mkdocs_handout.commands.sign import choose, sign

    choice = choose(ROOT, options.locale, options.page, options.without, options.sheet)
    print("\n".join(choice.lines()))
    path = sign(ROOT, choice, options.reviewer, options.qualification, lambda question: options.yes or ask(question))
    print(f"Signed: {path.relative_to(ROOT)} has {len(choice.drafts)} new rows." if path else "Nothing was signed.")
    return 0 if path else 1


def ask(question: str) -> bool:
    """Ask on the terminal; return True only if the answer is yes. Raises `HandoutError` if there is no input."""
    try:
        return input(f"\n{question}\nSign? Type yes or no: ").strip().lower() in ("y", "yes")
    except EOFError as error:
        raise HandoutError("no answer was given", "run it in a terminal, or add --yes") from error


def review(options: argparse.Namespace) -> None:
    """Import a review made on the pages of /review/, from the file that the reviewer saved."""
    from mkdocs_handout.commands.take import take

    print("\n".join(take(ROOT, options.file, options.take_words)))


def readback(options: argparse.Namespace) -> None:
    """Print a language's text without its English, or import what its reader wrote in English."""
    from mkdocs_handout.commands.readback import take_in, to_read

    if options.to_read:
        print(to_read(ROOT, options.locale, options.again), end="")
    else:
        rows, left = take_in(ROOT, options.locale, options.source, options.by)
        print(f"{options.locale}: {rows} read back, {left} without a read-back")


def summary(options: argparse.Namespace) -> None:
    """Describe in words what the changes since main do, as Markdown, including uncommitted ones."""
    from mkdocs_handout.commands.summary import main_before, summary

    for line in summary(ROOT, options.since or main_before(ROOT)):
        print(line)


def smaller(options: argparse.Namespace) -> None:
    """Scale a picture down, so that phones need not wait for it."""
    from mkdocs_handout.checks.pictures import make_smaller

    before, after = make_smaller(options.picture)
    print(f"{options.picture}: {before / 1000:.0f} KB, now {after / 1000:.0f} KB")


def doctor(options: argparse.Namespace) -> None:
    """List what is missing or not set, and what to do about it."""
    from mkdocs_handout.commands.doctor import report

    print("\n".join(report(ROOT, options.locale)))


def parser() -> argparse.ArgumentParser:
    """Return the argument parser with all commands."""
    top = argparse.ArgumentParser(prog="python -m mkdocs_handout", description=__doc__)
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    for run in (site, serve, pdf, messages, check, review, sign, readback, summary, doctor, smaller):
        each = commands.add_parser(run.__name__, help=run.__doc__, description=run.__doc__)
        each.set_defaults(run=run)
        OPTIONS[run.__name__](each)
    return top


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status; on an error, print one line to stderr and return 1."""
    options = parser().parse_args(arguments)
    try:
        status = int(options.run(options) or 0)
        sys.stdout.flush()
        return status
    except HandoutError as error:
        print(error, file=sys.stderr)
        return 1
    except ModuleNotFoundError as error:  # of the packages that only some commands need
        if not error.name or error.name.startswith(__package__):
            raise
        target = "pdf" if options.run is pdf else "check"
        print(f"{error.name} is not installed; run `make {target}`, which installs it", file=sys.stderr)
        return 1
    except BrokenPipeError:  # the reader of the output closed the pipe: `… | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


if __name__ == "__main__":
    sys.exit(main())
