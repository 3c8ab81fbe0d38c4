"""Conflicts, changes of targets and errors of a selection, as plain sentences."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from lehc.methods.selection import (
    Change,
    Conflict,
    Explanation,
    NoChance,
    SelectionError,
    Target,
)
from lehc.selection.conditions import join

CONFLICTS: Mapping[str, str] = {
    "too_few_people": "To fill {wanted_seats} there are only {available_people}.",
    "teams_do_not_fill_seats": (
        "Teams come in whole, and no combination of whole teams and single people "
        "fills exactly {wanted_seats}."
    ),
    "too_few_with_value": (
        "For {feature} “{value}” at least {wanted} must be chosen, but only "
        "{available} of the people have it."
    ),
    "too_many_accepted": (
        "Of those who already have a place, {wanted_people} have {feature} “{value}”, "
        "but at most {available} may."
    ),
    "minima_above_seats": (
        "The minimums of {feature} add up to {wanted}, which is more than "
        "{available_seats}."
    ),
    "maxima_below_seats": (
        "The maximums of {feature} let in {available_people}, which does not fill "
        "{wanted_seats}."
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
    "draws_without_lottery": (
        "Numbered cohorts belong to a lottery: choose the method maximin, leximin or "
        "nash, or leave the number of draws out."
    ),
    "no_such_number": (
        "There is no cohort number {number}: the numbers go from 1 to {count}."
    ),
    "more_accepted_than_seats": (
        "Certainly in: {accepted}. That is more than the number of seats, {seats}."
    ),
    "too_few_numbers": "There must be at least 1 numbered cohort.",
    "time_ran_out": "The time allowed passed before there was a result. Allow more.",
}
IDS_SHOWN = 5

NO_CHANCE: Mapping[str, str] = {
    "excluded": "not among those who can be chosen",
    "team_too_large": "the team has more people than there are seats",
    "no_seat_for_value": "the target for {target} leaves no seat",
    "only_together_impossible": (
        "no cohort that meets all the targets together has room for them"
    ),
}


def say_conflict(conflict: Conflict) -> str:
    """A conflict as a sentence."""
    numbers = {
        f"{name}_{many}": count(getattr(conflict, name), one, many)
        for name in ("wanted", "available")
        for one, many in (("seat", "seats"), ("person", "people"))
    }
    return CONFLICTS[conflict.code].format(**vars(conflict), **numbers)


def count(number: int, one: str, many: str) -> str:
    """A number with its noun."""
    return f"{number} {one if number == 1 else many}"


def say_change(change: Change) -> str:
    """A change of one target as an instruction."""
    target = change.target
    name = name_conditions(target)
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
    lines.append(f"The smallest change that would help {say_size(explanation)}:")
    for number, changes in enumerate(explanation.alternatives, start=1):
        said = "; ".join(say_change(change) for change in changes)
        lines.append(f"  {number}. {said}.")
    if not explanation.is_complete:
        lines.append("  There are more changes of this size.")
    return lines


def say_size(explanation: Explanation) -> str:
    """How large the smallest change is; where targets weigh differently, by weight."""
    size = explanation.change_size
    moved = {sum(c.seats for c in changes) for changes in explanation.alternatives}
    if moved - {size}:
        return f"counts {size:g} by the targets’ weights"
    return f"moves targets by {count(int(size), 'seat', 'seats')}"


def say_without_chance(reasons: Iterable[NoChance]) -> list[str]:
    """Who has no chance at all, one line for each reason."""
    people: dict[str, list[str]] = {}
    for reason in reasons:
        name = "" if reason.target is None else name_conditions(reason.target)
        words = NO_CHANCE[reason.code].format(target=name)
        people.setdefault(words, []).append(reason.id)
    return [
        f"No chance for {shorten(names)}: {words}." for words, names in people.items()
    ]


def reason_facts(reason: NoChance) -> dict[str, str]:
    """Why somebody has no chance, as plain data with its words."""
    target = reason.target
    name = "" if target is None else name_conditions(target)
    feature, value = ("", "") if target is None else join(target.conditions)
    return {
        "id": reason.id,
        "code": reason.code,
        "feature": feature,
        "value": value,
        "sentence": NO_CHANCE[reason.code].format(target=name),
    }


def name_conditions(target: Target) -> str:
    """What a target is about, in words."""
    return " and ".join(f"{feature} “{value}”" for feature, value in target.conditions)


def shorten(names: Sequence[str]) -> str:
    """The first few names, and how many more there are."""
    more = len(names) - IDS_SHOWN
    shown = ", ".join(names[:IDS_SHOWN])
    return f"{shown} and {more} more" if more > 0 else shown


def say_error(error: SelectionError) -> str:
    """An error as a sentence; the developers' text where no words are written yet."""
    facts = dict(error.facts)
    ids = facts.get("ids")
    if isinstance(ids, tuple):
        facts["ids"] = shorten(ids)
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
    feature, value = join(change.target.conditions)
    return {
        "feature": feature,
        "value": value,
        "min": change.target.minimum,
        "max": change.target.maximum,
        "new_min": change.minimum,
        "new_max": change.maximum,
    }
