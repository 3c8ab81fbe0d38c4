from __future__ import annotations

from lehc.accounts.actions.people import forget_ended_sessions
from lehc.accounts.actions.retention import forget_what_is_due
from lehc.background.registry import register_housekeeping


@register_housekeeping("accounts.forget_ended_sessions")
def forget_sessions() -> None:
    """Sessions that have run out say who used which device: they go."""
    forget_ended_sessions()


register_housekeeping("accounts.forget_what_is_due")(forget_what_is_due)
