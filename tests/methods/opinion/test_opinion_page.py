"""The worked examples of docs/methods/opinion.md."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from lehc.methods.opinion.axes import centre_votes, find_axes, place_people
from lehc.methods.opinion.counts import GroupCounts
from lehc.methods.opinion.discovery import more_inside
from lehc.methods.opinion.intervals import difference_interval, wilson_interval
from lehc.methods.opinion.routing import statement_priorities
from lehc.methods.opinion.statistics import (
    describe_groups,
    shared_agreement,
    shared_agreement_mean,
)
from lehc.methods.opinion.votes import gather_votes

PAGE = Path(__file__).parents[3] / "docs" / "methods" / "opinion.md"
NOT_VOTED = 9
COUNTS = GroupCounts(np.array([[8], [2]]), np.array([[1], [7]]), np.array([[10], [10]]))


def says(*figures: str) -> None:
    """Every figure stands on the page as it is here."""
    text = PAGE.read_text(encoding="utf-8")
    assert [figure for figure in figures if figure not in text] == []


def test_the_small_map():
    table = np.array([[1, 1, -1], [1, 0, -1], [-1, -1, 1], [-1, -1, NOT_VOTED]])
    person, statement = np.nonzero(table != NOT_VOTED)
    centred = centre_votes(gather_votes(person, statement, table[person, statement]))
    axes = find_axes(centred)
    np.testing.assert_allclose(centred.means, [0, -0.25, -1 / 3])
    np.testing.assert_allclose(axes.directions[:, 0], [0.675, 0.539, -0.504], atol=5e-4)
    places = place_people(centred, axes)[:, 0]
    np.testing.assert_allclose(places, [1.68, 1.15, -1.75, -1.32], atol=5e-3)
    says("0, −0.25 and −0.33", "0.675, 0.539, −0.504", "1.68, 1.15, −1.75 and −1.32")


def test_two_groups_and_one_statement():
    found = describe_groups(COUNTS)
    assert found.agree.share[0, 0] == 0.75
    assert found.agree.share_z[0, 0] == pytest.approx(2.11, abs=5e-3)
    assert found.agree.ratio[0, 0] == 3
    assert found.agree.ratio_z[0, 0] == pytest.approx(2.57, abs=5e-3)
    assert shared_agreement(COUNTS)[0] == 0.1875
    assert shared_agreement_mean(COUNTS)[0] == pytest.approx(0.433, abs=5e-4)
    says(
        "(8 + 1) / (10 + 2) = 0.75",
        "2.11",
        "0.75 / 0.25 = 3",
        "2.57",
        "0.1875",
        "0.433",
    )


def test_the_intervals_and_the_exact_test():
    low, high = wilson_interval(np.array([8, 10]), np.array([10, 20]))
    np.testing.assert_allclose(low, [0.490, 0.299], atol=5e-4)
    np.testing.assert_allclose(high, [0.943, 0.701], atol=5e-4)
    arrays = [np.array([each]) for each in (8, 10, 2, 10)]
    gap_low, gap_high = difference_interval(*arrays)
    np.testing.assert_allclose([gap_low[0], gap_high[0]], [0.162, 0.803], atol=5e-4)
    assert more_inside(*arrays)[0] == pytest.approx(0.0115, abs=5e-5)
    says("49.0% to 94.3%", "29.9% to 70.1%", "16.2 to 80.3", "0.0115")


def test_the_priority():
    found = statement_priorities(COUNTS, np.array([0.5]))
    assert found[0] == pytest.approx(0.944, abs=5e-4)
    says("0.944")
