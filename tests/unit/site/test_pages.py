from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import override_settings
from wagtail.models import Page, Site

from lehc.site.actions.planting import plant_site
from lehc.site.enums import VariantKind
from lehc.site.models import OrdinaryPage, Story, StoryPerson, Variant
from tests.factories.accounts import PersonFactory
from tests.factories.site import StoryConsentFactory, make_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> Any:
    return plant_site()


@pytest.mark.parametrize("slug", ["desk", "cohorts", "editing", "account"])
def test_a_page_cannot_hide_behind_a_page_of_the_product(slug: str, home: Any) -> None:
    with pytest.raises(ValidationError) as error:
        home.add_child(instance=OrdinaryPage(title="A page", slug=slug))
    assert error.value.messages == [f"/{slug}/ is taken already. Choose another."]


def test_deeper_down_every_address_is_free(home: Any) -> None:
    page = OrdinaryPage(title="Help", slug="help")
    home.add_child(instance=page)
    page.add_child(instance=OrdinaryPage(title="Desk", slug="desk"))
    assert Page.objects.get(slug="desk").url == "/help/desk/"


def test_a_page_has_each_version_once(home: Any) -> None:
    home.add_child(instance=Variant(kind=VariantKind.WELSH, title="Croeso"))
    with pytest.raises(ValidationError, match="The page has this version already"):
        home.add_child(instance=Variant(kind=VariantKind.WELSH, title="Croeso eto"))


def test_missing_versions_are_known(home: Any) -> None:
    assert home.list_missing_variants() == ["easy_read", "welsh"]
    home.add_child(instance=Variant(kind=VariantKind.EASY_READ, title="Simply"))
    draft = Variant(kind=VariantKind.WELSH, title="Croeso", live=False)
    home.add_child(instance=draft)
    assert home.list_missing_variants() == ["welsh"]


@override_settings(BASE_URL="https://programme.example.org")
def test_the_sites_address_follows_the_settings(home: Any) -> None:
    plant_site()
    site = Site.objects.get()
    assert (site.hostname, site.port, site.root_page_id) == (
        "programme.example.org",
        443,
        home.pk,
    )


def test_nobody_can_be_a_superuser() -> None:
    person = PersonFactory()
    person.is_superuser = True
    with pytest.raises(IntegrityError), transaction.atomic():
        person.save()


def test_an_agreement_is_to_something() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        StoryConsentFactory(may_quote=False)


def test_somebody_is_named_in_a_story_once() -> None:
    story, consent = make_story(), StoryConsentFactory()
    StoryPerson.objects.create(story=story, consent=consent)
    with pytest.raises(IntegrityError), transaction.atomic():
        StoryPerson.objects.create(story=story, consent=consent)


def test_a_story_is_tagged_once_with_each_tag() -> None:
    story = make_story(tags=("LEHC",))
    [item] = story.tagged_items.all()
    with pytest.raises(IntegrityError), transaction.atomic():
        type(item).objects.create(tag=item.tag, content_object=story)
    assert Story.objects.get().tags.get().slug == "lehc"
