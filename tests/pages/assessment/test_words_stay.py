"""Once somebody has begun to read an application, its words stay as they are."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from lehc.assessment.models import Review
from lehc.recruitment.actions.teams import reopen_team
from tests.factories.assessment import PanelDecisionFactory
from tests.factories.recruitment import PlaceTeamFactory

pytestmark = pytest.mark.django_db
TOO_LATE = "Somebody has begun to read it, so it can’t be changed any more."


@pytest.fixture
def sent(planted: Any) -> Any:
    """Sent, in an open call, and one assessor has read it."""
    planted.application.state = "submitted"
    planted.application.sent_at = timezone.now()
    planted.application.save(update_fields=["state", "sent_at"])
    return planted.application


def test_an_application_that_is_being_read_stays(sent: Any, sign_in: Any) -> None:
    browser = sign_in(sent.person)
    standing = reverse("application_tasks", args=[sent.reference])
    change = reverse("application_change", args=[sent.reference])
    page = browser.get(standing).content.decode()
    assert TOO_LATE in page
    assert change not in page
    assert browser.get(change).url == standing
    answer = browser.post(change, follow=True).content.decode()
    assert "its words stay as they are" in answer
    sent.refresh_from_db()
    assert sent.state == "submitted"


def test_one_that_nobody_has_opened_may_change(sent: Any, sign_in: Any) -> None:
    Review.objects.all().delete()
    browser = sign_in(sent.person)
    standing = reverse("application_tasks", args=[sent.reference])
    change = reverse("application_change", args=[sent.reference])
    page = browser.get(standing).content.decode()
    assert TOO_LATE not in page
    assert change in page
    PanelDecisionFactory(application=sent)
    assert TOO_LATE in browser.get(standing).content.decode()


def test_a_team_of_which_one_is_being_read_stays(sent: Any) -> None:
    team = PlaceTeamFactory(call=sent.call, lead=sent.person, sent_at=sent.sent_at)
    sent.team = team
    sent.save(update_fields=["team"])
    with pytest.raises(ValidationError, match="its words stay as they are"):
        reopen_team(team=team, by=sent.person)
    team.refresh_from_db()
    assert team.sent_at == sent.sent_at


def test_a_team_that_was_checked_is_not_offered_to_change(
    sent: Any, sign_in: Any
) -> None:
    Review.objects.all().delete()
    team = PlaceTeamFactory(call=sent.call, lead=sent.person, sent_at=sent.sent_at)
    sent.team = team
    sent.save(update_fields=["team"])
    browser, page = sign_in(sent.person), reverse("team", args=[team.reference])
    change = reverse("team_change", args=[team.reference])
    assert change in browser.get(page).content.decode()
    assert browser.get(change).status_code == 200
    sent.state = "eligible"
    sent.save(update_fields=["state"])
    assert change not in browser.get(page).content.decode()
    assert browser.get(change).url == page
    said = browser.post(change, follow=True).content.decode()
    assert "being looked at, so its words stay as they are" in said
    assert "ligible" not in said
