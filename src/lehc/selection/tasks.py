from __future__ import annotations

from lehc.background.registry import register
from lehc.selection.actions import runs
from lehc.selection.printing import print_cohorts
from lehc.selection.queries.runs import find_fixed


@register("selection.compute_run")
def compute_run(run_id: int) -> None:
    runs.compute_run(run_id)


@register("selection.print_cohorts")
def print_list(run_id: int) -> None:
    """Print the list before anybody asks for it."""
    run = find_fixed(run_id)
    if run is not None and run.cohorts is not None:
        print_cohorts(run)
