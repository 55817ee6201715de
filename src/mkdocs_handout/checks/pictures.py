"""Finds pictures in docs/ that phones cannot show, or that load too slowly.

The limit for all pictures together is in page/images.py, which embeds them in the file to save.
"""

import warnings
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from PIL import Image, ImageOps

from mkdocs_handout.checks.finding import Finding
from mkdocs_handout.project.errors import HandoutError

ENDINGS = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".bmp", ".tif", ".tiff", ".heic")
SHOWN_BY_ALL = ("JPEG", "PNG", "GIF", "WEBP")
MAX_KB = 200
MAX_SIDE = 1200  # pixels; a phone or a sheet of paper shows no more
_QUALITY = 75


def pictures(root: Path) -> Iterator[Finding]:
    """Find pictures of the project that are unreadable, in an uncommon format, or over `MAX_KB` or `MAX_SIDE`."""
    yield from _drawings(root)
    for path in sorted(each for each in (root / "docs").rglob("*") if each.suffix.lower() in ENDINGS):
        file, kilobytes = path.relative_to(root).as_posix(), path.stat().st_size / 1000
        smaller = f"run `make smaller PICTURE={file}`, or save it as JPEG, {MAX_SIDE} pixels wide"
        try:
            with _opened(path) as image:
                image.load()
                if image.format not in SHOWN_BY_ALL:
                    yield Finding(
                        file, None, f"a {image.format} picture, which some phones cannot show", "save it as JPEG"
                    )
                elif kilobytes > MAX_KB:
                    yield Finding(file, None, f"{kilobytes:.0f} KB (limit: {MAX_KB} KB)", smaller)
                elif max(image.size) > MAX_SIDE:
                    what = f"{image.width} × {image.height} pixels (limit: {MAX_SIDE} on each side)"
                    yield Finding(file, None, what, smaller)
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
            yield Finding(file, None, "this file is not a readable image", "save it again as JPEG or PNG")


def _drawings(root: Path) -> Iterator[Finding]:
    for path in sorted((root / "docs").rglob("*.svg")):
        file, kilobytes = path.relative_to(root).as_posix(), path.stat().st_size / 1000
        try:
            ElementTree.parse(path)  # noqa: S314 - the project's own file
        except ElementTree.ParseError as error:
            yield Finding(file, error.position[0], f"broken SVG: {error}", "save it again as SVG")
            continue
        if kilobytes > MAX_KB:
            yield Finding(file, None, f"{kilobytes:.0f} KB (limit: {MAX_KB} KB)", "simplify it, or save it as JPEG")


def make_smaller(path: Path) -> tuple[int, int]:
    """Scale a picture down to `MAX_SIDE` and overwrite it; return its size before and after, in bytes.

    Its Exif orientation is applied to the pixels, since Exif data is not written. Raises `HandoutError` for a file that
    is missing, unreadable or animated.
    """
    try:
        before = path.stat().st_size
        with _opened(path) as image:
            kind = image.format
            if getattr(image, "n_frames", 1) > 1:
                raise HandoutError(
                    "an animated picture cannot be made smaller", "save one of its frames as a picture", path
                )
            ImageOps.exif_transpose(image, in_place=True)
            image.thumbnail((MAX_SIDE, MAX_SIDE))
            if kind == "JPEG":
                image.convert("RGB").save(path, kind, quality=_QUALITY, optimize=True, progressive=True)
            else:
                image.save(path, kind, optimize=True)
    except FileNotFoundError as error:
        raise HandoutError("this file does not exist", "name a picture in docs/", path) from error
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise HandoutError("this file is not a readable image", "save it again as JPEG or PNG", path) from error
    return before, path.stat().st_size


def _opened(path: Path) -> Image.Image:
    """Open a picture; Pillow would warn of a very large one, which is reported, or made smaller, as any other."""
    with warnings.catch_warnings(action="ignore", category=Image.DecompressionBombWarning):
        return Image.open(path)
