"""Sharing out applications among assessors: equal loads, then lived experience, mix.

The problem is a flow from applications to assessors with convex costs: its linear
program has whole-number corners, so the simplex method's answer is exact.
Source: Ahuja, Magnanti, Orlin, Network Flows (1993), chapters 9 and 14.
"""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

from lehc.methods.assignment.mix import Mixing, bound_mix, measure_mix

VERSION = "2"
ALGORITHM = "convex-cost network flow, dual simplex (HiGHS); exchanges for the mix"

Bools = NDArray[np.bool_]
Integers = NDArray[np.int64]
Floats = NDArray[np.float64]


class SharingError(RuntimeError):
    """The solver gave no proven answer; `code` is its own name for why."""

    def __init__(self, code: str) -> None:
        super().__init__(f"The solver stopped without an answer: {code}.")
        self.code = code


@dataclass(frozen=True)
class Sharing:
    """Who reads what. Rows are applications, columns assessors.

    given: the pairs added, shape (applications, assessors).
    loads: each assessor's total, kept and carried included, shape (assessors,).
    missing: reviews that nobody was left to give, shape (applications,).
    without_lived: applications with no assessor with lived experience.
    mix: different kinds of assessors, summed over applications and categories.
    mix_bound: what no sharing with as many assessors an application exceeds.
    """

    given: Bools
    loads: Integers
    missing: Integers
    without_lived: Bools
    mix: int = 0
    mix_bound: int = 0
    algorithm: str = ALGORITHM
    version: str = VERSION


@dataclass(frozen=True)
class _Pairs:
    """The pairs that may be added, as parallel arrays, and what is asked of them."""

    row: Integers  # application
    column: Integers  # assessor
    counts: Integers  # pairs wanted of each application
    wants_lived: Integers  # applications that a pair could still give lived experience


def share_out(
    *,
    reviews: int,
    allowed: Bools,
    kept: Bools,
    lived: Bools,
    rng: np.random.Generator,
    standing: Bools | None = None,
    carried: Integers | None = None,
    kinds: Integers | None = None,
) -> Sharing:
    """Give each application `reviews` assessors, in the fairest way there is.

    In this order of importance: (1) each application gets as many assessors as are
    left to it, up to `reviews`, kept ones included; (2) the sum of the squares of the
    loads is smallest, which makes largest less smallest load at most 1 whenever any
    sharing does; (3) as many applications as possible have an assessor with lived
    experience; (4) the assessors of each application are of as many different `kinds`
    as exchanges can reach; (5) chance, from `rng`, decides between what is left equal,
    and leans to the pairs of an earlier sharing that are `standing`.

    Args:
        reviews: assessors wanted an application, at least 0.
        allowed: pairs that may be added, shape (applications, assessors).
        kept: pairs that stand already; they are never taken away.
        lived: which assessors have lived experience, shape (assessors,).
        rng: made by the caller from a stored seed.
        standing: pairs of an earlier sharing that may move, if any.
        carried: work an assessor did that counts as load only, shape (assessors,).
        kinds: what to mix by, such as sector and place: numbers from 0 for the values,
            -1 for unknown, shape (categories, assessors).

    Edges: nobody, or nothing to share: nothing is given, and `missing` says so. An
    application with more kept pairs than `reviews` keeps them.

    Raises:
        ValueError: the shapes do not agree.
        SharingError: the solver found no optimum.
    """
    kinds = np.zeros((0, allowed.shape[1]), np.int64) if kinds is None else kinds
    _check_shapes(allowed, kept, lived, kinds)
    free = allowed & ~kept
    pairs = _list_pairs(reviews, free, kept, lived)
    noise = _draw_noise(pairs, standing, rng)
    base = kept.sum(axis=0) + (0 if carried is None else carried)
    given = _give(pairs, base, lived, noise, allowed.shape)
    loads = (given.sum(axis=0) + base).astype(np.int64)
    if kinds.size and pairs.row.size:
        Mixing(given, kept, free, loads, lived, kinds).improve(rng)
    return _describe(given, kept, free, loads, lived, kinds, reviews)


def _check_shapes(allowed: Bools, kept: Bools, lived: Bools, kinds: Integers) -> None:
    if allowed.shape != kept.shape or lived.shape != allowed.shape[1:]:
        raise ValueError("allowed, kept and lived must describe the same people.")
    if kinds.shape[1:] != allowed.shape[1:]:
        raise ValueError("kinds must describe the same assessors.")


def _draw_noise(
    pairs: _Pairs, standing: Bools | None, rng: np.random.Generator
) -> Floats:
    """Chance between pairs that are equal; those that are `standing` come first."""
    noise = 0.5 + rng.random(pairs.row.size) / 2
    if standing is not None:
        noise[standing[pairs.row, pairs.column]] = 0.0
    return noise


def _describe(
    given: Bools,
    kept: Bools,
    free: Bools,
    loads: Integers,
    lived: Bools,
    kinds: Integers,
    reviews: int,
) -> Sharing:
    total = given | kept
    return Sharing(
        given=given,
        loads=loads,
        missing=np.maximum(reviews - total.sum(axis=1), 0).astype(np.int64),
        without_lived=np.logical_not((total & lived).any(axis=1)),
        mix=measure_mix(total, kinds),
        mix_bound=bound_mix(total, free, kinds),
    )


