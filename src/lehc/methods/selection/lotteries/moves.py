"""Which exchanges keep a cohort a cohort: tables made once for a face.

Rows that are equations (seats, and targets that every cohort must meet exactly) divide
the kinds into classes: kinds of one class count equally in every equation. One unit may
be exchanged for another of its class, and two units for two others when their changes
cancel. Each class has a random 64-bit sum over the equations, so that "the changes
cancel" is one comparison of whole numbers. Rows with slack are checked by counting.

A last kind, NULL, stands for an empty slot: nobody, no size. It lets a team and an
empty slot be exchanged for two single people.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lehc.methods.selection.kinds import Kinds
from lehc.methods.selection.lotteries.face import Face
from lehc.methods.selection.solver import Floats

Indices = NDArray[np.intp]

# Exchange partners remembered for each class: those most easily compensated.
PARTNERS = 64
# More classes than this and the table of all pairs would not fit into memory.
MOST_CLASSES = 4000
# The search is the same in every run; chance for the draw comes from the caller.
HASH_SEED = 20260101
UNLIMITED = np.iinfo(np.int16).max


@dataclass(frozen=True, eq=False)
class Moves:
    """Tables over the kinds and NULL (the last index).

    counts[k, r]   what a unit of kind k adds to slack row r; lower, upper: its bounds
    hashes[k]      the class's sum over the equations
    members        kinds that may be chosen, one class after another
    starts, sizes  where each class begins in `members` and how many it has
    class_of[k]    the kind's class; class_hashes is sorted
    most[k]        units of kind k that a cohort may hold
    stays[k]       whether every cohort of the face holds all units of kind k
    partners[c]    classes for whose exchange with c compensation is easiest
    slots          units a cohort may hold
    """

    counts: NDArray[np.int16]
    lower: NDArray[np.int16]
    upper: NDArray[np.int16]
    hashes: NDArray[np.int64]
    members: Indices
    starts: Indices
    sizes: Indices
    class_of: Indices
    class_hashes: NDArray[np.int64]
    most: NDArray[np.int64]
    stays: NDArray[np.bool_]
    partners: Indices
    slots: int

    @property
    def null(self) -> int:
        """The index of NULL."""
        return len(self.most) - 1


def make_moves(kinds: Kinds, face: Face) -> Moves:
    """The tables for a face."""
    matrix = np.vstack([face.program.matrix.T, np.zeros(len(face.tight))])
    hashes = hash_rows(matrix[:, face.tight])
    usable = np.flatnonzero(np.append(face.program.upper > 0, True))
    members = usable[np.argsort(hashes[usable], kind="stable")]
    class_hashes, starts = np.unique(hashes[members], return_index=True)
    slack = ~face.tight
    return Moves(
        counts=matrix[:, slack].astype(np.int16),
        lower=clip_bound(face.program.row_lower[slack]),
        upper=clip_bound(face.program.row_upper[slack]),
        hashes=hashes,
        members=members,
        starts=starts,
        sizes=np.diff(np.append(starts, len(members))),
        class_of=np.searchsorted(class_hashes, hashes) % len(class_hashes),
        class_hashes=class_hashes,
        most=np.append(face.program.upper, UNLIMITED).astype(np.int64),
        stays=np.append(face.program.lower > 0, False),
        partners=find_partners(class_hashes),
        slots=kinds.seats // int(kinds.sizes.min()),
    )


def clip_bound(bound: Floats) -> NDArray[np.int16]:
    """A row's bound as a small whole number; counts never reach the largest."""
    return np.clip(bound, -1, UNLIMITED).astype(np.int16)


def hash_rows(matrix: Floats) -> NDArray[np.int64]:
    """A random sum of each row's entries, modulo 2**64."""
    rng = np.random.Generator(np.random.PCG64(HASH_SEED))
    weights = rng.integers(-(2**62), 2**62, size=matrix.shape[1])
    products = matrix.astype(np.int64) * weights  # wraps around, as it may
    total: NDArray[np.int64] = products.sum(axis=1)
    return total


def find_partners(class_hashes: NDArray[np.int64]) -> Indices:
    """For each class the PARTNERS classes whose change most other pairs cancel."""
    count = len(class_hashes)
    if count < 2 or count > MOST_CLASSES:
        return np.zeros((count, 0), dtype=np.intp)
    changes = class_hashes[None, :] - class_hashes[:, None]
    _, inverse, frequency = np.unique(
        changes.ravel(), return_inverse=True, return_counts=True
    )
    ease = frequency[inverse].reshape(count, count)
    np.fill_diagonal(ease, 0)
    width = min(PARTNERS, count - 1)
    return np.argpartition(-ease, width - 1, axis=1)[:, :width]
