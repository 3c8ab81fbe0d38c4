from __future__ import annotations

from typing import Any

from lehc.equality.enums import Stage
from lehc.equality.funnel import Funnel

STAGE_COLUMNS = (
    {"label": "Stage"},
    {"label": "People", "numeric": True},
    {"label": "Answers", "numeric": True},
)
HIDDEN = "Hidden"
TOO_FEW = "Too few answers"


def show_stages(funnel: Funnel, reached: dict[Stage, int]) -> list[list[str]]:
    """For each stage: how many came so far, and about how many of them answered."""
    return [
        [stage.label, f"{reached[stage]:,}", say_answers(funnel.responses[stage])]
        for stage in Stage
    ]


def say_answers(number: int | None) -> str:
    return TOO_FEW if number is None else f"About {number:,}"


def show_funnel(funnel: Funnel) -> list[dict[str, Any]]:
    """One table a question; stages with too few answers have no column."""
    stages = [stage for stage in Stage if funnel.responses[stage] is not None]
    columns: list[Any] = ["Answer"]
    columns += [{"label": stage.label, "numeric": True} for stage in stages]
    return [
        {
            "words": question.words,
            "columns": columns,
            "rows": [
                [row.label, *(say_count(row.counts[stage]) for stage in stages)]
                for row in question.rows
            ],
        }
        for question in funnel.questions
    ]


def say_count(count: int | None) -> str:
    return HIDDEN if count is None else str(count)
