"""What else is worth knowing about a run that found something."""

from __future__ import annotations

from typing import Any

from lehc.methods.selection import Problem, Watch, alternatives, target_costs
from lehc.selection.calculations.cohorts import pose_run
from lehc.selection.calculations.lotteries import chance_costs
from lehc.selection.calculations.runs import make_rng
from lehc.selection.conditions import join
from lehc.selection.enums import LOTTERIES
from lehc.selection.models import Run

OTHER_COHORTS = 4


def find_out(run: Run, *, watch: Watch) -> dict[str, Any]:
    """What each target costs; for the best cohort, also the next-best ones.

    A target costs merit, or, in a lottery, smallest chance. Raises TimeRanOutError,
    and whatever `watch` raises.
    """
    problem = pose_run(run)
    if run.is_lottery:
        smallest = run.findings["smallest_before_rounding"]
        return {"costs": chance_costs(problem, run.method, smallest, watch=watch)}
    if run.method in LOTTERIES:
        return {"costs": []}  # a replacement drawn by its seed: no merit was looked at
    chosen = set((run.certificate or {})["selected"])
    return {
        "costs": [
            {"feature": feature, "value": value, "merit": cost.merit}
            for cost in target_costs(problem, watch=watch)
            for feature, value in [join(cost.target.conditions)]
        ],
        "others": list_others(problem, chosen, run.seed, watch),
    }


def list_others(
    problem: Problem, chosen: set[str], seed: int, watch: Watch
) -> list[dict[str, Any]]:
    """The next-best cohorts: their merit and how many people of each are others."""
    found = alternatives(
        problem,
        count=OTHER_COHORTS - 1,
        besides=chosen,
        rng=make_rng(seed),
        watch=watch,
    )
    return [
        {"merit": other.merit, "different": len(set(other.selected) - chosen)}
        for other in found
    ]
