"""The one place that talks to HiGHS: linear and integer programs in, plain arrays out.

One thread and a fixed seed, because the same question must have the same answer on
any machine; relative gaps are closed completely, because a result claims optimality.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import highspy
import numpy as np
from numpy.typing import NDArray

from lehc.methods.selection.errors import TimeRanOutError
from lehc.methods.selection.watch import UNWATCHED, Watch

Floats = NDArray[np.float64]

# Costs given to the solver are whole numbers wherever optimality is claimed, so a
# gap below one whole step proves it; the margin is for rounding in the solver.
WHOLE_STEP_GAP = 0.99
TOLERANCE = 1e-9


class Outcome(StrEnum):
    """What the solver found out."""

    OPTIMAL = "optimal"
    INFEASIBLE = "infeasible"
    GAP = "gap"  # a solution, but time ran out before it was proved best


@dataclass(frozen=True, eq=False)
class Program:
    """row_lower <= matrix @ x <= row_upper, lower <= x <= upper, some x whole."""

    matrix: Floats
    row_lower: Floats
    row_upper: Floats
    lower: Floats
    upper: Floats
    whole: NDArray[np.bool_]

    def with_rows(self, matrix: Floats, lower: Floats, upper: Floats) -> Program:
        """The same program with further rows."""
        return Program(
            matrix=np.vstack([self.matrix, matrix]),
            row_lower=np.concatenate([self.row_lower, lower]),
            row_upper=np.concatenate([self.row_upper, upper]),
            lower=self.lower,
            upper=self.upper,
            whole=self.whole,
        )

    def with_columns(self, upper: Floats) -> Program:
        """The same program with further whole columns from 0 to `upper`, in no row."""
        added = len(upper)
        empty = np.zeros((len(self.matrix), added))
        return Program(
            matrix=np.hstack([self.matrix, empty]),
            row_lower=self.row_lower,
            row_upper=self.row_upper,
            lower=np.concatenate([self.lower, np.zeros(added)]),
            upper=np.concatenate([self.upper, upper]),
            whole=np.concatenate([self.whole, np.ones(added, dtype=bool)]),
        )

    def with_bounds(self, lower: Floats, upper: Floats) -> Program:
        """The same program with other bounds on x."""
        return Program(
            matrix=self.matrix,
            row_lower=self.row_lower,
            row_upper=self.row_upper,
            lower=lower,
            upper=upper,
            whole=self.whole,
        )

    def with_decided(self, decided: NDArray[np.bool_], values: Floats) -> Program:
        """The program left for the other columns once some have their values."""
        given = self.matrix[:, decided] @ values[decided]
        return Program(
            matrix=self.matrix[:, ~decided],
            row_lower=self.row_lower - given,
            row_upper=self.row_upper - given,
            lower=self.lower[~decided],
            upper=self.upper[~decided],
            whole=self.whole[~decided],
        )

    def relaxed(self) -> Program:
        """The same program without the demand that x be whole."""
        return Program(
            matrix=self.matrix,
            row_lower=self.row_lower,
            row_upper=self.row_upper,
            lower=self.lower,
            upper=self.upper,
            whole=np.zeros(len(self.lower), dtype=bool),
        )


@dataclass(frozen=True, eq=False)
class Answer:
    """x, its value, the proved bound on any value, and (linear programs) duals."""

    outcome: Outcome
    values: Floats
    objective: float
    bound: float
    reduced_costs: Floats

    def whole_values(self) -> NDArray[np.int64]:
        """x rounded: the solver's whole numbers are whole within 1e-6."""
        return np.rint(self.values).astype(np.int64)


NO_NUMBERS: Floats = np.zeros(0)
INFEASIBLE = Answer(Outcome.INFEASIBLE, NO_NUMBERS, math.nan, math.nan, NO_NUMBERS)


