"""Assessors, what they declared, their scores, and the panel's first decisions."""

from __future__ import annotations

import datetime
from decimal import Decimal
from random import Random

from django.db import connection
from django.utils import timezone

from lehc.accounts.enums import Role
from lehc.accounts.models import Person
from lehc.assessment.actions.assignments import share_out_applications
from lehc.assessment.actions.panel import put_forward_from
from lehc.assessment.actions.payments import set_terms
from lehc.assessment.actions.rubrics import (
    Agreement,
    build_standard_rubric,
    publish_rubric,
)
from lehc.assessment.actions.tallies import refresh_tallies
from lehc.assessment.enums import ConflictKind, ReviewState
from lehc.assessment.models import (
    HIGHEST_SCORE,
    Assessor,
    Assignment,
    Declaration,
    Review,
    Rubric,
    Score,
)
from lehc.demo.people import Inventor
from lehc.places.models import Area
from lehc.programmes.models import RoleGrant
from lehc.recruitment.models import Application, Call

ASSESSORS = 9
WITH_LIVED_EXPERIENCE = 3
SHARE_DECLARED = 0.95
SHARE_CONFLICTS = 0.03
SHARE_SENT = 0.95
HOURLY_RATE = Decimal("25.00")
HOW_PAID = "By bank transfer, within two weeks. Expenses are paid against receipts."
PUT_FORWARD_FROM = Decimal("1.50")
COMMENTS = (
    "A clear example, told without taking the credit for it.",
    "I would like to hear more about who was in the room.",
    "Honest about what did not work, which made me trust the rest.",
    "The first step is small enough to happen.",
    "Much about services, less about people.",
)


def make_assessors(call: Call, inventor: Inventor, towns: list[Area]) -> list[Assessor]:
    """Nine assessors, three of them with lived experience, as equals."""
    assessors = []
    for index in range(ASSESSORS):
        organisation = inventor.find_organisation(
            inventor.chance.choice(towns), inventor.choose_sector()
        )
        person = inventor.invent_person(organisation)
        person.save()
        grant_role(person, call, Role.ASSESSOR)
        assessors.append(
            Assessor.objects.create(
                call=call,
                person=person,
                has_lived_experience=index < WITH_LIVED_EXPERIENCE,
                organisation=organisation,
                place=organisation.place,
                wants_easy_read=index == 0,
            )
        )
    return assessors


def grant_role(person: Person, call: Call, role: Role) -> None:
    RoleGrant.objects.create(
        person=person,
        programme=call.cohort.programme,
        cohort=call.cohort,
        role=role,
    )


def assess(call: Call, *, by: Person, quality: dict[int, float], seed: int) -> None:
    """Publish the rubric, share out the applications, declare, score, decide."""
    rubric = build_standard_rubric(
        call=call, by=by, closes_at=call.closes_at + datetime.timedelta(days=14)
    )
    publish_rubric(rubric=rubric, agreement=agree(call), by=by)
    set_terms(call=call, hourly_rate=HOURLY_RATE, words=HOW_PAID, by=by)
    share_out_applications(call=call, by=by, seed=seed)
    chance = Random(seed)
    cleared = declare_most(call, chance)
    write_reviews(rubric, cleared, quality, chance)
    count_rows()
    refresh_tallies(Application.objects.filter(call=call))
    put_forward_from(
        call=call,
        applications=Application.objects.filter(call=call),
        median=PUT_FORWARD_FROM,
        reason="Clear examples of working with people as equals.",
        by=by,
    )


def count_rows() -> None:
    """Let the database know how many rows there now are.

    It would learn so by itself after the commit. Before it PostgreSQL takes all these
    tables for empty, and joins them in an order that takes many minutes.
    """
    with connection.cursor() as cursor:
        for model in (Assessor, Assignment, Declaration, Review, Score, Application):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


def agree(call: Call) -> Agreement:
    """What an invented co-production group says of its weights."""
    return Agreement(
        by="the co-production group: seven people, five of them with lived experience",
        on=timezone.localtime(call.opens_at).date(),
        statement="We talked about it on two evenings. Some of us wanted working with "
        "people to count twice. In the end we gave each line the same weight, since "
        "one without the others has let us down before. We will look at this again "
        "after the cohort.",
    )


def declare_most(call: Call, chance: Random) -> list[Assignment]:
    """Nearly all assignments declared, a few with a conflict; the cleared ones."""
    assignments = list(
        Assignment.objects.filter(assessor__call=call, removed_at__isnull=True)
        .select_related("assessor")
        .order_by("id")
    )
    cleared, declarations = [], []
    for assignment in assignments:
        if chance.random() > SHARE_DECLARED:
            continue
        has_conflict = chance.random() < SHARE_CONFLICTS
        declarations.append(
            Declaration(
                person_id=assignment.assessor.person_id,
                application_id=assignment.application_id,
                has_conflict=has_conflict,
                kind=ConflictKind.KNOWS if has_conflict else "",
            )
        )
        if not has_conflict:
            cleared.append(assignment)
    Declaration.objects.bulk_create(declarations)
    return cleared


def write_reviews(
    rubric: Rubric,
    assignments: list[Assignment],
    quality: dict[int, float],
    chance: Random,
) -> None:
    """Most reviews sent; each assessor is a little kind or strict, as people are."""
    kindness = {a.assessor_id: chance.gauss(0, 0.4) for a in assignments}
    chosen = [a for a in assignments if chance.random() < SHARE_SENT]
    now = timezone.now()
    reviews = Review.objects.bulk_create(
        Review(
            assignment=assignment,
            rubric=rubric,
            state=ReviewState.SUBMITTED,
            submitted_at=now,
            comment=chance.choice(COMMENTS),
            minutes=5 * chance.randint(3, 8),
        )
        for assignment in chosen
    )
    lines = list(rubric.lines.all())
    Score.objects.bulk_create(
        Score(review=review, line=line, score=score)
        for review, assignment in zip(reviews, chosen, strict=True)
        for line in lines
        for score in [
            draw_score(
                quality[assignment.application_id]
                + kindness[assignment.assessor_id] / HIGHEST_SCORE,
                chance,
            )
        ]
    )


def draw_score(quality: float, chance: Random) -> int:
    """A score from 0 to 4 around a quality from 0 to 1."""
    return min(HIGHEST_SCORE, max(0, round(1 + 3 * quality + chance.gauss(0, 0.7))))
