from __future__ import annotations

from datetime import datetime

from django import template

from lehc.recruitment.wording import say_deadline

register = template.Library()


@register.filter
def spoken_deadline(moment: datetime) -> str:
    """“the end of Friday 4 December 2026”, or the day and the time."""
    return say_deadline(moment)
