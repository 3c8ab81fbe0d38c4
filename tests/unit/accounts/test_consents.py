from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from lehc.accounts.actions.consents import give_consent, withdraw_consent
from lehc.accounts.consent_texts import CONSENT_TEXTS, ConsentText
from lehc.accounts.enums import ConsentKind
from lehc.accounts.models import Consent
from tests.factories.accounts import PersonFactory

pytestmark = pytest.mark.django_db
LATER = ConsentKind.CONTACT_LATER


def test_every_kind_has_its_words_and_version():
    assert set(CONSENT_TEXTS) == set(ConsentKind)
    assert all(text.version and text.words for text in CONSENT_TEXTS.values())


def test_agreeing_twice_is_noted_once():
    person = PersonFactory()
    first = give_consent(person=person, kind=LATER, by=person)
    assert give_consent(person=person, kind=LATER, by=person) == first
    assert Consent.objects.count() == 1


def test_new_words_are_agreed_to_anew(monkeypatch):
    person = PersonFactory()
    old = give_consent(person=person, kind=LATER, by=person)
    monkeypatch.setitem(CONSENT_TEXTS, LATER, ConsentText("2027-01", "New words."))
    new = give_consent(person=person, kind=LATER, by=person)
    old.refresh_from_db()
    assert (old.withdrawn_at is None, new.text_version) == (False, "2027-01")


def test_taking_back_what_was_never_given_changes_nothing():
    withdraw_consent(person=PersonFactory(), kind=LATER, by=None)
    assert Consent.objects.count() == 0


def test_database_holds_one_agreement_at_a_time():
    person = PersonFactory()
    Consent.objects.create(person=person, kind=LATER, text_version="1")
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(person=person, kind=LATER, text_version="2")
