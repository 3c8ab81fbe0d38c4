"""What the picture shows: areas and heaps, never a dot for a person."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lehc.conversations.findings import Area

Floats = NDArray[np.float64]

# Heaps along the line, and the fewest people a heap is shown with.
HEAPS, LEAST_HEAP = 12, 5


def group_areas(
    positions: Floats, labels: NDArray[np.integer], names: tuple[str, ...]
) -> tuple[Area, ...]:
    """An ellipse of one standard deviation for each group of at least five people."""
    areas = []
    for group, name in enumerate(names):
        points = positions[labels == group]
        if len(points) < LEAST_HEAP:
            continue
        middle = points.mean(axis=0)
        spread, directions = np.linalg.eigh(np.cov(points.T))
        short, long = np.sqrt(np.maximum(spread, 0.0)).tolist()
        angle = float(np.degrees(np.arctan2(directions[1, 1], directions[0, 1])))
        areas.append(
            Area(
                name,
                len(points),
                float(middle[0]),
                float(middle[1]),
                long,
                short,
                angle,
            )
        )
    return tuple(areas)


def people_along_line(places: Floats) -> tuple[int, ...]:
    """People in equal steps from one end to the other; a heap below five is 0.

    The outermost twentieth on each side is put in the last step, so that one person
    far out does not flatten the rest.
    """
    if len(places) < 2 * LEAST_HEAP:
        return ()
    low, high = np.quantile(places, [0.05, 0.95])
    if high <= low:
        return ()
    heads, _ = np.histogram(np.clip(places, low, high), HEAPS, (low, high))
    return tuple(int(count) if count >= LEAST_HEAP else 0 for count in heads)
