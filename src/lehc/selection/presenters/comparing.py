"""Runs side by side: what each asks for, what it gives, what each target costs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from lehc.selection.enums import RunState
from lehc.selection.models import Run
from lehc.selection.naming import Namer
from lehc.selection.presenters.people import read_chances
from lehc.selection.presenters.runs import say_chance, say_cost, say_status

NONE = "–"


def compare(runs: list[Run], namer: Namer) -> dict[str, Any]:
    """Columns and rows of the table; the first cell of each row says what it is."""
    columns: list[dict[str, Any]] = [{"label": "What"}]
    columns += [{"label": f"Run {run.pk}"} for run in runs]
    rows = [[words, *(say(run) for run in runs)] for words, say in FACTS]
    return {"columns": columns, "rows": rows + compare_targets(runs, namer)}


def compare_targets(runs: list[Run], namer: Namer) -> list[list[str]]:
    """One row for each target that any of the runs had."""
    found = [
        {(row["feature"], row["value"]): row for row in read_targets(run)}
        for run in runs
    ]
    keys = sorted({key for targets in found for key in targets})
    return [
        [
            namer.name_both(feature, value),
            *(
                say_target(targets.get((feature, value)), run)
                for targets, run in zip(found, runs, strict=True)
            ),
        ]
        for feature, value in keys
    ]


def read_targets(run: Run) -> Iterable[dict[str, Any]]:
    targets: list[dict[str, Any]] = (run.certificate or {}).get("targets", [])
    return targets


def say_target(target: dict[str, Any] | None, run: Run) -> str:
    """A target in one run: its limits, what was got, what it costs."""
    if run.certificate is None:
        return NONE
    if target is None:
        return "No target"
    words = f"{target['min']} to {target['max']}"
    if target["got"] is not None:
        words += f", chosen {target['got']}"
    cost = next(
        (
            row
            for row in run.findings.get("costs", [])
            if (row["feature"], row["value"]) == (target["feature"], target["value"])
        ),
        None,
    )
    return words if cost is None else f"{words}. Costs {say_cost(cost).lower()}"


def say_state(run: Run) -> str:
    if run.state != RunState.DONE:
        return f"{run.get_state_display()}. {run.note}".removesuffix(". ")
    return "Fixed" if run.fixed_at and not run.taken_back_at else say_status(run)


def say_smallest(run: Run) -> str:
    if not run.is_lottery:
        return "No chances: the highest merit decides"
    return say_chance(run.findings["smallest"]) if run.findings else NONE


def say_largest(run: Run) -> str:
    if not run.is_lottery or not run.findings:
        return NONE
    return say_chance(run.findings["largest"])


def count_without(run: Run) -> str:
    if not run.is_lottery or not run.findings:
        return NONE
    return str(sum(1 for chance in read_chances(run).values() if chance == 0))


def say_merit(run: Run) -> str:
    merit = run.findings.get("merit")
    if merit is None:
        return NONE
    kind = "expected" if run.is_lottery else "total"
    return f"{merit:.2f} {kind}"


def say_band(run: Run) -> str:
    if run.in_from is None:
        return "Nobody is clearly in"
    return f"Clearly in from merit {run.in_from}"


FACTS: tuple[tuple[str, Callable[[Run], str]], ...] = (
    ("Method", lambda run: str(run.get_method_display())),
    ("Result", say_state),
    ("Seats", lambda run: str(run.seats)),
    ("Merit band", say_band),
    ("Smallest chance", say_smallest),
    ("Largest chance", say_largest),
    ("People without a chance", count_without),
    ("Merit of the cohort", say_merit),
)
