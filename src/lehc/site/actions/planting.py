"""The pages that every site starts with."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import Locale, Page, Site

from lehc.site.actions.groups import grant_parts_of_pages
from lehc.site.models import ContactPage, HomePage, StoryIndex

PORTS = {"http": 80, "https": 443}


@transaction.atomic
def plant_site() -> HomePage:
    """Make the first page, the index of stories and the contact page, once.

    What is there already stays as it is; the site's address follows the settings.
    """
    home = HomePage.objects.first() or plant_home()
    set_address(home)
    if not StoryIndex.objects.exists():
        home.add_child(instance=StoryIndex(title="Stories", slug="stories"))
    if not ContactPage.objects.exists():
        home.add_child(instance=ContactPage(title="Contact", slug="contact"))
    grant_parts_of_pages()
    return home


def plant_home() -> HomePage:
    """Make the first page, in place of the one that Wagtail greets with."""
    language = get_supported_content_language_variant(settings.LANGUAGE_CODE)
    Locale.objects.get_or_create(language_code=language)
    root = Page.get_first_root_node() or Page.add_root(
        instance=Page(title="Root", slug="root")
    )
    plain = ContentType.objects.get_for_model(Page)
    for welcome in Page.objects.filter(depth=2, slug="home", content_type=plain):
        welcome.delete()
    root.refresh_from_db()
    home: HomePage = root.add_child(instance=HomePage(title="Home", slug="home"))
    return home


def set_address(home: HomePage) -> None:
    """Tell Wagtail the site's own address, for links in feeds and letters."""
    parts = urlsplit(settings.BASE_URL)
    address = {
        "hostname": parts.hostname or "localhost",
        "port": parts.port or PORTS[parts.scheme],
        "root_page_id": home.pk,
    }
    site = Site.objects.filter(is_default_site=True).first()
    site = site or Site(is_default_site=True)
    if any(getattr(site, name) != value for name, value in address.items()):
        for name, value in address.items():
            setattr(site, name, value)
        site.save()
