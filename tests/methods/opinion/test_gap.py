from __future__ import annotations

import numpy as np
import pytest

from lehc.methods.opinion.gap import deepest_dip, smallest_gap

NORMAL = np.random.default_rng(1).normal(0, 1, 400)


def test_one_peak_has_hardly_a_dip():
    assert deepest_dip(NORMAL) < 0.03


def test_two_peaks_apart_dip_to_nothing():
    assert deepest_dip(np.concatenate([NORMAL - 8, NORMAL + 8])) == pytest.approx(
        1, abs=0.15
    )


def test_a_wider_gap_is_a_deeper_dip():
    dips = [deepest_dip(np.concatenate([NORMAL - d, NORMAL + d])) for d in (1, 1.5, 2)]
    assert dips == sorted(dips)
    assert dips[-1] > 0.3


def test_scale_and_direction_do_not_matter():
    places = np.concatenate([NORMAL - 2, NORMAL[:150] + 2])
    assert deepest_dip(-7 * places + 3) == pytest.approx(deepest_dip(places), abs=0.01)


@pytest.mark.parametrize("places", [[], [1.0], [1.0, 2.0], [3.0] * 9])
def test_too_little_to_tell_is_no_gap(places):
    assert deepest_dip(np.array(places)) == 0


def test_the_gap_of_the_least_separate_group_counts():
    far = np.column_stack(
        [np.concatenate([NORMAL - 9, NORMAL, NORMAL + 2.2]), np.zeros(1200)]
    )
    labels = np.repeat([0, 1, 2], 400)
    centres = np.array([[-9.0, 0], [0, 0], [2.2, 0]])
    near_pair = deepest_dip(np.concatenate([NORMAL, NORMAL + 2.2]))
    assert smallest_gap(far, centres, labels) == pytest.approx(near_pair, abs=0.02)


def test_no_groups_have_no_gap():
    assert smallest_gap(np.zeros((0, 2)), np.zeros((0, 2)), np.zeros(0, int)) == 0
