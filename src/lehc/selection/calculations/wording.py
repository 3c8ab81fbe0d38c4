"""Conflicts, changes of targets and errors of a selection, as plain sentences."""

from __future__ import annotations

import math
from collections.abc import Mapping

from lehc.methods.selection import Change, Conflict, Explanation, SelectionError

CONFLICTS: Mapping[str, str] = {
    "too_few_people": "There are {wanted} seats but only {available} people.",
    "teams_do_not_fill_seats": (
        "Teams come in whole, and no combination of whole teams and single people "
        "fills exactly {wanted} seats."
    ),
    "too_few_with_value": (
        "At least {wanted} seats are for {feature} “{value}”, but only {available} of "
        "the people have it."
    ),
    "too_many_accepted": (
        "{wanted} people with {feature} “{value}” already have a place, but at most "
        "{available} may."
    ),
    "minima_above_seats": (
        "The minimums of {feature} add up to {wanted}, but there are {available} seats."
    ),
    "maxima_below_seats": (
        "The maximums of {feature} let in {available} people, but there are {wanted} "
        "seats to fill."
    ),
}

ERRORS: Mapping[str, str] = {
    "score_missing": (
        "These people have no score: {ids}. The best cohort needs a score for "
        "everybody; write 0 if 0 is meant."
    ),
    "score_too_large": (
        "The score of “{id}” is beyond {largest:g}. Use smaller numbers."
    ),
    "pair_of_one_feature": (
        "The target for {feature} “{value}” asks for two values of the same feature. "
        "Nobody has both: name another feature."
    ),
    "time_ran_out": "The time allowed passed before there was a result. Allow more.",
}
IDS_SHOWN = 5


def say_conflict(conflict: Conflict) -> str:
    """A conflict as a sentence."""
    return CONFLICTS[conflict.code].format(**vars(conflict))


def say_change(change: Change) -> str:
    """A change of one target as an instruction."""
    target = change.target
    name = " and ".join(f"{feature} “{value}”" for feature, value in target.conditions)
    steps = []
    if change.minimum < target.minimum:
        steps.append(f"lower the minimum from {target.minimum} to {change.minimum}")
    if change.maximum > target.maximum:
        steps.append(f"raise the maximum from {target.maximum} to {change.maximum}")
    return f"{name}: {' and '.join(steps)}"


def say_explanation(explanation: Explanation) -> list[str]:
    """Why the targets cannot be met and what would help, line by line."""
    lines = ["These targets cannot be met: no cohort fulfils all of them."]
    lines += [say_conflict(conflict) for conflict in explanation.conflicts]
    if not explanation.conflicts:
        lines.append("Each target is possible alone, but together they clash.")
    if math.isinf(explanation.change_size):
        lines.append("No change of the targets alone would help.")
        return lines
    size = explanation.change_size
    seats = "1 seat" if size == 1 else f"{size:g} seats"
    lines.append(f"The smallest change that would help moves targets by {seats}:")
    for number, changes in enumerate(explanation.alternatives, start=1):
        said = "; ".join(say_change(change) for change in changes)
        lines.append(f"  {number}. {said}.")
    if not explanation.is_complete:
        lines.append("  There are more changes of this size.")
    return lines


def say_error(error: SelectionError) -> str:
    """An error as a sentence; the developers' text where no words are written yet."""
    facts = dict(error.facts)
    ids = facts.get("ids")
    if isinstance(ids, tuple):
        more = len(ids) - IDS_SHOWN
        shown = ", ".join(ids[:IDS_SHOWN])
        facts["ids"] = f"{shown} and {more} more" if more > 0 else shown
    return ERRORS.get(error.code, str(error).replace("{", "{{")).format(**facts)


def explanation_facts(explanation: Explanation) -> dict[str, object]:
    """The explanation as plain data for a certificate."""
    size = explanation.change_size
    return {
        "conflicts": [
            {**vars(conflict), "sentence": say_conflict(conflict)}
            for conflict in explanation.conflicts
        ],
        "change_size": None if math.isinf(size) else size,
        "alternatives": [
            [change_facts(change) for change in changes]
            for changes in explanation.alternatives
        ],
        "is_complete": explanation.is_complete,
    }


def change_facts(change: Change) -> dict[str, object]:
    """A change of one target as plain data."""
    return {
        "feature": " and ".join(feature for feature, _ in change.target.conditions),
        "value": " and ".join(value for _, value in change.target.conditions),
        "min": change.target.minimum,
        "max": change.target.maximum,
        "new_min": change.minimum,
        "new_max": change.maximum,
    }
