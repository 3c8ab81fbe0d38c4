"""The chances with the largest Nash welfare that whole-number-free cohorts allow.

maximise sum_k m_k log p_k  over the relaxed chances (see `marginals`), where m_k people
are of kind k. A primal-dual interior point method does it; since only the targets tie
kinds together, every step solves a system no larger than the number of targets. For
the optimum, and for any p, concavity gives the bound

    welfare of any q  <=  welfare(p) + max_q sum_k m_k q_k / p_k - sum_k m_k,

a linear program, which is the proof.
Source: S. Boyd, L. Vandenberghe, Convex Optimization (2004), section 11.7.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lehc.methods.selection.kinds import Kinds
from lehc.methods.selection.solver import Floats, Program, maximise
from lehc.methods.selection.watch import Watch

MOST_STEPS = 100
CENTRING = 0.1  # the next step aims at this share of the present complementarity
BACK_OFF = 0.99  # of the way to the nearest bound
FINISHED = 1e-13
SMALLEST_SLACK = 1e-3
SMALLEST_CHANCE = 1e-9
HIDDEN = 1e-6  # slack that may be only the solver's rounding
A_LITTLE = 1e-3
REGULAR = 1e-14  # equations may repeat each other (values of a feature and seats)
# Rows with less slack than this are equations when the result is polished.
ACTIVE = 1e-6
POLISH_STEPS = 6


@dataclass(frozen=True, eq=False)
class Welfare:
    """Chances by kind (0 for kinds in no cohort) and the bound's gap.

    `gap` is by how much the mean logarithm of people's chances could at most be higher.
    """

    chances: Floats
    gap: float


def welfare_marginals(
    kinds: Kinds, program: Program, start: Floats, watch: Watch
) -> Welfare:
    """The relaxed chances with the largest welfare; `start` are any relaxed chances."""
    usable = start > 0
    people = (kinds.sizes * kinds.numbers)[usable].astype(float)
    numbers = kinds.numbers[usable].astype(float)
    barrier = Barrier(
        people=people,
        rows=program.matrix[:, usable] * numbers,
        lower=program.row_lower,
        upper=program.row_upper,
        caps=program.upper[usable] / numbers,
    )
    chances = np.zeros(len(usable))
    chances[usable] = solve_inside(barrier, start[usable], watch)
    return Welfare(chances, relaxed_gap(kinds, program, chances, watch))


def solve_inside(barrier: Barrier, start: Floats, watch: Watch) -> Floats:
    """The maximiser: hidden equations made plain, kinds always at their cap set aside.

    The method needs a point inside all bounds; `start` and find_inside give one.
    """
    inside = find_inside(barrier, watch)
    pinned, free = inside.pinned, ~inside.pinned
    chances = barrier.caps.copy()
    if free.any():
        given = barrier.rows[:, pinned] @ barrier.caps[pinned]
        rest = Barrier(
            people=barrier.people[free],
            rows=barrier.rows[:, free],
            lower=inside.lower - given,
            upper=inside.upper - given,
            caps=barrier.caps[free],
        )
        chances[free] = rest.solve(((start + inside.start) / 2)[free])
    return chances


def relaxed_gap(kinds: Kinds, program: Program, chances: Floats, watch: Watch) -> float:
    """The proof's linear program, a person's share."""
    people = (kinds.sizes * kinds.numbers).astype(float)
    used = chances > 0
    prices = np.zeros(len(chances))
    prices[used] = people[used] / (chances[used] * kinds.numbers[used])
    best = maximise(program.relaxed(), prices, watch=watch)
    return float(best.objective / people[used].sum() - 1)


@dataclass(frozen=True, eq=False)
class Barrier:
    """maximise sum people log p, lower <= rows p <= upper, 0 < p <= caps."""

    people: Floats
    rows: Floats
    lower: Floats
    upper: Floats
    caps: Floats

    def solve(self, start: Floats) -> Floats:
        """The maximiser, polished so that active rows hold as equations."""
        weights = self.people / self.people.sum()
        state = begin(self, np.clip(start, SMALLEST_CHANCE, None))
        for _ in range(MOST_STEPS):
            centre = state.complementarity()
            if centre < FINISHED:
                break
            state = advance(self, weights, state, CENTRING * centre)
        return self.polish(state.chances, weights)

    @property
    def equations(self) -> NDArray[np.bool_]:
        """Rows with one possible value."""
        return self.lower == self.upper

    def polish(self, chances: Floats, weights: Floats) -> Floats:
        """Newton's method with the active rows and caps as equations.

        Kept only if nothing is violated; otherwise the chances come back as they were.
        """
        at_cap = self.caps - chances < ACTIVE
        sums = self.rows @ chances
        low, high = sums - self.lower < ACTIVE, self.upper - sums < ACTIVE
        active = low | high
        goal = np.where(low, self.lower, self.upper)[active]
        free = ~at_cap
        point = np.where(at_cap, self.caps, chances)
        matrix = self.rows[active][:, free]
        for _ in range(POLISH_STEPS):
            rest = goal - self.rows[active] @ point
            inverse = point[free] ** 2 / weights[free]
            gradient = weights[free] / point[free]
            shape = (matrix * inverse) @ matrix.T
            duals = solve_scaled(shape, rest - matrix @ (inverse * gradient))
            point[free] += inverse * (gradient + matrix.T @ duals)
            if (point <= 0).any():
                return chances
        return point if self.is_met(point) else chances

    def is_met(self, point: Floats) -> bool:
        """Whether rows and caps hold, up to rounding."""
        sums = self.rows @ point
        within = (sums >= self.lower - 1e-9) & (sums <= self.upper + 1e-9)
        return bool(within.all() and (point <= self.caps + 1e-9).all())


@dataclass(frozen=True, eq=False)
class Inside:
    """Bounds of rows with hidden equations made plain, and a point inside.

    pinned[k]: kind k is at its cap in every solution.
    """

    lower: Floats
    upper: Floats
    pinned: NDArray[np.bool_]
    start: Floats


def find_inside(barrier: Barrier, watch: Watch) -> Inside:
    """Tell rows and caps that can have slack from those that never have any.

    A linear program maximises sum of s with slack_j >= s_j and 0 <= s_j <= a little;
    bounds that got none are asked for again, alone, until none of them gets any. The
    average of all solutions has slack wherever any solution has.
    """
    program = slack_program(barrier)
    count = len(program.matrix)
    kinds = len(barrier.caps)
    stiff = np.ones(count, dtype=bool)
    points: list[Floats] = []
    while stiff.any():
        costs = np.concatenate([np.zeros(kinds), stiff.astype(float)])
        values = maximise(program, costs, watch=watch).values
        points.append(values[:kinds])
        found = stiff & (values[kinds:] > HIDDEN)
        if not found.any():
            break
        stiff &= ~found
    rows = len(barrier.rows)
    return Inside(
        lower=np.where(stiff[rows : 2 * rows], barrier.upper, barrier.lower),
        upper=np.where(stiff[:rows], barrier.lower, barrier.upper),
        pinned=stiff[2 * rows :],
        start=np.mean(points, axis=0),
    )


def slack_program(barrier: Barrier) -> Program:
    """Columns: chances, then the slack s of each row below, above, and of each cap."""
    rows, kinds = barrier.rows.shape
    matrix = np.vstack([barrier.rows, barrier.rows, np.eye(kinds)])
    count = len(matrix)
    signs = np.concatenate([-np.ones(rows), np.ones(rows), np.ones(kinds)])
    return Program(
        matrix=np.hstack([matrix, np.diag(signs)]),
        row_lower=np.concatenate([barrier.lower, np.full(rows + kinds, -np.inf)]),
        row_upper=np.concatenate([np.full(rows, np.inf), barrier.upper, barrier.caps]),
        lower=np.zeros(kinds + count),
        upper=np.concatenate([np.full(kinds, np.inf), np.full(count, A_LITTLE)]),
        whole=np.zeros(kinds + count, dtype=bool),
    )


@dataclass(frozen=True, eq=False)
class State:
    """A point of the interior method.

    Bounds stand one after another: rows below, rows above (both without equations),
    caps. slacks, prices > 0 belong to them; duals to the equations.
    """

    chances: Floats
    slacks: Floats
    prices: Floats
    duals: Floats

    def complementarity(self) -> float:
        """Mean slack times price: 0 at the optimum."""
        return float(self.slacks @ self.prices) / max(len(self.slacks), 1)


def begin(barrier: Barrier, chances: Floats) -> State:
    """A start with every slack and price positive; rows need not hold yet."""
    slacks = np.maximum(bound_slacks(barrier, chances), SMALLEST_SLACK)
    duals = np.zeros(int(barrier.equations.sum()))
    return State(chances, slacks, 0.1 / slacks, duals)


def bound_slacks(barrier: Barrier, chances: Floats) -> Floats:
    """What the chances leave to each bound; negative where it is broken."""
    unequal = ~barrier.equations
    sums = barrier.rows[unequal] @ chances
    below, above = sums - barrier.lower[unequal], barrier.upper[unequal] - sums
    return np.concatenate([below, above, barrier.caps - chances])


def advance(barrier: Barrier, weights: Floats, state: State, goal: float) -> State:
    """One Newton step towards slacks * prices = goal, kept inside the bounds."""
    chances, slacks, prices = state.chances, state.slacks, state.prices
    is_equal = barrier.equations
    equal, unequal = barrier.rows[is_equal], barrier.rows[~is_equal]
    count = len(unequal)
    gaps = bound_slacks(barrier, chances) - slacks
    ratio = prices / slacks
    pull = goal / slacks - prices - ratio * gaps
    gradient = -weights / chances + equal.T @ state.duals
    gradient += unequal.T @ (prices[count : 2 * count] - prices[:count])
    gradient += prices[2 * count :]
    rest = -gradient - unequal.T @ (pull[count : 2 * count] - pull[:count])
    rest -= pull[2 * count :]
    spread = 1 / (weights / chances**2 + ratio[2 * count :])
    stiffness = ratio[:count] + ratio[count : 2 * count]
    duals, move = solve_step(
        np.vstack([equal, unequal]),
        spread,
        rest,
        np.concatenate([np.zeros(len(equal)), 1 / stiffness]),
        np.concatenate([barrier.lower[is_equal] - equal @ chances, np.zeros(count)]),
    )
    sums = unequal @ move
    slack_move = np.concatenate([sums, -sums, -move]) + gaps
    price_move = goal / slacks - prices - ratio * slack_move
    length = min(reach(slacks, slack_move), reach(chances, move))
    price_length = reach(prices, price_move)
    return State(
        chances + length * move,
        slacks + length * slack_move,
        prices + price_length * price_move,
        state.duals + price_length * duals[: len(equal)],
    )


def solve_step(
    rows: Floats, spread: Floats, rest: Floats, soft: Floats, goal: Floats
) -> tuple[Floats, Floats]:
    """(row multipliers m, move d) of a Newton step.

    d = spread (rest - rows' m)  and  rows d - soft m = goal.
    """
    shape = (rows * spread) @ rows.T + np.diag(soft)
    multipliers = solve_scaled(shape, rows @ (spread * rest) - goal)
    return multipliers, spread * (rest - rows.T @ multipliers)


def solve_scaled(shape: Floats, goal: Floats) -> Floats:
    """Solve shape m = goal, scaled by the diagonal; repeated equations do no harm."""
    scale = 1 / np.sqrt(np.maximum(np.diag(shape), 1e-300))
    scaled = shape * scale[:, None] * scale + REGULAR * np.eye(len(shape))
    result: Floats = scale * np.linalg.solve(scaled, scale * goal)
    return result


def reach(values: Floats, move: Floats) -> float:
    """The longest step, at most 1, that keeps every value positive."""
    falling = move < 0
    if not falling.any():
        return 1.0
    return min(1.0, BACK_OFF * float((-values[falling] / move[falling]).min()))
