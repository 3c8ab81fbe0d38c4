"""Dividing a cohort into learning sets over rounds, with what is left to be wished.

Pairs to be kept apart are, always. Then each set has its even share of every category,
rounded up or down, and as many people as possible meet for the first time: a place by
which a set misses its even share weighs as much as five first meetings.

A tabu search looks for it (see `search`); bounds that need no search say how far it
got (see `bounds`). The result is called optimal only where it meets them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lehc.methods.selection.errors import SelectionError
from lehc.methods.selection.learning_sets.apart import can_keep_apart
from lehc.methods.selection.learning_sets.bounds import most_meetings
from lehc.methods.selection.learning_sets.question import Integers, Question
from lehc.methods.selection.learning_sets.search import (
    SHORTEST_TABU,
    TABU_SPREAD,
    Arrangement,
    Tabu,
)
from lehc.methods.selection.solver import Outcome
from lehc.methods.selection.watch import UNWATCHED, Watch

ALGORITHM = "tabu search over exchanges"
VERSION = "1"
# Steps of the search: so many, and more for each place to fill; measured to give 24
# people in 4 sets and 3 rounds well under a second, and 400 people a few seconds.
STEPS, STEPS_PER_PLACE = 2_500, 8
REPORT_EVERY = 100


@dataclass(frozen=True)
class LearningSets:
    """rounds[r][s] are the ids in set s of round r, sorted.

    meetings         pairs who meet for the first time, over all rounds
    meetings_bound   what no division can exceed
    repeats          shared rounds of people who had met by then
    uneven           places by which sets miss their even shares; none can be below 0
    outcome          optimal: meetings meet their bound and nothing is uneven
    """

    rounds: tuple[tuple[tuple[str, ...], ...], ...]
    meetings: int
    meetings_bound: int
    repeats: int
    uneven: int
    outcome: Outcome
    algorithm: str = ALGORITHM
    version: str = VERSION


def divide(
    question: Question, *, rng: np.random.Generator, watch: Watch = UNWATCHED
) -> LearningSets:
    """The best division the search finds; the same question and seed give the same.

    Edges: one set has everybody in it each round. When the watch's time runs out, the
    best division so far is given. Raises SelectionError `apart_impossible` when no
    division keeps every pair apart, `apart_not_found` when none was found in time.
    """
    arrangement = Arrangement(question)
    bound = most_meetings(question)
    search(arrangement, rng, watch, bound)
    if arrangement.count_apart():
        is_possible = can_keep_apart(question, watch)
        raise SelectionError("apart_not_found" if is_possible else "apart_impossible")
    return sum_up(arrangement, bound)


def search(
    arrangement: Arrangement, rng: np.random.Generator, watch: Watch, bound: int
) -> None:
    """Leave the best arrangement found in `arrangement`."""
    question = arrangement.question
    if question.sets == 1:
        return
    tabu = Tabu(question.rounds, arrangement.people, question.sets)
    total = STEPS + STEPS_PER_PLACE * arrangement.where.size
    best_where, cost = arrangement.where.copy(), arrangement.cost()
    best = cost
    for step in range(total):
        if step % REPORT_EVERY == 0:
            watch.report("learning sets", step, total)
            if watch.seconds_left() <= 0 or is_perfect(arrangement, bound):
                break
        change = take_step(arrangement, tabu, rng, step, best - cost)
        cost += change
        if cost < best:
            best, best_where = cost, arrangement.where.copy()
    arrangement.where = best_where
    arrangement.recount()


def is_perfect(arrangement: Arrangement, bound: int) -> bool:
    """Whether nothing can be better."""
    if arrangement.count_apart() or arrangement.excess():
        return False
    return count_new(arrangement) == bound


def take_step(
    arrangement: Arrangement,
    tabu: Tabu,
    rng: np.random.Generator,
    step: int,
    record: int,
) -> int:
    """One exchange, the best for a restless learner; the change of cost.

    An exchange that is barred may be made all the same when it changes the cost by
    less than `record`: nothing as good was seen before.
    """
    number = int(rng.random() * len(arrangement.where))
    relief = arrangement.relief(number)
    restless = arrangement.restless(number, relief)
    if not len(restless):
        return 0
    person = int(restless[int(rng.random() * len(restless))])
    row = arrangement.where[number]
    changes = arrangement.changes(number, person, relief)
    barred = tabu.barred(number, person, row, step) & (changes >= record)
    usable = np.flatnonzero((row != row[person]) & ~barred)
    if not len(usable):
        return 0
    least = changes[usable].min()
    equal = usable[changes[usable] == least]
    other = int(equal[int(rng.random() * len(equal))])
    until = step + SHORTEST_TABU + int(rng.random() * TABU_SPREAD)
    tabu.forbid(number, person, int(row[person]), until)
    tabu.forbid(number, other, int(row[other]), until)
    arrangement.exchange(number, person, other)
    return int(least)


def count_new(arrangement: Arrangement) -> int:
    """Pairs who share a round and had not met before."""
    before = arrangement.question.pair_table(arrangement.question.met)
    return int(((arrangement.times > 0) & ~before).sum()) // 2


def sum_up(arrangement: Arrangement, bound: int) -> LearningSets:
    """The arrangement as ids, with its counts."""
    question = arrangement.question
    meetings, uneven = count_new(arrangement), arrangement.excess()
    shared = sum(int(size * (size - 1)) // 2 for size in question.sizes)
    is_best = meetings == bound and uneven == 0
    return LearningSets(
        rounds=tuple(name_sets(question, row) for row in arrangement.where),
        meetings=meetings,
        meetings_bound=bound,
        repeats=shared * question.rounds - meetings,
        uneven=uneven,
        outcome=Outcome.OPTIMAL if is_best else Outcome.GAP,
    )


def name_sets(question: Question, row: Integers) -> tuple[tuple[str, ...], ...]:
    """The ids in each set of a round."""
    return tuple(
        tuple(question.ordered[person].id for person in np.flatnonzero(row == number))
        for number in range(question.sets)
    )


def count_meetings(rounds: tuple[tuple[tuple[str, ...], ...], ...]) -> int:
    """Different pairs who share a set at least once: the slow, obvious count."""
    return len(
        {
            frozenset((one, other))
            for sets in rounds
            for members in sets
            for one in members
            for other in members
            if one != other
        }
    )
