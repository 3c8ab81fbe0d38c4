from __future__ import annotations

from itertools import combinations, product

import highspy
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lehc.methods.assignment import SharingError, share_out, sharing


def draw(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def none_kept(shape: tuple[int, int]) -> np.ndarray:
    return np.zeros(shape, dtype=bool)


def judge(total: np.ndarray, lived: np.ndarray) -> tuple[int, int]:
    """What is to be smallest: squares of loads, then applications without lived."""
    loads = total.sum(axis=0)
    without = ~(total & lived).any(axis=1)
    return int((loads**2).sum()), int(without.sum())


def try_everything(
    reviews: int, allowed: np.ndarray, kept: np.ndarray, lived: np.ndarray
) -> tuple[int, int]:
    """The oracle: every full sharing there is, slowly."""
    options = []
    for row in range(allowed.shape[0]):
        free = np.flatnonzero(allowed[row] & ~kept[row])
        wanted = min(max(reviews - int(kept[row].sum()), 0), free.size)
        options.append(list(combinations(free, wanted)))
    best = None
    for choice in product(*options):
        total = kept.copy()
        for row, columns in enumerate(choice):
            total[row, list(columns)] = True
        found = judge(total, lived)
        best = found if best is None or found < best else best
    assert best is not None
    return best


@st.composite
def problems(draw_from):
    rows, columns = draw_from(st.integers(1, 4)), draw_from(st.integers(1, 4))
    bits = st.lists(st.booleans(), min_size=rows * columns, max_size=rows * columns)
    allowed = np.array(draw_from(bits)).reshape(rows, columns)
    rarely = np.array(draw_from(bits)).reshape(rows, columns)
    kept = rarely & np.array(draw_from(bits)).reshape(rows, columns)
    lived = np.array(
        draw_from(st.lists(st.booleans(), min_size=columns, max_size=columns))
    )
    return draw_from(st.integers(0, 3)), allowed, kept, lived


@settings(max_examples=150, deadline=None)
@given(problems(), st.integers(0, 5))
def test_is_as_good_as_the_best_of_all_sharings(problem, seed) -> None:
    reviews, allowed, kept, lived = problem
    for array in (allowed, kept, lived):
        array.setflags(write=False)

    shared = share_out(
        reviews=reviews, allowed=allowed, kept=kept, lived=lived, rng=draw(seed)
    )

    total = shared.given | kept
    assert judge(total, lived) == try_everything(reviews, allowed, kept, lived)
    assert not (shared.given & (~allowed | kept)).any()
    free = (allowed & ~kept).sum(axis=1)
    wanted = np.maximum(reviews - kept.sum(axis=1), 0)
    assert shared.given.sum(axis=1).tolist() == np.minimum(wanted, free).tolist()
    assert shared.missing.tolist() == np.maximum(wanted - free, 0).tolist()
    assert shared.loads.tolist() == total.sum(axis=0).tolist()
    assert shared.without_lived.tolist() == (~(total & lived).any(axis=1)).tolist()


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 25), st.integers(1, 8), st.integers(0, 4), st.integers(0, 9))
def test_loads_differ_by_one_at_most_without_conflicts(rows, columns, reviews, seed):
    shape = (rows, columns)
    shared = share_out(
        reviews=reviews,
        allowed=np.ones(shape, dtype=bool),
        kept=none_kept(shape),
        lived=np.zeros(columns, dtype=bool),
        rng=draw(seed),
    )

    assert shared.loads.max() - shared.loads.min() <= 1


def test_equal_loads_come_before_lived_experience() -> None:
    """One of three has lived experience: they do not get everything to read."""
    shared = share_out(
        reviews=1,
        allowed=np.ones((6, 3), dtype=bool),
        kept=none_kept((6, 3)),
        lived=np.array([True, False, False]),
        rng=draw(),
    )

    assert shared.loads.tolist() == [2, 2, 2]
    assert shared.without_lived.sum() == 4


def test_each_application_has_lived_experience_where_loads_allow() -> None:
    shared = share_out(
        reviews=3,
        allowed=np.ones((60, 9), dtype=bool),
        kept=none_kept((60, 9)),
        lived=np.arange(9) < 3,
        rng=draw(),
    )

    assert shared.loads.tolist() == [20] * 9
    assert not shared.without_lived.any()


def test_what_is_kept_counts_towards_loads_and_needs() -> None:
    kept = none_kept((3, 2))
    kept[:, 0] = True
    shared = share_out(
        reviews=1,
        allowed=np.ones((3, 2), dtype=bool),
        kept=kept,
        lived=np.array([False, False]),
        rng=draw(),
    )

    assert not shared.given.any()
    assert shared.loads.tolist() == [3, 0]


def test_standing_pairs_stay_where_nothing_is_gained_by_moving() -> None:
    shape = (8, 4)
    before = none_kept(shape)
    before[np.arange(8), np.arange(8) % 4] = True

    shared = share_out(
        reviews=1,
        allowed=np.ones(shape, dtype=bool),
        kept=none_kept(shape),
        lived=np.zeros(4, dtype=bool),
        rng=draw(),
        standing=before,
    )

    assert shared.given.tolist() == before.tolist()


def test_carried_work_counts_as_load_and_not_as_a_review() -> None:
    shared = share_out(
        reviews=1,
        allowed=np.ones((4, 2), dtype=bool),
        kept=none_kept((4, 2)),
        lived=np.zeros(2, dtype=bool),
        rng=draw(),
        carried=np.array([2, 0]),
    )

    assert shared.loads.tolist() == [3, 3]
    assert shared.given.sum(axis=0).tolist() == [1, 3]


@pytest.mark.parametrize("shape", [(0, 3), (3, 0), (0, 0)])
def test_nobody_or_nothing_gives_nothing(shape) -> None:
    shared = share_out(
        reviews=2,
        allowed=np.ones(shape, dtype=bool),
        kept=none_kept(shape),
        lived=np.zeros(shape[1], dtype=bool),
        rng=draw(),
    )

    assert shared.given.shape == shape
    assert shared.missing.tolist() == [2] * shape[0]
    assert shared.loads.tolist() == [0] * shape[1]


def test_same_seed_same_sharing_and_another_seed_another() -> None:
    def share(seed: int) -> list:
        shape = (12, 5)
        return share_out(
            reviews=2,
            allowed=np.ones(shape, dtype=bool),
            kept=none_kept(shape),
            lived=np.arange(5) < 2,
            rng=draw(seed),
        ).given.tolist()

    assert share(7) == share(7)
    assert share(7) != share(8)


def test_shapes_must_agree() -> None:
    with pytest.raises(ValueError, match="the same people"):
        share_out(
            reviews=1,
            allowed=np.ones((2, 2), dtype=bool),
            kept=none_kept((2, 2)),
            lived=np.array([True]),
            rng=draw(),
        )


def test_a_solver_that_stops_is_said_so_and_never_guessed_around() -> None:
    impossible = highspy.HighsLp()
    impossible.num_col_, impossible.num_row_ = 1, 1
    impossible.col_cost_ = np.zeros(1)
    impossible.col_lower_, impossible.col_upper_ = np.zeros(1), np.ones(1)
    impossible.row_lower_ = impossible.row_upper_ = np.array([2.0])
    impossible.a_matrix_.start_ = np.array([0, 1], dtype=np.int32)
    impossible.a_matrix_.index_ = np.array([0], dtype=np.int32)
    impossible.a_matrix_.value_ = np.ones(1)

    with pytest.raises(SharingError) as stopped:
        sharing._run_solver(impossible)
    assert stopped.value.code == "Infeasible"
