from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lehc.methods.assignment import share_out

PLACES = np.array([[0, 0, 1, 1]])


def draw(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def count_mix(total: np.ndarray, kinds: np.ndarray) -> int:
    """The slow way: a set of values for each application and category."""
    return sum(
        len({int(values[one]) for one in np.flatnonzero(row)} - {-1})
        for values in kinds
        for row in total
    )


def share(kinds: np.ndarray | None, **changes):
    shape = changes.pop("shape", (2, 4))
    facts = {
        "reviews": 2,
        "allowed": np.ones(shape, dtype=bool),
        "kept": np.zeros(shape, dtype=bool),
        "lived": np.zeros(shape[1], dtype=bool),
        "rng": draw(changes.pop("seed", 0)),
        "kinds": kinds,
    }
    return share_out(**facts | changes)


@pytest.mark.parametrize("seed", range(8))
def test_each_application_is_read_in_both_places(seed: int) -> None:
    """The worked example: two from each of two places, two readers each."""
    shared = share(PLACES, seed=seed)
    assert shared.loads.tolist() == [1, 1, 1, 1]
    assert (shared.mix, shared.mix_bound) == (4, 4)
    assert [sorted(PLACES[0][row]) for row in shared.given] == [[0, 1], [0, 1]]


def test_lived_experience_comes_before_the_mix() -> None:
    """Both with lived experience are from one place: each application keeps one."""
    lived = np.array([True, False, True, False])
    kinds = np.array([[0, 1, 1, 0]])
    shared = share(kinds, lived=lived)
    assert not shared.without_lived.any()
    assert shared.mix == 4
    same = share(np.array([[0, 0, 1, 1]]), lived=np.array([True, True, False, False]))
    assert not same.without_lived.any()
    assert same.mix == 4


def test_equal_loads_come_before_the_mix() -> None:
    """One of six is from elsewhere, and is not given everything to read."""
    kinds = np.array([[0, 0, 0, 0, 0, 1]])
    shared = share(kinds, shape=(6, 6))
    assert shared.loads.tolist() == [2] * 6
    assert (shared.mix, shared.mix_bound) == (8, 12)


def test_unknown_values_count_for_nothing() -> None:
    shared = share(np.array([[-1, -1, -1, -1]]))
    assert (shared.mix, shared.mix_bound) == (0, 0)
    assert shared.given.tolist() == share(None).given.tolist()


def test_kept_pairs_count_and_stay() -> None:
    kept = np.zeros((2, 4), dtype=bool)
    kept[0, 0] = kept[1, 2] = True
    shared = share(PLACES, kept=kept)
    assert not (shared.given & kept).any()
    assert shared.mix == 4
    assert [PLACES[0][row].tolist() for row in shared.given] == [[1], [0]]


def test_a_conflict_is_never_exchanged_into() -> None:
    allowed = np.array([[True, True, False, False], [True, True, True, True]])
    shared = share(PLACES, allowed=allowed)
    assert not (shared.given & ~allowed).any()
    assert (shared.mix, shared.mix_bound) == (2, 3)


def test_sharing_again_moves_nobody() -> None:
    kinds = np.array([np.arange(9) % 3, np.arange(9) % 4])
    shape = (30, 9)
    first = share(kinds, shape=shape, reviews=3, seed=1)
    again = share(kinds, shape=shape, reviews=3, seed=2, standing=first.given)
    assert again.given.tolist() == first.given.tolist()


def test_kinds_must_be_of_the_same_assessors() -> None:
    with pytest.raises(ValueError, match="the same assessors"):
        share(np.zeros((1, 3), dtype=np.int64))


@st.composite
def problems(draw_from):
    rows, columns = draw_from(st.integers(1, 5)), draw_from(st.integers(1, 5))
    bits = st.lists(st.booleans(), min_size=rows * columns, max_size=rows * columns)
    allowed = np.array(draw_from(bits)).reshape(rows, columns)
    kept = np.array(draw_from(bits)).reshape(rows, columns) & ~allowed
    lived = np.array(
        draw_from(st.lists(st.booleans(), min_size=columns, max_size=columns))
    )
    values = st.lists(st.integers(-1, 2), min_size=columns, max_size=columns)
    kinds = np.array([draw_from(values) for _ in range(draw_from(st.integers(1, 2)))])
    return draw_from(st.integers(0, 3)), allowed, kept, lived, kinds


@settings(max_examples=150, deadline=None)
@given(problems(), st.integers(0, 5))
def test_the_mix_costs_neither_loads_nor_lived_experience(problem, seed) -> None:
    reviews, allowed, kept, lived, kinds = problem
    for array in (allowed, kept, lived, kinds):
        array.setflags(write=False)
    facts = {"reviews": reviews, "allowed": allowed, "kept": kept, "lived": lived}
    plain = share_out(**facts, rng=draw(seed))
    mixed = share_out(**facts, rng=draw(seed), kinds=kinds)
    total = mixed.given | kept
    assert sorted(mixed.loads) == sorted(plain.loads)
    assert mixed.loads.tolist() == total.sum(axis=0).tolist()
    assert mixed.missing.tolist() == plain.missing.tolist()
    assert mixed.without_lived.sum() <= plain.without_lived.sum()
    assert mixed.without_lived.tolist() == (~(total & lived).any(axis=1)).tolist()
    assert not (mixed.given & (~allowed | kept)).any()
    assert mixed.mix == count_mix(total, kinds)
    assert count_mix(plain.given | kept, kinds) <= mixed.mix <= mixed.mix_bound


@settings(max_examples=60, deadline=None)
@given(problems(), st.integers(0, 5))
def test_no_exchange_is_left_that_would_better_the_mix(problem, seed) -> None:
    reviews, allowed, kept, lived, kinds = problem
    facts = {"reviews": reviews, "allowed": allowed, "kept": kept, "lived": lived}
    mixed = share_out(**facts, rng=draw(seed), kinds=kinds)
    covered = (mixed.given | kept) & lived
    rows, columns = allowed.shape
    cells = list(product(range(rows), range(columns)))
    for (one, out), (other, new) in product(cells, cells):
        after = mixed.given.copy()
        if not (after[one, out] and after[other, new]):
            continue
        after[one, out] = after[other, new] = False
        if (after | kept)[one, new] or (after | kept)[other, out]:
            continue
        after[one, new] = after[other, out] = True
        loses = covered.any(axis=1) & ~((after | kept) & lived).any(axis=1)
        if (after & ~allowed).any() or loses.any():
            continue
        assert count_mix(after | kept, kinds) <= mixed.mix
