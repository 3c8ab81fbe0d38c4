from __future__ import annotations

import pytest
from django.urls import reverse

from lehc.assessment.models import Declaration
from tests.factories.assessment import AssessorFactory, AssignmentFactory
from tests.factories.programmes import OrganisationFactory
from tests.factories.recruitment import ApplicationFactory
from tests.pages.assessment.conftest import PLANTED

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessor(planted):
    """Given the planted application and one more."""
    assessor = planted.assign()
    AssignmentFactory(assessor=assessor)
    return assessor


def many(planted) -> str:
    return reverse("assessing_declare", args=[planted.slug])


def one(planted, pk: int | None = None) -> str:
    return reverse(
        "assessing_declare_one", args=[planted.slug, pk or planted.application.pk]
    )


def said(assessor) -> dict[int, str]:
    rows = Declaration.objects.filter(person=assessor.person)
    return {row.application_id: row.kind for row in rows}


def other_pk(assessor, planted) -> int:
    rows = assessor.assignments.exclude(application=planted.application)
    return rows.get().application_id


def test_many_are_declared_at_once_without_script(sign_in, assessor, planted) -> None:
    response = sign_in(assessor.person).post(
        many(planted),
        {
            f"application_{planted.application.pk}": "knows",
            f"application_{other_pk(assessor, planted)}": "none",
        },
    )

    assert response.url == reverse("assessing_round", args=[planted.slug])
    assert said(assessor) == {
        planted.application.pk: "knows",
        other_pk(assessor, planted): "",
    }


def test_what_is_left_open_waits(sign_in, assessor, planted) -> None:
    response = sign_in(assessor.person).post(
        many(planted), {f"application_{planted.application.pk}": "none"}
    )

    assert response.url == many(planted)
    assert said(assessor) == {planted.application.pk: ""}


def test_one_tick_covers_the_rest_but_not_likely_conflicts(sign_in, planted) -> None:
    assessor = planted.assign(organisation=planted.application.organisation)
    other = AssignmentFactory(assessor=assessor).application
    client = sign_in(assessor.person)

    assert f"You are both with {PLANTED['organisation']}." in (
        client.get(many(planted)).content.decode()
    )
    client.post(many(planted), {"no_conflict_with_rest": "on"})

    assert said(assessor) == {other.pk: ""}


def test_an_empty_answer_is_asked_again(sign_in, assessor, planted) -> None:
    page = (
        sign_in(assessor.person)
        .post(many(planted), {"application_0": ""})
        .content.decode()
    )

    assert "Answer for at least one person" in page
    assert said(assessor) == {}


def test_one_by_one_with_a_word_of_explanation(sign_in, assessor, planted) -> None:
    client = sign_in(assessor.person)
    page = client.post(one(planted), {"note": ""}).content.decode()
    assert page.count("Say whether you have a conflict of interest") == 2

    client.post(one(planted), {"answer": "sponsor", "note": "She was my manager"})

    row = Declaration.objects.get(person=assessor.person)
    assert (row.kind, row.note) == ("sponsor", "She was my manager")


def test_a_conflict_found_while_reading_takes_it_away(sign_in, planted) -> None:
    assessor = planted.assign(cleared=True)
    client = sign_in(assessor.person)
    review = reverse("assessing_review", args=[planted.slug, PLANTED["reference"]])
    assert client.get(review).status_code == 200

    client.post(one(planted), {"answer": "knows"})

    assert client.get(review).status_code == 404
    assert client.get(one(planted)).status_code == 404


def test_nobody_clears_a_conflict_of_their_own(sign_in, assessor, planted) -> None:
    planted.conflict(assessor.person)
    client = sign_in(assessor.person)

    assert client.post(one(planted), {"answer": "none"}).status_code == 404
    client.post(many(planted), {f"application_{planted.application.pk}": "none"})

    newest = Declaration.objects.filter(person=assessor.person).first()
    assert newest.has_conflict is True


def test_nobody_declares_on_what_was_not_given_to_them(sign_in, planted) -> None:
    other = AssessorFactory(call=planted.call)
    client = sign_in(other.person)

    assert client.get(one(planted)).status_code == 404
    assert client.post(one(planted), {"answer": "none"}).status_code == 404
    assert client.post(one(planted, 10**6), {"answer": "none"}).status_code == 404
    client.post(many(planted), {f"application_{planted.application.pk}": "none"})
    assert said(other) == {}


def test_a_chair_declares_on_everything(sign_in, planted) -> None:
    ApplicationFactory(call=planted.call, state="eligible")
    chair = planted.chair()

    sign_in(chair.person).post(many(planted), {"no_conflict_with_rest": "on"})

    assert len(said(chair)) == 2


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_questions(
    sign_in, planted, count, django_assert_num_queries
) -> None:
    assessor = AssessorFactory(call=planted.call, organisation=OrganisationFactory())
    for _ in range(count):
        AssignmentFactory(assessor=assessor)
    client = sign_in(assessor.person)
    with django_assert_num_queries(19):
        client.get(many(planted))
