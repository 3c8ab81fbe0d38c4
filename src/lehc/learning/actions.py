from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from lehc.accounts.enums import Role
from lehc.audit.actions import record
from lehc.learning.calculations import (
    CannotDivideError,
    Division,
    Pair,
    divide_cohort,
)
from lehc.learning.models import (
    Participant,
    SetApart,
    SetPlace,
    SetPlan,
    make_calendar_key,
)
from lehc.learning.queries import count_moved, people_in
from lehc.places.models import Area
from lehc.programmes.models import Cohort, RoleGrant
from lehc.recruitment.models import Application
from lehc.recruitment.queries.answers import collect_answers

PLACE_QUESTION = "place"
LARGEST_SEED = 2**31 - 1


@transaction.atomic
def welcome_participant(*, application: Application, by: Any) -> Participant:
    """Give the person who accepted a place their seat in the cohort."""
    cohort = application.call.cohort
    participant, _ = Participant.objects.update_or_create(
        cohort=cohort,
        person=application.person,
        defaults={
            "application": application,
            "organisation": application.organisation,
            "place": find_place(application),
            "left_at": None,
        },
    )
    RoleGrant.objects.get_or_create(
        person=application.person,
        programme=cohort.programme,
        cohort=cohort,
        role=Role.PARTICIPANT,
        ended_at=None,
    )
    record("learning.welcome_participant", participant, by=by)
    return participant


def find_place(application: Application) -> Area | None:
    """The place a person applied from: their team's, or the one they answered."""
    if application.team:
        return application.team.place
    answer = collect_answers([application])[application.pk].get(PLACE_QUESTION)
    if answer is None or not isinstance(answer.value, str):
        return None
    return Area.objects.filter(code=answer.value).order_by("-vintage").first()


@transaction.atomic
def choose_visibility(
    *,
    participant: Participant,
    shows_name: bool,
    shows_organisation: bool,
    shows_email: bool,
    by: Any,
) -> None:
    """Set what the cohort sees of a person."""
    participant.shows_name = shows_name
    participant.shows_organisation = shows_organisation
    participant.shows_email = shows_email
    participant.save(update_fields=["shows_name", "shows_organisation", "shows_email"])
    record("learning.choose_visibility", participant, by=by)


@transaction.atomic
def renew_calendar_key(*, participant: Participant, by: Any) -> None:
    """Give the private calendar a new address; the old one stops answering."""
    participant.calendar_key = make_calendar_key()
    participant.save(update_fields=["calendar_key"])
    record("learning.renew_calendar_key", participant, by=by)


@transaction.atomic
def make_set_plan(
    *,
    cohort: Cohort,
    sets: int,
    rounds: int,
    mix: Iterable[str],
    apart: Iterable[Pair],
    by: Any,
    seed: int | None = None,
) -> SetPlan:
    """Divide those in the cohort into learning sets; nobody sees it until it is fixed.

    Raises:
        ValidationError: no sets can be made so.
    """
    seed = secrets.randbelow(LARGEST_SEED) if seed is None else seed
    keys, pairs = list(mix), sorted({(min(pair), max(pair)) for pair in apart})
    try:
        division = divide_cohort(
            people_in(cohort),
            sets=sets,
            rounds=rounds,
            mix=keys,
            apart=pairs,
            seed=seed,
        )
    except CannotDivideError as error:
        raise ValidationError(str(error), code="cannot_divide") from error
    asked = {"sets": sets, "rounds": rounds, "seed": seed}
    plan = keep_division(division, cohort=cohort, mix=keys, made_by=by, **asked)
    SetApart.objects.bulk_create(
        SetApart(plan=plan, one_id=one, other_id=other) for one, other in pairs
    )
    record("learning.make_set_plan", plan, by=by, **asked)
    return plan


def keep_division(division: Division, **asked: Any) -> SetPlan:
    """Write down who is in which set, with what was asked and how well it came out."""
    found = division.found
    plan = SetPlan.objects.create(
        version=f"{found.algorithm} {found.version}",
        meetings=found.meetings,
        meetings_bound=found.meetings_bound,
        uneven=found.uneven,
        **asked,
    )
    SetPlace.objects.bulk_create(
        SetPlace(plan=plan, participant_id=pk, round=number, number=place)
        for pk, places in division.places.items()
        for number, place in enumerate(places, start=1)
    )
    return plan


def say_moved(plan: SetPlan) -> str:
    """Who has joined or left the cohort since a plan was made; empty if nobody."""
    joined, left = count_moved(plan)
    said = []
    if joined:
        has = "1 person has" if joined == 1 else f"{joined} people have"
        said.append(f"{has} joined the cohort since, without a set.")
    if left:
        has = "1 person has" if left == 1 else f"{left} people have"
        said.append(f"{has} left the cohort since.")
    return " ".join(said)


@transaction.atomic
def fix_set_plan(*, plan: SetPlan, reason: str, by: Any) -> SetPlan:
    """Make these the cohort's learning sets: from now on participants see them.

    Raises:
        ValidationError: it has been fixed already, or somebody has joined or left the
            cohort since it was made.
    """
    current = SetPlan.objects.select_for_update().get(pk=plan.pk)
    if current.fixed_at:
        raise ValidationError("These sets are in use already.", code="fixed")
    words = say_moved(current)
    if words:
        raise ValidationError(
            f"{words} Make the sets again, so that everybody has one.", code="moved"
        )
    current.fixed_at, current.fixed_by = timezone.now(), by
    current.fixed_reason = reason
    current.save(update_fields=["fixed_at", "fixed_by", "fixed_reason"])
    record("learning.fix_set_plan", current, by=by)
    return current
