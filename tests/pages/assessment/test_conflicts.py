from __future__ import annotations

import pytest
from django.urls import reverse

from lehc.assessment.exports import disarm, write_register
from lehc.assessment.models import Declaration
from lehc.assessment.queries.register import list_entries
from tests.factories.assessment import DeclarationFactory
from tests.factories.recruitment import ApplicationFactory
from tests.pages.assessment.conftest import PLANTED

pytestmark = pytest.mark.django_db


def url(name: str, planted, *more) -> str:
    return reverse(name, args=[planted.slug, *more])


@pytest.fixture
def declared(planted) -> Declaration:
    """An assessor's conflict with the planted application."""
    assessor = planted.assign()
    return DeclarationFactory(
        person=assessor.person,
        application=planted.application,
        has_conflict=True,
        kind="place",
        note="We share a street",
    )


def test_the_register_shows_who_what_and_when(sign_in, planted, declared) -> None:
    client = sign_in(planted.team_member())
    page = client.get(url("conflicts", planted)).content.decode()

    for words in (
        PLANTED["reference"],
        str(declared.person),
        "We are from the same place",
        "We share a street",
        "1 declaration of “no conflict” stands.",
    ):
        assert words in page


def test_the_file_holds_every_declaration(sign_in, planted, declared) -> None:
    response = sign_in(planted.team_member()).get(url("conflicts_csv", planted))
    lines = response.content.decode("utf-8-sig").splitlines()

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert lines[0] == "application,person,says,kind,note,declared,stands"
    assert [line.split(",")[2] for line in lines[1:]] == ["no conflict", "conflict"]


def test_a_colleague_with_a_conflict_gets_a_copy_without_it(
    sign_in, planted, declared
) -> None:
    member = planted.team_member()
    planted.conflict(member)
    client = sign_in(member)

    for name in ("conflicts", "conflicts_csv"):
        assert (
            PLANTED["reference"] not in client.get(url(name, planted)).content.decode()
        )


def test_cells_that_look_like_formulas_are_disarmed(planted, declared) -> None:
    DeclarationFactory(
        person=declared.person,
        application=planted.application,
        has_conflict=True,
        note='=HYPERLINK("x")',
    )
    written = write_register(list_entries(planted.team_member(), planted.call))

    assert b"'=HYPERLINK" in written
    assert disarm("plain") == "plain"


def test_a_colleague_corrects_a_mistake(sign_in, planted, declared) -> None:
    client = sign_in(planted.team_member())
    lift = url("conflict_lift", planted, declared.pk)
    assert lift in client.get(url("conflicts", planted)).content.decode()

    assert (
        "Say why it was a mistake" in client.post(lift, {"reason": ""}).content.decode()
    )
    client.post(lift, {"reason": "Another Sam Smith"})

    newest = Declaration.objects.filter(person=declared.person).first()
    assert (newest.has_conflict, newest.note) == (False, "Another Sam Smith")
    assert client.get(lift).status_code == 404


def test_nobody_corrects_their_own(sign_in, planted) -> None:
    member = planted.team_member()
    own = DeclarationFactory(
        person=member, application=planted.application, has_conflict=True
    )

    lift = url("conflict_lift", planted, own.pk)
    assert sign_in(member).post(lift, {"reason": "x"}).status_code == 404


def test_the_team_declares_its_own_and_sees_no_more(sign_in, planted) -> None:
    member = planted.team_member()
    client = sign_in(member)
    page = url("panel_application", planted, PLANTED["reference"])
    assert client.get(page).status_code == 200

    response = client.post(
        url("conflict_declare", planted),
        {"reference": " a-zebra ", "kind": "money"},
        follow=True,
    )

    assert "You no longer see that application" in response.content.decode()
    assert client.get(page).status_code == 404
    assert Declaration.objects.get(person=member).kind == "money"


def test_the_reference_comes_from_the_application_page(sign_in, planted) -> None:
    client = sign_in(planted.team_member())
    page = client.get(url("conflict_declare", planted) + "?application=A-ZEBRA")

    assert 'value="A-ZEBRA"' in page.content.decode()


@pytest.mark.parametrize("reference", ["A-NOBODY", ""])
def test_a_wrong_reference_is_asked_again(sign_in, planted, reference) -> None:
    ApplicationFactory(reference="A-NOBODY")  # of another call
    page = (
        sign_in(planted.team_member())
        .post(
            url("conflict_declare", planted), {"reference": reference, "kind": "knows"}
        )
        .content.decode()
    )

    assert "There is a problem" in page
    assert not Declaration.objects.filter(has_conflict=True).exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_register_asks_the_same_number_of_questions(
    sign_in, planted, count, django_assert_num_queries
) -> None:
    for _ in range(count):
        DeclarationFactory(application=planted.application, has_conflict=True)
    client = sign_in(planted.team_member())
    with django_assert_num_queries(7):
        client.get(url("conflicts", planted))
