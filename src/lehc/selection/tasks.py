from __future__ import annotations

from lehc.background.registry import register
from lehc.selection.actions import runs


@register("selection.compute_run")
def compute_run(run_id: int) -> None:
    runs.compute_run(run_id)
