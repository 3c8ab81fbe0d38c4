"""The door to lehc.methods: rows in, a plain result out. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lehc.assessment.queries.calibration import Mean, list_means
from lehc.assessment.queries.sharing import Pair, Pool, describe_pool
from lehc.methods.agreement import Agreement, measure_agreement
from lehc.methods.assignment import share_out
from lehc.methods.leniency import Leniency, estimate_leniency
from lehc.recruitment.models import ApplicationQuerySet, Call

LARGEST_POSITION = 2**31 - 1
AGREEMENT_SEED = 2012  # the pilot's year; fixed, so that a page says the same twice


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
        kinds=number_kinds(pool.sectors, pool.places),
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


def number_kinds(*columns: Sequence[str | int | None]) -> NDArray[np.int64]:
    """Each column's values as numbers from 0 in the order they come; None is -1."""
    rows = []
    for values in columns:
        numbers: dict[str | int, int] = {}
        rows.append(
            [
                -1 if value is None else numbers.setdefault(value, len(numbers))
                for value in values
            ]
        )
    return np.array(rows, dtype=np.int64)


@dataclass(frozen=True)
class Tendency:
    """One assessor beside the others, in points of the score; None: can't be told."""

    assessor_id: int
    reviews: int
    leniency: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Calibration:
    """How assessors score beside each other, in what one person may see.

    `tendencies` by assessor id. `agreement` is None with too few reviews.
    """

    tendencies: dict[int, Tendency]
    agreement: Agreement | None
    reviews: int


def calibrate(applications: ApplicationQuerySet) -> Calibration:
    """Leniency and agreement over the counted reviews of these applications."""
    means = list_means(applications)
    rows, scores = as_arrays(means)
    agreement = measure_agreement(
        application=rows, score=scores, rng=np.random.default_rng(AGREEMENT_SEED)
    )
    return Calibration(find_tendencies(means), agreement, len(means))


def as_arrays(means: list[Mean]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Applications and scores, one a review."""
    rows = np.array([one.application_id for one in means], dtype=np.int64)
    return rows, np.array([float(one.mean) for one in means], dtype=np.float64)


def find_tendencies(means: list[Mean]) -> dict[int, Tendency]:
    """By assessor id, in the order of ids; only those with a counted review."""
    rows, scores = as_arrays(means)
    ids = sorted({one.assessor_id for one in means})
    columns = {pk: at for at, pk in enumerate(ids)}
    found = estimate_leniency(
        application=rows,
        assessor=np.array([columns[one.assessor_id] for one in means], dtype=np.int64),
        score=scores,
        assessors=len(ids),
    )
    return {pk: describe_tendency(pk, at, found) for pk, at in columns.items()}


def describe_tendency(assessor_id: int, at: int, found: Leniency) -> Tendency:
    return Tendency(
        assessor_id=assessor_id,
        reviews=int(found.reviews[at]),
        leniency=keep_number(found.leniency[at]),
        low=keep_number(found.low[at]),
        high=keep_number(found.high[at]),
    )


def keep_number(value: float) -> float | None:
    """NaN is a page's “can't be told”, which is None."""
    return None if np.isnan(value) else float(value)
