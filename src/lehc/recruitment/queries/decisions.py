"""What an applicant has been told: a decision counts from when its letter leaves."""

from __future__ import annotations

from django.db.models import OuterRef, Q, Subquery

from lehc.letters.enums import LetterState
from lehc.recruitment.enums import TOLD_BY_LETTER, ApplicationState
from lehc.recruitment.models import Application, ApplicationQuerySet, DecisionLetter


def with_letter_state(applications: ApplicationQuerySet) -> ApplicationQuerySet:
    """Each application with `letter_state`, the state of its newest decision letter."""
    newest = DecisionLetter.objects.filter(application=OuterRef("pk")).order_by("-id")
    return applications.annotate(
        letter_state=Subquery(newest.values("letter__state")[:1])
    )


def told(applications: ApplicationQuerySet) -> ApplicationQuerySet:
    """Those whose decision letter has been let go."""
    return with_letter_state(applications).filter(
        Q(letter_state__isnull=False) & ~Q(letter_state=LetterState.HELD)
    )


def find_state_as_told(application: Application) -> ApplicationState:
    """The state as the applicant may know it.

    While the letter about a decision waits in the outbox the decision is not news
    yet: the applicant still sees the state before it.
    """
    state = ApplicationState(application.state)
    if state not in TOLD_BY_LETTER or not waits_in_outbox(application):
        return state
    knows_a_decision = DecisionLetter.objects.filter(
        ~Q(letter__state=LetterState.HELD), application=application
    ).exists()
    history = application.state_changes.order_by("-id").values_list("state", flat=True)
    before = [ApplicationState(value) for value in history[1:]]
    if not knows_a_decision:
        before = [value for value in before if value not in TOLD_BY_LETTER]
    return before[0] if before else ApplicationState.SUBMITTED


def waits_in_outbox(application: Application) -> bool:
    """Whether the letter about the newest decision has not been let go."""
    newest = (
        DecisionLetter.objects.filter(application=application)
        .order_by("-id")
        .values_list("letter__state", flat=True)
        .first()
    )
    return newest == LetterState.HELD
