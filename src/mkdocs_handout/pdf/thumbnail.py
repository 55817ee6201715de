"""A small picture of a sheet's first side, which shows the front desk what it prints."""

import io

from PIL import Image

SIZE = (240, 312)
"""In pixels: twice the CSS pixels in which staff.html shows it, for sharp screens."""


def small(picture: bytes) -> bytes:
    """Scale a picture of a whole side down to `SIZE`, as a JPEG."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as side:
        side.convert("RGB").resize(SIZE, Image.Resampling.LANCZOS).save(out, "JPEG", quality=60, optimize=True)
    return out.getvalue()
