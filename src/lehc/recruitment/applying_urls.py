from __future__ import annotations

from django.urls import URLPattern, path

from lehc.recruitment.views import (
    applying_equality,
    applying_files,
    applying_questions,
    applying_send,
    applying_start,
    applying_tasks,
    invitations,
    sponsors,
    teams,
)

START = "apply/<slug:slug>/"
MINE = "applications/<slug:reference>/"
TEAM = "teams/<slug:reference>/"
INVITATION = f"{TEAM}invitations/<int:invitation_id>/"

urlpatterns: list[URLPattern] = [
    path(START, applying_start.apply_start, name="apply_start"),
    path(f"{START}questions/", applying_start.apply_questions, name="apply_questions"),
    path(f"{START}how/", applying_start.apply_how, name="apply_how"),
    path(f"{START}team/", applying_start.apply_team, name="apply_team"),
    # applications/
    path("applications/", applying_tasks.applications, name="my_applications"),
    path(MINE, applying_tasks.application_tasks, name="application_tasks"),
    path(
        f"{MINE}organisation/",
        applying_tasks.application_organisation,
        name="application_organisation",
    ),
    path(
        f"{MINE}sections/<int:section_id>/",
        applying_tasks.application_section,
        name="application_section",
    ),
    path(
        f"{MINE}questions/<slug:key>/",
        applying_questions.application_question,
        name="application_question",
    ),
    path(f"{MINE}files/<slug:key>/", applying_files.answer_file, name="answer_file"),
    path(f"{MINE}sponsor/", sponsors.application_sponsor, name="application_sponsor"),
    path(
        f"{MINE}sponsor/remind/",
        sponsors.application_sponsor_remind,
        name="application_sponsor_remind",
    ),
    path(f"{MINE}check/", applying_send.application_check, name="application_check"),
    path(
        f"{MINE}equality/",
        applying_equality.application_equality,
        name="application_equality",
    ),
    path(
        f"{MINE}equality/questions/",
        applying_equality.application_equality_questions,
        name="application_equality_questions",
    ),
    path(
        f"{MINE}equality/again/",
        applying_equality.application_equality_again,
        name="application_equality_again",
    ),
    path(f"{MINE}send/", applying_send.application_send, name="application_send"),
    path(f"{MINE}sent/", applying_send.application_sent, name="application_sent"),
    path(f"{MINE}copy/", applying_send.application_copy, name="application_copy"),
    path(f"{MINE}copy.pdf", applying_send.application_pdf, name="application_pdf"),
    path(f"{MINE}change/", applying_send.application_change, name="application_change"),
    path(
        f"{MINE}withdraw/",
        applying_send.application_withdraw,
        name="application_withdraw",
    ),
    # teams/
    path(TEAM, teams.team, name="team"),
    path(f"{TEAM}send/", teams.team_send, name="team_send"),
    path(f"{TEAM}change/", teams.team_change, name="team_change"),
    path(f"{TEAM}leave/", teams.team_leave, name="team_leave"),
    path(f"{TEAM}lead/", teams.team_hand_over, name="team_hand_over"),
    path(
        f"{TEAM}members/<slug:member>/remove/",
        teams.team_member_remove,
        name="team_member_remove",
    ),
    path(f"{TEAM}invite/", invitations.team_invite, name="team_invite"),
    path(
        f"{INVITATION}resend/",
        invitations.team_invitation_resend,
        name="team_invitation_resend",
    ),
    path(
        f"{INVITATION}withdraw/",
        invitations.team_invitation_withdraw,
        name="team_invitation_withdraw",
    ),
    # links in letters
    path(
        "team-invitations/<str:token>/",
        invitations.team_invitation,
        name="team_invitation",
    ),
    path("sponsors/<str:token>/", sponsors.sponsor, name="sponsor"),
]
