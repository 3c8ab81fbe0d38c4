from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from lehc.assessment.actions.feedback import edit_feedback, send_feedback
from lehc.assessment.feedback import LineScores, draft_feedback
from lehc.assessment.models import Feedback
from lehc.assessment.presenters.after import show_feedback_list
from lehc.assessment.queries.after import (
    list_for_feedback,
    list_sendable,
    read_draft,
)
from lehc.assessment.todo import list_assessment_todos
from lehc.letters.models import Letter
from lehc.recruitment.models import Application
from tests.factories.accounts import PersonFactory
from tests.factories.assessment import (
    PanelDecisionFactory,
    review_application,
)
from tests.factories.programmes import RoleGrantFactory
from tests.factories.recruitment import ApplicationFactory, CallFactory

pytestmark = pytest.mark.django_db
ANCHORS = [f"Words of {score}." for score in range(5)]


@pytest.fixture
def application(rubric):
    return ApplicationFactory(call=rubric.call, state="not_this_time")


@pytest.fixture
def by():
    return PersonFactory()


def tell(application, state: str = "sent") -> None:
    letter = Letter.objects.create(
        kind="decision",
        recipient=application.person.email,
        subject="About your application",
        state=state,
        sent_at=application.call.opens_at if state == "sent" else None,
    )
    application.decision_letters.create(letter=letter)


def test_strengths_come_first_in_the_words_of_the_rubric() -> None:
    lines = [
        LineScores("An issue", [1, 2, 4], ANCHORS),
        LineScores("People", [3, 4], ANCHORS),
        LineScores("Nobody scored this", [], ANCHORS),
    ]
    assert draft_feedback(lines, "We had few places.") == (
        "What people who read your application liked:\n\n"
        "- People. Words of 3.\n\n"
        "What could be stronger another time:\n\n"
        "- An issue. Words of 2.\n\n"
        "What the panel said:\n\n"
        "We had few places."
    )


def test_without_scores_there_is_nothing_to_draft() -> None:
    assert draft_feedback([]) == ""
    assert "liked" not in draft_feedback([LineScores("A", [0], ANCHORS)])


def test_a_draft_quotes_the_rubric_and_no_reviewer(application) -> None:
    review = review_application(application, 4, 1, comment="Between us: no")
    PanelDecisionFactory(application=application, reason="The panel's reason")
    draft = read_draft(application)

    assert "Anchor 4" in draft
    assert "The panel's reason" in draft
    assert "Between us" not in draft
    assert str(review.assignment.assessor.person) not in draft


def test_a_draft_is_not_ready_before_a_person_has_changed_it(application, by) -> None:
    review_application(application, 4, 1)
    draft = read_draft(application)
    with pytest.raises(ValidationError, match="in your own words first"):
        edit_feedback(application=application, words=draft, is_ready=True, by=by)
    edit_feedback(application=application, words=draft, is_ready=False, by=by)
    edit_feedback(application=application, words="Dear all", is_ready=True, by=by)

    feedback = Feedback.objects.get()
    assert (feedback.words, feedback.edited_by) == ("Dear all", by)
    assert feedback.ready_at is not None


def test_feedback_goes_once_and_only_to_those_who_were_told(
    application, by, django_capture_on_commit_callbacks
) -> None:
    lead = RoleGrantFactory(cohort=application.call.cohort).person
    held, unready = (
        ApplicationFactory(call=application.call, state="not_this_time")
        for _ in range(2)
    )
    for one in (application, held):
        edit_feedback(application=one, words="Well done", is_ready=True, by=by)
    edit_feedback(application=unready, words="Half", is_ready=False, by=by)
    tell(application)
    tell(unready)
    tell(held, "held")

    for expected in (1, 0):
        rows = list_sendable(lead, application.call)
        assert send_feedback(feedback=rows, by=lead) == expected
    letter = Letter.objects.get(kind="notice")
    assert letter.recipient == application.person.email
    assert "Well done" in letter.body
    assert f"/applications/{application.reference}/second-look/" in letter.body
    with pytest.raises(ValidationError, match="sent already"):
        edit_feedback(application=application, words="Oh", is_ready=True, by=by)


def test_who_waits_is_not_led_to_a_second_look(application, by) -> None:
    lead = RoleGrantFactory(cohort=application.call.cohort).person
    Application.objects.update(state="waiting")
    application.refresh_from_db()
    edit_feedback(application=application, words="Well done", is_ready=True, by=by)
    tell(application)
    send_feedback(feedback=list_sendable(lead, application.call), by=lead)
    body = Letter.objects.get(kind="notice").body
    assert "Well done\n\nYou are still on the waiting list." in body
    assert "second" not in body
    [row] = show_feedback_list(list_for_feedback(lead, application.call), "slug")
    assert row["hint"] == "On the waiting list"


def test_the_database_knows_that_sent_was_ready(application) -> None:
    with pytest.raises(IntegrityError):
        Feedback.objects.create(
            application=application, words="x", sent_at=application.call.opens_at
        )


def test_those_told_without_feedback_are_counted_for_the_team() -> None:
    call = CallFactory()
    lead = RoleGrantFactory(programme=call.cohort.programme, role="lead").person
    told, held, waiting = (
        ApplicationFactory(call=call, state=state)
        for state in ("not_this_time", "not_this_time", "waiting")
    )
    tell(told)
    tell(held, "held")
    tell(waiting)
    [todo, *_] = list_assessment_todos(call.cohort, lead)
    assert (todo.count, todo.words, todo.url) == (
        1,
        "person to give feedback to",
        reverse("feedback", args=[call.cohort.slug]),
    )
    now = timezone.now()
    Feedback.objects.create(
        application=told, words="Thank you", edited_by=lead, ready_at=now, sent_at=now
    )
    [todo, *_] = list_assessment_todos(call.cohort, lead)
    assert todo.count == 0
