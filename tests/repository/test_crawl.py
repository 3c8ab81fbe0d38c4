"""Every address as every role: nothing breaks, and no page opens to the wrong person.

The demonstration gives each address something real to show. A new address that is in
no line of `OPENS_TO` fails the test, so that nobody can forget to say whom it is for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.models import F
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from lehc.accounts.enums import Role
from lehc.accounts.models import Person
from lehc.assessment.models import Declaration
from lehc.conversations.actions.doors import make_batch
from lehc.conversations.actions.statements import appeal, return_statement
from lehc.conversations.models import Conversation
from lehc.demo.actions import make_demonstration
from lehc.learning.models import Participant
from lehc.letters.actions import release_letters
from lehc.letters.enums import LetterState
from lehc.letters.models import Letter
from lehc.programmes.models import Cohort, RoleGrant
from lehc.recruitment.actions.offers import make_offers
from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import (
    Application,
    Call,
    DecisionLetter,
    PlaceTeam,
    Question,
)
from lehc.selection.actions.runs import Wanted, ask_for_run, compute_run
from lehc.selection.models import Run
from lehc.site.models import Story
from lehc.site.newsletter.models import Issue
from lehc.site.urls import EDITING
from tests.factories.learning import SetPlanFactory

NOBODY, STRANGER = "nobody", "stranger"
APPLICANT, LEADER, OFFERED = "applicant", "leader of a place team", "offered a place"
TEAM = {Role.LEAD, Role.COORDINATOR}
MEETS = TEAM | {Role.FACILITATOR}
OUR_OWN = {APPLICANT}
ROLES = [NOBODY, STRANGER, *Role, APPLICANT, LEADER, OFFERED]
EVERYBODY = set(ROLES)
SIGNED_IN = EVERYBODY - {NOBODY}

OPENS_TO: dict[str, set[Any]] = {}


def opens_to(roles: set[Any], names: str) -> None:
    OPENS_TO.update(dict.fromkeys(names.split(), roles))


opens_to(
    EVERYBODY,
    """places place place_figures place_picture apart apart_talk apart_figures
    apart_picture stops stops_figures stops_picture
    home contact stories picture wagtaildocs_serve wagtail_serve
    tag_archive tag_archive_page tag_feed_rss tag_feed_atom author_archive
    month_archive place_archive feed_rss feed_atom sitemap robots search
    newsletter_join newsletter_asked newsletter_confirm newsletter_leave
    about partners cohorts cohort cohort_dates dates dates_feed
    flyer flyer_easy_read flyer_file timeline ask asked partner_logo
    tell_me tell_me_sent tell_me_confirm
    accessibility cookies health
    apply_start apply_questions certificate scoring participant_calendar sponsor
    certificate_file draw draw_cohorts cohorts_pdf
    team_invitation privacy_notice equality_withdraw account_login
    account_confirm_login_code account_resend_code account_name account_logout
    account_inactive mfa_authenticate mfa_login_webauthn demonstration
    demonstration_enter demonstration_letters design:styleguide
    design:styleguide_question design:styleguide_table""",
)
opens_to(
    EVERYBODY,
    """conversations conversation conversation_start conversation_leave room invitation
    vote vote_undo my_votes withdraw write my_statements follow_conversation following
    results results_files decisions record""",
)
opens_to(
    SIGNED_IN,
    """my_stories
    apply_how apply_team my_applications my_cohorts facilitating desks assessing
    your_conversations
    account account_change_email account_confirm_email account_change_consent
    account_leave_other_devices account_tell_need second_step_needed my_data
    my_data_download my_data_erase mfa_index mfa_reauthenticate mfa_activate_totp
    mfa_deactivate_totp mfa_view_recovery_codes mfa_generate_recovery_codes
    mfa_download_recovery_codes mfa_list_webauthn mfa_add_webauthn
    mfa_reauthenticate_webauthn""",
)
opens_to(
    OUR_OWN,
    """application_tasks application_organisation application_section
    application_question application_sponsor application_sponsor_remind
    application_check application_send application_sent application_copy
    application_pdf application_change application_withdraw application_equality
    application_equality_questions""",
)
opens_to({LEADER}, "team team_send team_change team_leave team_hand_over team_invite")
opens_to({OFFERED}, "application_offer offer_accept offer_decline application_chance")
opens_to({Role.PARTICIPANT}, "my_cohort my_visibility my_calendar_renew")
opens_to(TEAM | {Role.CO_PRODUCER}, "rubric rubric_start rubric_publish rubric_line")
opens_to(
    {Role.ASSESSOR},
    """assessing_round assessing_declare assessing_reading assessing_payment
    assessing_claim_withdraw swap_take""",
)
opens_to({Role.COORDINATOR}, "payments payment_terms payments_csv payment_claim")
opens_to(MEETS, "desk_sets desk_set_plan desk_participants")
opens_to(TEAM | {Role.EDITOR}, "place_note_new")
opens_to(
    TEAM | {Role.EDITOR},
    """desk_timeline milestone_new milestone_change milestone_remove visit_new
    visit_change visit_remove desk_partners partner_new partner_change partner_move
    partner_remove""",
)
opens_to(
    TEAM,
    """cohort_enquiries enquiries enquiry enquiry_reply enquiry_note enquiry_assign
    enquiry_close""",
)
opens_to(
    MEETS,
    """desk_doors poster poster_pdf screen enter_votes sheet_undo paper read_back""",
)
opens_to(
    TEAM | {Role.CO_PRODUCER},
    "desk_statements desk_statement statement_translate desk_second_look",
)
opens_to(
    MEETS | {Role.CO_PRODUCER},
    "desk_conversations desk_conversation",
)
opens_to(TEAM, "desk_newsletter newsletter_send newsletter_try newsletter_unsure")
opens_to(TEAM, "votes_out statement_take_down")
opens_to({Role.LEAD}, "role_give role_end programme_words cohort_new")
opens_to(TEAM, "desk_equality")
opens_to({OFFERED}, "application_equality_again")
opens_to({Role.LEAD}, "draw_number target_statement target_statement_withdraw")
opens_to(
    TEAM,
    """desk cohort_change desk_sessions session_new
    session_change session_remove desk_people desk_call call_change criterion_new
    criterion_change criterion_move criterion_remove desk_form form_start form_publish
    form_new_version form_preview section_new section_change section_move
    section_remove question_new question_change question_move question_remove
    form_preview_question desk_applications applications_export applications_check
    applications_undo application_enter desk_application desk_withdraw
    application_entry entry_organisation entry_sponsor entry_question desk_offers
    offer_deadline offer_reply waiting_list_end desk_outbox outbox_send outbox_letter
    assessment
    share_out assessors_remind rubric_round assessor_add assessor_change assessor_end
    conflicts conflicts_csv
    conflict_declare conflict_lift easy_read feedback feedback_send second_looks swaps
    panel panel_calibration panel_pack panel_pack_pdf panel_put_forward
    panel_application panel_cohort swap_agree second_look_give
    desk_selection desk_targets desk_threshold desk_run desk_replacement
    desk_replacement_change desk_latecomers
    desk_run_result desk_run_file desk_compare desk_run_stop desk_run_change
    desk_run_take_back common_question_new common_question_change
    common_question_move common_question_remove""",
)
opens_to(
    TEAM,
    """conversation_new conversation_change conversation_policy conversation_gunning
    conversation_launch conversation_close room_renew batch_new batch_revoke
    invitation_revoke desk_decisions decision_new decision_change decision_publish
    decision_move decision_remove desk_patterns voter_leave_out voter_count_again""",
)
# Nobody's in this demonstration: the thing they speak of does not exist.
opens_to(
    set(),
    """place_note_end my_story_withdraw
    account_change_need account_end_need mfa_edit_webauthn
    mfa_remove_webauthn
    answer_file team_member_remove team_invitation_resend team_invitation_withdraw
    assessing_declare_one assessing_review newsletter_bounces sent
    my_statement_take_back
    my_statement_appeal
    easy_read_write feedback_edit second_look
    application_second_look swap_ask swap_take_back""",
)

# Open to these people, but with nothing behind it here: a link that nobody was given,
# an application that was not entered for somebody, a call and a rubric in use, a
# chance while no lottery is fixed, a cohort while nobody looked for one.
FOUND_NOTHING = {
    "application_chance",
    "panel_cohort",
    "newsletter_confirm",
    "newsletter_leave",
    "apart_talk",
    "apart_figures",
    "apart_picture",
    "stops_figures",
    "stops_picture",
    "partner_logo",
    "tell_me_confirm",
    "team_invitation",
    "invitation",
    "following",
    "sponsor",
    "demonstration_enter",
    "application_entry",
    "entry_organisation",
    "entry_sponsor",
    "entry_question",
    "criterion_new",
    "rubric_line",
    "rubric_publish",
    "target_statement",
    "picture",
    "wagtaildocs_serve",
}


@dataclass(frozen=True)
class World:
    """The demonstration, with one person for each role and something of each kind."""

    people: dict[Any, Person | None]
    samples: dict[str, dict[str, Any]]

    def address(self, name: str, parameters: list[str]) -> str:
        values = self.samples[""] | self.samples.get(name, {})
        return reverse(name, kwargs={key: values[key] for key in parameters})


def make_world() -> World:
    make_demonstration(seed=7)
    cohort = Cohort.objects.get(number=7)
    call = Call.objects.get(cohort=cohort)
    people: dict[Any, Person | None] = {NOBODY: None}
    people[STRANGER] = Person.objects.create_user("stranger@x.example", name="S")
    for role in Role:
        newest = F("cohort__number").desc(nulls_last=True)
        grant = RoleGrant.objects.filter(role=role).order_by(newest).first()
        assert grant is not None
        people[role] = grant.person
    draft = Application.objects.get(pk=find_draft(call))
    team = PlaceTeam.objects.get(call=call, sent_at__isnull=True)
    offered, held = Application.objects.choosable().filter(call=call)[:2]
    wanted = Wanted(seats=24, seed=1)
    run = ask_for_run(call=call, wanted=wanted, by=people[Role.LEAD])
    compute_run(run.pk)
    Run.objects.filter(pk=run.pk).update(
        fixed_at=run.asked_at, settled_at=run.asked_at, fixed_reason="Agreed"
    )
    make_offers(applications=[offered, held], by=people[Role.LEAD])
    tell_of_offer(offered)
    people |= {APPLICANT: draft.person, LEADER: team.lead, OFFERED: offered.person}
    return World(people, make_samples(call, people, draft, team, offered, run))


def make_lottery(call: Call, asked_by: Any) -> Run:
    """A lottery that was fixed and taken back: its pages stay public."""
    return Run.objects.create(
        call=call,
        state="done",
        method="leximin",
        seed=1,
        seats=1,
        people_csv="id,merit,team\nP1,1,\n",
        targets_csv="feature,value,min,max\n",
        certificate={"status": "optimal", "targets": [], "probabilities": {"P1": 1}},
        cohorts=[["P1"]],
        findings={"smallest": 1, "largest": 1, "rounding": 0, "costs": []},
        asked_by=asked_by,
        fixed_at="2026-01-02T10:00Z",
        fixed_reason="Agreed",
        taken_back_at="2026-01-03T10:00Z",
        taken_back_reason="A mistake",
    )


def tell_of_offer(application: Application) -> None:
    """Let the letter go: before that, nobody may see that there is an offer."""
    release_letters(Letter.objects.filter(decisionletter__application=application))


def find_draft(call: Call) -> int:
    drafts = Application.objects.filter(
        call=call, team=None, state=ApplicationState.IN_PROGRESS
    )
    return drafts.values_list("pk", flat=True)[0]


def make_samples(
    call: Call,
    people: dict[Any, Person | None],
    draft: Application,
    team: PlaceTeam,
    offered: Application,
    run: Run,
) -> dict[str, dict[str, Any]]:
    """What fills in each address; the empty name is for all that need no other."""
    form = call.form_versions.get()
    question = Question.objects.filter(section__form_version=form).first()
    assert question is not None
    participant = Participant.objects.get(person=people[Role.PARTICIPANT])
    rubric = call.rubrics.get()
    grant = RoleGrant.objects.filter(person=people[Role.COORDINATOR]).get()
    letter = DecisionLetter.objects.filter(letter__state=LetterState.HELD).last()
    assert letter is not None
    samples: dict[str, dict[str, Any]] = {
        "": {
            "slug": call.cohort.slug,
            "reference": draft.reference,
            "pk": question.pk,
            "key": question.key,
            "section_id": question.section_id,
            "number": form.number,
            "token": "no-such-token",
            "member": "NONE-NONE",
            "invitation_id": 0,
            "kind": "contact_later",
            "name": "people.csv",
            "file": "large-print.pdf",  # the one that is soonest printed
            "path": "contact/",
            "document_id": 0,
            "document_filename": "none.pdf",
        },
        "rubric_line": {"pk": rubric.lines.values_list("pk", flat=True)[0]},
        "conflict_lift": {"pk": find_conflict(call)},
        "outbox_letter": {"pk": letter.pk},
        "role_end": {"pk": grant.pk},
        "demonstration_enter": {"pk": people[STRANGER].pk},  # type: ignore[union-attr]
        "participant_calendar": {"key": participant.calendar_key},
    }

    def fill(names: str, **values: Any) -> None:
        samples.update(dict.fromkeys(names.split(), values))

    fill("place place_figures place_picture place_note_new", code="E06000038")
    fill("place_picture", code="E06000038", key="map-female", kind="svg")
    fill("apart_picture stops_picture", key="road", kind="svg")
    fill("place_note_end", code="E06000038", pk=0)
    fill("my_cohort my_visibility my_calendar_renew", slug=participant.cohort.slug)
    fill(
        "section_change section_move section_remove question_new",
        pk=question.section_id,
    )
    unsent, sent = Issue.objects.order_by("-date")
    fill("newsletter_send newsletter_try", pk=unsent.pk)
    fill("newsletter_unsure", pk=sent.pk)
    fill("session_change session_remove", pk=call.cohort.sessions.all()[0].pk)
    fill(
        "criterion_change criterion_move criterion_remove", pk=call.criteria.all()[0].pk
    )
    fill(
        "common_question_change common_question_move common_question_remove",
        pk=call.common_questions.all()[0].pk,
    )
    fill(
        "desk_run_result desk_run_file desk_run_change desk_run_stop certificate",
        pk=run.pk,
    )
    lottery = make_lottery(call, people[Role.LEAD])
    fill("draw draw_cohorts cohorts_pdf draw_number", pk=lottery.pk)
    fill("certificate_file", pk=lottery.pk, name="targets.csv")
    fill("desk_run_take_back", pk=lottery.pk)
    plan = SetPlanFactory(cohort=call.cohort, made_by=people[Role.LEAD])
    fill("desk_set_plan", pk=plan.pk)
    fill("assessor_change assessor_end", pk=call.assessors.all()[0].pk)
    programme = call.cohort.programme
    story = Story.objects.live().exclude(place=None)[0]
    fill("tag_archive tag_archive_page tag_feed_rss tag_feed_atom", slug="lehc")
    fill("author_archive", slug=story.author.slug)
    fill("month_archive", year=f"{story.date:%Y}", month=f"{story.date:%m}")
    fill("place_archive", code=story.place.code)
    fill("programme_words cohort_new enquiries", slug=programme.slug)
    fill(
        "desk_timeline milestone_new visit_new desk_partners partner_new",
        slug=programme.slug,
    )
    fill(
        "enquiry enquiry_reply enquiry_note enquiry_assign enquiry_close",
        slug=programme.slug,
        pk=programme.enquiries.all()[0].pk,
    )
    fill(
        "milestone_change milestone_remove",
        slug=programme.slug,
        pk=programme.milestones.all()[0].pk,
    )
    fill(
        "visit_change visit_remove",
        slug=programme.slug,
        pk=programme.visits.all()[0].pk,
    )
    fill(
        "partner_change partner_move partner_remove",
        slug=programme.slug,
        pk=programme.partners.all()[0].pk,
    )
    samples["partner_logo"] = {"pk": programme.partners.all()[0].pk, "name": "a.png"}
    fill(
        "application_chance application_equality_again application_offer "
        "offer_accept offer_decline offer_deadline offer_reply "
        "desk_application desk_withdraw panel_application",
        reference=offered.reference,
    )
    fill(
        "team team_send team_change team_leave team_hand_over team_invite",
        reference=team.reference,
    )
    samples |= sample_conversations(by=people[Role.CO_PRODUCER])
    return samples


def sample_conversations(*, by: Any) -> dict[str, dict[str, Any]]:
    """One of everything at the open conversation, made where there is none yet."""
    talk = Conversation.objects.open_now().get()
    here = {"slug": talk.slug, "key": talk.slug, "number": 1}
    desk = {"slug": "lehc-7", "key": talk.slug}
    waiting, other = talk.statements.waiting()
    return_statement(statement=other, reason=talk.reasons.all()[0], by=None)
    asked = appeal(review=other.reviews.get(), words="Please")
    later = timezone.now() + timedelta(days=1)
    batch, _ = make_batch(
        conversation=talk, name="Street", size=1, expires_at=later, by=by
    )
    voter = talk.voters.all()[0]
    voter.flags.create(kind="one_button")
    draft, known = (
        talk.decisions.create(
            title="T", answer="did", words="W", who="W", rung=1, published_at=when
        )
        for when in (None, later)
    )
    unlaunched = Conversation.objects.create(
        programme=talk.programme,
        slug="being-prepared",
        question="What?",
        context="C",
        audience="A",
        opens_at=talk.opens_at,
        closes_at=talk.closes_at,
    )
    public = """conversation conversation_start conversation_leave vote vote_undo
    my_votes withdraw write my_statements follow_conversation results results_files
    decisions record sent my_statement_take_back my_statement_appeal"""
    team = """desk_conversation conversation_change conversation_policy
    conversation_gunning conversation_close desk_statements desk_doors room_renew
    batch_new poster poster_pdf screen enter_votes paper read_back desk_decisions
    decision_new desk_patterns votes_out"""
    of_rows = {
        "desk_statement statement_translate": waiting.pk,
        "statement_take_down": other.pk,
        "desk_second_look": asked.pk,
        "batch_revoke invitation_revoke": batch.pk,
        "decision_change decision_publish decision_remove": draft.pk,
        "decision_move": known.pk,
        "voter_leave_out voter_count_again sheet_undo": voter.pk,
    }
    return (
        dict.fromkeys(public.split(), here)
        | dict.fromkeys(team.split(), desk)
        | {
            name: {**desk, "pk": pk}
            for names, pk in of_rows.items()
            for name in names.split()
        }
        | {
            "room": {"key": talk.room_key},
            "conversation_launch": {**desk, "key": unlaunched.slug},
        }
    )


def find_conflict(call: Call) -> int:
    return Declaration.objects.filter(
        application__call=call, has_conflict=True
    ).values_list("pk", flat=True)[0]


def walk(resolver: Any, space: str = "") -> Iterator[tuple[str, list[str]]]:
    """Every named address with the names of its parameters."""
    for pattern in resolver.url_patterns:
        if str(pattern.pattern) == EDITING:
            continue  # Wagtail's own pages: tests/pages/site/test_door.py tries each
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from walk(pattern, space + inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            regex = pattern.pattern.regex  # type: ignore[attr-defined]
            yield space + pattern.name, list(regex.groupindex)


def visit(client: Client, verb: str, url: str) -> Any:
    """One request that leaves nothing behind."""
    with transaction.atomic():
        answer = getattr(client, verb)(url)
        transaction.set_rollback(True)
    return answer


def is_open(answer: Any) -> bool:
    """Whether a page answered, or led on to somewhere else than the door."""
    door = reverse("account_login")
    if answer.status_code in {301, 302}:
        return not answer.url.startswith(door)
    return answer.status_code < 400


def test_every_address_says_whom_it_is_for() -> None:
    names = {name for name, _ in walk(get_resolver())}
    assert names == set(OPENS_TO)


def find_fault(role: Any, name: str, answers: dict[str, Any]) -> str:
    """What is wrong with how one address answered one role; else nothing."""
    statuses = {verb: answer.status_code for verb, answer in answers.items()}
    if any(status >= 500 for status in statuses.values()):
        return f"{name} breaks: {statuses}"
    if 429 in statuses.values():
        return f"{name} turns away: {statuses}"  # nothing is learned from that
    opened = any(is_open(answer) for answer in answers.values())
    if role not in OPENS_TO[name]:
        return f"{name} opens: {statuses}" if opened else ""
    closed = statuses["get"] == 404 and name not in FOUND_NOTHING
    return f"{name} is closed: {statuses}" if closed else ""


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Kept from role to role: a flyer printed for one is there for the next."""


@pytest.fixture(scope="module")
def world(module_database: None) -> World:
    return make_world()


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES, ids=str)
def test_every_address_opens_to_the_right_people(world: World, role: Any) -> None:
    # Limits count by address of the network: each role comes from its own.
    home = f"10.0.0.{ROLES.index(role)}"
    client = Client(raise_request_exception=True, REMOTE_ADDR=home)
    if (person := world.people[role]) is not None:
        client.force_login(
            person, backend="allauth.account.auth_backends.AuthenticationBackend"
        )
    faults = []
    for name, parameters in walk(get_resolver()):
        url = world.address(name, parameters)
        answers = {verb: visit(client, verb, url) for verb in ("get", "post")}
        faults.append(find_fault(role, name, answers))
    assert "\n".join(fault for fault in faults if fault) == ""
