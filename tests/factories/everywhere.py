"""A person with rows in every table that can lead to a person."""

from __future__ import annotations

import datetime
from typing import Any

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from wagtail.admin.models import EditingSession, FormState
from wagtail.models import (
    Comment,
    CommentReply,
    ModelLogEntry,
    PageSubscription,
    Task,
    TaskState,
    UploadedFile,
    Workflow,
    WorkflowState,
)
from wagtail.users.models import UserProfile

from lehc.accounts.models import Consent, Person
from lehc.assessment.actions.tallies import refresh_tally
from lehc.assessment.models import (
    Assessor,
    Assignment,
    AssignmentRun,
    Claim,
    Declaration,
    EasyReadSummary,
    Feedback,
    PanelDecision,
    Review,
    Rubric,
    RubricLine,
    Score,
    SecondLook,
    Swap,
)
from lehc.audit.actions import record
from lehc.conversations.actions.doors import join_on_behalf, make_batch
from lehc.conversations.actions.statements import appeal, return_statement
from lehc.conversations.models import Follower
from lehc.learning.models import Participant
from lehc.letters.models import Letter
from lehc.recruitment.models import (
    DecisionLetter,
    Offer,
    Sponsor,
    TeamInvitation,
    WaitingPlace,
    WishToKnow,
)
from lehc.selection.models import Draw, Override, Run, RunPerson, Statement
from lehc.site.actions.planting import plant_site
from tests.factories.accounts import CommunicationNeedFactory, PersonFactory
from tests.factories.conversations import StatementFactory, open_conversation
from tests.factories.learning import ParticipantFactory, SetPlanFactory
from tests.factories.newsletter import SubscriberFactory, make_sending
from tests.factories.places import AreaFactory
from tests.factories.programmes import (
    EnquiryFactory,
    OrganisationFactory,
    ProgrammeFactory,
    RoleGrantFactory,
)
from tests.factories.recruitment import (
    AnswerFactory,
    ApplicationFactory,
    CallFactory,
    CriterionFactory,
    PlaceTeamFactory,
    QuestionFactory,
)
from tests.factories.site import StoryConsentFactory

SECRET_WORDS = "Only this person wrote or is spoken of here"


def make_known_person(**facts: Any) -> Person:
    """Somebody who applied, was assessed and chosen, and also assesses others."""
    person = PersonFactory(last_login=timezone.now(), **{"name": SECRET_WORDS, **facts})
    add_account_rows(person)
    add_editing_rows(person)
    application = add_application(person)
    add_readings(application, assessor=PersonFactory())
    add_selection(application, asked_by=PersonFactory())
    others = ApplicationFactory(person=PersonFactory())
    others.state_changes.create(state="submitted", by=person, reason="Sent for them")
    AnswerFactory(application=others, value="Typed for them", entered_by=person)
    add_readings(others, assessor=person)
    add_conversation(person)
    add_selection(others, asked_by=person)
    AssignmentRun.objects.create(call=others.call, seed=1, asked_by=person)
    Rubric.objects.filter(call=others.call).update(published_by=person)
    return person


def add_account_rows(person: Person) -> None:
    CommunicationNeedFactory(person=person, detail=SECRET_WORDS)
    Consent.objects.create(person=person, kind="contact_later", text_version="1")
    address = EmailAddress.objects.create(
        user=person, email=f"other{person.pk}@example.org"
    )
    EmailConfirmation.objects.create(email_address=address, key=f"key {person.pk}")
    Authenticator.objects.create(
        user=person, type=Authenticator.Type.TOTP, data={"secret": SECRET_WORDS}
    )
    session = SessionStore()
    session["_auth_user_id"] = str(person.pk)
    session.create()
    Letter.objects.create(
        kind="notice", recipient=person.email, subject=SECRET_WORDS, body=SECRET_WORDS
    )
    RoleGrantFactory(person=person, role="assessor")
    WishToKnow.objects.create(
        programme=ProgrammeFactory(), email=person.email, token_hash=f"{person.pk}"
    )
    subscriber = SubscriberFactory(email=person.email)
    make_sending(asked_by=person).copies.get_or_create(subscriber=subscriber)
    for asker, answerer in ((person, PersonFactory()), (PersonFactory(), person)):
        add_enquiry(asker, answerer)
    with transaction.atomic():
        record("accounts.name_person", person, by=person)


