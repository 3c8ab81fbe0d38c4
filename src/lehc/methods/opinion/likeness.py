"""How alike two groupings of the same people are."""

from __future__ import annotations

import numpy as np

from lehc.methods.opinion.votes import Ints


def adjusted_rand(first: Ints, second: Ints) -> float:
    """1 when they are the same whatever the names, about 0 when by chance.

    Hubert and Arabie 1985, Journal of Classification 2, 193-218. Two groupings that
    both put everybody together, or everybody apart, are the same.
    """
    table = overlap(first, second)
    pairs = _pairs(table).sum()
    rows, columns = _pairs(table.sum(axis=1)).sum(), _pairs(table.sum(axis=0)).sum()
    everything = _pairs(np.array(len(first)))
    expected = rows * columns / everything if everything else 0.0
    most = (rows + columns) / 2
    return 1.0 if most == expected else float((pairs - expected) / (most - expected))


def overlap(first: Ints, second: Ints) -> Ints:
    """People in group i of the first and j of the second, as a table."""
    rows, columns = int(first.max(initial=0)) + 1, int(second.max(initial=0)) + 1
    cells = first.astype(np.int64) * columns + second
    return np.bincount(cells, minlength=rows * columns).reshape(rows, columns)


def rename_like(labels: Ints, model: Ints) -> Ints:
    """Give every group of `labels` the name of the model's group it shares most with.

    Two groups may get one name.
    """
    return np.argmax(overlap(labels, model), axis=1)[labels]


def _pairs(counts: Ints) -> np.ndarray:
    counts = np.asarray(counts, dtype=float)
    return counts * (counts - 1) / 2
