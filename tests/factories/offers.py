"""Offers, waiting places and decision letters, through the product's own actions."""

from __future__ import annotations

from typing import Any

from lehc.letters.actions import release_letters
from lehc.letters.models import Letter
from lehc.recruitment.actions.offers import make_offers
from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import Application, Offer
from tests.factories.recruitment import ApplicationFactory


def make_held_offer(**fields: Any) -> Offer:
    """An offer whose letter waits in the outbox."""
    application = ApplicationFactory(state=ApplicationState.ELIGIBLE, **fields)
    [offer] = make_offers(applications=[application], by=None)
    offer.application = Application.objects.get(pk=application.pk)
    return offer


def make_told_offer(**fields: Any) -> Offer:
    """An offer whose letter has been let go."""
    offer = make_held_offer(**fields)
    release_letters(
        Letter.objects.filter(decisionletter__application=offer.application)
    )
    return offer
