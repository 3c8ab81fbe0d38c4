"""Names in the picture stand within their shape, or beside it, not across its edge."""

from __future__ import annotations

from typing import Any

import pytest

from lehc.conversations.presenters.hosting import break_at_slashes
from lehc.conversations.presenters.map_picture import HEIGHT, WIDTH, place_words


def shape(**facts: Any) -> dict[str, Any]:
    return {"x": 300.0, "y": 150.0, "rx": 120.0, "ry": 90.0, "turn": 0.0, **facts}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, (300.0, 150.0, 184.0)),  # within
        ({"rx": 40.0}, (300.0, 274.0, 308.0)),  # too narrow: under it
        ({"rx": 90.0, "ry": 40.0, "turn": 90.0}, (300.0, 274.0, 308.0)),  # turned
        ({"rx": 40.0, "y": 260.0}, (300.0, 119.0, 153.0)),  # no room under it: over it
        ({"rx": 40.0, "x": 30.0}, (78.0, 274.0, 308.0)),  # away from the picture's edge
    ],
)
def test_the_words_of_a_group_keep_off_its_edge(
    facts: dict[str, float], expected: tuple[float, float, float]
) -> None:
    found = place_words(shape(**facts))
    assert (found["words_x"], found["words_y"], found["below"]) == expected


def test_words_stay_in_the_picture() -> None:
    for x in (0.0, float(WIDTH)):
        for y in (100.0, float(HEIGHT - 100)):
            found = place_words(shape(x=x, y=y, rx=20.0, ry=40.0))
            assert 0 < found["words_x"] < WIDTH
            assert 0 < found["words_y"] < found["below"] < HEIGHT


def test_an_address_breaks_between_its_parts() -> None:
    assert break_at_slashes("talk.example.org/room/abc&d/") == (
        "talk.example.org/<wbr>room/<wbr>abc&amp;d/"
    )
