from __future__ import annotations

from datetime import time
from typing import Any

from django import forms as django_forms

DAY_STARTS, DAY_ENDS = time(8), time(20)
LONG = {"rows": 5}


def long_text(label: str, **kwargs: Any) -> django_forms.CharField:
    return django_forms.CharField(
        label=label, widget=django_forms.Textarea(attrs=LONG), **kwargs
    )