def maximise(
    program: Program, costs: Floats, *, watch: Watch = UNWATCHED, gap: float = 0.0
) -> Answer:
    """The x with the largest costs @ x; `gap` is the absolute gap that counts as none.

    Raises TimeRanOutError when the watch allows no time to find any x.
    """
    if not len(program.lower):
        return answer_without_columns(program)
    if watch.seconds_left() <= 0:
        raise TimeRanOutError("solver")
    solver = quiet_solver(watch)
    solver.setOptionValue("mip_abs_gap", gap)
    solver.passModel(make_model(program, costs))
    solver.run()
    return read_answer(solver, is_whole=bool(program.whole.any()))


def minimise(
    program: Program, costs: Floats, *, watch: Watch = UNWATCHED, gap: float = 0.0
) -> Answer:
    """The x with the smallest costs @ x."""
    answer = maximise(program, -costs, watch=watch, gap=gap)
    return Answer(
        answer.outcome,
        answer.values,
        -answer.objective,
        -answer.bound,
        -answer.reduced_costs,
    )


def quiet_solver(watch: Watch = UNWATCHED) -> highspy.Highs:
    """A solver that prints nothing and always does the same."""
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("parallel", "off")
    solver.setOptionValue("random_seed", 0)
    solver.setOptionValue("mip_rel_gap", 0.0)
    # This heuristic takes longer than the rest of a program of our sizes.
    solver.setOptionValue("mip_heuristic_run_feasibility_jump", False)
    set_time_limit(solver, watch)
    return solver


def set_time_limit(solver: highspy.Highs, watch: Watch) -> None:
    """Let the solver run for what is left; its clock counts all its runs together."""
    seconds = watch.seconds_left()
    if math.isfinite(seconds):
        limit = solver.getRunTime() + max(seconds, 0.0)
        solver.setOptionValue("time_limit", limit)


def make_model(program: Program, costs: Floats) -> highspy.HighsLp:
    """The program as HiGHS wants it: maximise, columns stored one after another."""
    rows, columns = program.matrix.shape
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = columns, rows
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_, model.col_lower_ = costs, program.lower
    model.col_upper_ = program.upper
    model.row_lower_, model.row_upper_ = program.row_lower, program.row_upper
    column, row = np.nonzero(program.matrix.T)
    starts = np.searchsorted(column, np.arange(columns + 1))
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = starts.astype(np.int32)
    model.a_matrix_.index_ = row.astype(np.int32)
    model.a_matrix_.value_ = program.matrix[row, column]
    if program.whole.any():
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        model.integrality_ = [kinds[whole] for whole in program.whole.tolist()]
    return model


def read_answer(solver: highspy.Highs, *, is_whole: bool) -> Answer:
    """What HiGHS found, or TimeRanOutError when it had no time to find anything."""
    status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return INFEASIBLE
    info, solution = solver.getInfo(), solver.getSolution()
    objective = float(info.objective_function_value)
    values = np.array(solution.col_value)
    if status == highspy.HighsModelStatus.kOptimal:
        bound = float(info.mip_dual_bound) if is_whole else objective
        reduced = NO_NUMBERS if is_whole else np.array(solution.col_dual)
        return Answer(Outcome.OPTIMAL, values, objective, bound, reduced)
    found = (
        info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    )
    if status == highspy.HighsModelStatus.kTimeLimit and is_whole and found:
        bound = float(info.mip_dual_bound)
        return Answer(Outcome.GAP, values, objective, bound, NO_NUMBERS)
    if status == highspy.HighsModelStatus.kTimeLimit:
        raise TimeRanOutError("solver")
    raise RuntimeError(f"HiGHS stopped with {solver.modelStatusToString(status)}")


def answer_without_columns(program: Program) -> Answer:
    """With nothing to choose, only the rows' own bounds decide."""
    if (program.row_lower > TOLERANCE).any() or (program.row_upper < -TOLERANCE).any():
        return INFEASIBLE
    return Answer(Outcome.OPTIMAL, NO_NUMBERS, 0.0, 0.0, NO_NUMBERS)
