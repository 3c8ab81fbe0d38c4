"""Wagtail asks groups what somebody may do; ours follow from roles."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission

from lehc.accounts.enums import TEAM_ROLES
from lehc.programmes.queries import get_site_programme
from lehc.site.rules import find_editing_roles

# Wagtail's own groups: the first write and send for moderation, the second publish.
EDITORS, MODERATORS = "Editors", "Moderators"
PARTS_OF_PAGES = ("author", "storytag", "storyconsent")


def join_groups(person: Any) -> None:
    """Put somebody in the groups of their roles, and take them out of others."""
    roles = find_editing_roles(person, get_site_programme())
    wanted = set()
    if roles:
        wanted.add(MODERATORS if roles & TEAM_ROLES else EDITORS)
    if wanted != set(person.groups.values_list("name", flat=True)):
        person.groups.set(Group.objects.filter(name__in=wanted))


def grant_parts_of_pages() -> None:
    """Let both groups look after authors, tags and agreements; nobody deletes them."""
    permissions = Permission.objects.filter(
        content_type__app_label="site",
        codename__in=[
            f"{verb}_{model}"
            for verb in ("add", "change", "view")
            for model in PARTS_OF_PAGES
        ],
    )
    redirects = Permission.objects.filter(
        content_type__app_label="wagtailredirects", content_type__model="redirect"
    )
    for group in Group.objects.filter(name__in=(EDITORS, MODERATORS)):
        group.permissions.add(*permissions)
    for group in Group.objects.filter(name=MODERATORS):
        group.permissions.add(*redirects)
