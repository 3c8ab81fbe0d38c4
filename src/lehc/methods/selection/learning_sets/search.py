"""Local search: exchange two people of a round, the best exchange for one of them.

What is made small: above all, people together who must be apart; then places by which
sets miss their even share of a category, each of which counts as much as five meetings
that are not new; and among those, pairs who meet again and again count a little more.
All of it is whole numbers, so every machine takes the same steps. An exchange may make
things worse; the people exchanged may then not go back for a few steps (tabu search).
Source: F. Glover, Tabu search, ORSA Journal on Computing 1 (1989).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lehc.methods.selection.learning_sets.question import Integers, Question

APART = 10_000_000
MIX = 500
AGAIN = 100  # a second meeting; each further one costs AGAIN_AND_AGAIN more
AGAIN_AND_AGAIN = 10
SHORTEST_TABU, TABU_SPREAD = 4, 8


class Arrangement:
    """Who is where in each round, and what follows from it, kept up to date.

    where[r, i]      the set of learner i in round r
    seats[r, s, :]   who is in set s, padded by a learner who is nobody
    times[i, j]      rounds that i and j share, and one more if they met before
    join, leave      what one more shared round of i and j costs, and one fewer
    counts[r, s, v]  people with value v in set s
    lower, upper     each set's even share of each value, rounded down and up
    """

    def __init__(self, question: Question) -> None:
        self.question = question
        self.people = len(question.learners)
        self.apart = question.pair_table(question.apart)
        self.members = question.members
        shares = np.outer(question.sizes, self.members.sum(axis=0))
        self.lower = shares // self.people
        self.upper = -(-shares // self.people)
        self.where = deal(question)
        self.recount()

    def recount(self) -> None:
        """Count everything afresh from `where`."""
        rounds, sets = self.where.shape[0], self.question.sets
        self.times = self.question.pair_table(self.question.met).astype(np.int64)
        self.counts = np.zeros((rounds, sets, self.members.shape[1]), dtype=np.int64)
        largest = int(self.question.sizes.max())
        self.seats = np.full((rounds, sets, largest), self.people, dtype=np.int64)
        for number, row in enumerate(self.where):
            same = row[:, None] == row[None, :]
            np.fill_diagonal(same, False)
            self.times += same
            np.add.at(self.counts[number], row, self.members)
            for place in range(sets):
                there = np.flatnonzero(row == place)
                self.seats[number, place, : len(there)] = there
        self.join = np.zeros((self.people, self.people + 1), dtype=np.int64)
        self.leave = np.zeros_like(self.join)
        for person in range(self.people):
            self.price(person)

    def price(self, person: int) -> None:
        """Look up again what more and fewer meetings of one person cost."""
        times, apart = self.times[person], APART * self.apart[person]
        now = cost_of_times(times)
        more, fewer = cost_of_times(times + 1) - now, cost_of_times(times - 1) - now
        self.join[person, :-1] = self.join[:, person] = more + apart
        self.leave[person, :-1] = self.leave[:, person] = fewer - apart
        self.join[person, person] = self.leave[person, person] = 0

    def cost(self) -> int:
        """All of it together."""
        together = int(cost_of_times(self.times).sum()) // 2
        return APART * self.count_apart() + MIX * self.excess() + together

    def count_apart(self) -> int:
        """Pairs in one set who must be apart, over all rounds."""
        same = self.where[:, :, None] == self.where[:, None, :]
        return int((same & self.apart).sum()) // 2

    def excess(self) -> int:
        """Places by which sets miss their even shares, over all rounds."""
        return int(beyond(self.counts, self.lower, self.upper).sum())

    def relief(self, number: int) -> Integers:
        """What each learner's leaving their set in a round would change: 0 or less."""
        companions = self.seats[number][self.where[number]]
        rows = np.arange(self.people)[:, None]
        return np.asarray(self.leave[rows, companions].sum(axis=1))

    def restless(self, number: int, relief: Integers) -> Integers:
        """Learners of a round for whom an exchange could make something better."""
        off = beyond(self.counts[number], self.lower, self.upper).sum(axis=1) > 0
        return np.flatnonzero((relief < 0) | off[self.where[number]])

    def changes(self, number: int, person: int, relief: Integers) -> Integers:
        """What an exchange with each other learner would change in `cost`."""
        row = self.where[number]
        seats = self.seats[number]
        joined = self.join[person][seats].sum(axis=1)
        theirs = relief + self.join[:, seats[row[person]]].sum(axis=1)
        # The two exchange places with each other, so they do not meet by it.
        together = 2 * self.join[person, :-1]
        mixed = MIX * self.mix_changes(number, person)
        return np.asarray(relief[person] + joined[row] + theirs - together + mixed)

    def mix_changes(self, number: int, person: int) -> Integers:
        """What an exchange with each other learner would change in `excess`."""
        row, counts = self.where[number], self.counts[number]
        home = row[person]
        move = self.members - self.members[person]
        low, high = self.lower, self.upper
        now = beyond(counts, low, high).sum(axis=1)
        here = beyond(counts[home] + move, low[home], high[home]).sum(axis=1)
        there = beyond(counts[row] - move, low[row], high[row]).sum(axis=1)
        return np.asarray(here + there - now[home] - now[row])

    def exchange(self, number: int, one: int, other: int) -> None:
        """Let two learners change places in a round."""
        row, seats = self.where[number], self.seats[number]
        for person, partner in ((one, other), (other, one)):
            for place, step in ((row[person], -1), (row[partner], 1)):
                met = seats[place]
                met = met[(met < self.people) & (met != person) & (met != partner)]
                self.times[person, met] += step
                self.times[met, person] += step
        here, there = seats[row[one]], seats[row[other]]
        here[here == one], there[there == other] = other, one
        move = self.members[other] - self.members[one]
        self.counts[number, row[one]] += move
        self.counts[number, row[other]] -= move
        row[one], row[other] = row[other], row[one]
        self.price(one)
        self.price(other)


