"""The co-production group's side of the rubric, and its public page."""

from __future__ import annotations

import pytest
from django.urls import reverse

from lehc.accounts.enums import Role
from lehc.assessment.actions.rubrics import start_next_version
from lehc.assessment.models import Rubric
from tests.factories.accounts import PersonFactory
from tests.factories.assessment import AssessorFactory, RubricFactory
from tests.factories.programmes import RoleGrantFactory
from tests.factories.recruitment import FormVersionFactory
from tests.pages.assessment.test_desk import AGREEMENT

pytestmark = pytest.mark.django_db


@pytest.fixture
def rubric():
    rubric = RubricFactory(
        agreed_by="the group of seven", agreed_on="2026-03-02", statement="Because."
    )
    FormVersionFactory(call=rubric.call)
    return rubric


@pytest.fixture
def co_producer(rubric):
    return RoleGrantFactory(cohort=rubric.call.cohort, role=Role.CO_PRODUCER).person


def url(name, rubric, *more):
    return reverse(name, args=[rubric.call.cohort.slug, *more])


def test_a_co_producer_sets_the_weights_and_publishes(
    sign_in, rubric, co_producer
) -> None:
    client = sign_in(co_producer)
    assert url("rubric", rubric) in client.get(reverse("assessing")).content.decode()
    client.post(url("rubric_start", rubric))
    draft = Rubric.objects.drafts().get()
    line = draft.lines.first()
    words = {f"plain_{n}": f"Plain {n}" for n in range(5)}
    client.post(url("rubric_line", rubric, line.pk), words | {"weight": "4"})
    client.post(url("rubric_publish", rubric), AGREEMENT)

    draft.refresh_from_db()
    assert (draft.published_by, draft.agreed_by) == (
        co_producer,
        "the co-production group",
    )
    assert draft.lines.first().weight == 4


def test_a_co_producer_sees_the_rubric_and_no_other_page(
    sign_in, rubric, co_producer
) -> None:
    client = sign_in(co_producer)
    page = client.get(url("rubric", rubric)).content.decode()
    assert "Change the round" not in page
    assert url("panel", rubric) not in page
    for name in ("assessment", "rubric_round", "panel", "conflicts"):
        assert client.get(url(name, rubric)).status_code == 404


@pytest.mark.parametrize(
    "role", [Role.ASSESSOR, Role.FACILITATOR, Role.PARTICIPANT, Role.BACKER]
)
def test_nobody_else_works_on_it(sign_in, rubric, role) -> None:
    start_next_version(rubric=rubric, by=PersonFactory())
    person = RoleGrantFactory(cohort=rubric.call.cohort, role=role).person
    AssessorFactory(call=rubric.call, person=PersonFactory())
    client = sign_in(person)
    for name in ("rubric", "rubric_publish"):
        assert client.get(url(name, rubric)).status_code == 404
        assert client.post(url(name, rubric), AGREEMENT).status_code in {404, 405}
    assert Rubric.objects.published().count() == 1


def test_a_co_producer_of_another_cohort_is_a_stranger(sign_in, rubric) -> None:
    other = RoleGrantFactory(role=Role.CO_PRODUCER).person
    assert sign_in(other).get(url("rubric", rubric)).status_code == 404


def test_publishing_without_a_draft_is_not_found(sign_in, rubric, co_producer) -> None:
    assert sign_in(co_producer).get(url("rubric_publish", rubric)).status_code == 404


def test_anybody_reads_what_weighs_how_much(client, rubric) -> None:
    page = client.get(url("scoring", rubric)).content.decode()

    for words in (
        "Set by the group of seven, on Monday 2 March 2026.",
        "Because.",
        "25%",
        "75%",
        "Anchor 4",
        "With lived experience: Lived anchor 4",
    ):
        assert words in page


def test_the_cohorts_page_leads_there(client, rubric) -> None:
    page = client.get(reverse("cohort", args=[rubric.call.cohort.slug]))
    assert url("scoring", rubric) in page.content.decode()


def test_before_a_rubric_is_published_there_is_no_page(client) -> None:
    draft = RubricFactory(published=False)
    FormVersionFactory(call=draft.call)
    assert client.get(url("scoring", draft)).status_code == 404
    page = client.get(reverse("cohort", args=[draft.call.cohort.slug]))
    assert url("scoring", draft) not in page.content.decode()
    assert client.get(reverse("scoring", args=["no-such-cohort"])).status_code == 404
    assert client.post(url("scoring", draft)).status_code == 405


def test_earlier_versions_stay_on_the_page(client, rubric) -> None:
    RubricFactory(
        call=rubric.call, agreed_by="nine", agreed_on="2026-04-01", statement="Again."
    )
    page = client.get(url("scoring", rubric)).content.decode()
    assert "Set by nine" in page
    assert "Version 1, published on" in page
