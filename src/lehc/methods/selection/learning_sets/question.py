"""The question: who is to be divided, into how many sets, over how many rounds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from lehc.methods.selection.errors import SelectionError
from lehc.methods.selection.problem import repeated

Integers = NDArray[np.int64]
Pair = tuple[str, str]


@dataclass(frozen=True)
class Learner:
    """Somebody to be placed; `values` follow the order of the question's categories.

    An empty value counts for nothing: that person is mixed by the other categories.
    """

    id: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """Divide `learners` into `sets` in each of `rounds`.

    Sets of a round differ in size by at most one. `apart` are pairs who are never in
    one set; `met` are pairs who know each other already, so that a meeting is not new.

    Raises SelectionError: `duplicate_id`, `wrong_number_of_values`, `unknown_id`,
    `pair_of_one_person`, `too_few_sets`, `too_few_rounds`, `sets_too_small` (there
    must be two people or more for each set).
    """

    learners: tuple[Learner, ...]
    sets: int
    rounds: int
    categories: tuple[str, ...] = ()
    apart: frozenset[Pair] = frozenset()
    met: frozenset[Pair] = frozenset()

    def __post_init__(self) -> None:
        if self.sets < 1:
            raise SelectionError("too_few_sets", sets=self.sets)
        if self.rounds < 1:
            raise SelectionError("too_few_rounds", rounds=self.rounds)
        if len(self.learners) < 2 * self.sets:
            people = len(self.learners)
            raise SelectionError("sets_too_small", people=people, sets=self.sets)
        for identifier in repeated(learner.id for learner in self.learners):
            raise SelectionError("duplicate_id", id=identifier)
        for learner in self.learners:
            if len(learner.values) != len(self.categories):
                raise SelectionError("wrong_number_of_values", id=learner.id)
        self.check_pairs(sorted(self.apart | self.met))

    def check_pairs(self, pairs: Iterable[Pair]) -> None:
        """Raise SelectionError unless each pair is two people of the cohort."""
        for one, other in pairs:
            if one == other:
                raise SelectionError("pair_of_one_person", id=one)
            for identifier in (one, other):
                if identifier not in self.place:
                    raise SelectionError("unknown_id", id=identifier)

    @cached_property
    def ordered(self) -> tuple[Learner, ...]:
        """The learners by id, so that the order of the rows changes nothing."""
        return tuple(sorted(self.learners, key=lambda learner: learner.id))

    @cached_property
    def place(self) -> dict[str, int]:
        """Where each id stands in `ordered`."""
        return {learner.id: number for number, learner in enumerate(self.ordered)}

    @cached_property
    def sizes(self) -> Integers:
        """How many people each set has; the larger sets come first."""
        small, more = divmod(len(self.learners), self.sets)
        sizes = np.full(self.sets, small, dtype=np.int64)
        sizes[:more] += 1
        return sizes

    def pair_table(self, pairs: Iterable[Pair]) -> NDArray[np.bool_]:
        """A symmetric table that is true for these pairs."""
        table = np.zeros((len(self.learners), len(self.learners)), dtype=bool)
        for one, other in pairs:
            row, column = self.place[one], self.place[other]
            table[row, column] = table[column, row] = True
        return table

    @cached_property
    def members(self) -> Integers:
        """members[i, v]: whether learner i has value v; values of all categories."""
        columns: list[Integers] = []
        for category in range(len(self.categories)):
            values = [learner.values[category] for learner in self.ordered]
            for value in sorted(set(values) - {""}):
                columns.append(np.array([mine == value for mine in values], np.int64))
        if not columns:
            return np.zeros((len(self.learners), 0), dtype=np.int64)
        return np.column_stack(columns)
