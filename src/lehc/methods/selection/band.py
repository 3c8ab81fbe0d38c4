"""Merit and lottery together: some are in, some are out, the lottery decides between.

The panel sets two lines. Who scores at least `in_from` is in, who scores below
`out_below` is out, and everyone between is equal: a fair lottery under the targets
decides (Problem with `accepted` and `excluded` says the rest).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from lehc.methods.selection.errors import SelectionError
from lehc.methods.selection.merit import DECIMALS
from lehc.methods.selection.problem import Person, Problem, teams_of


@dataclass(frozen=True)
class MeritBand:
    """Who is in, who is out and for whom the lottery decides, each sorted by id."""

    certain: tuple[str, ...]
    between: tuple[str, ...]
    out: tuple[str, ...]
    problem: Problem


def merit_band(problem: Problem, *, in_from: float, out_below: float) -> MeritBand:
    """Divide the pool by two lines of merit; the lottery's problem comes with it.

    A team stands or falls with the mean of its members' scores. People already
    accepted or excluded stay so and are in no list. Raises SelectionError:
    `band_upside_down` (in_from below out_below), `score_missing`, and
    `more_accepted_than_seats` when too many are clearly above.
    """
    if in_from < out_below:
        raise SelectionError("band_upside_down", in_from=in_from, out_below=out_below)
    standing = standings(problem)
    certain = {identifier for identifier, score in standing.items() if score >= in_from}
    out = {identifier for identifier, score in standing.items() if score < out_below}
    return MeritBand(
        certain=tuple(sorted(certain)),
        between=tuple(sorted(standing.keys() - certain - out)),
        out=tuple(sorted(out)),
        problem=replace(
            problem,
            accepted=problem.accepted | certain,
            excluded=problem.excluded | out,
        ),
    )


def standings(problem: Problem) -> dict[str, float]:
    """The score that decides for each person still in question."""
    settled = problem.accepted | problem.excluded
    free = [person for person in problem.pool.people if person.id not in settled]
    missing = sorted(person.id for person in free if person.score is None)
    if missing:
        raise SelectionError("score_missing", ids=tuple(missing))
    means = {
        team: mean_score(members) for team, members in teams_of(problem.pool).items()
    }
    return {
        person.id: mean_score((person,)) if person.team is None else means[person.team]
        for person in free
    }


def mean_score(people: tuple[Person, ...]) -> float:
    """The mean score, rounded so that equal sums in another order stay equal."""
    total = sum(person.score or 0.0 for person in people)
    return round(total / len(people), DECIMALS)