def beyond(counts: Integers, lower: Integers, upper: Integers) -> Integers:
    """By how many people each count is below its lower or above its upper share."""
    return np.asarray(np.maximum(lower - counts, 0) + np.maximum(counts - upper, 0))


def cost_of_times(times: Integers) -> Integers:
    """What it costs that pairs share so many rounds: nothing up to one."""
    more = np.maximum(times - 1, 0)
    return np.asarray(AGAIN * more + AGAIN_AND_AGAIN * (more * (more - 1) // 2))


def deal(question: Question) -> Integers:
    """A first arrangement: people by category, dealt out with a growing shift.

    Learner q g + c goes to set (c + r q) mod g in round r: for g a prime nobody meets
    anybody twice in the first g rounds, as lines of different slope cross once.
    """
    keys = [learner.values for learner in question.ordered]
    order = sorted(range(len(keys)), key=lambda number: (keys[number], number))
    where = np.zeros((question.rounds, len(order)), dtype=np.int64)
    for rank, person in enumerate(order):
        layer, column = divmod(rank, question.sets)
        for number in range(question.rounds):
            where[number, person] = (column + number * layer) % question.sets
    for row in where:
        fit_sizes(row, question.sizes)
    return where


def fit_sizes(row: Integers, sizes: Integers) -> None:
    """Move people from sets that are too large to sets that are too small."""
    while True:
        spare = np.bincount(row, minlength=len(sizes)) - sizes
        if not spare.any():
            return
        full, empty = int(spare.argmax()), int(spare.argmin())
        row[np.flatnonzero(row == full)[-1]] = empty


class Tabu:
    """Which learner may not go to which set of a round yet."""

    def __init__(self, rounds: int, people: int, sets: int) -> None:
        self.until: NDArray[np.int64] = np.zeros((rounds, people, sets), dtype=np.int64)

    def forbid(self, number: int, person: int, set_: int, until: int) -> None:
        """Nobody may put the person back there before this step."""
        self.until[number, person, set_] = until

    def barred(
        self, number: int, person: int, row: Integers, step: int
    ) -> NDArray[np.bool_]:
        """Which partners are out of the question at this step."""
        until = self.until[number]
        mine = until[person, row] > step
        theirs = until[:, row[person]] > step
        return np.asarray(mine | theirs)
