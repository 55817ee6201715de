"""`make bench SINCE=<commit>`: compares the time of a build now and at an earlier commit.

Each commit uses its own program and dependencies. Runs alternate, so that other load affects both equally.
"""

import os
import statistics
import subprocess
import time
from pathlib import Path

from tests.bench.peers import generated, ours
from tests.built import LOCALES, ROOT

RUNS = 7
SITE_URL = "https://clinic.example/ims/"


def since(commit: str, work: Path) -> None:
    """Print the ratio of build times, now to `commit`, for the handout and for generated pages.

    It is the median of the runs, with the smallest and largest ratio in brackets.
    """
    then = work / "then"
    subprocess.run(["git", "worktree", "add", "--quiet", "--detach", then, commit], cwd=ROOT, check=True)
    try:
        subprocess.run(["make", "--silent", "site"], cwd=then, check=True, env=os.environ | {"SITE_URL": SITE_URL})
        print(f"\nbuild, now to {commit}")
        _print("the handout", ROOT, then, then)
        for pages in (8, 64):
            for name, root in (("now", ROOT), ("then", then)):
                ours(work / f"{name}-{pages}", generated(pages, root), LOCALES, root)
            _print(f"{pages} pages × {len(LOCALES)}", work / f"now-{pages}", work / f"then-{pages}", then)
    finally:
        subprocess.run(["git", "worktree", "remove", "--force", then], cwd=ROOT, check=True)


def _print(what: str, now: Path, before: Path, then: Path) -> None:
    runs = [(_seconds(now, ROOT), _seconds(before, then)) for _ in range(RUNS)]
    ratios = [one / other for one, other in runs]
    seconds = " to ".join(f"{statistics.median(each):.1f} s" for each in zip(*runs, strict=True))
    print(f"{what:16} {statistics.median(ratios):.2f}× ({min(ratios):.2f} to {max(ratios):.2f}), {seconds}", flush=True)


def _seconds(project: Path, program: Path) -> float:
    """Return the seconds that the program of one commit takes to build a project."""
    command = [str(program / ".venv" / "bin" / "python"), "-m", "mkdocs_handout", "site"]
    environment = os.environ | {"SITE_URL": SITE_URL, "NO_MKDOCS_2_WARNING": "1"}
    start = time.perf_counter()
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"bench: {project.name} was not built:\n{done.stderr[-1500:]}")
    return time.perf_counter() - start
