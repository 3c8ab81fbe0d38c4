"""People found eligible after the cohort was fixed, as a second look can find them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lehc.assessment.enums import PanelOutcome
from lehc.assessment.queries import panel_outcomes
from lehc.recruitment.models import Application, Call
from lehc.recruitment.sight import see_applications
from lehc.selection.queries.pool import BELOW_THRESHOLD, Pool, build_pool

UNDECIDED = "The panel has not decided yet"


@dataclass(frozen=True)
class Latecomers:
    """Who joins the waiting list, who hears “not this time”, who is still open.

    `not_this_time` says why of each, in words; `still_open` too, with how many people
    each reason holds up.
    """

    joining: list[Application]
    not_this_time: dict[Application, str]
    still_open: dict[str, int]

    def __bool__(self) -> bool:
        return bool(self.joining or self.not_this_time or self.still_open)


def find_latecomers(call: Call) -> Latecomers:
    """As many queries, however many there are; nobody before a cohort is fixed."""
    return sort_latecomers(build_pool(call), panel_outcomes(call))


def see_latecomers(call: Call, viewer: Any) -> Latecomers:
    """The same among what one of the team may see."""
    seen = set(see_applications(viewer, call).values_list("pk", flat=True))
    return sort_latecomers(build_pool(call).among(seen), panel_outcomes(call))


def sort_latecomers(pool: Pool, outcomes: Mapping[int, PanelOutcome]) -> Latecomers:
    """Everybody of the pool and beside it, by what they are to hear."""
    not_this_time: dict[Application, str] = {}
    still_open: dict[str, int] = {}
    for reason, rows in pool.left_out.items():
        for row in rows:
            outcome = outcomes.get(row.pk)
            if outcome in (None, PanelOutcome.DISCUSS_AGAIN):
                still_open[UNDECIDED] = still_open.get(UNDECIDED, 0) + 1
            elif outcome == PanelOutcome.NOT_THIS_TIME or reason == BELOW_THRESHOLD:
                not_this_time[row] = reason
            else:
                still_open[reason] = still_open.get(reason, 0) + 1
    joining = [candidate.application for candidate in pool.candidates]
    return Latecomers(joining, not_this_time, still_open)
