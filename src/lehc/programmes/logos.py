"""Partners' logos: whatever is uploaded becomes a small PNG of its pixels alone.

So nothing that a picture file can hold besides, such as where it was taken or a
script, is ever served or printed.
"""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

LARGEST = (600, 300)
MOST_PIXELS = 20_000_000
KINDS = ("PNG", "JPEG", "WEBP", "GIF")
EXTENSIONS = ("png", "jpg", "jpeg", "webp", "gif")


def clean_logo(file: IO[bytes]) -> ContentFile[bytes]:
    """The picture as a PNG of at most LARGEST pixels, named by what it shows.

    Raises:
        ValidationError: it is no picture that we can read, or far too large.
    """
    from PIL import Image, UnidentifiedImageError  # loaded when needed: 60 ms

    try:
        with Image.open(file, formats=KINDS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ValidationError("Choose a smaller picture", code="too_large")
            drawn: Any = picture.convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise ValidationError(
            "Choose a picture that opens on your own device: PNG, JPEG, WebP or GIF",
            code="not_a_picture",
        ) from error
    drawn.thumbnail(LARGEST)
    buffer = BytesIO()
    drawn.save(buffer, "PNG", optimize=True)
    data = buffer.getvalue()
    return ContentFile(data, name=f"{hashlib.sha256(data).hexdigest()[:20]}.png")
