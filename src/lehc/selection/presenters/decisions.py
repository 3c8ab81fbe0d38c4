"""What people decided about a run, as its certificate shows it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lehc.design.templatetags.design import spoken_date
from lehc.selection.enums import Basis
from lehc.selection.models import Draw, Override, Run

ABOUT_TARGETS = {
    Basis.POSITIVE_ACTION: "A programme lead holds that this target is allowed as "
    "positive action under section 158 of the Equality Act 2010.",
    Basis.NOT_PROTECTED: "A programme lead holds that this question is not about a "
    "protected characteristic.",
}


def show_overrides(
    overrides: Iterable[Override], *, is_public: bool
) -> list[dict[str, Any]]:
    """Each change that people made to a computed cohort: who, when and why.

    In public stands in which part somebody made it; the panel and the team read who.
    """
    return [
        {
            "taken_out": override.taken_out.anonymous_id,
            "put_in": override.put_in.anonymous_id,
            "reason": override.reason,
            "by": say_part(override) if is_public else str(override.made_by),
            "at": override.made_at,
        }
        for override in overrides
    ]


def say_part(override: Override) -> str:
    return override.get_made_as_display() or "the panel"


def say_override(override: Override) -> str:
    """One change in a sentence."""
    return (
        f"{override.put_in} got the place of {override.taken_out}, by "
        f"{override.made_by} on {spoken_date(override.made_at)}. "
        f"Reason: {override.reason}"
    )


def show_statements(run: Run) -> list[dict[str, str]]:
    return [
        row | {"about": ABOUT_TARGETS[Basis(row["basis"])]} for row in run.statements
    ]


def write_certificate(
    run: Run, *, overrides: Iterable[Override], drawn: Draw | None
) -> dict[str, Any]:
    """The certificate as it is published: what was computed, then what was decided.

    `lehc verify` checks the first part and passes over the second.
    """
    decision: dict[str, Any] = {
        "fixed_on": run.fixed_at and run.fixed_at.date().isoformat(),
        "reason": run.fixed_reason,
        "out_below": None if run.out_below is None else str(run.out_below),
        "in_from": None if run.in_from is None else str(run.in_from),
        "statements": run.statements,
        "overrides": [
            row | {"at": row["at"].isoformat()}
            for row in show_overrides(overrides, is_public=True)
        ],
        "drawn": None
        if drawn is None
        else {
            "number": drawn.number,
            "how": drawn.get_how_display(),
            "at": drawn.entered_at.isoformat(),
            "witnesses": drawn.witnesses,
        },
    }
    return (run.certificate or {}) | {"decision": decision}