def _list_pairs(reviews: int, free: Bools, kept: Bools, lived: Bools) -> _Pairs:
    wanted = np.maximum(reviews - kept.sum(axis=1), 0)
    counts = np.minimum(wanted, free.sum(axis=1)).astype(np.int64)
    row, column = np.nonzero(free & (counts > 0)[:, None])
    has_lived = (kept & lived).any(axis=1)
    could = (free & lived).any(axis=1) & ~has_lived & (counts > 0)
    return _Pairs(row, column, counts, np.flatnonzero(could))


def _give(
    pairs: _Pairs,
    kept_loads: Integers,
    lived: Bools,
    noise: Floats,
    shape: tuple[int, ...],
) -> Bools:
    """The pairs that are chosen, as a matrix; none where there is nothing to share."""
    given = np.zeros(shape, dtype=bool)
    if pairs.row.size:
        given[_solve(pairs, kept_loads, lived, noise)] = True
    return given


def _solve(
    pairs: _Pairs, kept_loads: Integers, lived: Bools, noise: Floats
) -> tuple[Integers, Integers]:
    """The applications and the assessors of the pairs that are chosen.

    Columns: x (one a pair, 0 to 1), y (one an application that wants lived
    experience, 1 if it gets it), w (the load of each assessor, one unit each).
    Rows: each application's count; y at most the lived pairs; x and w balance.
    """
    units = _list_load_units(pairs, kept_loads)
    weight = pairs.wants_lived.size + 1  # one step of load outweighs every y
    average = (kept_loads.sum() + pairs.counts.sum()) / max(kept_loads.size, 1)
    costs = np.concatenate(
        [
            noise / (2 * pairs.row.size + 2),  # all of it together is less than a y
            np.full(pairs.wants_lived.size, -1.0),
            weight * 2 * (units.level - average),
        ]
    )
    values = _run_solver(_build_program(pairs, units, lived, costs, kept_loads.size))
    chosen = values[: pairs.row.size] > 0.5
    return pairs.row[chosen], pairs.column[chosen]


@dataclass(frozen=True)
class _Units:
    """One more application for an assessor who already has `level` of them."""

    column: Integers
    level: Integers


def _list_load_units(pairs: _Pairs, kept_loads: Integers) -> _Units:
    most = np.bincount(pairs.column, minlength=kept_loads.size)
    column = np.repeat(np.arange(kept_loads.size), most)
    starts = np.repeat(np.cumsum(most) - most, most)
    level = np.arange(column.size) - starts + kept_loads[column]
    return _Units(column.astype(np.int64), level.astype(np.int64))


def _build_program(
    pairs: _Pairs, units: _Units, lived: Bools, costs: Floats, assessors: int
) -> highspy.HighsLp:
    x, y, w = pairs.row.size, pairs.wants_lived.size, units.column.size
    applications = pairs.counts.size
    y_row = np.full(applications, -1)
    y_row[pairs.wants_lived] = applications + np.arange(y)
    first_balance = applications + y
    counts_y = np.flatnonzero(lived[pairs.column] & (y_row[pairs.row] >= 0))
    rows = [
        pairs.row,
        y_row[pairs.row[counts_y]],
        first_balance + pairs.column,
        applications + np.arange(y),
        first_balance + units.column,
    ]
    columns = [
        np.arange(x),
        counts_y,
        np.arange(x),
        x + np.arange(y),
        x + y + np.arange(w),
    ]
    signs = [np.ones(x), np.ones(counts_y.size), np.ones(x), -np.ones(y), -np.ones(w)]
    infinite = np.full(y, highspy.kHighsInf)
    balance = np.zeros(assessors)
    return _pack(
        rows=np.concatenate(rows),
        columns=np.concatenate(columns),
        values=np.concatenate(signs),
        lower=np.concatenate([pairs.counts, np.zeros(y), balance]),
        upper=np.concatenate([pairs.counts, infinite, balance]),
        costs=costs,
    )


def _pack(
    *,
    rows: Integers,
    columns: Integers,
    values: Floats,
    lower: Floats,
    upper: Floats,
    costs: Floats,
) -> highspy.HighsLp:
    """A linear program with variables from 0 to 1, its matrix stored by column."""
    order = np.lexsort((rows, columns))
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = costs.size, lower.size
    program.col_cost_ = costs
    program.col_lower_ = np.zeros(costs.size)
    program.col_upper_ = np.ones(costs.size)
    program.row_lower_, program.row_upper_ = lower, upper
    program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    starts = np.bincount(columns, minlength=costs.size).cumsum()
    program.a_matrix_.start_ = np.concatenate([[0], starts]).astype(np.int32)
    program.a_matrix_.index_ = rows[order].astype(np.int32)
    program.a_matrix_.value_ = values[order]
    return program


def _run_solver(program: highspy.HighsLp) -> Floats:
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("solver", "simplex")
    solver.setOptionValue("random_seed", 0)
    solver.passModel(program)
    solver.run()
    status = solver.getModelStatus()
    if status != highspy.HighsModelStatus.kOptimal:
        raise SharingError(solver.modelStatusToString(status))
    return np.asarray(solver.getSolution().col_value)
