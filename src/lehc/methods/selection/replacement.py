"""Who takes the places of people who decline, without moving anybody accepted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from lehc.methods.selection.errors import SelectionError
from lehc.methods.selection.problem import Pool, Problem


def remaining_problem(
    problem: Problem, *, accepted: Collection[str], declined: Collection[str]
) -> Problem:
    """The problem that is left: accepted people keep their places, declined are out.

    Any method answers it; its targets are the original ones, and accepted people
    count towards them. Teams: members who are accepted stay although others declined;
    a team that can no longer come whole is out of the question, because it applied as
    a team. Raises SelectionError `accepted_and_excluded` when somebody both accepted
    and declined.
    """
    both = sorted(set(accepted) & set(declined))
    if both:
        raise SelectionError("accepted_and_excluded", id=both[0])
    settled = set(accepted) | set(declined)
    broken = {
        person.team
        for person in problem.pool.people
        if person.team is not None and person.id in settled
    }
    stranded = {
        person.id
        for person in problem.pool.people
        if person.team in broken and person.id not in settled
    }
    return replace(
        problem,
        pool=without_teams(problem.pool, broken),
        accepted=frozenset(accepted),
        excluded=(problem.excluded | set(declined) | stranded) - set(accepted),
    )


def without_teams(pool: Pool, teams: Collection[str | None]) -> Pool:
    """The pool where members of these teams stand alone."""
    people = tuple(
        replace(person, team=None)
        if person.team is not None and person.team in teams
        else person
        for person in pool.people
    )
    return Pool(pool.features, people)