def add_enquiry(asker: Person, answerer: Person) -> None:
    enquiry = EnquiryFactory(
        name=asker.name, email=asker.email, message=f"Question of {asker.name}"
    )
    enquiry.notes.create(by=answerer, text=f"Note of {answerer.pk}")
    letter = Letter.objects.create(
        kind="enquiry", recipient=asker.email, subject="Yours", body="An answer"
    )
    enquiry.replies.create(by=answerer, text=f"Reply of {answerer.pk}", letter=letter)


def add_editing_rows(person: Person) -> None:
    """Somebody who also writes for the public site, and is in a story."""
    StoryConsentFactory(person=person, name=SECRET_WORDS, about=SECRET_WORDS)
    page = plant_site()
    kind = ContentType.objects.get_for_model(page)
    of_page = {"content_type": kind, "object_id": str(page.pk)}
    revision = page.save_revision(user=person, log_action=True)
    ModelLogEntry.objects.create(
        user=person,
        action="wagtail.edit",
        label="A tag",
        timestamp=timezone.now(),
        **of_page,
    )
    comment = Comment.objects.create(
        page=page, user=person, text=SECRET_WORDS, contentpath="title"
    )
    CommentReply.objects.create(comment=comment, user=person, text=SECRET_WORDS)
    PageSubscription.objects.create(page=page, user=person, comment_notifications=True)
    EditingSession.objects.create(user=person, last_seen_at=timezone.now(), **of_page)
    FormState.objects.create(
        user=person, data={}, content_type=kind, last_updated_at=timezone.now()
    )
    UserProfile.objects.create(user=person, preferred_language="en")
    UploadedFile.objects.create(uploaded_by_user=person, for_content_type=kind)
    workflow = Workflow.objects.create(name="Look through")
    state = WorkflowState.objects.create(
        workflow=workflow,
        requested_by=person,
        base_content_type=kind,
        status="approved",
        **of_page,
    )
    TaskState.objects.create(
        workflow_state=state,
        revision=revision,
        task=Task.objects.create(name="Look"),
        finished_by=person,
        comment=SECRET_WORDS,
        status="approved",
    )


def add_application(person: Person) -> Any:
    call = CallFactory()
    organisation, place = OrganisationFactory(), AreaFactory()
    application = ApplicationFactory(
        call=call, person=person, organisation=organisation
    )
    application.state_changes.create(state="submitted", by=person, reason=SECRET_WORDS)
    question = QuestionFactory()
    AnswerFactory(
        application=application,
        question=question,
        value=SECRET_WORDS,
        file=ContentFile(b"contents", name="cv.pdf"),
        entered_by=person,
    )
    application.section_marks.create(section=question.section)
    team = PlaceTeamFactory(call=call, lead=person, place=place)
    later = timezone.now() + datetime.timedelta(days=9)
    TeamInvitation.objects.create(
        team=team,
        name=SECRET_WORDS,
        email=person.email,
        token_hash=f"invitation {person.pk}",
        expires_at=later,
    )
    Sponsor.objects.create(
        application=application,
        name=SECRET_WORDS,
        role=SECRET_WORDS,
        email="boss@example.org",
        statement=SECRET_WORDS,
        token_hash=f"sponsor {person.pk}",
        expires_at=later,
    )
    Offer.objects.create(application=application, deadline=later)
    WaitingPlace.objects.create(application=application, position=1)
    letter = Letter.objects.create(
        kind="decision", recipient=person.email, subject="A decision", body="Words"
    )
    DecisionLetter.objects.create(application=application, letter=letter)
    participant = Participant.objects.create(
        cohort=call.cohort,
        person=person,
        application=application,
        organisation=organisation,
        place=place,
        calendar_key=f"calendar {person.pk}",
    )
    add_learning_sets(participant)
    return application


def add_learning_sets(participant: Participant) -> None:
    """Sets that the person made, put to use, is in, and is kept apart in."""
    plan = SetPlanFactory(
        cohort=participant.cohort,
        made_by=participant.person,
        fixed_by=participant.person,
        fixed_at=timezone.now(),
        fixed_reason=SECRET_WORDS,
    )
    plan.places.create(participant=participant, round=1, number=1)
    other = ParticipantFactory(cohort=participant.cohort)
    plan.apart.create(one=participant, other=other)


