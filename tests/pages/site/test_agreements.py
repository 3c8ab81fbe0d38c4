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
from lehc.site.models import (
    PictureRendition,
    SearchText,
    Story,
    StoryConsent,
    StoryIndex,
    StoryTag,
)
from tests.factories.accounts import PersonFactory
from tests.factories.site import (
    StoryConsentFactory,
    make_picture,
    make_story,
    quote,
    show,
)

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


def edit_consent(browser: Any, consent: Any, **changed: str) -> Any:
    """Fill in the form of an agreement and save it."""
    form = {
        "name": consent.name,
        "email": "",
        "about": consent.about,
        "may_quote": "on",
        "given_on": str(consent.given_on),
        "way": consent.way,
    }
    form |= changed
    view = StoryConsent.snippet_viewset.get_url_name("edit")  # type: ignore[attr-defined]
    kept = {name: value for name, value in form.items() if value != "off"}
    return browser.post(reverse(view, args=[consent.pk]), kept)


def test_a_narrower_agreement_is_followed_by_the_search(
    home: Any, lead: Any, consent: Any, sign_in: Any
) -> None:
    story = make_story(title="Told", body=[quote(consent)])
    text = SearchText.objects.get(pk=story.pk)
    assert WORDS in text.body
    assert "Somebody said" not in text.body  # what the editor chose is no word of it
    edit_consent(sign_in(lead), consent, may_quote="off", may_picture="on")
    consent.refresh_from_db()
    assert (consent.may_quote, consent.may_picture) == (False, True)
    text.refresh_from_db()
    assert WORDS not in text.body


def test_an_agreement_names_the_account_that_may_take_it_back(
    home: Any, lead: Any, sign_in: Any
) -> None:
    consent, person = StoryConsentFactory(person=None), PersonFactory()
    browser = sign_in(lead)
    answer = edit_consent(browser, consent, email="nobody@example.org")
    assert "Nobody has an account with this address." in answer.content.decode()
    edit_consent(browser, consent, email=person.email.upper())
    consent.refresh_from_db()
    assert consent.person == person
    edit_consent(browser, consent)
    consent.refresh_from_db()
    assert consent.person is None


def test_several_pages_are_published_together_only_with_agreements(
    home: Any, lead: Any, consent: Any, sign_in: Any
) -> None:
    good = make_story(title="Good", live=False, body=[quote(consent)])
    bad = make_story(title="Bad", live=False, body=[quote(None)])
    for story in (good, bad):
        story.save_revision()
    browser, back = sign_in(lead), "/editing/pages/"
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    both = f"{url}?id={good.pk}&id={bad.pk}&next={back}"
    answer = browser.post(both, {"include_descendants": ""}, follow=True)
    said = answer.content.decode()
    assert "“Bad” can’t be published yet. Choose the agreement of whoever said" in said
    assert not Story.objects.live().exists()
    browser.post(f"{url}?id={good.pk}&next={back}", {"include_descendants": ""})
    assert set(Story.objects.live()) == {good}


def test_the_picture_for_sharing_stands_in_the_page(home: Any, lead: Any) -> None:
    picture, consent = make_picture(), StoryConsentFactory(may_picture=True)
    story = make_story(live=False, sharing_picture=picture)
    with pytest.raises(ValidationError, match="into the page itself too"):
        story.save_revision(user=lead).publish(user=lead, skip_permission_checks=True)
    kind, value = show(picture, consent)
    story.body = [{"type": kind, "value": value}]
    story.save_revision(user=lead).publish(user=lead, skip_permission_checks=True)
    story.refresh_from_db()
    assert (story.live, story.sharing_picture) == (True, picture)


def test_a_picture_that_is_no_longer_agreed_to_is_gone(
    home: Any, lead: Any, consent: Any, sign_in: Any
) -> None:
    picture, agreed = make_picture(), StoryConsentFactory(may_picture=True)
    story = make_story(
        title="Told", sharing_picture=picture, body=[show(picture, agreed)]
    )
    PictureRendition.objects.create(
        image=picture, filter_spec="width-20", width=20, height=15
    )
    edit_consent(sign_in(lead), agreed, may_picture="off")
    assert not PictureRendition.objects.exists()
    story.refresh_from_db()
    assert story.sharing_picture is None
