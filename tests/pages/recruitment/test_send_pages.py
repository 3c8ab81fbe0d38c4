from __future__ import annotations

import copy
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from lehc.letters.models import Letter
from lehc.recruitment.actions.applying import send_application
from lehc.recruitment.models import Application
from tests.factories.applying import build_form, build_team, close, fill_in, start

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def shared_application(module_database: None) -> Application:
    return fill_in(start(build_form(), reference="KM7Q-3XTR"))


@pytest.fixture
def application(shared_application: Application, db: None) -> Application:
    return copy.deepcopy(shared_application)


@pytest.fixture
def mine(application: Application, sign_in: Any) -> Any:
    return sign_in(application.person)


def url(rest: str = "") -> str:
    return f"/applications/KM7Q-3XTR/{rest}"


def test_check_shows_each_answer_with_its_own_change_link(mine: Any) -> None:
    page = mine.get(url("check/")).content.decode()

    assert "Loneliness" in page
    assert f'href="{url("questions/job/?back=check")}"' in page
    assert (
        'Change<span class="nhsuk-u-visually-hidden"> – What is your job?</span>'
        in page
    )
    assert page.count("Not provided") == 3
    assert (
        'Answer<span class="nhsuk-u-visually-hidden"> – What is your since?</span>'
        in page
    )
    assert f'href="{url("equality/")}"' in page


def test_check_of_something_unfinished_does_not_lead_to_sending(
    application: Application, mine: Any
) -> None:
    application.answers.filter(question__key="job").delete()

    page = mine.get(url("check/")).content.decode()
    response = mine.get(url("send/"))

    assert "See what is missing" in page
    assert url("send/") not in page
    assert response.headers["Location"] == url("check/")


def test_send_confirms_with_the_reference_and_what_comes_next(mine: Any) -> None:
    before = mine.get(url("send/")).content.decode()
    response = mine.post(url("send/"))
    page = mine.get(response.headers["Location"]).content.decode()

    assert ">Send your application</button>" in before
    assert "You may ask to see what was written about you." in before
    assert "KM7Q-3XTR" in page
    assert "We write to you by" in page
    assert "We have asked Sam Okoye for their support" in page
    assert url("copy.pdf") in page
    assert Letter.objects.get().subject == "We have your application KM7Q-3XTR"


def test_pressing_send_twice_confirms_twice_and_sends_once(mine: Any) -> None:
    first = mine.post(url("send/"))
    second = mine.post(url("send/"))

    assert first.headers["Location"] == second.headers["Location"] == url("sent/")
    assert Letter.objects.count() == 1


def test_the_back_button_after_sending_leads_to_where_it_stands(mine: Any) -> None:
    mine.post(url("send/"))

    for rest in ("check/", "send/", "questions/job/"):
        assert mine.get(url(rest)).headers["Location"] == url()
    assert "Sent: we have it" in mine.get(url()).content.decode()


def test_sending_at_the_deadline_says_so_and_keeps_everything(
    application: Application, mine: Any
) -> None:
    close(application.call)

    page = mine.post(url("send/"), follow=True).content.decode()

    assert "This call has closed, so nothing can be changed any more." in page
    assert "this application was not sent" in page
    assert application.answers.count() == 6


def test_sent_is_only_for_what_is_sent(mine: Any) -> None:
    assert mine.get(url("sent/")).headers["Location"] == url()


def test_it_can_be_taken_back_and_sent_again(
    application: Application, mine: Any
) -> None:
    send_application(application=application, by=application.person)

    page = mine.get(url("change/")).content.decode()
    response = mine.post(url("change/"))

    assert "it does not count as sent" in page
    assert response.headers["Location"] == url()
    assert "Check your answers and send" in mine.get(url()).content.decode()


def test_it_can_t_be_taken_back_after_the_deadline(
    application: Application, mine: Any
) -> None:
    send_application(application=application, by=application.person)
    close(application.call)

    standing = mine.get(url()).content.decode()

    assert mine.get(url("change/")).headers["Location"] == url()
    assert "Change my application" not in standing
    assert "Withdraw my application" in standing


def test_withdrawing_asks_first_and_is_kind(mine: Any) -> None:
    page = mine.get(url("withdraw/")).content.decode()
    response = mine.post(url("withdraw/"), {"reason": "A new job"})
    after = mine.get(response.headers["Location"]).content.decode()

    assert "Plans change, and that is fine." in page
    assert "Keep my application" in page
    assert "Withdrawn by you" in after
    assert "start again" in after
    assert Application.objects.get().state_changes.last().reason == "A new job"


def test_withdrawing_twice_is_no_trouble(mine: Any) -> None:
    mine.post(url("withdraw/"))

    assert mine.post(url("withdraw/")).headers["Location"] == url()
    assert mine.get(url("withdraw/")).headers["Location"] == url()


def test_a_team_member_signs_off_instead(sign_in: Any) -> None:
    team = build_team(build_form(), name="Us")
    member = fill_in(team.members.last())
    client = sign_in(member.person)
    address = f"/applications/{member.reference}/send/"

    page = client.get(address).content.decode()
    response = client.post(address)

    assert "Sign off my part" in page
    assert "Send your application" not in page
    assert response.headers["Location"] == f"/teams/{team.reference}/"
    assert Application.objects.get(pk=member.pk).signed_off_at is not None


@pytest.mark.parametrize("rest", ["send/", "change/", "withdraw/"])
def test_a_wrong_verb(mine: Any, rest: str) -> None:
    assert mine.delete(url(rest)).status_code == 405


def test_the_copy_has_every_answer_and_no_change_links(mine: Any) -> None:
    page = mine.get(url("copy/")).content.decode()

    for words in ("Nurse", "Red", "Reading", "To learn together", "Loneliness"):
        assert words in page
    assert "Change<span" not in page
    assert "Sam Okoye, Chief executive: asked." in page


def test_the_pdf_is_tagged_and_kept_private(mine: Any) -> None:
    response = mine.get(url("copy.pdf"))

    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["Content-Disposition"] == (
        'attachment; filename="application-KM7Q-3XTR.pdf"'
    )
    with pikepdf.open(BytesIO(response.content)) as document:
        assert document.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in document.Root
        assert b"pdfuaid" in document.Root.Metadata.read_bytes()
