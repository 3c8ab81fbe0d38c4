"""The opinion map of a conversation, as it is stored with its results."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lehc.conversations.calculations.opinions import count_line, describe_tests
from lehc.conversations.calculations.picture import group_areas
from lehc.conversations.calculations.steps import Step
from lehc.conversations.queries.voting import VoteRows
from lehc.methods.opinion import (
    NO_GROUP,
    OpinionMap,
    VoteMatrix,
    count_by_group,
    draw_map,
    gather_votes,
    place_one,
)

# Published with the results; it decides the trials of the tests and nothing else.
SEED = 1
HALF = 0.5


def make_matrix(rows: VoteRows) -> VoteMatrix:
    return gather_votes(
        rows.person,
        rows.statement,
        rows.vote,
        people=len(rows.person_ids),
        statements=len(rows.statement_ids),
    )


def count_answers(rows: VoteRows) -> dict[str, list[int]]:
    """Disagree, pass and agree on each statement with votes, by its id as text."""
    totals = make_matrix(rows).totals.tolist()
    pairs = zip(rows.statement_ids, totals, strict=True)
    return {str(key): counts for key, counts in pairs if sum(counts)}


def keep_counts(step: Step, before: dict[str, list[int]]) -> dict[str, list[int]]:
    """The counts of a version, with the old ones of the statements that wait."""
    counts = count_answers(step.rows)
    kept = {key: before[key] for key in step.kept if key in before}
    return {key: row for key, row in counts.items() if key not in step.kept} | kept


def map_step(step: Step) -> dict[str, Any]:
    """The map of a version; no figures by group of the statements that wait."""
    found = map_votes(step.rows)
    for key in step.kept & found["cells"].keys():
        found["cells"][key] = [[0, 0, 0] for _ in found["groups"]]
    return found


def map_votes(rows: VoteRows) -> dict[str, Any]:
    """Everything that results say beyond each statement by itself; plain values.

    In the state "groups" somebody with too few votes to have been placed is put with
    the group nearest to them, so that the groups add up to everybody and nobody can be
    worked out by taking them away from the total.
    """
    votes = make_matrix(rows)
    found = draw_map(votes, rng=np.random.default_rng(SEED))
    ids = rows.statement_ids
    labels, areas = join_nearest(found)
    sizes = np.bincount(labels[labels >= 0], minlength=found.k).tolist()
    return {
        "algorithm": found.algorithm,
        "seed": SEED,
        "state": found.state,
        "people": votes.people,
        "counting": int(found.counting.sum()),
        "votes": votes.votes,
        "tests": describe_tests(found),
        "groups": [
            {"people": size, "area": asdict(area)}
            for size, area in zip(sizes, areas, strict=False)
        ],
        "cells": count_cells(votes, labels, found, ids),
        "said": [list_said(group, ids) for group in found.representative],
        "ends": [list_said(end, ids) for end in found.dividing],
        "shared": list_shared(found, ids),
        "line": hide_heaps(count_line(found)),
        "axes": describe_axes(found, votes, ids),
    }


def join_nearest(found: OpinionMap) -> tuple[NDArray[np.integer], tuple[Any, ...]]:
    """A group for everybody, and the area of each; nobody's in the other states."""
    if found.state != "groups":
        return np.full(len(found.labels), NO_GROUP), ()
    areas = group_areas(found.positions, found.labels, tuple(map(str, range(found.k))))
    middles = np.array([[area.x, area.y] for area in areas])
    apart = found.positions[:, None, :] - middles[None]
    nearest = (apart**2).sum(axis=2).argmin(axis=1)
    return np.where(found.labels >= 0, found.labels, nearest), areas


def count_cells(
    votes: VoteMatrix,
    labels: NDArray[np.integer],
    found: OpinionMap,
    ids: tuple[int, ...],
) -> dict[str, list[list[int]]]:
    """Disagree, pass and agree of each group, by statement."""
    if found.state != "groups":
        return {}
    counts = count_by_group(votes, labels, found.k)
    passes = counts.votes - counts.agree - counts.disagree
    table = np.stack([counts.disagree, passes, counts.agree], axis=2)
    return {
        str(ids[column]): table[:, column].tolist()
        for column in np.flatnonzero(found.open_statements).tolist()
    }


def list_said(listed: tuple[Any, ...], ids: tuple[int, ...]) -> list[dict[str, Any]]:
    """Statements and sides in the order of the list; figures come from the cells."""
    return [
        {"statement": ids[each.statement], "side": each.side, "q": each.q}
        for each in listed
    ]


def list_shared(found: OpinionMap, ids: tuple[int, ...]) -> list[dict[str, Any]]:
    """Statements that more than half of every group agree with, the most shared first.

    `value` is the group-informed consensus.
    """
    if found.state != "groups":
        return []
    share = found.counts.agree / np.maximum(1, found.counts.votes)
    passing = np.flatnonzero((share > HALF).all(axis=0) & found.open_statements)
    value = found.group_informed_consensus
    order = passing[np.argsort(-value[passing], kind="stable")]
    return [
        {"statement": ids[place], "value": float(value[place])}
        for place in order.tolist()
    ]


def hide_heaps(heaps: tuple[int, ...]) -> list[int]:
    """The heaps of the line, with a second one hidden where the total would tell."""
    shown = list(heaps)
    if shown.count(0) == 1:
        shown[shown.index(min(count for count in shown if count))] = 0
    return shown


def describe_axes(
    found: OpinionMap, votes: VoteMatrix, ids: tuple[int, ...]
) -> dict[str, Any]:
    """What it takes to tell a voter where they stand: nothing about any other."""
    totals = votes.totals
    means = (totals[:, 2] - totals[:, 0]) / np.maximum(1, totals.sum(axis=1))
    placed = found.open_statements.tolist()
    columns = zip(ids, means.tolist(), found.directions.tolist(), placed, strict=True)
    return {
        "width": sum(placed),
        "steadying": found.steadying,
        "statements": {
            str(key): [mean, *direction]
            for key, mean, direction, is_placed in columns
            if is_placed
        },
    }


def find_place(
    found: dict[str, Any], answers: dict[int, int]
) -> tuple[float, float] | None:
    """Where somebody with these answers stands on a stored map; None without any."""
    known = found["axes"]["statements"]
    rows = [(value, *known[str(key)]) for key, value in answers.items()
            if str(key) in known]  # fmt: skip
    if not rows:
        return None
    table = np.array(rows, dtype=float)
    x, y = place_one(
        table[:, 0],
        table[:, 1],
        table[:, 2:],
        found["axes"]["width"],
        found["axes"]["steadying"],
    ).tolist()
    return x, y


def find_nearest(found: dict[str, Any], place: tuple[float, float]) -> int | None:
    """The group whose middle is nearest to a place; None where there are none."""
    middles = [(each["area"]["x"], each["area"]["y"]) for each in found["groups"]]
    if not middles:
        return None
    apart = ((np.array(middles) - np.array(place)) ** 2).sum(axis=1)
    return int(apart.argmin())
