"""How many pairs can meet at all: upper bounds that need no search.

Each is a count that no division can exceed; the smallest of them is reported.
"""

from __future__ import annotations

import numpy as np

from lehc.methods.selection.learning_sets.question import Integers, Question


def most_meetings(question: Question) -> int:
    """The most pairs who can meet for the first time, over all rounds.

    1. Not more than there are places: rounds x pairs within sets.
    2. Not more than there are pairs who may meet and have not.
    3. A person meets at most (largest set - 1) others in a round, and never more
       than there are to meet; two people share each meeting.
    4. A set with more people than there are sets has, in every later round, people
       who shared a set in the round before. At least so many meetings are not new.
    """
    people = len(question.learners)
    within = pairs_within(question)
    wanted = ~(question.pair_table(question.apart) | question.pair_table(question.met))
    np.fill_diagonal(wanted, False)
    to_meet = wanted.sum(axis=1)
    largest = question.rounds * (int(question.sizes.max()) - 1)
    again = int(forced_repeats(question.sizes).sum()) * (question.rounds - 1)
    return min(
        question.rounds * within - again,
        int(to_meet.sum()) // 2,
        int(np.minimum(to_meet, largest).sum()) // 2,
        people * (people - 1) // 2,
    )


def pairs_within(question: Question) -> int:
    """Pairs who share a set in one round."""
    return int((question.sizes * (question.sizes - 1) // 2).sum())


def forced_repeats(sizes: Integers) -> Integers:
    """Pairs in each set who must have shared one of as many sets before.

    People of one set spread over g earlier sets as evenly as they can: the pairs that
    are left are the fewest (the sum of squares is smallest when even).
    """
    each, more = np.divmod(sizes, len(sizes))
    larger = more * (each + 1) * each // 2
    smaller = (len(sizes) - more) * each * (each - 1) // 2
    return np.asarray(larger + smaller)
