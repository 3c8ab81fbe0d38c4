"""Who applied, was shortlisted, offered a place and there at the end, by category.

Each stage counts the answers given at that stage. Nothing follows one person: a
category's figures at two stages come from two sets of anonymous answers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from lehc.equality.enums import COUNTED_IN, Stage
from lehc.equality.models import MonitoringResponse
from lehc.equality.queries import (
    LEAST_SHOWN,
    choose_hidden,
    count_labels,
    round_count,
)
from lehc.equality.question_sets import load_question_set

Counts = dict[Stage, Counter[str]]
NESTED = (Stage.SHORTLISTED, Stage.OFFERED)


@dataclass(frozen=True)
class FunnelRow:
    """A category's counts by stage, rounded; None where they are hidden."""

    label: str
    counts: Mapping[Stage, int | None]


@dataclass(frozen=True)
class FunnelQuestion:
    words: str
    rows: tuple[FunnelRow, ...]


@dataclass(frozen=True)
class Funnel:
    """Answers by stage, rounded (None: fewer than 8), and each question's counts."""

    responses: Mapping[Stage, int | None]
    questions: tuple[FunnelQuestion, ...]


def count_funnel(*, round_name: str, question_set: str) -> Funnel:
    """The funnel of a round, safe to publish; one query.

    A stage with fewer than 8 answers shows nothing. Otherwise counts of 1 to 7 are
    hidden, a second one where only one would be, and, because those offered a place
    are among the shortlisted, also where the difference of the two would be 1 to 7.
    """
    answers: dict[Stage, list[dict[str, str]]] = {stage: [] for stage in Stage}
    rows = MonitoringResponse.objects.filter(
        round_name=round_name, question_set=question_set
    ).values_list("stage", "answers")
    for asked_at, given in rows:
        for stage, counted in COUNTED_IN.items():
            if asked_at in counted:
                answers[stage].append(given)
    shown = [stage for stage in Stage if len(answers[stage]) >= LEAST_SHOWN]
    return Funnel(
        responses={
            stage: round_count(len(answers[stage])) if stage in shown else None
            for stage in Stage
        },
        questions=tuple(
            FunnelQuestion(
                question.words,
                make_rows(
                    {stage: count_labels(question, answers[stage]) for stage in shown}
                ),
            )
            for question in load_question_set(question_set).questions
        )
        if shown
        else (),
    )


def make_rows(counts: Counts) -> tuple[FunnelRow, ...]:
    hidden = choose_hidden_by_stage(counts)
    labels = next(iter(counts.values()))
    return tuple(
        FunnelRow(
            label,
            {
                stage: None
                if stage not in counts or label in hidden[stage]
                else round_count(counts[stage][label])
                for stage in Stage
            },
        )
        for label in labels
    )


def choose_hidden_by_stage(counts: Counts) -> dict[Stage, set[str]]:
    """What to hide at each stage, so that no stage gives another's small count away."""
    hidden = {stage: choose_hidden(dict(found)) for stage, found in counts.items()}
    outer, inner = NESTED
    if outer not in counts or inner not in counts:
        return hidden
    for label, number in counts[outer].items():
        difference = number - counts[inner][label]
        if 0 < difference < LEAST_SHOWN and label not in hidden[outer]:
            hidden[inner].add(label)
    hidden[inner] = hide_a_second(dict(counts[inner]), hidden[inner])
    return hidden


def hide_a_second(counts: dict[str, int], hidden: set[str]) -> set[str]:
    """One hidden count alone follows from the total: the next smallest goes too."""
    others = [(n, label) for label, n in counts.items() if n and label not in hidden]
    if len(hidden) == 1 and others:
        return hidden | {min(others)[1]}
    return hidden
