"""One run of a selection: a problem, a method and a seed give a certificate."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from lehc.methods.selection import (
    BestCohort,
    CannotBeMetError,
    Explanation,
    Lottery,
    NumberedCohorts,
    Problem,
    SelectionError,
    Target,
    TargetCount,
    Unwatched,
    Watch,
    best_cohort,
    count_targets,
    draw,
    draw_number,
    lottery,
    number_cohorts,
)
from lehc.selection.calculations.certificate import (
    DECIMALS,
    Certificate,
    CertifiedTarget,
    hash_inputs,
)
from lehc.selection.calculations.wording import explanation_facts
from lehc.selection.conditions import join

DRAWS_MARK, NUMBER_MARK = "draws", "number"
MOST_DRAWS = 100_000  # five ten-sided dice


@dataclass(frozen=True)
class Run:
    """What was asked: the method by name and the published seed (0 or more).

    With `draws` a lottery becomes so many equally likely numbered cohorts, and the
    seed draws a number; without, the cohort is drawn from the lottery itself. A
    `number` that was drawn elsewhere, in public with dice, takes the seed's place.
    """

    problem: Problem
    method: str
    seed: int
    draws: int | None = None
    number: int | None = None


@dataclass(frozen=True)
class Result:
    """The certificate; the explanation, when there is no cohort; what else is known.

    `merit` belongs to the best cohort, `lottery` to a lottery; `numbered` are its
    numbered cohorts and `number` the one drawn, if they were asked for.
    """

    certificate: Certificate
    explanation: Explanation | None = None
    merit: float | None = None
    lottery: Lottery | None = None
    numbered: NumberedCohorts | None = None
    number: int | None = None


def run_selection(run: Run, *, watch: Watch | None = None) -> Result:
    """Do the run; the same run gives the same result."""
    if run.method == "best" and (run.draws is not None or run.number is not None):
        raise SelectionError("draws_without_lottery")
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


def run_lottery(run: Run, watch: Watch, *, method: str) -> Result:
    """A lottery over all cohorts and one draw from it."""
    found = lottery(run.problem, method=method, watch=watch)
    if run.draws is not None:
        return draw_by_number(run, found, run.draws)
    selected = draw(found, rng=make_rng(run.seed))
    certificate = drawn_certificate(run, found, selected, found.chances)
    return Result(certificate, lottery=found)


def draw_by_number(run: Run, found: Lottery, count: int) -> Result:
    """The lottery as `count` numbered cohorts, and the one that was drawn."""
    numbered = number_cohorts(run.problem, found, count=count)
    number = run.number
    if number is None:
        number = draw_number(count, rng=make_rng(run.seed))
    selected = numbered.cohort(number)
    certificate = drawn_certificate(run, found, selected, numbered.chances)
    return Result(certificate, lottery=found, numbered=numbered, number=number)


def drawn_certificate(
    run: Run, found: Lottery, selected: tuple[str, ...], chances: Mapping[str, float]
) -> Certificate:
    """The certificate of a drawn cohort."""
    return chosen_certificate(
        run,
        version=name_version(run, found.version),
        status=found.outcome.value,
        selected=selected,
        chances=chances,
        targets=count_targets(run.problem, frozenset(selected)),
    )


def name_version(run: Run, version: str) -> str:
    """The algorithm and its version, as a certificate names them.

    Numbered cohorts belong to it, because they decide what a seed draws, and so does
    the number where one was drawn in public instead.
    """
    name = f"{run.method}-{version}"
    for mark, number in ((DRAWS_MARK, run.draws), (NUMBER_MARK, run.number)):
        if number is not None:
            name += f"+{mark}.{number}"
    return name


def read_draws(version: str) -> int | None:
    """The number of numbered cohorts in a certificate's version, if it has any."""
    return read_mark(version, DRAWS_MARK)


def read_drawn_number(version: str) -> int | None:
    """The number drawn in public in a certificate's version, if it has one."""
    return read_mark(version, NUMBER_MARK)


def read_mark(version: str, name: str) -> int | None:
    for mark in version.split("+")[1:]:
        key, _, number = mark.partition(".")
        if key == name and number.isascii() and number.isdigit():
            return int(number)
    return None


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
        version=name_version(run, "1"),
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
    feature, value = join(target.conditions)
    return CertifiedTarget(feature, value, target.minimum, target.maximum, got)


METHODS: Mapping[str, Callable[[Run, Watch], Result]] = {
    "best": run_best,
    "maximin": partial(run_lottery, method="maximin"),
    "leximin": partial(run_lottery, method="leximin"),
    "nash": partial(run_lottery, method="nash"),
}
