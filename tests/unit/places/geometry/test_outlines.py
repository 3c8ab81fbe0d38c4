from __future__ import annotations

import re

import pytest

from lehc.places.geometry.outlines import OutlineError, draw_outline

WEST, SOUTH, EAST, NORTH = -1.00, 51.40, -0.98, 51.41
SQUARE = [[WEST, SOUTH], [EAST, SOUTH], [EAST, NORTH], [WEST, NORTH], [WEST, SOUTH]]


def read_corners(path: str) -> list[list[tuple[int, int]]]:
    """The slow way back: every ring's corners from a path."""
    rings = []
    for ring in re.findall(r"M([^z]+)z", path):
        numbers = [int(n) for n in re.findall(r"-?\d+", ring)]
        x, y = numbers[:2]
        corners = [(x, y)]
        for step in range(2, len(numbers), 2):
            x, y = x + numbers[step], y + numbers[step + 1]
            corners.append((x, y))
        rings.append(corners)
    return rings


def test_a_square_keeps_its_four_corners_and_its_middle() -> None:
    outline = draw_outline([[SQUARE]])
    [corners] = read_corners(outline.path)
    assert len(corners) == 4
    assert (min(x for x, _ in corners), max(x for x, _ in corners)) == (
        outline.left,
        outline.right,
    )
    assert (min(y for _, y in corners), max(y for _, y in corners)) == (
        outline.top,
        outline.bottom,
    )
    assert (outline.longitude, outline.latitude) == pytest.approx(
        (-0.99, 51.405), abs=1e-4
    )


def test_corners_on_a_straight_line_and_repeats_are_dropped() -> None:
    # Not exactly straight on the grid, so the corner is put within rounding of it.
    more = [SQUARE[0], SQUARE[0], *SQUARE[1:]]
    assert draw_outline([[more]]).path == draw_outline([[SQUARE]]).path


def test_neighbours_share_the_corners_of_their_common_side() -> None:
    beside = [[EAST, SOUTH], [-0.96, SOUTH], [-0.96, NORTH], [EAST, NORTH]]
    [one] = read_corners(draw_outline([[SQUARE]]).path)
    [other] = read_corners(draw_outline([[beside]]).path)
    assert len(set(one) & set(other)) == 2


def test_the_middle_of_a_bent_area_lies_inside_it() -> None:
    bent = [
        *([-1.0, 51.40], [-0.90, 51.40], [-0.90, 51.41]),
        *([-0.99, 51.41], [-0.99, 51.50], [-1.0, 51.50]),
    ]
    outline = draw_outline([[bent]])
    assert -1.0 < outline.longitude < -0.99
    assert 51.40 < outline.latitude < 51.50


def test_islands_and_holes_are_rings_and_the_largest_holds_the_middle() -> None:
    hole = [[-0.992, 51.404], [-0.988, 51.404], [-0.988, 51.406], [-0.992, 51.406]]
    island = [[-0.90, 51.40], [-0.899, 51.40], [-0.899, 51.401], [-0.90, 51.401]]
    outline = draw_outline([[island], [SQUARE, hole]])
    assert len(read_corners(outline.path)) == 3
    assert WEST < outline.longitude < EAST


def test_a_ring_smaller_than_a_step_vanishes() -> None:
    speck = [[-1, 51], [-0.99999, 51], [-0.99999, 51.00001], [-1, 51]]
    with pytest.raises(OutlineError, match="encloses nothing"):
        draw_outline([[speck]])


@pytest.mark.parametrize(
    ("ring", "words"),
    [
        ([[471_500, 173_800], [471_600, 173_800], [471_600, 173_900]], "longitude"),
        ([[float("nan"), 51], [0, 51], [0, 52]], "no pair of numbers"),
        ([[1], [2], [3]], "no pair of numbers"),
    ],
)
def test_corners_that_are_no_places_are_refused(ring: list, words: str) -> None:
    with pytest.raises(OutlineError, match=words):
        draw_outline([[ring]])
