"""A lottery made ready for a public draw, and the certificate once it is drawn."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lehc.methods.selection import (
    CannotBeMetError,
    Lottery,
    NumberedCohorts,
    Problem,
    Watch,
    count_targets,
    lottery,
    number_cohorts,
    reasons_without_chance,
)
from lehc.selection.calculations.runs import (
    Result,
    certify_target,
    drawn_certificate,
    infeasible_certificate,
)
from lehc.selection.calculations.runs import Run as Question
from lehc.selection.calculations.wording import reason_facts
from lehc.selection.conditions import join

COHORTS = 1000  # three ten-sided dice, 000 to 999


@dataclass(frozen=True)
class Prepared:
    """A lottery and its numbered cohorts; neither when the targets can't be met."""

    result: Result
    problem: Problem
    found: Lottery | None = None
    numbered: NumberedCohorts | None = None

    @property
    def cohorts(self) -> list[list[str]] | None:
        if self.numbered is None:
            return None
        return [list(cohort) for cohort in self.numbered.cohorts]

    def describe(self, merits: Mapping[str, float]) -> dict[str, Any]:
        """What is worth knowing about the lottery, as plain data.

        Chances are those of the numbered cohorts, which are what is drawn from: they
        differ from the lottery's own by the rounding.
        """
        if self.found is None or self.numbered is None:
            return {}
        chances, can_be_drawn = self.numbered.chances, self.found.chances.items()
        reasons = reasons_without_chance(self.problem, self.found.without_chance)
        return {
            "merit": sum(chance * merits[name] for name, chance in chances.items()),
            "smallest": min(chances[name] for name, p in can_be_drawn if p > 0),
            "largest": max(chances.values()),
            "smallest_before_rounding": min(p for _, p in can_be_drawn if p > 0),
            "rounding": self.numbered.bound,
            "bound": self.found.bound,
            "kinds": len(self.found.probabilities),
            "without_chance": [reason_facts(reason) for reason in reasons],
        }


def prepare_lottery(
    problem: Problem, method: str, seed: int, *, watch: Watch
) -> Prepared:
    """The fairest lottery by this method as numbered cohorts; nobody is drawn yet."""
    question = Question(problem, method, seed, COHORTS)
    try:
        found = lottery(problem, method=method, watch=watch)
    except CannotBeMetError as error:
        certificate = infeasible_certificate(question, error.explanation)
        return Prepared(Result(certificate, error.explanation), problem)
    watch.report("numbering", 0, 1)
    numbered = number_cohorts(problem, found, count=COHORTS)
    certificate = drawn_certificate(
        question, found, numbered.cohorts[0], numbered.chances
    )
    undrawn = replace(
        certificate,
        selected=(),
        targets=tuple(certify_target(target, None) for target in problem.targets),
    )
    result = Result(undrawn, lottery=found, numbered=numbered)
    return Prepared(result, problem, found, numbered)


def write_cohorts(cohorts: Iterable[Sequence[str]]) -> str:
    """The numbered cohorts as CSV: a number and its people on each line."""
    cohorts = list(cohorts)
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    seats = max(map(len, cohorts), default=0)
    rows.writerow(["number", *(f"person {seat}" for seat in range(1, seats + 1))])
    for number, cohort in enumerate(cohorts, start=1):
        rows.writerow([number, *cohort])
    return text.getvalue()


def count_seats(problem: Problem, selected: Iterable[str]) -> list[dict[str, Any]]:
    """The targets as a certificate lists them, with the seats that a cohort gives."""
    counts = count_targets(problem, frozenset(selected))
    return [vars(certify_target(count.target, count.got)) for count in counts]


def chance_costs(
    problem: Problem, method: str, smallest: float, *, watch: Watch
) -> list[dict[str, Any]]:
    """How much each target takes from the smallest chance there can be.

    The difference without that one target; `smallest` is the smallest chance that the
    method gave, which for maximin and leximin is the largest there can be. Where
    somebody had no chance at all before and would have one without it, the smallest
    chance may even fall: then it is 0.
    """
    costs = []
    if method == "nash":
        smallest = largest_smallest(problem, watch)
    for index, target in enumerate(problem.targets):
        watch.report("cost of targets", index, len(problem.targets))
        others = tuple(one for one in problem.targets if one is not target)
        free = largest_smallest(replace(problem, targets=others), watch)
        feature, value = join(target.conditions)
        cost = max(0.0, free - smallest)
        costs.append({"feature": feature, "value": value, "chance": cost})
    return costs


def largest_smallest(problem: Problem, watch: Watch) -> float:
    """The largest smallest chance that any lottery gives those who can be chosen."""
    found = lottery(problem, method="maximin", watch=watch)
    return min(p for p in found.chances.values() if p > 0)
