from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lehc.accounts.enums import Role
from lehc.learning.actions import fix_set_plan
from lehc.learning.models import SetApart, SetPlan
from lehc.programmes.models import Cohort
from tests.factories.accounts import PersonFactory
from tests.factories.learning import ParticipantFactory, SetPlanFactory
from tests.factories.programmes import CohortFactory, RoleGrantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort() -> Cohort:
    cohort = CohortFactory()
    for number in range(4):
        ParticipantFactory(cohort=cohort, person__name=f"Person {number}")
    return cohort


def grant(cohort: Cohort, role: Role) -> Any:
    return RoleGrantFactory(programme=cohort.programme, cohort=cohort, role=role).person


def overview(cohort: Cohort) -> str:
    return reverse("desk_sets", args=[cohort.slug])


def page_of(plan: SetPlan) -> str:
    return reverse("desk_set_plan", args=[plan.cohort.slug, plan.pk])


@pytest.mark.parametrize("role", [Role.LEAD, Role.COORDINATOR, Role.FACILITATOR])
def test_team_and_facilitators_make_sets(
    role: Role, cohort: Cohort, sign_in: Any
) -> None:
    browser = sign_in(grant(cohort, role))
    one, other, *_ = cohort.participants.values_list("pk", flat=True)
    answer = browser.post(
        overview(cohort),
        {"sets": "2", "rounds": "2", "mix": ["place"], "one_1": one, "other_1": other},
    )
    plan = SetPlan.objects.get()
    assert answer.url == page_of(plan)
    assert (plan.sets, plan.rounds, plan.mix, plan.places.count()) == (
        2,
        2,
        ["place"],
        8,
    )
    assert SetApart.objects.values_list("one", "other").get() == (one, other)
    page = browser.get(answer.url).content.decode()
    assert "Learning sets, not in use yet" in page
    assert page.count("Person 0") >= 2


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"sets": "", "rounds": "2"}, "Enter"),
        ({"sets": "3", "rounds": "2"}, "too few for 3 sets of two or more"),
        ({"sets": "2", "rounds": "13"}, "Enter 12 or fewer"),
    ],
)
def test_what_is_wrong_is_said_on_the_page(
    sent: dict[str, str], message: str, cohort: Cohort, sign_in: Any
) -> None:
    answer = sign_in(grant(cohort, Role.LEAD)).post(overview(cohort), sent)
    page = answer.content.decode()
    assert message in page
    assert "<title>Error:" in page
    assert not SetPlan.objects.exists()


def test_a_pair_is_two_different_people(cohort: Cohort, sign_in: Any) -> None:
    one = cohort.participants.first().pk
    browser = sign_in(grant(cohort, Role.LEAD))
    sent = {"sets": 2, "rounds": 1, "one_1": one}
    alone = browser.post(overview(cohort), sent).content.decode()
    twice = browser.post(overview(cohort), {**sent, "other_1": one}).content.decode()
    assert "Choose the second person of this pair" in alone
    assert "Choose two different people" in twice


def test_sets_are_put_to_use_with_a_reason(cohort: Cohort, sign_in: Any) -> None:
    plan = SetPlanFactory(cohort=cohort)
    for person in cohort.participants.all():
        plan.places.create(participant=person, round=1, number=1)
    browser = sign_in(grant(cohort, Role.FACILITATOR))
    missing = browser.post(page_of(plan), {"reason": ""}).content.decode()
    assert "Say why you chose these sets" in missing
    answer = browser.post(page_of(plan), {"reason": "Every place in each set"})
    plan.refresh_from_db()
    assert (answer.url, plan.fixed_reason) == (page_of(plan), "Every place in each set")
    again = browser.post(page_of(plan), {"reason": "Once more"}).content.decode()
    assert "These sets are in use already." in again
    assert "In use since" in browser.get(overview(cohort)).content.decode()


