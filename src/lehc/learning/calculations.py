"""The door to methods.selection.learning_sets: participants in, numbers of sets out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from lehc.learning.models import Participant
from lehc.learning.queries import read_mix
from lehc.methods.selection import SelectionError
from lehc.methods.selection.learning_sets import (
    Learner,
    LearningSets,
    Question,
    divide,
)

SENTENCES = {
    "sets_too_small": (
        "There are {people} people: too few for {sets} sets of two or more. Choose "
        "fewer sets."
    ),
    "pair_of_one_person": "A pair to keep apart is two different people.",
    "apart_impossible": (
        "With so many sets these people can’t all be kept apart. Choose more sets or "
        "fewer pairs."
    ),
    "apart_not_found": (
        "We found no sets that keep all these people apart. Choose more sets or fewer "
        "pairs."
    ),
}

Pair = tuple[int, int]


class CannotDivideError(ValueError):
    """No sets can be made as asked; the message says what to change."""


@dataclass(frozen=True)
class Division:
    """places[participant's id][r] is the set in round r, from 1; and the findings."""

    places: dict[int, tuple[int, ...]]
    found: LearningSets


def divide_cohort(
    people: Iterable[Participant],
    *,
    sets: int,
    rounds: int,
    mix: Iterable[str],
    apart: Iterable[Pair],
    seed: int,
) -> Division:
    """Learning sets of these people; raises CannotDivideError."""
    rows, keys = list(people), tuple(mix)
    values = read_mix(rows, keys)
    try:
        question = Question(
            learners=tuple(Learner(name_id(row.pk), values[row.pk]) for row in rows),
            sets=sets,
            rounds=rounds,
            categories=keys,
            apart=frozenset((name_id(one), name_id(other)) for one, other in apart),
        )
        rng = np.random.Generator(np.random.PCG64(seed))
        found = divide(question, rng=rng)
    except SelectionError as error:
        sentence = SENTENCES.get(error.code)
        if sentence is None:
            raise
        raise CannotDivideError(sentence.format(**error.facts)) from error
    return Division({row.pk: find_places(found, row.pk) for row in rows}, found)


def name_id(pk: int) -> str:
    """A participant's id as the method's, in an order that is that of the numbers."""
    return f"{pk:012}"


def find_places(found: LearningSets, pk: int) -> tuple[int, ...]:
    """The set a participant is in, round by round."""
    name = name_id(pk)
    return tuple(
        next(number for number, members in enumerate(sets, 1) if name in members)
        for sets in found.rounds
    )
