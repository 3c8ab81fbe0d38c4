"""Who may be chosen, and why the others may not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from lehc.assessment.enums import PanelOutcome
from lehc.assessment.queries import merits, panel_outcomes
from lehc.recruitment.models import Application, Call
from lehc.selection.models import Threshold
from lehc.selection.queries.features import (
    Feature,
    list_features,
    name_places,
    read_values,
)


@dataclass(frozen=True)
class Candidate:
    """A person who may be chosen, with what the choice looks at and nothing else."""

    application: Application
    merit: float
    values: dict[str, str]


@dataclass(frozen=True)
class Pool:
    """The candidates of a call; who is left out, by reason in words."""

    features: list[Feature]
    candidates: list[Candidate]
    left_out: dict[str, list[Application]] = field(default_factory=dict)

    def count(self, feature: Feature) -> Counter[str]:
        """How many candidates have each value of a feature."""
        return Counter(row.values[feature.key] for row in self.candidates)

    def among(self, keys: Collection[int]) -> Pool:
        """The same of these applications only: what one person may know of it."""
        left_out = {
            reason: [row for row in rows if row.pk in keys]
            for reason, rows in self.left_out.items()
        }
        return replace(
            self,
            candidates=[row for row in self.candidates if row.application.pk in keys],
            left_out={reason: rows for reason, rows in left_out.items() if rows},
        )


NOT_PUT_FORWARD = "The panel has not put them forward"
NOT_SCORED = "No assessor's scores count yet"
BELOW_THRESHOLD = "Their merit is below the threshold"
TEAM_INCOMPLETE = "Somebody in their place team is left out, and teams stay together"


def build_pool(call: Call) -> Pool:
    """Who is eligible, put forward, at or above the threshold, with their team whole.

    The number of queries does not depend on the number of applications.
    """
    applications = list(
        Application.objects.filter(call=call)
        .choosable()
        .select_related("organisation", "team", "person")
    )
    features = list_features(call)
    values = read_values(applications, features)
    name_places(features, values.values())
    found = {row.pk: merit.median for row, merit in match_merits(call, applications)}
    left_out = find_left_out(call, applications, found)
    out = {row.pk for rows in left_out.values() for row in rows}
    return Pool(
        features=features,
        candidates=[
            Candidate(row, found[row.pk], values[row.pk])
            for row in applications
            if row.pk not in out
        ],
        left_out=left_out,
    )


def match_merits(call: Call, applications: list[Application]) -> list[tuple]:
    scored = merits(call)
    return [(row, scored[row.pk]) for row in applications if row.pk in scored]


def find_left_out(
    call: Call, applications: list[Application], found: dict[int, float]
) -> dict[str, list[Application]]:
    """Applications that can't be chosen, by the first reason that holds."""
    outcomes = panel_outcomes(call)
    threshold = Threshold.objects.filter(call=call).first()
    least = float(threshold.merit) if threshold else 0.0
    reasons: dict[str, list[Application]] = {}
    for row in applications:
        if outcomes.get(row.pk) != PanelOutcome.PUT_FORWARD:
            reasons.setdefault(NOT_PUT_FORWARD, []).append(row)
        elif row.pk not in found:
            reasons.setdefault(NOT_SCORED, []).append(row)
        elif found[row.pk] < least:
            reasons.setdefault(BELOW_THRESHOLD, []).append(row)
    add_broken_teams(call, applications, reasons)
    return reasons


def add_broken_teams(
    call: Call, applications: list[Application], reasons: dict[str, list[Application]]
) -> None:
    """Leave out whole teams of which a member is left out or not eligible."""
    out = {row.pk for rows in reasons.values() for row in rows}
    eligible = {row.pk for row in applications}
    members = (
        Application.objects.filter(call=call, team__isnull=False)
        .active()
        .values_list("team_id", "pk")
    )
    broken = {team for team, pk in members if pk in out or pk not in eligible}
    rows = [row for row in applications if row.team_id in broken and row.pk not in out]
    if rows:
        reasons[TEAM_INCOMPLETE] = rows
