"""The opinion map of a conversation: by our own mode, red-dwarf's, or given groups."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lehc.conversations.calculations.conversation import Conversation, number_groups
from lehc.conversations.calculations.picture import group_areas, people_along_line
from lehc.conversations.calculations.rows import make_cells, make_statements
from lehc.conversations.findings import Findings
from lehc.methods.opinion import (
    CompatibleMap,
    GivenGroups,
    OpinionMap,
    count_by_group,
    count_everybody,
    describe_given_groups,
    draw_compatible_map,
    draw_map,
    wilson_interval,
)


def find_opinions(talk: Conversation, *, seed: int) -> Findings:
    """Our own mode; the seed decides the tests and is part of the findings."""
    found = draw_map(
        talk.votes,
        rng=np.random.default_rng(seed),
        moderated=talk.moderated,
        meta=talk.meta,
    )
    names = _numbered(found.k) if found.state == "groups" else ()
    return Findings(
        mode=found.mode,
        algorithm=found.algorithm,
        source="ours",
        seed=seed,
        **_sizes(talk, int(found.counting.sum())),
        state=found.state,
        groups=_count_groups(found.labels, names),
        group_of=_group_of(talk, found.labels, names),
        tests=describe_tests(found),
        statements=make_statements(
            talk,
            found.everybody,
            found.open_statements,
            found.group_informed_consensus,
            found.priorities,
        ),
        cells=make_cells(talk, found.counts, names, found.open_statements),
        areas=group_areas(found.positions, found.labels, names),
        line=count_line(found),
        representative=_by_group(talk, found.representative, names),
        dividing=tuple(_entries(talk, end) for end in found.dividing),
        consensus=_by_side(talk, found.consensus),
    )


def find_compatible(talk: Conversation, *, seed: int) -> Findings:
    """red-dwarf's answer; groups are shown whatever they are worth."""
    out = talk.moderated | talk.meta
    found = draw_compatible_map(talk.votes, moderated=out)
    names = _numbered(found.k)
    areas = group_areas(found.positions, found.labels, names)
    return _untested(talk, found, found.labels, names, seed, areas)


def find_for_groups(
    talk: Conversation, group_of: dict[str, str], *, mode: str, seed: int
) -> Findings:
    """Polis's statistics for groups given from outside."""
    labels, names = number_groups(talk, group_of)
    out = talk.moderated | talk.meta
    found = describe_given_groups(talk.votes, labels, len(names), moderated=out)
    return _untested(talk, found, labels, names, seed, (), mode=mode)


def _untested(
    talk: Conversation,
    found: CompatibleMap | GivenGroups,
    labels: NDArray[np.integer],
    names: tuple[str, ...],
    seed: int,
    areas: tuple[Any, ...],
    *,
    mode: str = "compatible",
) -> Findings:
    """Findings that rest on no test of whether there are groups at all."""
    counts = count_by_group(talk.votes, labels, len(names))
    shown = ~(talk.moderated | talk.meta)
    return Findings(
        mode=mode,
        algorithm=found.algorithm,
        source="compatible" if isinstance(found, CompatibleMap) else "given",
        seed=seed,
        **_sizes(talk, int((labels >= 0).sum())),
        state="groups" if len(names) > 1 else "none",
        groups=_count_groups(labels, names),
        group_of=_group_of(talk, labels, names),
        tests=None,
        statements=make_statements(
            talk,
            count_everybody(talk.votes),
            shown,
            found.group_informed_consensus,
            found.priorities,
        ),
        cells=make_cells(talk, counts, names, shown),
        areas=areas,
        line=(),
        representative=_by_group(talk, found.representative, names),
        dividing=(),
        consensus=_by_side(talk, found.consensus),
    )


def _sizes(talk: Conversation, counting: int) -> dict[str, int]:
    return {
        "people": int((talk.votes.votes_by_person > 0).sum()),
        "counting": counting,
        "votes": talk.votes.votes,
    }


def _numbered(k: int) -> tuple[str, ...]:
    return tuple(str(group) for group in range(k))


def _count_groups(
    labels: NDArray[np.integer], names: tuple[str, ...]
) -> dict[str, int]:
    sizes = np.bincount(labels[labels >= 0], minlength=len(names)).tolist()
    return dict(zip(names, sizes, strict=True)) if names else {}


def _group_of(
    talk: Conversation, labels: NDArray[np.integer], names: tuple[str, ...]
) -> dict[str, str]:
    pairs = zip(talk.person_ids, labels.tolist(), strict=True)
    return {person: names[label] for person, label in pairs if label >= 0}


def _by_group(
    talk: Conversation, lists: tuple[Any, ...], names: tuple[str, ...]
) -> dict[str, list[dict[str, Any]]]:
    pairs = zip(names, lists, strict=True)
    return {name: _entries(talk, listed) for name, listed in pairs}


def _by_side(
    talk: Conversation, consensus: dict[Any, Any]
) -> dict[str, list[dict[str, Any]]]:
    return {side: _entries(talk, listed) for side, listed in consensus.items()}


def _entries(talk: Conversation, listed: tuple[Any, ...]) -> list[dict[str, Any]]:
    """Listed statements under their own ids, without what does not apply."""
    entries = []
    for each in listed:
        values = {
            name: value for name, value in asdict(each).items() if value is not None
        }
        values["statement"] = talk.statement_ids[each.statement]
        if "low" not in values:
            low, high = wilson_interval(np.array(each.count), np.array(each.votes))
            values |= {"low": float(low), "high": float(high)}
        entries.append(values)
    return entries


def describe_tests(found: OpinionMap) -> dict[str, Any]:
    """How the state was decided, in plain values."""
    verdict, stability = found.verdict, found.verdict.stability
    tests: dict[str, Any] = {
        "reason": verdict.reason,
        "pattern_p": verdict.pattern.p,
        "separation_p": verdict.separation.p if verdict.separation else None,
        "trials": len(verdict.pattern.trials),
        "votes_needed": verdict.votes_needed,
    }
    if stability is not None:
        tests |= {
            "redraws": stability.redraws,
            "held": stability.held,
            "same_number": stability.same_number,
            "median_adjusted_rand": stability.typical,
            "low_adjusted_rand": stability.low,
            "between": stability.between,
        }
    return tests


def count_line(found: OpinionMap) -> tuple[int, ...]:
    if found.state != "spread":
        return ()
    return people_along_line(found.positions[found.counting, 0])
