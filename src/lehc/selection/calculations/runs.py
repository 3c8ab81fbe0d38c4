"""One run of a selection: a problem, a method and a seed give a certificate."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from lehc.methods.selection import (
    BestCohort,
    CannotBeMetError,
    Explanation,
    Problem,
    Target,
    TargetCount,
    Unwatched,
    Watch,
    best_cohort,
)
from lehc.selection.calculations.certificate import (
    DECIMALS,
    Certificate,
    CertifiedTarget,
    hash_inputs,
)
from lehc.selection.calculations.wording import explanation_facts


@dataclass(frozen=True)
class Run:
    """What was asked: the method by name and the published seed (0 or more)."""

    problem: Problem
    method: str
    seed: int


@dataclass(frozen=True)
class Result:
    """The certificate; the explanation, when there is no cohort; the merit if asked."""

    certificate: Certificate
    explanation: Explanation | None = None
    merit: float | None = None


def run_selection(run: Run, *, watch: Watch | None = None) -> Result:
    """Do the run; the same run gives the same result."""
    method = METHODS[run.method]
    try:
        return method(run, watch or Unwatched())
    except CannotBeMetError as error:
        return Result(infeasible_certificate(run, error.explanation), error.explanation)


def make_rng(seed: int) -> np.random.Generator:
    """The generator of a published seed: PCG64, whose stream NumPy keeps for good."""
    return np.random.Generator(np.random.PCG64(seed))


def run_best(run: Run, watch: Watch) -> Result:
    """The best cohort."""
    cohort = best_cohort(run.problem, rng=make_rng(run.seed), watch=watch)
    return Result(best_certificate(run, cohort), merit=cohort.merit)


def best_certificate(run: Run, cohort: BestCohort) -> Certificate:
    """The certificate of a best cohort."""
    return chosen_certificate(
        run,
        version=f"{cohort.algorithm}-{cohort.version}",
        status=cohort.outcome.value,
        selected=cohort.selected,
        chances=cohort.chances,
        targets=cohort.targets,
    )


def chosen_certificate(
    run: Run,
    *,
    version: str,
    status: str,
    selected: tuple[str, ...],
    chances: Mapping[str, float],
    targets: tuple[TargetCount, ...],
) -> Certificate:
    """A certificate that names a cohort."""
    rounded = {name: round(chance, DECIMALS) for name, chance in chances.items()}
    return Certificate(
        method=run.method,
        version=version,
        seats=run.problem.seats,
        status=status,
        seed=run.seed,
        inputs_sha256=hash_inputs(run.problem),
        selected=selected,
        probabilities=rounded,
        min_probability=min(rounded.values()),
        targets=tuple(certify_target(c.target, c.got) for c in targets),
        infeasible=None,
    )


def infeasible_certificate(run: Run, explanation: Explanation) -> Certificate:
    """A certificate that says why nobody was chosen."""
    return Certificate(
        method=run.method,
        version=f"{run.method}-1",
        seats=run.problem.seats,
        status="infeasible",
        seed=run.seed,
        inputs_sha256=hash_inputs(run.problem),
        selected=(),
        probabilities={},
        min_probability=None,
        targets=tuple(certify_target(target, None) for target in run.problem.targets),
        infeasible=explanation_facts(explanation),
    )


def certify_target(target: Target, got: int | None) -> CertifiedTarget:
    """A target as the certificate names it; a pair's names are joined."""
    return CertifiedTarget(
        feature=" and ".join(feature for feature, _ in target.conditions),
        value=" and ".join(value for _, value in target.conditions),
        min=target.minimum,
        max=target.maximum,
        got=got,
    )


METHODS: Mapping[str, Callable[[Run, Watch], Result]] = {"best": run_best}
