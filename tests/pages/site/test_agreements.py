from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from lehc.accounts.actions.erasure import erase_person
from lehc.audit.models import AuditEvent
from lehc.site.actions.consents import withdraw_consent
from lehc.site.actions.scheduling import publish_what_is_due
from lehc.site.models import Story, StoryIndex, StoryTag
from tests.factories.accounts import PersonFactory
from tests.factories.site import StoryConsentFactory, make_story, quote

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _pages_are_kept(settings: Any) -> None:
    settings.KEEPS_PAGES = True


WORDS = "I was at the table."


@pytest.fixture
def consent() -> Any:
    return StoryConsentFactory(person=PersonFactory())


def write(client: Any, consent: Any, *, action: str) -> Any:
    """Fill in Wagtail's form for a new story with one quotation, and press a button."""
    block = ("quotation", quote(consent)[1] | {"consent": getattr(consent, "pk", "")})
    data = {
        "title": "Told",
        "introduction": "In short.",
        "slug": "told",
        "date": "2026-01-05",
        "tags": "",
        "body": streamfield([block]),
        "people": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
        "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
    }
    form = nested_form_data(data)
    people = ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
    for part in ("people", "comments"):
        form |= {f"{part}-{name}": "0" for name in people}
    if action:
        form[action] = "yes"
    url = reverse(
        "wagtailadmin_pages:add", args=["site", "story", StoryIndex.objects.get().pk]
    )
    return client.post(url, form)


def test_without_agreement_a_draft_is_kept_but_not_published(
    home: Any, lead: Any, sign_in: Any
) -> None:
    browser = sign_in(lead)
    answer = write(browser, None, action="action-publish")
    assert "Choose the agreement of whoever said" in answer.content.decode()
    assert not Story.objects.exists()
    write(browser, None, action="")
    assert Story.objects.get().live is False


def test_with_agreement_a_story_is_published(
    home: Any, lead: Any, consent: Any, sign_in: Any, client_factory: Any
) -> None:
    write(sign_in(lead), consent, action="action-publish")
    assert Story.objects.get().live is True
    assert WORDS in client_factory().get("/stories/told/").content.decode()


def test_no_other_way_publishes_without_agreement(home: Any) -> None:
    story = make_story(live=False, body=[quote(None)])
    with pytest.raises(ValidationError):
        story.save_revision().publish()
    story.refresh_from_db()
    assert story.live is False


def test_a_scheduled_draft_without_agreement_stays_one(home: Any, consent: Any) -> None:
    good = make_story(live=False, body=[quote(consent)])
    bad = make_story(live=False, body=[quote(None)])
    for story in (bad, good):
        revision = story.save_revision()
        type(revision).objects.filter(pk=revision.pk).update(
            approved_go_live_at="2026-01-01T00:00Z"
        )
    publish_what_is_due()
    assert set(Story.objects.live()) == {good}


def test_taking_back_takes_the_words_off_every_page_at_once(
    home: Any,
    consent: Any,
    client_factory: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    make_story(title="Told", tags=("LEHC",), body=[quote(consent)])
    StoryTag.objects.update(shows_full=True)
    pages = ("/stories/told/", "/tag/lehc/")
    visitor, person = client_factory(), client_factory()
    for page in pages:
        assert WORDS in visitor.get(page).content.decode()
    person.force_login(
        consent.person, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    assert consent.about in person.get("/account/stories/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        person.post(f"/account/stories/{consent.pk}/take-back/")
    forget_what_this_process_knows()
    for page in pages:
        text = visitor.get(page).content.decode()
        assert WORDS not in text
        assert "Amina" not in text
    event = AuditEvent.objects.get(action="site.withdraw_consent")
    assert (event.actor_id, event.object_id) == (consent.person_id, str(consent.pk))


def forget_what_this_process_knows() -> None:
    """Half a second goes by: a process looks at the version again."""
    from lehc.site.caching import LOOK_SECONDS, store

    store.looked_at -= LOOK_SECONDS


def test_nobody_takes_back_for_somebody_else(
    home: Any, consent: Any, sign_in: Any, editor: Any
) -> None:
    url = f"/account/stories/{consent.pk}/take-back/"
    assert sign_in(PersonFactory()).post(url).status_code == 404
    assert sign_in(consent.person).get(url).status_code == 405
    consent.refresh_from_db()
    assert consent.is_current


def test_an_editor_takes_back_when_told(
    home: Any, consent: Any, sign_in: Any, editor: Any
) -> None:
    url = f"/editing/agreements/{consent.pk}/take-back/"
    browser = sign_in(editor)
    assert consent.name in browser.get(url).content.decode()
    browser.post(url)
    consent.refresh_from_db()
    assert not consent.is_current


def test_taking_back_twice_changes_nothing(consent: Any) -> None:
    withdraw_consent(consent=consent, by=None)
    consent.refresh_from_db()
    first = consent.withdrawn_at
    withdraw_consent(consent=consent, by=None)
    consent.refresh_from_db()
    assert consent.withdrawn_at == first
    assert AuditEvent.objects.count() == 1


def test_closing_an_account_takes_everything_back(consent: Any) -> None:
    erase_person(person=consent.person, by=consent.person)
    consent.refresh_from_db()
    assert not consent.is_current
    assert consent.name == "Erased at the person's request"


def test_an_editor_hears_which_versions_are_missing(
    home: Any, editor: Any, sign_in: Any
) -> None:
    story = make_story()
    url = reverse("wagtailadmin_pages:edit", args=[story.pk])
    page = sign_in(editor).get(url).content.decode()
    assert "This page has no Easy Read and no Cymraeg (Welsh) version yet." in page
