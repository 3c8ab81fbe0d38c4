from __future__ import annotations

import copy
from typing import Any

import pytest
from django.utils import timezone

from lehc.letters.models import Letter
from lehc.recruitment.models import Application, Sponsor
from tests.factories.accounts import PersonFactory
from tests.factories.applying import SponsorFactory, build_form, close, fill_in, start

pytestmark = pytest.mark.django_db
TYPED = {"name": "Sam Okoye", "role": "Chief executive", "email": "sam@example.org"}


@pytest.fixture(scope="module")
def shared_application(module_database: None) -> Application:
    return start(build_form(), reference="KM7Q-3XTR")


@pytest.fixture
def application(shared_application: Application, db: None) -> Application:
    return copy.deepcopy(shared_application)


@pytest.fixture
def mine(application: Application, sign_in: Any) -> Any:
    return sign_in(application.person)


URL = "/applications/KM7Q-3XTR/sponsor/"
LINK = "/sponsors/abc/"


def test_a_sponsor_is_named_and_written_to(mine: Any) -> None:
    asked = mine.get(URL).content.decode()
    response = mine.post(URL, TYPED)
    page = mine.get(response.headers["Location"]).content.decode()

    assert "Who supports you in your organisation?" in asked
    assert "none of your answers" in asked
    assert "We have asked Sam Okoye, Chief executive, at sam@example.org" in page
    assert Letter.objects.get().recipient == "sam@example.org"


def test_one_s_own_address_is_refused_beside_its_field(
    application: Application, mine: Any
) -> None:
    page = mine.post(URL, TYPED | {"email": application.person.email}).content.decode()

    assert page.count("you can&#x27;t be your own sponsor.") == 2
    assert 'value="Sam Okoye"' in page
    assert 'href="#id_email"' in page


def test_a_link_that_has_run_out_is_not_said_to_work(
    application: Application, mine: Any
) -> None:
    sponsor = SponsorFactory(application=application)
    assert "The link in the letter works until" in mine.get(URL).content.decode()

    sponsor.expires_at = timezone.now()
    sponsor.save()

    page = mine.get(URL).content.decode()
    assert "The link in the letter has run out." in page
    assert "works until" not in page


def test_only_who_has_not_sent_is_told_not_to_wait(
    application: Application, mine: Any
) -> None:
    SponsorFactory(application=application)
    told = "You need not wait for the answer before you send your application."

    assert told in mine.get(URL).content.decode()
    Application.objects.update(state="submitted")
    page = mine.get(URL).content.decode()
    changing = mine.get(f"{URL}?change=yes").content.decode()

    assert "We have asked" in page
    assert "need not wait" not in page + changing


def test_asking_again(application: Application, mine: Any) -> None:
    SponsorFactory(application=application)

    page = mine.post(f"{URL}remind/", follow=True).content.decode()

    assert "We have sent the request again, with a new link." in page
    assert Letter.objects.count() == 1


def test_asking_somebody_else(application: Application, mine: Any) -> None:
    SponsorFactory(application=application)

    page = mine.get(f"{URL}?change=yes").content.decode()
    mine.post(f"{URL}?change=yes", TYPED | {"name": "Alex Moore"})

    assert "The link that Sam Okoye has will stop working." in page
    assert Sponsor.objects.get().name == "Alex Moore"


def test_a_sponsor_who_can_t_leads_to_the_form(
    application: Application, mine: Any
) -> None:
    SponsorFactory(
        application=application, state="declined", answered_at=timezone.now()
    )

    page = mine.get(URL).content.decode()

    assert "Sam Okoye can’t support you this time. You can ask somebody else." in page
    assert 'name="email"' in page


def test_the_applicant_reads_the_statement(application: Application, mine: Any) -> None:
    SponsorFactory(
        application=application,
        state="confirmed",
        statement="A fine <leader>",
        answered_at=timezone.now(),
    )

    page = mine.get(URL).content.decode()

    assert "A fine &lt;leader&gt;" in page
    assert "Ask again" not in page


