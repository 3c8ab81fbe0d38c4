"""Is there a gap between the groups, with fewer people in it than on both sides?

For a group and its nearest neighbour the people of both are put on the line through
the two centres, and their density is drawn there (Gaussian kernel). The gap is the
deepest dip of it: the lower of the two peaks beside the dip, less the dip, as a share
of the highest peak. It is 0 where the density only rises and then falls. Of all
groups the smallest gap counts: every group must be set apart.
"""

from __future__ import annotations

import numpy as np

from lehc.methods.opinion.votes import Floats, Ints

# A little narrower than Silverman's rule (1986, equation 3.31), which is made for
# one peak and washes a second one out.
NARROWER = 0.72
CELLS = 200
REACH = 4.0


def smallest_gap(points: Floats, centres: Floats, labels: Ints) -> float:
    """The gap of the group that is least set apart, 0 to 1."""
    gaps = []
    for group, centre in enumerate(centres):
        apart = ((centres - centre) ** 2).sum(axis=1)
        apart[group] = np.inf
        neighbour = int(np.argmin(apart))
        both = points[(labels == group) | (labels == neighbour)]
        gaps.append(deepest_dip(both @ (centres[neighbour] - centre)))
    return min(gaps, default=0.0)


def deepest_dip(places: Floats) -> float:
    """The deepest dip in the density of places on a line, as a share of its peak."""
    width = _kernel_width(places)
    if width <= 0:
        return 0.0
    density = _density(places, width)
    left = np.maximum.accumulate(density)
    right = np.maximum.accumulate(density[::-1])[::-1]
    return float((np.minimum(left, right) - density).max() / density.max())


def _kernel_width(places: Floats) -> float:
    if len(places) < 3:
        return 0.0
    ordered = np.sort(places)
    low, high = (_quantile(ordered, share) for share in (0.25, 0.75))
    spread = min(float(places.std()), (high - low) / 1.34)
    return NARROWER * spread * len(places) ** -0.2


def _quantile(ordered: Floats, share: float) -> float:
    """With a straight line between two places, as NumPy does it, but at once."""
    below, rest = divmod(share * (len(ordered) - 1), 1)
    first, second = ordered[int(below) : int(below) + 2].tolist()
    return float(first + rest * (second - first))


def _density(places: Floats, width: float) -> Floats:
    """The density on a row of cells, up to a factor."""
    low = places.min()
    cell = float(places.max() - low) / CELLS
    cells = np.minimum(((places - low) / cell).astype(np.int64), CELLS - 1)
    heads = np.bincount(cells, minlength=CELLS)
    reach = min(int(np.ceil(REACH * width / cell)), CELLS)
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) * cell / width) ** 2)
    return np.convolve(heads, kernel, mode="full")[reach : reach + CELLS]
