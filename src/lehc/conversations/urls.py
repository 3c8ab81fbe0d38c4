from __future__ import annotations

from django.urls import path

from lehc.conversations.views import (
    deciding,
    desk,
    entering,
    exporting,
    hosting,
    moderating,
    results,
    taking_down,
    voting,
    writing,
)

ONE = "conversations/<slug:slug>/"
DESK = "desk/<slug:slug>/conversations/"
TALK = f"{DESK}<slug:key>/"

urlpatterns = [
    path("conversations/", entering.conversations, name="conversations"),
    path("your-conversations/", desk.your_conversations, name="your_conversations"),
    path("room/<str:key>/", entering.room, name="room"),
    path("invitation/<str:token>/", entering.invitation, name="invitation"),
    path(ONE, entering.conversation, name="conversation"),
    path(f"{ONE}start/", entering.conversation_start, name="conversation_start"),
    path(f"{ONE}leave/", entering.conversation_leave, name="conversation_leave"),
    path(f"{ONE}vote/", voting.vote, name="vote"),
    path(f"{ONE}vote/undo/", voting.vote_undo, name="vote_undo"),
    path(f"{ONE}my-votes/", voting.my_votes, name="my_votes"),
    path(f"{ONE}withdraw/", voting.withdraw, name="withdraw"),
    path(f"{ONE}write/", writing.write, name="write"),
    path(f"{ONE}sent/<int:number>/", writing.sent, name="sent"),
    path(f"{ONE}my-statements/", writing.my_statements, name="my_statements"),
    path(
        f"{ONE}my-statements/<int:number>/take-back/",
        writing.my_statement_take_back,
        name="my_statement_take_back",
    ),
    path(
        f"{ONE}my-statements/<int:number>/second-look/",
        writing.my_statement_appeal,
        name="my_statement_appeal",
    ),
    path(f"{ONE}follow/", writing.follow_conversation, name="follow_conversation"),
    path("following/<str:token>/", writing.following, name="following"),
    path(f"{ONE}results/", results.results, name="results"),
    path(f"{ONE}results.zip", exporting.results_files, name="results_files"),
    path(f"{ONE}you-said-we-did/", results.decisions, name="decisions"),
    path(f"{ONE}record/", results.record, name="record"),
    path(DESK, desk.desk_conversations, name="desk_conversations"),
    path(f"{DESK}new/", desk.conversation_new, name="conversation_new"),
    path(TALK, desk.desk_conversation, name="desk_conversation"),
    path(f"{TALK}change/", desk.conversation_change, name="conversation_change"),
    path(f"{TALK}policy/", desk.conversation_policy, name="conversation_policy"),
    path(f"{TALK}fair/", desk.conversation_gunning, name="conversation_gunning"),
    path(f"{TALK}launch/", desk.conversation_launch, name="conversation_launch"),
    path(f"{TALK}close/", desk.conversation_close, name="conversation_close"),
    path(f"{TALK}statements/", moderating.desk_statements, name="desk_statements"),
    path(
        f"{TALK}statements/<int:pk>/", moderating.desk_statement, name="desk_statement"
    ),
    path(
        f"{TALK}statements/<int:pk>/translate/",
        moderating.statement_translate,
        name="statement_translate",
    ),
    path(
        f"{TALK}statements/<int:pk>/take-down/",
        taking_down.statement_take_down,
        name="statement_take_down",
    ),
    path(
        f"{TALK}second-looks/<int:pk>/",
        moderating.desk_second_look,
        name="desk_second_look",
    ),
    path(f"{TALK}doors/", hosting.desk_doors, name="desk_doors"),
    path(f"{TALK}doors/new-room-link/", hosting.room_renew, name="room_renew"),
    path(f"{TALK}invitations/new/", hosting.batch_new, name="batch_new"),
    path(
        f"{TALK}invitations/<int:pk>/take-back/",
        hosting.batch_revoke,
        name="batch_revoke",
    ),
    path(
        f"{TALK}invitations/<int:pk>/take-back-one/",
        hosting.invitation_revoke,
        name="invitation_revoke",
    ),
    path(f"{TALK}poster/", hosting.poster, name="poster"),
    path(f"{TALK}poster.pdf", hosting.poster_pdf, name="poster_pdf"),
    path(f"{TALK}screen/", hosting.screen, name="screen"),
    path(f"{TALK}enter/", hosting.enter_votes, name="enter_votes"),
    path(f"{TALK}enter/<int:pk>/undo/", hosting.sheet_undo, name="sheet_undo"),
    path(f"{TALK}sheet/", hosting.paper, name="paper"),
    path(f"{TALK}read-back/", hosting.read_back, name="read_back"),
    path(f"{TALK}decisions/", deciding.desk_decisions, name="desk_decisions"),
    path(f"{TALK}decisions/new/", deciding.decision_edit, name="decision_new"),
    path(f"{TALK}decisions/<int:pk>/", deciding.decision_edit, name="decision_change"),
    path(
        f"{TALK}decisions/<int:pk>/publish/",
        deciding.decision_publish,
        name="decision_publish",
    ),
    path(
        f"{TALK}decisions/<int:pk>/next/", deciding.decision_move, name="decision_move"
    ),
    path(
        f"{TALK}decisions/<int:pk>/remove/",
        deciding.decision_remove,
        name="decision_remove",
    ),
    path(f"{TALK}votes/", exporting.votes_out, name="votes_out"),
    path(f"{TALK}twice/", deciding.desk_patterns, name="desk_patterns"),
    path(
        f"{TALK}twice/<int:pk>/leave-out/",
        deciding.voter_leave_out,
        name="voter_leave_out",
    ),
    path(
        f"{TALK}twice/<int:pk>/count-again/",
        deciding.voter_count_again,
        name="voter_count_again",
    ),
]
