"""After a decision: feedback to write, and second looks."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from lehc.accounts.enums import TEAM_ROLES
from lehc.accounts.models import Person
from lehc.assessment.feedback import LineScores, draft_feedback
from lehc.assessment.models import (
    Assessor,
    Assignment,
    Declaration,
    Feedback,
    PanelDecision,
    Review,
    Score,
    SecondLook,
)
from lehc.assessment.policy import without_conflicts
from lehc.letters.enums import LetterState
from lehc.programmes.models import RoleGrant
from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import (
    Application,
    ApplicationQuerySet,
    Call,
    DecisionLetter,
)

FEEDBACK_STATES = (
    ApplicationState.NOT_THIS_TIME,
    ApplicationState.NOT_ELIGIBLE,
    ApplicationState.WAITING,
)


def read_draft(application: Application) -> str:
    """The draft from the rubric, as scores and the newest decision stand now."""
    reviews = Review.objects.counted().filter(assignment__application=application)
    scores = (
        Score.objects.filter(review__in=reviews)
        .select_related("line__criterion")
        .prefetch_related("line__anchors")
        .order_by("line__criterion__position", "line", "pk")
    )
    given: dict[int, list[int]] = defaultdict(list)
    lines = {}
    for score in scores:
        given[score.line_id].append(score.score)
        lines[score.line_id] = score.line
    decision = PanelDecision.objects.filter(application=application).first()
    return draft_feedback(
        [
            LineScores(
                line.criterion.title,
                given[pk],
                [anchor.words for anchor in line.anchors.all()],
            )
            for pk, line in lines.items()
        ],
        decision.reason if decision else "",
    )


def list_for_feedback(person: Any, call: Call) -> ApplicationQuerySet:
    """Those who get no place now, as far as the person may see them.

    With `is_ready`, `is_sent`, and whether the decision letter has gone: `is_told`.
    """
    feedback = Feedback.objects.filter(application=OuterRef("pk"))
    letters = DecisionLetter.objects.filter(application=OuterRef("pk")).exclude(
        letter__state=LetterState.HELD
    )
    applications = Application.objects.filter(call=call, state__in=FEEDBACK_STATES)
    return (
        without_conflicts(person, applications)
        .select_related("person")
        .annotate(
            is_written=Exists(feedback),
            is_ready=Exists(feedback.filter(ready_at__isnull=False)),
            is_sent=Exists(feedback.filter(sent_at__isnull=False)),
            is_told=Exists(letters),
        )
        .order_by("is_sent", "is_ready", "reference")
    )


def count_without_feedback(person: Any, call: Call) -> int:
    """How many have been told “not this time” and have had no feedback."""
    rows: Any = list_for_feedback(person, call)  # annotated
    told = rows.filter(is_told=True, is_sent=False)
    return int(told.filter(state=ApplicationState.NOT_THIS_TIME).count())


def list_sendable(person: Any, call: Call) -> QuerySet[Feedback]:
    """Feedback that is ready, not sent, to people who have been told."""
    rows: Any = list_for_feedback(person, call)  # annotated
    told = rows.filter(is_told=True)
    return Feedback.objects.filter(
        application__in=told.order_by().values("pk"),
        ready_at__isnull=False,
        sent_at__isnull=True,
    ).select_related("application__person", "application__call__cohort__programme")


def find_feedback(application: Application) -> Feedback | None:
    return Feedback.objects.filter(application=application).first()


def list_second_looks(person: Any, call: Call) -> QuerySet[SecondLook]:
    """Second looks at what this member of the team may see; open ones first."""
    seen = without_conflicts(person, Application.objects.filter(call=call))
    return (
        SecondLook.objects.filter(application__in=seen.order_by().values("pk"))
        .select_related("application__call__cohort", "looker")
        .annotate(is_done=Q(state__in=["stays", "again"]))
        .order_by("is_done", "pk")
    )


def find_own_second_look(application: Application) -> SecondLook | None:
    return application.second_looks.prefetch_related("steps").first()


def get_second_look_for(person: Any, pk: int) -> SecondLook:
    """One that this person was given and has not declared a conflict with.

    Raises:
        Http404: for everybody else, and once it has been answered.
    """
    look = get_object_or_404(
        SecondLook.objects.open().select_related("application__call__cohort"),
        pk=pk,
        looker=person,
    )
    mine = Application.objects.filter(pk=look.application_id)
    if not without_conflicts(person, mine).exists():
        raise Http404
    return look


def list_given_second_looks(person: Any) -> QuerySet[SecondLook]:
    """Those that wait for this person."""
    return SecondLook.objects.open().filter(looker=person).order_by("pk")


def has_cleared(person: Any, application: Application) -> bool:
    newest = Declaration.objects.filter(person=person, application=application).first()
    return newest is not None and not newest.has_conflict


def list_lookers(application: Application) -> QuerySet[Person]:
    """People of the team and assessors of the call who had no part in the decision.

    Out are: who read it or was given it, who recorded a decision on it or took it to
    where it stands, whoever chairs a panel that decided, who has a conflict with it,
    the applicant and their place team.
    """
    call = application.call
    team = RoleGrant.objects.current().filter(
        Q(cohort=call.cohort_id) | Q(cohort=None, programme=call.cohort.programme_id),
        role__in=TEAM_ROLES,
    )
    around = Assessor.objects.filter(
        Q(ended_at__isnull=True) | Q(ended_with_round=True), call=call
    )
    read = Assignment.objects.filter(application=application)
    decided = PanelDecision.objects.filter(application=application)
    settled = application.state_changes.filter(
        state__in=FEEDBACK_STATES, by__isnull=False
    )
    conflicts = Declaration.objects.current().conflicts()
    chairs = Assessor.objects.filter(call=call, chairs_panel=True)
    if application.state == ApplicationState.NOT_ELIGIBLE:
        chairs = chairs.none()  # the panel had no part in it
    own = Q(pk=application.person_id)
    if application.team_id:
        own |= Q(applications__team=application.team_id)
    return (
        Person.objects.filter(
            Q(pk__in=team.values("person")) | Q(pk__in=around.values("person"))
        )
        .exclude(pk__in=read.values("assessor__person"))
        .exclude(pk__in=decided.order_by().values("recorded_by"))
        .exclude(
            pk__in=conflicts.filter(application=application).order_by().values("person")
        )
        .exclude(pk__in=settled.order_by().values("by"))
        .exclude(pk__in=chairs.order_by().values("person"))
        .exclude(own)
        .order_by("name", "pk")
    )
