"""The public form: a named contact, no puzzle, and limits on what programs send."""

from __future__ import annotations

from typing import Any

import pytest

from lehc.programmes.models import Enquiry
from tests.factories.programmes import ProgrammeFactory

pytestmark = pytest.mark.django_db
ASKED = {
    "name": "Nasreen Iqbal",
    "email": "nasreen@example.org",
    "topic": "applying",
    "message": "May I come?",
    "website": "",
}


def test_a_question_reaches_the_programme_and_the_page_says_what_is_next(
    programme: Any, client: Any
) -> None:
    page = client.get("/ask/").content.decode()
    assert "Contact Person reads what you write" in page
    assert "mailto:programme@example.org" in page

    response = client.post("/ask/", ASKED, follow=True)

    assert response.redirect_chain == [("/ask/thanks/", 302)]
    assert "What happens next" in response.content.decode()
    assert list(
        Enquiry.objects.values_list("programme", "name", "email", "topic", "message")
    ) == [
        (
            programme.pk,
            "Nasreen Iqbal",
            "nasreen@example.org",
            "applying",
            "May I come?",
        )
    ]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"email": "nasreen"}, "Enter an e-mail address like name@example.org"),
        ({"message": ""}, "There is a problem"),
        ({"topic": "selling"}, "There is a problem"),
        ({"message": "word " * 501}, "1 word too long"),
    ],
)
def test_what_can_not_be_answered_is_asked_again(
    change: dict[str, str], message: str, programme: Any, client: Any
) -> None:
    page = client.post("/ask/", ASKED | change).content.decode()

    assert message in page
    assert 'value="Nasreen Iqbal"' in page
    assert not Enquiry.objects.exists()


def test_a_program_that_fills_in_the_trap_is_thanked_and_forgotten(
    programme: Any, client: Any
) -> None:
    response = client.post("/ask/", ASKED | {"website": "https://spam.example"})

    assert response.headers["Location"] == "/ask/thanks/"
    assert not Enquiry.objects.exists()


def test_the_trap_is_there_and_out_of_everybodys_way(
    programme: Any, client: Any
) -> None:
    page = client.get("/ask/").content.decode()

    assert (
        '<div class="lehc-trap" aria-hidden="true"><label for="website">Leave this box '
        'empty</label><input id="website" name="website" type="text" tabindex="-1" '
        'autocomplete="off"></div>' in page
    )


def test_too_many_from_one_origin_are_told_another_way(
    programme: Any, client: Any
) -> None:
    for number in range(30):
        client.post("/ask/", ASKED | {"email": f"a{number}@example.org"})

    response = client.post("/ask/", ASKED)

    assert response.status_code == 429
    page = response.content.decode()
    assert "has not been sent" in page
    assert "May I come?" in page
    assert Enquiry.objects.count() == 30


def test_too_many_in_one_name_are_stopped_wherever_they_come_from(
    programme: Any, client_factory: Any
) -> None:
    for number in range(6):
        client_factory(REMOTE_ADDR=f"192.0.2.{number}").post("/ask/", ASKED)

    assert Enquiry.objects.count() == 5


def test_the_form_needs_its_token(programme: Any, client_factory: Any) -> None:
    client = client_factory(enforce_csrf_checks=True)

    assert client.post("/ask/", ASKED).status_code == 403


def test_without_a_programme_there_is_nobody_to_ask(client: Any) -> None:
    assert client.get("/ask/").status_code == 404
    assert client.get("/ask/thanks/").status_code == 404


def test_wrong_verbs_are_refused(client: Any) -> None:
    ProgrammeFactory()
    assert client.put("/ask/").status_code == 405
    assert client.post("/ask/thanks/").status_code == 405
