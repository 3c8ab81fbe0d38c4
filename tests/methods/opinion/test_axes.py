from __future__ import annotations

import numpy as np
import pytest

from lehc.methods.opinion import eigen
from lehc.methods.opinion.axes import (
    centre_votes,
    find_axes,
    orient,
    place_people,
    place_statements,
)
from lehc.methods.opinion.eigen import DENSE_SIDE, first_vector, iterate
from lehc.methods.opinion.votes import gather_votes
from tests.methods.opinion.oracles import dense_positions, fill_table, random_votes

SHAPES = [(40, 18), (18, 40), (120, 90), (90, 120), (300, 60)]


def placed(votes):
    centred = centre_votes(votes)
    return place_people(centred, find_axes(centred))


@pytest.mark.parametrize(("people", "statements"), SHAPES)
def test_positions_agree_with_a_full_decomposition(people, statements):
    votes = gather_votes(*random_votes(1, people=people, statements=statements))
    np.testing.assert_allclose(
        placed(votes), dense_positions(fill_table(votes)), rtol=0, atol=1e-7
    )


@pytest.mark.parametrize(("people", "statements"), SHAPES)
def test_sparse_sweeps_give_the_same(monkeypatch, people, statements):
    votes = gather_votes(*random_votes(1, people=people, statements=statements))
    full = placed(votes)
    monkeypatch.setattr(eigen, "DENSE_GAIN", 0)
    np.testing.assert_allclose(placed(votes), full, rtol=0, atol=1e-7)


def test_the_shapes_tried_use_both_ways_of_solving():
    smaller = [min(shape) for shape in SHAPES]
    assert min(smaller) <= DENSE_SIDE < max(smaller)


def test_strengths_are_the_sums_of_squares_along_the_axes():
    centred = centre_votes(gather_votes(*random_votes(2, people=80, statements=70)))
    axes = find_axes(centred)
    along = centred.matrix @ axes.directions
    np.testing.assert_allclose((along**2).sum(axis=0), axes.strengths, rtol=1e-9)


def test_a_start_saves_time_and_changes_nothing():
    centred = centre_votes(gather_votes(*random_votes(4, people=200, statements=90)))
    axes = find_axes(centred)
    again = find_axes(centred, start=axes.directions)
    np.testing.assert_allclose(again.directions, axes.directions, atol=1e-8)


def test_people_who_all_agree_stand_in_one_place():
    votes = gather_votes(np.repeat(range(9), 5), np.tile(range(5), 9), np.ones(45, int))
    centred = centre_votes(votes)
    axes = find_axes(centred)
    assert axes.strengths.tolist() == [0, 0]
    assert (place_people(centred, axes) == 0).all()


def test_one_statement_has_one_axis():
    votes = gather_votes([0, 1, 2], [0, 0, 0], [1, -1, 1])
    axes = find_axes(centre_votes(votes))
    np.testing.assert_allclose(axes.strengths, [8 / 3, 0])
    np.testing.assert_allclose(axes.directions, [[1, 0]])


def test_somebody_without_votes_stands_at_the_centre():
    votes = gather_votes(*random_votes(5), people=41)
    assert placed(votes)[40].tolist() == [0, 0]


def test_moderated_statements_count_as_a_pass_by_everybody():
    votes = gather_votes(*random_votes(6))
    moderated = np.zeros(18, bool)
    moderated[[2, 7]] = True
    table = fill_table(votes)
    table[:, moderated] = 0
    centred = centre_votes(votes, moderated)
    positions = place_people(centred, find_axes(centred))
    np.testing.assert_allclose(positions, dense_positions(table), atol=1e-9)


def test_a_statement_stands_where_its_only_agreement_would():
    votes = gather_votes(*random_votes(7))
    centred = centre_votes(votes)
    axes = find_axes(centred)
    means = np.nanmean(fill_table(votes), axis=0)
    expected = (1 - means)[:, None] * axes.directions * np.sqrt(18)
    np.testing.assert_allclose(place_statements(centred, axes), expected)


def test_each_direction_is_turned_to_its_largest_loading():
    turned = orient(np.array([[0.1, 0.8], [-0.9, -0.6]]))
    assert turned.tolist() == [[-0.1, 0.8], [0.9, -0.6]]


def test_no_statements_have_no_directions():
    assert orient(np.zeros((0, 2))).shape == (0, 2)


def test_iteration_stops_when_the_space_is_used_up():
    values, vectors = iterate(lambda vector: vector * 3, first_vector(6), 2, most=6)
    np.testing.assert_allclose(values, [3, 0])
    np.testing.assert_allclose(vectors[:, 0], first_vector(6))
