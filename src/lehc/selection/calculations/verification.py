"""Does a certificate hold? Everything is computed again and compared."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from lehc.methods.selection import Problem
from lehc.selection.calculations.certificate import Certificate, hash_inputs
from lehc.selection.calculations.files import Files, make_problem, select_cohort
from lehc.selection.calculations.people import STANDING_HEADING, read_number
from lehc.selection.calculations.runs import (
    METHODS,
    MOST_DRAWS,
    read_drawn_number,
    read_draws,
)
from lehc.selection.calculations.tables import InputError, Table

# Chances are computed to 1e-9 and published with nine decimals.
SAME_CHANCE = 1e-6


def find_faults(
    certificate: Certificate,
    files: Files,
    *,
    score: str | None = None,
    team: str | None = None,
) -> list[str]:
    """What does not hold about a certificate, in sentences; none when it holds."""
    if certificate.method not in METHODS:
        return [f"There is no method “{certificate.method}”."]
    draws = read_draws(certificate.version)
    if draws is not None and not 1 <= draws <= MOST_DRAWS:
        return [f"No list has {draws:,} numbered cohorts: the most is {MOST_DRAWS:,}."]
    problem = find_problem(certificate, files, score, team)
    if problem is None:
        return [
            "These are not the files the certificate was made from: people, values, "
            "scores, teams or targets differ."
        ]
    again = select_cohort(
        problem,
        method=certificate.method,
        seed=certificate.seed,
        draws=draws,
        number=read_drawn_number(certificate.version),
    )
    return list(differences(certificate, again.certificate))


def find_problem(
    certificate: Certificate, files: Files, score: str | None, team: str | None
) -> Problem | None:
    """The problem whose hash the certificate names, or None.

    The certificate does not say which columns held scores and teams, but its hash
    does: columns are tried until one fits.
    """
    for standing, score_column, team_column in column_choices(
        files.people, score, team
    ):
        try:
            problem = make_problem(
                files,
                seats=certificate.seats,
                score=score_column,
                team=team_column,
                standing=standing,
            )
        except InputError:
            if standing is None and (score_column, team_column) in {
                (None, None),
                (score, team),
            }:
                raise
            continue  # a column that cannot be what it was tried as
        if hash_inputs(problem) == certificate.inputs_sha256:
            return problem
    return None


def column_choices(
    people: Table, score: str | None, team: str | None
) -> Iterator[tuple[str | None, str | None, str | None]]:
    """Columns that may have held standings, scores and teams, likely ones first."""
    scores = [score] if score else [None, *numeric_headings(people)]
    named = sorted(people.headings, key=lambda heading: heading.casefold() != "team")
    teams = [team] if team else [None, *named]
    standings = [people.find_heading(STANDING_HEADING), None]
    yield from product(
        dict.fromkeys(standings), dict.fromkeys(scores), dict.fromkeys(teams)
    )


def numeric_headings(people: Table) -> list[str]:
    """Columns that hold numbers and nothing else."""
    return [
        heading
        for heading in people.headings
        if all(
            read_number(row.cells[heading]) is not None
            for row in people.rows
            if row.cells[heading]
        )
    ]


def differences(given: Certificate, again: Certificate) -> Iterator[str]:
    """What is otherwise when the run is repeated, in sentences."""
    if given.version != again.version:
        yield (
            f"It was made by version {given.version}; this is version {again.version}."
        )
    if given.status != again.status:
        yield f"Its status is “{given.status}”; computed again it is “{again.status}”."
    if sorted(given.selected) != sorted(again.selected):
        yield "It names another cohort than the one these files and seed give."
    if not same_chances(given, again):
        yield "Its chances are not the ones these files give."
    if sorted(given.targets, key=repr) != sorted(again.targets, key=repr):
        yield "Its targets, or the seats they got, are not the ones these files give."
    if given.infeasible != again.infeasible:
        yield "Its reasons why the targets cannot be met are other ones."


def same_chances(given: Certificate, again: Certificate) -> bool:
    """Whether everyone's chance, and the smallest, are the same to six decimals."""
    if given.probabilities.keys() != again.probabilities.keys():
        return False
    pairs = [(p, again.probabilities[name]) for name, p in given.probabilities.items()]
    pairs.append((given.min_probability or 0.0, again.min_probability or 0.0))
    return all(abs(one - two) <= SAME_CHANCE for one, two in pairs)
