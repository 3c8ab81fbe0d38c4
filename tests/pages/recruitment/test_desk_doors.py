"""Who gets through the doors of the team's pages of recruitment, for every one."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import resolve, reverse

from lehc.recruitment.enums import ApplicationState
from tests.factories.offers import make_told_offer
from tests.factories.recruitment import ApplicationFactory, FormVersionFactory

pytestmark = pytest.mark.django_db

SAFE_ONLY = [
    "desk_call",
    "desk_form",
    "desk_applications",
    "applications_export",
    "desk_offers",
    "desk_outbox",
    "desk_application",
    "form_preview",
    "form_preview_question",
]
EDITED = [
    "call_change",
    "criterion_change",
    "criterion_remove",
    "form_publish",
    "section_new",
    "section_change",
    "section_remove",
    "question_new",
    "question_change",
    "question_remove",
    "application_enter",
    "desk_withdraw",
    "offer_deadline",
    "offer_reply",
    "outbox_letter",
]
POSTED = [
    "criterion_move",
    "form_start",
    "form_new_version",
    "section_move",
    "question_move",
    "applications_check",
    "applications_undo",
    "outbox_send",
]


@pytest.fixture
def addresses(desk: Any) -> dict[str, str]:
    """The address of each page, of things that belong to the desk's own cohort."""
    application = ApplicationFactory(call=desk.call, state=ApplicationState.SUBMITTED)
    offer = make_told_offer(call=desk.call)
    letter = offer.application.decision_letters.get()
    numbers = {
        "criterion": desk.criterion.pk,
        "section": desk.question.section.pk,
        "question": desk.question.pk,
    }
    arguments: dict[str, list[Any]] = {
        "desk_application": [application.reference],
        "desk_withdraw": [application.reference],
        "form_preview": [1],
        "form_preview_question": [desk.question.pk],
        "question_new": [desk.question.section.pk],
        "offer_deadline": [offer.application.reference],
        "offer_reply": [offer.application.reference],
        "outbox_letter": [letter.pk],
    }
    for name in SAFE_ONLY + EDITED + POSTED:
        thing, _, act = name.partition("_")
        if thing in numbers and act in {"change", "move", "remove"}:
            arguments[name] = [numbers[thing]]
    return {
        name: reverse(name, args=["seventh", *arguments.get(name, [])])
        for name in SAFE_ONLY + EDITED + POSTED
    }


def knock(client: Any, addresses: dict[str, str], names: list[str]) -> dict[str, Any]:
    """What each door answers: pages to a look, doors that only take a form to one."""
    return {
        name: (client.post if name in POSTED else client.get)(addresses[name])
        for name in names
    }


@pytest.mark.parametrize("role", ["lead", "coordinator"])
def test_the_team_sees_every_page(
    role: str, desk: Any, addresses: dict[str, str], sign_in: Any
) -> None:
    client = sign_in(getattr(desk, role))

    found = knock(client, addresses, SAFE_ONLY + EDITED)

    assert {name: found[name].status_code for name in found} == dict.fromkeys(
        found, 200
    )


@pytest.mark.parametrize("role", ["assessor", "stranger", "visitor"])
def test_nobody_else_finds_a_page(
    role: str, desk: Any, addresses: dict[str, str], sign_in: Any, visitor: Any
) -> None:
    client = sign_in(visitor if role == "visitor" else getattr(desk, role))

    found = knock(client, addresses, SAFE_ONLY + EDITED + POSTED)

    assert {name: found[name].status_code for name in found} == dict.fromkeys(
        found, 404
    )


def test_somebody_signed_out_is_asked_to_sign_in(
    desk: Any, addresses: dict[str, str], client: Any
) -> None:
    found = knock(client, addresses, SAFE_ONLY + EDITED + POSTED)

    door = reverse("account_login")
    assert {name: found[name].headers.get("Location") for name in found} == {
        name: f"{door}?next={addresses[name]}" for name in found
    }


@pytest.mark.parametrize(
    ("verb", "names"),
    [
        ("post", SAFE_ONLY),
        ("delete", SAFE_ONLY + EDITED + POSTED),
        ("get", POSTED),
    ],
)
def test_a_wrong_verb_is_refused(
    verb: str, names: list[str], desk: Any, addresses: dict[str, str], sign_in: Any
) -> None:
    call = getattr(sign_in(desk.lead), verb)

    statuses = {name: call(addresses[name]).status_code for name in names}

    assert statuses == dict.fromkeys(names, 405)


@pytest.mark.parametrize(
    "name",
    ["criterion_change", "section_change", "question_change", "outbox_letter"],
)
def test_a_thing_of_another_cohort_is_not_there(
    name: str, desk: Any, addresses: dict[str, str], sign_in: Any
) -> None:
    theirs = desk.stranger.role_grants.get().cohort
    FormVersionFactory(call__cohort=theirs)
    url = addresses[name].replace("seventh", theirs.slug)

    assert sign_in(desk.stranger).get(url).status_code == 404
    assert sign_in(desk.lead).get(url).status_code == 404


WITH_A_NUMBER = [
    "criterion_change",
    "criterion_remove",
    "form_preview",
    "form_preview_question",
    "question_change",
    "question_new",
    "question_remove",
    "section_change",
    "section_remove",
    "outbox_letter",
]
WITH_A_REFERENCE = [
    "desk_application",
    "desk_withdraw",
    "offer_deadline",
    "offer_reply",
]


def test_a_number_or_reference_nobody_has_is_not_there(
    desk: Any, addresses: dict[str, str], sign_in: Any
) -> None:
    client = sign_in(desk.lead)
    statuses = {}
    for name in WITH_A_NUMBER + WITH_A_REFERENCE:
        arguments = resolve(addresses[name]).kwargs
        [last] = [key for key in arguments if key != "slug"]
        wrong = "A-NOBODY" if name in WITH_A_REFERENCE else 99999
        url = reverse(name, kwargs=arguments | {last: wrong})
        statuses[name] = client.get(url).status_code

    assert statuses == dict.fromkeys(statuses, 404)


@pytest.mark.parametrize("name", ["desk_call", "desk_form", "desk_applications"])
def test_a_cohort_nobody_has_is_not_there(name: str, desk: Any, sign_in: Any) -> None:
    url = reverse(name, args=["nowhere"])

    assert sign_in(desk.lead).get(url).status_code == 404