def test_asking_stops_after_ten_in_an_hour(mine: Any) -> None:
    for number in range(10):
        mine.post(URL, TYPED | {"email": f"s{number}@example.org"})

    page = mine.post(URL, TYPED).content.decode()

    assert "You have sent many requests just now." in page
    assert Letter.objects.count() == 10


def test_asking_after_the_deadline(application: Application, mine: Any) -> None:
    Application.objects.update(state="submitted")
    close(application.call)

    assert mine.post(URL, TYPED).headers["Location"] == URL


@pytest.mark.parametrize("reason", ["independent", "not needed", "over"])
def test_no_sponsor_is_asked_for(
    application: Application, mine: Any, reason: str
) -> None:
    if reason == "independent":
        Application.objects.update(organisation=None, is_independent=True)
    if reason == "not needed":
        application.call.needs_sponsor = False
        application.call.save()
    if reason == "over":
        Application.objects.update(state="not_this_time")

    assert mine.get(URL).headers["Location"] == "/applications/KM7Q-3XTR/"


def test_nobody_else_names_a_sponsor(application: Application, sign_in: Any) -> None:
    client = sign_in(PersonFactory())

    assert client.post(URL, TYPED).status_code == 404
    assert client.post(f"{URL}remind/").status_code == 404
    assert Sponsor.objects.count() == 0


def test_wrong_verbs(mine: Any, client: Any) -> None:
    assert mine.delete(URL).status_code == 405
    assert mine.get(f"{URL}remind/").status_code == 405
    assert client.delete(LINK).status_code == 405


@pytest.fixture
def sponsor(application: Application) -> Sponsor:
    application = fill_in(application)
    application.sponsor.delete()
    return SponsorFactory(application=application, token="abc")


def test_a_sponsor_sees_who_asks_and_none_of_the_answers(
    sponsor: Sponsor, client: Any
) -> None:
    page = client.get(LINK).content.decode()

    assert f"{sponsor.application.person} asks for your support" in page
    assert str(sponsor.application.organisation) in page
    assert "Do you support this application?" in page
    assert "yes or no, the applicant and the programme team can read it" in page
    assert "Nurse" not in page
    assert "To learn together" not in page
    assert sponsor.application.person.email not in page


def test_a_sponsor_confirms_once(sponsor: Sponsor, client: Any) -> None:
    typed = {"confirms": "yes", "statement": "A fine leader"}

    page = client.post(LINK, typed, follow=True).content.decode()
    again = client.post(LINK, {"confirms": "no"}).content.decode()

    sponsor.refresh_from_db()
    assert (sponsor.state, sponsor.statement) == ("confirmed", "A fine leader")
    assert "Thank you, Sam Okoye" in page
    assert "You have confirmed that you support" in again
    assert Letter.objects.count() == 1


def test_a_sponsor_says_no(sponsor: Sponsor, client: Any) -> None:
    page = client.post(LINK, {"confirms": "no"}, follow=True).content.decode()

    assert "You have let us know that you can’t support" in page


def test_a_sponsor_chooses_neither(sponsor: Sponsor, client: Any) -> None:
    page = client.post(LINK, {"statement": "Some words"}).content.decode()

    assert page.count("Choose yes or no") == 2
    assert "Some words" in page


def test_following_the_link_answers_nothing(sponsor: Sponsor, client: Any) -> None:
    """Mail scanners open links."""
    client.get(LINK)

    sponsor.refresh_from_db()
    assert sponsor.state == "asked"


def test_a_link_that_has_run_out(sponsor: Sponsor, client: Any) -> None:
    Sponsor.objects.update(expires_at=timezone.now())

    page = client.post(LINK, {"confirms": "yes"}).content.decode()

    assert "This link has run out" in page
    sponsor.refresh_from_db()
    assert sponsor.state == "asked"


def test_a_link_nobody_sent(client: Any) -> None:
    response = client.get("/sponsors/guess/")

    assert response.status_code == 404
    assert "This link leads nowhere" in response.content.decode()


def test_guessing_is_stopped(sponsor: Sponsor, client: Any) -> None:
    for number in range(20):
        client.get(f"/sponsors/guess-{number}/")

    assert client.get(LINK).status_code == 429
