from __future__ import annotations

from django.urls import path

from lehc.conversations.views import entering, voting

ONE = "conversations/<slug:slug>/"

urlpatterns = [
    path("conversations/", entering.conversations, name="conversations"),
    path("room/<str:key>/", entering.room, name="room"),
    path("invitation/<str:token>/", entering.invitation, name="invitation"),
    path(ONE, entering.conversation, name="conversation"),
    path(f"{ONE}start/", entering.conversation_start, name="conversation_start"),
    path(f"{ONE}leave/", entering.conversation_leave, name="conversation_leave"),
    path(f"{ONE}vote/", voting.vote, name="vote"),
    path(f"{ONE}vote/undo/", voting.vote_undo, name="vote_undo"),
    path(f"{ONE}my-votes/", voting.my_votes, name="my_votes"),
    path(f"{ONE}withdraw/", voting.withdraw, name="withdraw"),
]
