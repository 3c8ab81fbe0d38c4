"""Leading eigenvectors of Z'Z for a sparse Z, by Lanczos' method.

Source: Golub and Van Loan, Matrix Computations, chapter 10. All vectors are kept
and each new one is made orthogonal to all of them twice, which is cheap beside a
sweep over the votes and keeps the answer right to rounding.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from scipy.sparse import csr_array

from lehc.methods.opinion.votes import Floats

# Below this many rows or columns a dense solution costs less than the iteration.
DENSE_SIDE = 48
# A product of full tables is so many times quicker than sparse sweeps for an entry.
DENSE_GAIN = 400
# Residual of an eigenvector, relative to the largest eigenvalue.
RESIDUAL = 1e-10
# The small eigenproblem is looked at every so many steps, not at each.
FIRST_LOOK, LOOK_EVERY = 6, 3


class Sweep(Protocol):
    """Multiplies a vector by the symmetric matrix that is to be understood."""

    def __call__(self, vector: Floats, /) -> Floats: ...


def is_better_full(rows: int, columns: int, entries: int) -> bool:
    """Whether a table with so many entries is better worked on with its empty cells."""
    least = min(rows, columns)
    return least <= DENSE_SIDE or rows * columns * least <= DENSE_GAIN * entries


def leading_eigenvectors(
    matrix: csr_array | Floats,
    wanted: int,
    *,
    start: Floats | None = None,
    residual: float = RESIDUAL,
) -> tuple[Floats, Floats]:
    """The `wanted` largest eigenvalues of Z'Z and their vectors as columns.

    Missing ones (fewer columns, or nothing varies) are 0. `start` (columns, any)
    gives directions to begin from. `residual`, relative to the largest eigenvalue, is
    how far the answer may be off: for trials by the hundred a little more will do.
    """
    rows, columns = matrix.shape
    first = first_vector(columns) if start is None else start.sum(axis=1)
    least = min(rows, columns)
    if isinstance(matrix, np.ndarray) or is_better_full(rows, columns, matrix.nnz):
        filled = matrix if isinstance(matrix, np.ndarray) else matrix.toarray()
        if least <= DENSE_SIDE or columns > rows:
            return _dense(filled, wanted)
        square = filled.T @ filled
        return iterate(square.dot, first, wanted, most=least, residual=residual)
    transposed = matrix.T

    def sweep(vector: Floats) -> Floats:
        return transposed @ (matrix @ vector)

    return iterate(sweep, first, wanted, most=least, residual=residual)


def iterate(
    sweep: Sweep,
    first: Floats,
    wanted: int,
    *,
    most: int,
    residual: float = RESIDUAL,
) -> tuple[Floats, Floats]:
    """Lanczos' iteration from `first`, for at most `most` steps."""
    size = len(first)
    basis = np.zeros((min(most, size) + 1, size))
    length = np.linalg.norm(first)
    basis[0] = first / length if length > 0 else first_vector(size)
    diagonal: list[float] = []
    beside: list[float] = []
    for step in range(min(most, size)):
        image = sweep(basis[step])
        diagonal.append(float(basis[step] @ image))
        known = basis[: step + 1]
        image -= known.T @ (known @ image)
        image -= known.T @ (known @ image)
        rest = float(np.linalg.norm(image))
        beside.append(rest)
        last = step + 1 == min(most, size) or rest <= RESIDUAL * max(diagonal)
        if last or (step >= FIRST_LOOK and step % LOOK_EVERY == 0):
            values, small = _small_problem(diagonal, beside, wanted)
            if last or _settled(values, small, rest, residual):
                return _assemble(values, small, known, wanted)
        basis[step + 1] = image / rest
    return np.zeros(wanted), np.zeros((size, wanted))


def first_vector(size: int) -> Floats:
    """A fixed direction that no natural pattern is likely to be orthogonal to."""
    golden = (np.sqrt(5.0) - 1.0) / 2.0
    vector = (np.arange(1, size + 1) * golden) % 1.0 - 0.47
    return vector / np.linalg.norm(vector)


def _dense(filled: Floats, wanted: int) -> tuple[Floats, Floats]:
    """The same from the smaller of Z'Z and ZZ', solved in full."""
    rows, columns = filled.shape
    tall = rows >= columns
    values, vectors = np.linalg.eigh(filled.T @ filled if tall else filled @ filled.T)
    values, vectors = values[::-1][:wanted], vectors[:, ::-1][:, :wanted]
    if not tall:
        vectors = filled.T @ vectors
    return _complete(values, vectors, wanted, columns)


def _small_problem(
    diagonal: list[float], beside: list[float], wanted: int
) -> tuple[Floats, Floats]:
    small = np.diag(diagonal) + np.diag(beside[:-1], 1) + np.diag(beside[:-1], -1)
    values, vectors = np.linalg.eigh(small)
    return values[::-1][:wanted], vectors[:, ::-1][:, :wanted]


def _settled(values: Floats, small: Floats, rest: float, residual: float) -> bool:
    """Whether the residual of every wanted vector is small enough."""
    return bool(np.all(rest * np.abs(small[-1]) <= residual * values[0]))


def _assemble(
    values: Floats, small: Floats, basis: Floats, wanted: int
) -> tuple[Floats, Floats]:
    return _complete(values, basis.T @ small, wanted, basis.shape[1])


def _complete(
    values: Floats, vectors: Floats, wanted: int, size: int
) -> tuple[Floats, Floats]:
    """Unit vectors for eigenvalues above rounding, and 0 for the rest."""
    full_values, full = np.zeros(wanted), np.zeros((size, wanted))
    floor = 1e-12 * max(float(values[0]), 0.0) if len(values) else 0.0
    for place, value in enumerate(values):
        length = np.linalg.norm(vectors[:, place])
        if value > floor and length > 0:
            full_values[place] = value
            full[:, place] = vectors[:, place] / length
    return full_values, full
