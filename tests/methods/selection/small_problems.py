"""Small pools for tests: written as short lines, or made by Hypothesis."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from lehc.methods.selection import Person, Pool, Problem, Target

FEATURES = ("place", "role")
PLACES = ("Leeds", "York")
ROLES = ("carer", "nurse", "chair")


def make_pool(text: str) -> Pool:
    """People from lines `id place role [score [team]]`; a dash is none."""
    people = []
    for line in text.strip().splitlines():
        name, place, role, *rest = line.split()
        score, team = [*rest, "-", "-"][:2]
        people.append(
            Person(
                name,
                (place, role),
                None if score == "-" else float(score),
                None if team == "-" else team,
            )
        )
    return Pool(FEATURES, tuple(people))


def make_targets(text: str) -> tuple[Target, ...]:
    """Targets from lines `feature value min max`."""
    rows = [line.split() for line in text.strip().splitlines()]
    return tuple(Target(f, v, int(low), int(high)) for f, v, low, high in rows)


@st.composite
def pools(draw: st.DrawFn, *, teams: bool) -> Pool:
    """One to eight people of two places and three roles; teams of up to three."""
    count = draw(st.integers(1, 8))
    team_names = st.sampled_from([None, None, "one", "two"] if teams else [None])
    people = tuple(
        Person(
            f"p{number}",
            (draw(st.sampled_from(PLACES)), draw(st.sampled_from(ROLES))),
            draw(st.integers(-2, 8)) / 2,
            draw(team_names),
        )
        for number in range(count)
    )
    return Pool(FEATURES, people)


@st.composite
def problems(draw: st.DrawFn, *, teams: bool = True) -> Problem:
    """A small pool with targets that can often, but not always, be met."""
    pool = draw(pools(teams=teams))
    seats = draw(st.integers(1, min(4, len(pool.people))))
    keys = [("place", value) for value in PLACES] + [("role", value) for value in ROLES]
    targets = []
    for feature, value in draw(st.lists(st.sampled_from(keys), unique=True)):
        minimum = draw(st.integers(0, 2))
        targets.append(
            Target(feature, value, minimum, minimum + draw(st.integers(0, 3)))
        )
    if draw(st.booleans()):
        highest = draw(st.integers(0, 2))
        targets.append(Target("place", "York", 0, highest, "role", "carer"))
    return Problem(pool, tuple(targets), seats)


@st.composite
def solvable_problems(draw: st.DrawFn, *, teams: bool = True) -> Problem:
    """A small problem made around a cohort, so that there is at least one."""
    pool = draw(pools(teams=teams))
    units = sorted({person.team or person.id for person in pool.people})
    chosen = draw(st.lists(st.sampled_from(units), min_size=1, max_size=4, unique=True))
    members = [person for person in pool.people if (person.team or person.id) in chosen]
    targets = []
    for target in draw(problems(teams=False)).targets:
        got = count_members(members, target)
        lowest = draw(st.integers(0, got))
        targets.append(
            replace(target, minimum=lowest, maximum=got + draw(st.integers(0, 2)))
        )
    return Problem(pool, tuple(targets), len(members))


def count_members(members: list[Person], target: Target) -> int:
    """How many members have the target's place, role or both."""
    places = {feature: number for number, feature in enumerate(FEATURES)}
    return sum(
        all(person.values[places[feature]] == value for feature, value in target.key)
        for person in members
    )
