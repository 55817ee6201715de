"""Build beside the last good site and swap at the end, so that a failed build changes nothing."""

import logging
import os
import shutil
import sys
import tempfile
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

from mkdocs_handout.errors import HandoutError


def build_site(root: Path, target: Path) -> None:
    """Build the site of `root` (its mkdocs.yml) into `target`; raises `HandoutError`, and then leaves `target`."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        build(load_config(str(root / "mkdocs.yml"), site_dir=str(fresh)))
        fresh.chmod(0o755)  # mkdtemp's 0700 would keep a web server out
        swap(fresh, target)
    except ConfigurationError as error:
        raise HandoutError(str(error).strip(), "mend mkdocs.yml", "mkdocs.yml") from error
    except Abort as error:
        raise HandoutError("the site was not built", f"mend what stands above; {target.name}/ is unchanged") from error
    except OSError as error:
        raise HandoutError(
            f"{error.strerror or error}: {error.filename or target}",
            "free space, or check permissions, and try again",
        ) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def swap(fresh: Path, target: Path) -> None:
    """Put `fresh` in the place of `target` by renaming; a reader sees the old site or the new, never half."""
    if not target.exists():
        fresh.rename(target)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{target.name}-old-", dir=target.parent))
    target.rename(old / "site")
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)
