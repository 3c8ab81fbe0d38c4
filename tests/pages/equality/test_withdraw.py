from __future__ import annotations

import pytest

from lehc.audit.models import AuditEvent
from lehc.equality.actions import record_response
from lehc.equality.models import MonitoringResponse
from tests.factories.accounts import PersonFactory

pytestmark = pytest.mark.django_db
PAGE = "/account/equality/withdraw/"


def respond():
    return record_response(
        round_name="Seventh cohort",
        answers={"age": "25-34"},
        question_set="england-2026",
    )


def test_code_removes_answers_without_signing_in(client):
    code = respond()
    assert b"Enter the code you were given" in client.get(PAGE).content
    response = client.post(PAGE, {"code": code}, follow=True)
    assert b"Your answers are removed for good." in response.content
    assert MonitoringResponse.objects.count() == 0


def test_signed_in_person_leaves_no_trace(sign_in):
    code = respond()
    sign_in(PersonFactory()).post(PAGE, {"code": code})
    assert MonitoringResponse.objects.count() == 0
    assert AuditEvent.objects.count() == 0


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("", "Enter the code you were given"),
        (
            "AAAA-BBBB-CCCC",
            "We can't find answers with this code. Check it and type it again",
        ),
    ],
)
def test_wrong_code_is_explained(client, code, words):
    respond()
    response = client.post(PAGE, {"code": code, "x": "x"})
    assert response.context["form"].errors["code"] == [words]
    assert MonitoringResponse.objects.count() == 1


def test_guessing_must_wait(client):
    statuses = [client.post(PAGE, {"code": "A"}).status_code for _ in range(11)]
    assert statuses == [200] * 10 + [429]


def test_wrong_verb_is_refused(client):
    assert client.put(PAGE).status_code == 405
