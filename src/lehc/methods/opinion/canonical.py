"""One order of people and statements that depends on the votes alone.

Each person gets a key made from their votes and the keys of the statements, and each
statement one made from the votes on it and the keys of the people, in turn: colour
refinement (Weisfeiler and Leman 1968). Sums of whole numbers do not depend on the
order of adding, so neither do the keys. People with the same key voted alike, for
all that can be told, and may change places without changing any result.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lehc.methods.opinion.votes import Ints, VoteMatrix, gather_votes, pieces

Keys = NDArray[np.uint64]

ROUNDS = 2
# Sums are kept exact: whole numbers of 26 bits, added up as floats of 53.
BITS = np.uint64(26)
LOW = np.uint64((1 << 26) - 1)
# Odd constants of the mixing function splitmix64 (Steele, Lea and Flood 2014).
STEP = np.uint64(0x9E3779B97F4A7C15)
FIRST = np.uint64(0xBF58476D1CE4E5B9)
SECOND = np.uint64(0x94D049BB133111EB)


def canonical_order(votes: VoteMatrix) -> tuple[Ints, Ints]:
    """The people, and the statements, in an order that no renaming changes."""
    totals = votes.totals.astype(np.uint64)
    statement = mix(totals @ np.array([1, 1 << 20, 1 << 40], dtype=np.uint64))
    person = np.zeros(votes.people, dtype=np.uint64)
    for _ in range(ROUNDS):
        person = _gather_keys(votes, statement, votes.columns, votes.people_of_votes)
        statement = _gather_keys(votes, person, votes.people_of_votes, votes.columns)
    return np.argsort(person, kind="stable"), np.argsort(statement, kind="stable")


def reorder(votes: VoteMatrix, people: Ints, statements: Ints) -> VoteMatrix:
    """The same votes with people and statements in the order given."""
    new_person, new_statement = invert(people), invert(statements)
    return gather_votes(
        new_person[votes.people_of_votes],
        new_statement[votes.columns],
        votes.values,
        people=votes.people,
        statements=votes.statements,
    )


def invert(order: Ints) -> Ints:
    """Where each entry of `order` is found."""
    places = np.empty(len(order), dtype=np.int32)
    places[order] = np.arange(len(order), dtype=np.int32)
    return places


def mix(keys: Keys) -> Keys:
    """Scramble whole numbers so that sums of them tell different sets apart."""
    keys = keys + STEP
    keys = (keys ^ (keys >> np.uint64(30))) * FIRST
    keys = (keys ^ (keys >> np.uint64(27))) * SECOND
    return keys ^ (keys >> np.uint64(31))


def _gather_keys(votes: VoteMatrix, keys: Keys, giving: Ints, taking: Ints) -> Keys:
    """For each taker a key of the set of (giver's key, vote)."""
    size = votes.people if taking is votes.people_of_votes else votes.statements
    low, high = np.zeros(size), np.zeros(size)
    for piece in pieces(votes.votes):
        said = (votes.values[piece] + 2).astype(np.uint64)
        scrambled = mix(keys[giving[piece]] + said)
        low += np.bincount(taking[piece], scrambled & LOW, size)
        high += np.bincount(taking[piece], (scrambled >> BITS) & LOW, size)
    return mix(low.astype(np.uint64) + mix(high.astype(np.uint64)))
