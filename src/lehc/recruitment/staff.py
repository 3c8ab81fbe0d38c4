"""What recruitment puts into the team's side: its pages, its counts, its calls."""

from __future__ import annotations

from lehc.programmes.desk import register_desk_page
from lehc.programmes.invitations import register_invitations
from lehc.programmes.todo import register_personal_todo
from lehc.recruitment.presenters.public import list_call_invitations
from lehc.recruitment.todos import list_recruitment_todos

PAGES = (
    (10, "Call", "desk_call", "When it opens, whom it is for, what you look for"),
    (15, "Form", "desk_form", "The questions: build, preview, publish"),
    (30, "Applications", "desk_applications", "Read, filter, check, save as a table"),
    (
        68,
        "Whom we reach",
        "desk_equality",
        "Counts for the equality duty, stage by stage",
    ),
    (70, "Outbox", "desk_outbox", "Letters about decisions, sent together"),
    (75, "Offers", "desk_offers", "Who has answered, free places, waiting list"),
)


def register_staff_side() -> None:
    """Called once, when the apps are ready."""
    for position, label, url_name, summary in PAGES:
        register_desk_page(
            position=position, label=label, url_name=url_name, summary=summary
        )
    register_invitations(list_call_invitations)
    register_personal_todo(list_recruitment_todos)
