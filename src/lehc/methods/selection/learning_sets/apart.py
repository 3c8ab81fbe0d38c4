"""Can pairs be kept apart at all? A small integer program over those concerned."""

from __future__ import annotations

import numpy as np

from lehc.methods.selection.learning_sets.question import Question
from lehc.methods.selection.solver import Outcome, Program, maximise
from lehc.methods.selection.watch import Watch


def can_keep_apart(question: Question, watch: Watch) -> bool:
    """Whether one round can be divided so that no pair shares a set.

    x[i, s] = 1 where learner i of a pair is in set s; each is in one set, no set is
    beyond its size, no pair shares a set. Anybody else fits in wherever there is room.
    """
    table = question.pair_table(question.apart)
    people = np.flatnonzero(table.any(axis=1))
    pairs = np.argwhere(np.triu(table[np.ix_(people, people)]))
    sets, count = question.sets, len(people)
    one_set = np.kron(np.eye(count), np.ones(sets))
    filled = np.tile(np.eye(sets), count)
    shared = np.zeros((len(pairs) * sets, count * sets))
    for place, (one, other) in enumerate(pairs.tolist()):
        for number in range(sets):
            row = place * sets + number
            shared[row, one * sets + number] = shared[row, other * sets + number] = 1
    answer = maximise(
        Program(
            matrix=np.vstack([one_set, filled, shared]),
            row_lower=np.concatenate([np.ones(count), np.zeros(sets + len(shared))]),
            row_upper=np.concatenate(
                [np.ones(count), question.sizes, np.ones(len(shared))]
            ),
            lower=np.zeros(count * sets),
            upper=np.ones(count * sets),
            whole=np.ones(count * sets, dtype=bool),
        ),
        np.zeros(count * sets),
        watch=watch,
    )
    return answer.outcome is not Outcome.INFEASIBLE
