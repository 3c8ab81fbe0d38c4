"""What somebody is paid: theirs and the coordinator's, and nobody else's."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from lehc.accounts.enums import Role
from lehc.assessment.actions.payments import make_claim, set_terms
from lehc.assessment.models import Claim, PaymentTerms
from tests.factories.accounts import PersonFactory
from tests.factories.assessment import AssessorFactory
from tests.factories.programmes import RoleGrantFactory

pytestmark = pytest.mark.django_db
CLAIM = {
    "hours": "2",
    "minutes": "30",
    "expenses": " £4.20",
    "expenses_for": "Two buses",
    "has_read": "on",
}


@pytest.fixture
def assessor(call):
    set_terms(call=call, hourly_rate=Decimal(24), words="By bank", by=None)
    return AssessorFactory(call=call)


@pytest.fixture
def call():
    return AssessorFactory().call


@pytest.fixture
def coordinator(sign_in, call):
    return sign_in(RoleGrantFactory(cohort=call.cohort, role=Role.COORDINATOR).person)


def url(name, call, *more):
    return reverse(name, args=[call.cohort.slug, *more])


def make(assessor) -> Claim:
    return make_claim(
        assessor=assessor,
        minutes=60,
        expenses=Decimal(0),
        expenses_for="",
        by=assessor.person,
    )


def test_from_a_claim_to_the_money(sign_in, coordinator, call, assessor) -> None:
    address = url("assessing_payment", call)
    mine = sign_in(assessor.person)
    page = mine.get(address).content.decode()
    assert "Before you ask to be paid." in page
    assert "£24.00 an hour" in page

    page = mine.post(address, CLAIM | {"has_read": ""}).content.decode()
    assert "Read what payments can mean for tax and benefits" in page
    page = mine.post(address, CLAIM | {"expenses_for": ""}).content.decode()
    assert "Say what you spent it on" in page
    page = mine.post(address, {"has_read": "on"}).content.decode()
    assert "Enter your time, your expenses, or both" in page
    assert not Claim.objects.exists()
    mine.post(address, CLAIM)
    claim = Claim.objects.get()
    assert claim.total == Decimal("64.20")

    page = coordinator.get(url("payments", call)).content.decode()
    assert "£64.20 in 1 claim" in page
    one = url("payment_claim", call, claim.pk)
    page = coordinator.post(one, {"state": "talk"}).content.decode()
    assert "Say what you would like to talk about" in page
    for state in ("agreed", "paid"):
        assert coordinator.post(one, {"state": state}).url == url("payments", call)
    assert "Paid" in mine.get(address).content.decode()
    assert "Nothing more is to be done" in coordinator.get(one).content.decode()
    text = coordinator.get(url("payments_csv", call)).content.decode("utf-8-sig")
    assert text.splitlines()[1].endswith(",1,2.50,60.00,4.20,64.20")
    assert str(assessor.person) not in text


def test_a_claim_that_waits_can_be_taken_back_once(sign_in, call, assessor) -> None:
    claim = make(assessor)
    mine = sign_in(assessor.person)
    address = url("assessing_claim_withdraw", call, claim.pk)
    assert mine.get(address).status_code == 405
    page = mine.post(address, follow=True).content.decode()
    assert "Your claim has been taken back." in page
    page = mine.post(address, follow=True).content.decode()
    assert "can&#x27;t become" in page


def test_nobody_else_sees_it(sign_in, call, assessor) -> None:
    claim = make(assessor)
    lead = RoleGrantFactory(cohort=call.cohort, role=Role.LEAD).person
    other = AssessorFactory(call=call)
    for person in (lead, other.person, PersonFactory()):
        client = sign_in(person)
        for name in ("payments", "payment_terms", "payments_csv"):
            assert client.get(url(name, call)).status_code == 404
        assert client.get(url("payment_claim", call, claim.pk)).status_code == 404
        taken = url("assessing_claim_withdraw", call, claim.pk)
        assert client.post(taken).status_code == 404
    assert Claim.objects.get().state == "asked"
    page = sign_in(other.person).get(url("assessing_payment", call)).content.decode()
    assert "£24.00</strong>" not in page
    assert url("payments", call) not in (
        sign_in(lead).get(url("assessment", call)).content.decode()
    )


def test_after_the_round_somebody_can_still_claim(sign_in, call, assessor) -> None:
    assessor.ended_at = assessor.call.opens_at
    assessor.save()
    address = url("assessing_payment", call)
    assert sign_in(assessor.person).get(address).status_code == 200
    assert sign_in(PersonFactory()).get(address).status_code == 404


def test_the_coordinator_sets_the_rate(coordinator, call) -> None:
    address = url("payment_terms", call)
    assert "Set the rate" in coordinator.get(url("payments", call)).content.decode()
    page = coordinator.post(address, {"hourly_rate": "lots"}).content.decode()
    assert "Enter an amount in pounds, such as 12 or 12.50" in page
    coordinator.post(address, {"hourly_rate": "25", "words": "By bank"})
    assert PaymentTerms.objects.get().hourly_rate == 25


@pytest.mark.parametrize("count", [1, 3])
def test_claims_take_the_same_number_of_questions(
    coordinator, call, assessor, count, django_assert_num_queries
) -> None:
    for _ in range(count):
        make(AssessorFactory(call=call))
    with django_assert_num_queries(10):
        coordinator.get(url("payments", call))