def test_participants_see_their_own_sets_once_in_use(
    cohort: Cohort, sign_in: Any
) -> None:
    mine, *others = cohort.participants.all()
    other = others[0]
    plan = SetPlanFactory(cohort=cohort)
    plan.places.create(participant=mine, round=1, number=2)
    for person in others:
        plan.places.create(participant=person, round=1, number=1)
    url = reverse("my_cohort", args=[cohort.slug])
    browser = sign_in(mine.person)
    assert "Your learning sets" not in browser.get(url).content.decode()
    fix_set_plan(plan=plan, reason="Secret reason", by=PersonFactory())
    page = browser.get(url).content.decode()
    shown = page.split("Your learning sets")[1].split("People in your cohort")[0]
    assert "Round 1: set 2" in shown
    assert f"{mine.person.name} (you)" in shown
    assert other.person.name not in shown
    assert "Secret reason" not in page


def test_the_page_says_who_joined_or_left_since(cohort: Cohort, sign_in: Any) -> None:
    gone, *rest = cohort.participants.all()
    plan, old = (SetPlanFactory(cohort=cohort) for _ in range(2))
    for person in (gone, *rest):
        plan.places.create(participant=person, round=1, number=1)
    browser = sign_in(grant(cohort, Role.FACILITATOR))
    assert "Make new sets" not in browser.get(page_of(plan)).content.decode()
    gone.left_at = timezone.now()
    gone.save()
    for _ in range(2):
        ParticipantFactory(cohort=cohort)
    said = (
        "2 people have joined the cohort since, without a set. 1 person has left the "
        "cohort since."
    )
    assert said in browser.get(page_of(plan)).content.decode()
    page = browser.post(page_of(plan), {"reason": "Even"}).content.decode()
    assert f"{said} Make the sets again, so that everybody has one." in page
    assert "Use these sets" not in page
    plan.refresh_from_db()
    assert plan.fixed_at is None
    by = PersonFactory()
    fixed = {"fixed_by": by, "fixed_reason": "Even"}
    SetPlan.objects.filter(pk=old.pk).update(fixed_at="2026-01-01T00:00Z", **fixed)
    assert "have joined" in browser.get(page_of(old)).content.decode()
    SetPlan.objects.filter(pk=plan.pk).update(fixed_at="2026-02-01T00:00Z", **fixed)
    assert "have joined" not in browser.get(page_of(old)).content.decode()


def test_strangers_find_nothing(cohort: Cohort, sign_in: Any, client: Any) -> None:
    plan = SetPlanFactory(cohort=cohort)
    elsewhere = grant(CohortFactory(), Role.FACILITATOR)
    inside = cohort.participants.first().person
    for url in (overview(cohort), page_of(plan)):
        assert client.get(url).url.startswith(reverse("account_login"))
    for person in (PersonFactory(), elsewhere, inside, grant(cohort, Role.ASSESSOR)):
        for url in (overview(cohort), page_of(plan)):
            assert sign_in(person).get(url).status_code == 404


def test_a_plan_of_another_cohort_is_not_found(cohort: Cohort, sign_in: Any) -> None:
    other = SetPlanFactory()
    url = reverse("desk_set_plan", args=[cohort.slug, other.pk])
    assert sign_in(grant(cohort, Role.LEAD)).get(url).status_code == 404


@pytest.mark.parametrize("verb", ["put", "delete"])
def test_other_verbs_are_refused(verb: str, cohort: Cohort, sign_in: Any) -> None:
    browser = sign_in(grant(cohort, Role.LEAD))
    for url in (overview(cohort), page_of(SetPlanFactory(cohort=cohort))):
        assert getattr(browser, verb)(url).status_code == 405


def count_queries(browser: Any, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        browser.get(url)
    return len(caught)


def test_query_counts_do_not_grow(cohort: Cohort, sign_in: Any) -> None:
    plan = SetPlanFactory(cohort=cohort)
    first, *rest = cohort.participants.all()
    plan.places.create(participant=first, round=1, number=1)
    browser = sign_in(grant(cohort, Role.LEAD))
    urls = [overview(cohort), page_of(plan)]
    before = [count_queries(browser, url) for url in urls]
    for person in rest[:2]:
        plan.places.create(participant=person, round=1, number=1)
        SetPlanFactory(cohort=cohort)
    plan.apart.create(one=rest[0], other=rest[1])
    assert [count_queries(browser, url) for url in urls] == before
