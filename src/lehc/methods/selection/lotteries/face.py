"""The cohorts that a lottery with given average numbers of units can use at all.

Where the averages meet a target's minimum or maximum exactly, every cohort in the
lottery must meet it exactly; a kind with average 0 is in none of them, and a kind that
always comes in full is in all of them in full.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lehc.methods.selection.cohorts import cohort_program
from lehc.methods.selection.kinds import Kinds
from lehc.methods.selection.solver import Floats, Program

TIGHT = 1e-7


@dataclass(frozen=True, eq=False)
class Face:
    """Averages to reach and the program of the cohorts that may be used.

    means[k]  average units of kind k
    program   cohort program with tight rows as equations
    tight[r]  whether row r is an equation
    """

    means: Floats
    program: Program
    tight: NDArray[np.bool_]


def find_face(kinds: Kinds, means: Floats) -> Face:
    """The face of the cohort program on which these averages lie."""
    program = cohort_program(kinds)
    averages = program.matrix @ means
    at_lower = averages <= program.row_lower + TIGHT
    at_upper = averages >= program.row_upper - TIGHT
    always = means >= program.upper - TIGHT
    tightened = Program(
        matrix=program.matrix,
        row_lower=np.where(at_upper, program.row_upper, program.row_lower),
        row_upper=np.where(at_lower, program.row_lower, program.row_upper),
        lower=np.where(always, program.upper, 0.0),
        upper=np.where(means <= TIGHT, 0.0, program.upper),
        whole=program.whole,
    )
    tight = tightened.row_lower == tightened.row_upper
    return Face(np.asarray(means, dtype=float), tightened, tight)
