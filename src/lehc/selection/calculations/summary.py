"""A run's result as the lines that `lehc select` prints."""

from __future__ import annotations

from lehc.methods.selection import Lottery, Problem, reasons_without_chance
from lehc.selection.calculations.runs import Result
from lehc.selection.calculations.wording import say_explanation, say_without_chance

MEASURES = {
    "maximin": "the largest smallest chance there can be",
    "leximin": "the largest smallest chances there can be, one after another",
    "nash": "the largest product of chances there can be",
}


def say_result(problem: Problem, result: Result) -> list[str]:
    """The summary of a run."""
    certificate = result.certificate
    if result.explanation is not None:
        return say_explanation(result.explanation)
    lines = [
        f"Method {certificate.method}, seed {certificate.seed}: "
        f"{len(certificate.selected)} people for {certificate.seats} seats.",
        *say_merit(result),
        *say_lottery(problem, result),
        "",
        "Chosen:",
        *(f"  {identifier}" for identifier in certificate.selected),
        "",
        "Targets:",
    ]
    lines += [
        f"  {target.feature} “{target.value}”: {target.got} "
        f"(from {target.min} to {target.max})"
        for target in certificate.targets
    ]
    return lines


def say_merit(result: Result) -> list[str]:
    """The merit and its proof, where merit was asked."""
    if result.merit is None:
        return []
    proof = "proved the highest possible"
    if result.certificate.status != "optimal":
        proof = "not proved the highest possible"
    return [f"Total score {result.merit:g}, {proof} under these targets."]


def say_lottery(problem: Problem, result: Result) -> list[str]:
    """Chances, their proof, the number drawn, and who has no chance and why."""
    found = result.lottery
    if found is None:
        return []
    able = [chance for chance in found.chances.values() if chance > 0]
    is_proved = result.certificate.status == "optimal"
    lines = [
        f"Drawn from a lottery over {len(found.probabilities)} kinds of cohort: "
        f"chances from {min(able):.2%} to {max(able):.2%}, "
        f"{'proved' if is_proved else 'not proved'} {MEASURES[found.method]}.",
        *say_number(result),
    ]
    if not is_proved:
        lines.append(say_bound(found))
    reasons = reasons_without_chance(problem, found.without_chance)
    return lines + say_without_chance(reasons)


def say_number(result: Result) -> list[str]:
    """The number drawn, where cohorts were numbered."""
    if result.numbered is None:
        return []
    return [
        f"Number {result.number} was drawn from {len(result.numbered.cohorts)} equally "
        f"likely cohorts; in these, nobody's chance differs from the lottery's by more "
        f"than {result.numbered.bound:.2%}."
    ]


def say_bound(found: Lottery) -> str:
    """How much better any lottery could be at most."""
    if found.method == "nash":
        return f"No lottery's mean logarithm of chances is above {found.bound:.6f}."
    return f"No lottery's smallest chance is above {found.bound:.2%}."
