"""The page of a cohort and its call, for anybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lehc.programmes.invitations import list_invitations
from lehc.programmes.presenters import show_date_items
from lehc.programmes.queries import get_public_cohort, list_sessions
from lehc.programmes.structured import write_address
from lehc.recruitment.explaining import list_explanations
from lehc.recruitment.presenters.flyer import show_picture
from lehc.recruitment.presenters.public import (
    find_other_invitation,
    find_state,
    show_call,
    show_sharing,
)
from lehc.recruitment.presenters.structured import describe_course
from lehc.recruitment.queries.calls import (
    get_published_call,
    list_common_questions,
    list_criteria,
)


@require_safe
def cohort(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_public_cohort(slug)
    call = get_published_call(found)
    sessions = list(list_sessions(found).select_related("cohort__programme"))
    context = {
        "cohort": found,
        "programme": found.programme,
        "state": find_state(found, call),
        "dates": show_date_items(sessions),
        "address": write_address("cohort", slug),
        "sharing": show_sharing(found, call),
        "course": describe_course(found, call, sessions),
        "other": find_other_invitation(found, list_invitations(found.programme)),
    }
    if call is not None:
        call.cohort = found
        context |= show_call(found, call) | {
            "criteria": list_criteria(call),
            "questions": list_common_questions(call),
            "explanations": list_explanations(call),
            "picture": show_picture(call),
        }
    return render(request, "recruitment/cohort.html", context)
