from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lehc.selection.models import Run, RunPerson
from lehc.selection.queries.features import Feature
from lehc.selection.queries.pool import Pool

METHODS = {
    "best": "Best cohort: the highest total merit that meets every target",
    "maximin": "Fair lottery: the smallest chance is as large as it can be",
    "leximin": "Fair lottery: the smallest chances, one after another, as large as "
    "they can be",
    "nash": "Fair lottery: the product of all chances is as large as it can be",
}
STATUSES = {
    "optimal": "Proved: no other cohort does better",
    "gap": "Chosen; it was not proved in time that none does better",
    "infeasible": "No cohort meets all targets",
}


@dataclass(frozen=True)
class TargetResult:
    """A target against what the cohort got, and the merit it cost."""

    feature: str
    value: str
    minimum: int
    maximum: int
    got: int | None
    cost: str


class Namer:
    """Words for features and values, which certificates name by key."""

    def __init__(self, features: list[Feature]) -> None:
        self.features = {feature.key: feature for feature in features}

    def name_feature(self, key: str) -> str:
        feature = self.features.get(key)
        return feature.label if feature else key

    def name_value(self, key: str, value: str) -> str:
        feature = self.features.get(key)
        return feature.name(value) if feature else value


def show_targets(run: Run, namer: Namer) -> list[TargetResult]:
    """The certificate's targets with results and costs, in words."""
    costs = {
        (row["feature"], row["value"]): row["merit"]
        for row in run.findings.get("costs", [])
    }
    return [
        TargetResult(
            feature=namer.name_feature(row["feature"]),
            value=namer.name_value(row["feature"], row["value"]),
            minimum=row["min"],
            maximum=row["max"],
            got=row["got"],
            cost=say_cost(costs.get((row["feature"], row["value"]))),
        )
        for row in (run.certificate or {}).get("targets", [])
    ]


def say_cost(merit: float | None) -> str:
    """What a target cost in total merit, in words."""
    if merit is None:
        return "Not computed"
    return "Nothing" if merit < 0.005 else f"{merit:.2f}"


def show_explanation(facts: dict[str, Any] | None, namer: Namer) -> dict[str, Any]:
    """Why targets can't be met, and each smallest change that would help."""
    if not facts:
        return {}
    size = facts["change_size"]
    return {
        "conflicts": [say_conflict(row, namer) for row in facts["conflicts"]],
        "size": say_seats(size) if size is not None else "",
        "alternatives": [
            "; ".join(say_change(change, namer) for change in changes)
            for changes in facts["alternatives"]
        ],
        "is_complete": facts["is_complete"],
    }


def say_seats(number: float) -> str:
    return "1 seat" if number == 1 else f"{number:g} seats"


def say_conflict(row: dict[str, Any], namer: Namer) -> str:
    """A conflict's sentence, with features and values in the words of the form."""
    sentence = str(row["sentence"])
    if row["value"]:
        sentence = sentence.replace(
            f"“{row['value']}”", f"“{namer.name_value(row['feature'], row['value'])}”"
        )
    if row["feature"]:
        sentence = sentence.replace(row["feature"], namer.name_feature(row["feature"]))
    return sentence


def say_change(row: dict[str, Any], namer: Namer) -> str:
    """One change as an instruction."""
    name = f"{namer.name_feature(row['feature'])}, " + namer.name_value(
        row["feature"], row["value"]
    )
    steps = []
    if row["new_min"] < row["min"]:
        steps.append(f"lower the least from {row['min']} to {row['new_min']}")
    if row["new_max"] > row["max"]:
        steps.append(f"raise the most from {row['max']} to {row['new_max']}")
    return f"{name}: {' and '.join(steps)}"


@dataclass(frozen=True)
class PersonRow:
    """A person of a run, for the programme team only."""

    anonymous_id: str
    name: str
    reference: str
    organisation: str
    team: str
    is_chosen: bool
    standing: str


def show_person(person: RunPerson, *, is_visible: bool) -> PersonRow:
    """A row of the team's list; only the anonymous id where there is a conflict."""
    application = person.application
    if not is_visible:
        return PersonRow(
            anonymous_id=person.anonymous_id,
            name="You have declared a conflict of interest",
            reference="",
            organisation="",
            team="",
            is_chosen=person.is_chosen,
            standing=person.get_standing_display(),
        )
    return PersonRow(
        anonymous_id=person.anonymous_id,
        name=str(application.person),
        reference=application.reference,
        organisation=str(application.organisation or ""),
        team=str(application.team or ""),
        is_chosen=person.is_chosen,
        standing=person.get_standing_display(),
    )


def show_facts(run: Run) -> list[dict[str, str]]:
    """The receipt's lines: everything on it can be checked."""
    certificate = run.certificate or {}
    chosen = len(certificate.get("selected", []))
    return [
        {"key": "Method", "value": METHODS.get(run.method, run.method)},
        {"key": "Version", "value": str(certificate.get("version", ""))},
        {"key": "Result", "value": STATUSES.get(str(certificate.get("status")), "")},
        {"key": "People who could be chosen", "value": str(run.people.count())},
        {"key": "Seats", "value": str(run.seats)},
        {"key": "People chosen", "value": str(chosen)},
        {"key": "Seed", "value": str(run.seed)},
        {"key": "Inputs, SHA-256", "value": str(certificate.get("inputs_sha256", ""))},
    ]


def show_left_out(pool: Pool) -> list[dict[str, Any]]:
    """Who can't be chosen yet, by reason, with how many."""
    return [
        {
            "reason": reason,
            "count": len(rows),
            "references": [r.reference for r in rows],
        }
        for reason, rows in pool.left_out.items()
    ]
