"""A run's result as the lines that `lehc select` prints."""

from __future__ import annotations

import math

from lehc.methods.selection import Lottery, Problem, reasons_without_chance
from lehc.selection.calculations.people import MUST_STAY
from lehc.selection.calculations.runs import Result
from lehc.selection.calculations.wording import (
    count,
    name_conditions,
    say_explanation,
    say_without_chance,
)

MEASURES = {
    "maximin": "the largest smallest chance there can be",
    "leximin": "the largest smallest chances there can be, one after another",
    "nash": "the largest product of chances there can be",
}


def say_result(problem: Problem, result: Result) -> list[str]:
    """The summary of a run."""
    certificate = result.certificate
    if result.explanation is not None:
        lines = say_explanation(result.explanation)
        if any(math.isinf(target.weight) for target in problem.targets):
            lines.append(f"Targets with the weight “{MUST_STAY}” stay as they are.")
        return lines
    people = count(len(problem.pool.people), "person", "people")
    seats = count(certificate.seats, "seat", "seats")
    lines = [
        f"Method {certificate.method}, seed {certificate.seed}: "
        f"{len(certificate.selected)} of {people} for {seats}.",
        *say_merit(result),
        *say_lottery(problem, result),
        "",
        "Chosen:",
        *(f"  {identifier}" for identifier in certificate.selected),
        "",
        "Targets:",
    ]
    lines += [
        f"  {name_conditions(target)}: {certified.got} "
        f"(from {target.minimum} to {target.maximum})"
        for target, certified in zip(problem.targets, certificate.targets, strict=True)
    ]
    return lines


def say_merit(result: Result) -> list[str]:
    """The merit and its proof, where merit was asked."""
    if result.merit is None:
        return []
    proof = "proved the highest possible"
    if result.certificate.status != "optimal":
        proof = "not proved the highest possible"
    return [
        f"Total score {result.merit:g}, {proof} under these targets. Between cohorts "
        "with the same total the seed decides."
    ]


def say_lottery(problem: Problem, result: Result) -> list[str]:
    """Chances, their proof, the number drawn, and who has no chance and why."""
    found = result.lottery
    if found is None:
        return []
    able = [chance for chance in found.chances.values() if chance > 0]
    is_proved = result.certificate.status == "optimal"
    lines = [
        f"Drawn from a lottery over {count_kinds(found)}: "
        f"chances from {min(able):.2%} to {max(able):.2%}, "
        f"{'proved' if is_proved else 'not proved'} {MEASURES[found.method]}.",
        *say_number(result),
    ]
    if not is_proved:
        lines.append(say_bound(found))
    reasons = reasons_without_chance(problem, found.without_chance)
    return lines + say_without_chance(reasons)


def count_kinds(found: Lottery) -> str:
    """How many kinds of cohort can be drawn, in words."""
    count = len(found.probabilities)
    return "1 kind of cohort" if count == 1 else f"{count} kinds of cohort"


def say_number(result: Result) -> list[str]:
    """The number drawn, where cohorts were numbered."""
    if result.numbered is None:
        return []
    return [
        f"Number {result.number:,} was drawn from {len(result.numbered.cohorts):,} "
        "equally likely cohorts; in these, nobody's chance differs from the lottery's "
        f"by more than {100 * result.numbered.bound:.2f} percentage points."
    ]


def say_bound(found: Lottery) -> str:
    """How much better any lottery could be at most."""
    if found.method == "nash":
        return f"No lottery's mean logarithm of chances is above {found.bound:.6f}."
    return f"No lottery's smallest chance is above {found.bound:.2%}."
