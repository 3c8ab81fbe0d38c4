"""What the public reads of a programme: its timeline, its visits, its partners."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from lehc.audit.actions import record
from lehc.programmes.actions import save_changed
from lehc.programmes.models import (
    Milestone,
    Organisation,
    Partner,
    Programme,
    Visit,
)
from lehc.programmes.ordering import close_ranks, swap_with_neighbour


@transaction.atomic
def save_milestone(
    *,
    programme: Programme,
    year: int,
    title: str,
    text: str,
    by: Any,
    milestone: Milestone | None = None,
) -> Milestone:
    """Add a moment to the programme's timeline, or change one."""
    milestone = milestone or Milestone(programme=programme)
    milestone.year, milestone.title, milestone.text = year, title, text
    milestone.save()
    record("programmes.save_milestone", milestone, by=by)
    return milestone


@transaction.atomic
def save_visit(
    *,
    programme: Programme,
    on: date,
    visitor: str,
    visitor_role: str,
    place: str,
    text: str,
    by: Any,
    visit: Visit | None = None,
) -> Visit:
    """Add a visit to the programme's timeline, or change one."""
    visit = visit or Visit(programme=programme)
    visit.on, visit.visitor, visit.visitor_role = on, visitor, visitor_role
    visit.place, visit.text = place, text
    visit.save()
    record("programmes.save_visit", visit, by=by)
    return visit


@transaction.atomic
def remove_entry(*, entry: Milestone | Visit, by: Any) -> None:
    """Take a moment or a visit off the timeline."""
    record(f"programmes.remove_{entry._meta.model_name}", entry, by=by)
    entry.delete()


@transaction.atomic
def save_partner(
    *,
    programme: Programme,
    name: str,
    sector: str,
    website: str,
    logo_alt: str,
    by: Any,
    logo: ContentFile[bytes] | None = None,
    removes_logo: bool = False,
    partner: Partner | None = None,
) -> Partner:
    """Add a partner at the end, or change one.

    `logo` is what `clean_logo` gives; without one, that of before stays.

    Raises:
        ValidationError: that organisation is a partner already, or a logo has no words.
    """
    organisation = find_organisation(name, sector)
    require_new(programme, organisation, partner)
    if organisation.website != website:
        save_changed(organisation, {"website": website})
    if partner is None:
        position = programme.partners.count() + 1
        partner = Partner(programme=programme, position=position)
    partner.organisation = organisation
    change_logo(partner, logo, logo_alt, removes=removes_logo)
    partner.save()
    record("programmes.save_partner", partner, by=by)
    return partner


def find_organisation(name: str, sector: str) -> Organisation:
    """The organisation of that name, or a new one."""
    found = Organisation.objects.filter(name__iexact=name).first()
    return found or Organisation.objects.create(name=name, sector=sector)


def require_new(
    programme: Programme, organisation: Organisation, partner: Partner | None
) -> None:
    others = programme.partners.filter(organisation=organisation)
    if partner is not None:
        others = others.exclude(pk=partner.pk)
    if others.exists():
        raise ValidationError(
            {"name": "This organisation is among the partners already"}
        )


def change_logo(
    partner: Partner, logo: ContentFile[bytes] | None, alt: str, *, removes: bool
) -> None:
    """Put a new logo in place of the old one, or take it away; files go on commit."""
    before = partner.logo.name or ""
    if logo is not None:
        partner.logo.save(logo.name or "logo.png", logo, save=False)
    elif removes:
        partner.logo = ""
    if partner.logo and not alt:
        raise ValidationError({"logo_alt": "Say in words what the logo shows"})
    partner.logo_alt = alt if partner.logo else ""
    if before and partner.logo.name != before:
        transaction.on_commit(lambda: default_storage.delete(before))


@transaction.atomic
def move_partner(*, partner: Partner, up: bool, by: Any) -> None:
    """Move a partner one place; at an end nothing happens."""
    swap_with_neighbour(partner, partner.programme.partners.all(), up=up)
    record("programmes.move_partner", partner, by=by, up=up)


@transaction.atomic
def remove_partner(*, partner: Partner, by: Any) -> None:
    """The organisation no longer backs the programme; it stays an organisation."""
    record("programmes.remove_partner", partner, by=by)
    logo = partner.logo.name or ""
    partner.delete()
    close_ranks(partner.programme.partners.all())
    if logo:
        transaction.on_commit(lambda: default_storage.delete(logo))
