from __future__ import annotations

import re

from django.core.exceptions import ValidationError

GSS_CODE = re.compile(r"[EKNSW]\d{8}")


def validate_gss_code(code: str) -> None:
    """A Government Statistical Service code: a country letter and eight digits."""
    if not GSS_CODE.fullmatch(code):
        raise ValidationError(
            "Enter a nine-character code such as E06000038.", code="gss_code"
        )
