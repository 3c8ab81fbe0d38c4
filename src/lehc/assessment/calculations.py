"""The door to lehc.methods: rows in, a plain result out. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lehc.assessment.queries.sharing import Pair, Pool, describe_pool
from lehc.methods.assignment import share_out
from lehc.recruitment.models import Call

LARGEST_POSITION = 2**31 - 1


@dataclass(frozen=True)
class SharingPlan:
    """What sharing out would change: pairs to make, with places in the reading order,
    and standing pairs to take away."""

    added: dict[Pair, int]
    removed: frozenset[Pair]


def plan_sharing(call: Call, *, reviews: int, seed: int) -> SharingPlan:
    """Who is to read what, from the present state and a seed: same in, same out."""
    pool = describe_pool(call)
    rng = np.random.default_rng(seed)
    sharing = share_out(
        reviews=reviews,
        allowed=~mark(pool, pool.barred),
        kept=mark(pool, pool.kept),
        lived=np.array([key in pool.lived for key in pool.assessors], dtype=bool),
        rng=rng,
        standing=mark(pool, pool.standing),
        carried=mark(pool, pool.carried).sum(axis=0),
    )
    given = {
        (pool.applications[row], pool.assessors[column])
        for row, column in np.argwhere(sharing.given)
    }
    places = rng.integers(1, LARGEST_POSITION, size=len(given))
    added = sorted(given - pool.standing)
    return SharingPlan(
        added={pair: int(place) for pair, place in zip(added, places, strict=False)},
        removed=pool.standing - given,
    )


def mark(pool: Pool, pairs: Iterable[Pair]) -> NDArray[np.bool_]:
    """A matrix of applications by assessors, true where a pair is."""
    rows = {key: at for at, key in enumerate(pool.applications)}
    columns = {key: at for at, key in enumerate(pool.assessors)}
    matrix = np.zeros((len(rows), len(columns)), dtype=bool)
    for application_id, assessor_id in pairs:
        if application_id in rows and assessor_id in columns:
            matrix[rows[application_id], columns[assessor_id]] = True
    return matrix