def add_readings(application: Any, *, assessor: Person) -> None:
    rubric = Rubric.objects.create(
        call=application.call,
        version=1,
        closes_at=timezone.now() + datetime.timedelta(days=9),
    )
    line = RubricLine.objects.create(
        rubric=rubric, criterion=CriterionFactory(call=application.call)
    )
    reader = Assessor.objects.create(
        call=application.call,
        person=assessor,
        has_lived_experience=True,
        organisation=OrganisationFactory(),
        place=AreaFactory(),
    )
    Declaration.objects.create(
        person=assessor,
        application=application,
        has_conflict=True,
        kind="other",
        note=f"Note of {assessor.name}",
    )
    assignment = Assignment.objects.create(
        assessor=reader, application=application, position=1
    )
    review = Review.objects.create(
        assignment=assignment,
        rubric=rubric,
        state="submitted",
        comment=f"Comment of {assessor.pk}",
        submitted_at=timezone.now(),
    )
    Score.objects.create(review=review, line=line, score=3)
    PanelDecision.objects.create(
        application=application,
        outcome="put_forward",
        reason=f"Reason of {assessor.pk}",
        recorded_by=assessor,
    )
    refresh_tally(application.pk)
    EasyReadSummary.objects.create(
        application=application, words=f"Words of {assessor.pk}", written_by=assessor
    )
    claim = Claim.objects.create(
        assessor=reader,
        minutes=60,
        hourly_rate=20,
        fee=20,
        expenses=5,
        expenses_for=f"Bus of {assessor.pk}",
    )
    claim.steps.create(state="asked", by=assessor)
    Swap.objects.create(assignment=assignment, reason=f"Busy, {assessor.pk}")
    Feedback.objects.create(
        application=application, words=f"Feedback by {assessor.pk}", edited_by=assessor
    )
    look = SecondLook.objects.create(
        application=application,
        words=f"Asked of {assessor.pk}",
        state="given",
        looker=assessor,
    )
    look.steps.create(state="given", by=assessor, reason=f"Given to {assessor.pk}")


def add_selection(application: Any, *, asked_by: Person) -> None:
    run = Run.objects.create(
        call=application.call, method="exact", seed=1, seats=1, asked_by=asked_by
    )
    one = RunPerson.objects.create(run=run, application=application, anonymous_id="p1")
    other = RunPerson.objects.create(
        run=run, application=ApplicationFactory(), anonymous_id="p2"
    )
    add_decisions(run, one, other, by=asked_by)


def add_decisions(run: Run, one: RunPerson, other: RunPerson, *, by: Person) -> None:
    """What people decided about a run: a statement, a change, a draw."""
    Statement.objects.create(
        call=run.call,
        question_key="gender",
        basis="not_protected",
        evidence="A word that means something else",
        made_by=by,
        made_as="lead",
    )
    Override.objects.create(
        run=run, taken_out=one, put_in=other, reason="Known here", made_by=by
    )
    Draw.objects.create(run=run, number=1, how="dice", entered_by=by)


def add_conversation(person: Person) -> None:
    """A conversation that the person prepared, moderated, hosted and follows."""
    conversation = open_conversation(by=person, has_invitation_door=True)
    later = timezone.now() + datetime.timedelta(days=9)
    make_batch(
        conversation=conversation, name="Street", size=1, expires_at=later, by=person
    )
    join_on_behalf(conversation=conversation, key="one", by=person)
    statement = StatementFactory(
        conversation=conversation, entered_by=person, state="waiting"
    )
    return_statement(
        statement=statement, reason=conversation.reasons.all()[0], by=person
    )
    appeal(review=statement.reviews.get(), words="Please")
    decision = conversation.decisions.create(
        title="Benches", answer="did", words="Two benches.", who="The council", rung=5
    )
    decision.moves.create(
        answer="did", words="Two benches.", by=person, at=timezone.now()
    )
    Follower.objects.create(conversation=conversation, email=person.email)
    conversation.vote_exports.create(reason="A study", voters=12, votes=30, by=person)
