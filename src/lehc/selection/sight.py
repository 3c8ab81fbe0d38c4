"""Whose place in a run a person may see, and of whom else they see nothing for it.

Where only the one with whom somebody has a conflict were missing, counting the others
would tell whether that one is in. So each list lacks as many people as are hidden from
the viewer in all: whoever is hidden stands in one list, if in any, and in each list
others are left out to make up the number. They are those next to the line: of people
far above or below it anybody would guess where they stand.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from lehc.assessment.policy import PANEL_STATES, open_to_panel
from lehc.recruitment.models import Application, Call
from lehc.recruitment.sight import see_applications
from lehc.selection.enums import Standing
from lehc.selection.inputs import ID_COLUMN, MERIT_COLUMN, read_rows
from lehc.selection.models import Run, RunPerson


@dataclass(frozen=True)
class Sight:
    """The applications whose place is shown; whether any are left out.

    Whoever sees less sees no anonymous ids beside applications either: from several
    runs the id that is always missing could be worked out, and ids become public.
    """

    visible: frozenset[int]
    is_limited: bool

    def show_id(self, person: RunPerson) -> list[str]:
        """Their anonymous id, where it may stand beside their application."""
        return [] if self.is_limited else [person.anonymous_id]

    def pick(self, people: Iterable[RunPerson]) -> list[RunPerson]:
        """Those whose place is shown, in order; where ids are not shown, by reference.

        The order of ids would tell of them.
        """
        shown = [row for row in people if row.application_id in self.visible]
        if self.is_limited:
            shown.sort(key=lambda row: row.application.reference)
        return shown


def hides_some(viewer: Any, call: Call) -> bool:
    """Whether somebody of the team counts fewer people than there are."""
    seen = see_applications(viewer, call).order_by().values("pk")
    return Application.objects.filter(call=call).exclude(pk__in=seen).exists()


def find_sight(run: Run, people: Iterable[RunPerson], viewer: Any) -> Sight:
    """As many queries, however many people. Of teams, all or nobody is shown."""
    people = list(people)
    rows = Application.objects.filter(
        Q(state__in=PANEL_STATES) | Q(pk__in=run.people.values("application")),
        call=run.call_id,
    )
    seen = set(open_to_panel(viewer, run.call, rows).values_list("pk", flat=True))
    teams = dict(rows.values_list("pk", "team"))
    hidden_teams = {teams[pk] for pk in teams.keys() - seen} - {None}
    hidden = {pk for pk in teams if pk not in seen or teams[pk] in hidden_teams}
    if not hidden:
        return Sight(frozenset(seen), is_limited=False)
    left_out = hidden | find_cover(run, people, hidden)
    return Sight(frozenset(seen - left_out), is_limited=True)


def find_cover(run: Run, people: list[RunPerson], hidden: set[int]) -> set[int]:
    """Whom to leave out besides, so that every list lacks as many."""
    lists: dict[tuple[bool, bool], list[RunPerson]] = {}
    for person in people:
        has_place = person.standing == Standing.ACCEPTED
        lists.setdefault((person.is_chosen, has_place), []).append(person)
    merits = read_merits(run)
    cover: set[int] = set()
    for (is_chosen, _), rows in lists.items():
        known = [row for row in rows if row.application_id not in hidden]
        wanted = len(hidden) - (len(rows) - len(known))
        alone = [row for row in known if row.application.team_id is None]
        alone.sort(
            key=lambda row: merits.get(row.anonymous_id, 0), reverse=not is_chosen
        )
        chosen = alone[:wanted] if len(alone) >= wanted else known
        cover |= {row.application_id for row in chosen}
    return cover


def read_merits(run: Run) -> dict[str, float]:
    """Everybody's merit by id; none where a lottery did not look at it."""
    if run.is_lottery:
        return {}
    rows = read_rows(run.people_csv)
    return {row[ID_COLUMN]: float(row[MERIT_COLUMN]) for row in rows}
