"""Balanced and fair cohorts: targets, feasibility, best cohort, fair lotteries.

docs/methods/selection.md explains every computation in plain words.
"""

from __future__ import annotations

from lehc.methods.selection.band import MeritBand, merit_band
from lehc.methods.selection.best import BestCohort, alternatives, best_cohort
from lehc.methods.selection.cohorts import TargetCount, count_targets
from lehc.methods.selection.costs import TargetCost, target_costs
from lehc.methods.selection.errors import SelectionError, TimeRanOutError
from lehc.methods.selection.explanation import (
    CannotBeMetError,
    Change,
    Conflict,
    Explanation,
)
from lehc.methods.selection.feasibility import (
    Feasibility,
    check_feasibility,
    explain_infeasibility,
)
from lehc.methods.selection.lotteries.draws import (
    NumberedCohorts,
    draw,
    draw_number,
    number_cohorts,
)
from lehc.methods.selection.lotteries.lottery import Lottery, lottery
from lehc.methods.selection.problem import (
    Person,
    Pool,
    Problem,
    Target,
    values_without_target,
)
from lehc.methods.selection.reasons import NoChance, reasons_without_chance
from lehc.methods.selection.replacement import remaining_problem
from lehc.methods.selection.solver import Outcome
from lehc.methods.selection.watch import UNWATCHED, Unwatched, Watch

__all__ = [
    "UNWATCHED",
    "BestCohort",
    "CannotBeMetError",
    "Change",
    "Conflict",
    "Explanation",
    "Feasibility",
    "Lottery",
    "MeritBand",
    "NoChance",
    "NumberedCohorts",
    "Outcome",
    "Person",
    "Pool",
    "Problem",
    "SelectionError",
    "Target",
    "TargetCost",
    "TargetCount",
    "TimeRanOutError",
    "Unwatched",
    "Watch",
    "alternatives",
    "best_cohort",
    "check_feasibility",
    "count_targets",
    "draw",
    "draw_number",
    "explain_infeasibility",
    "lottery",
    "merit_band",
    "number_cohorts",
    "reasons_without_chance",
    "remaining_problem",
    "target_costs",
    "values_without_target",
]
