"""Those who back the programme: the team or its editor lists them in order."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from lehc.accounts.enums import EDITING_ROLES
from lehc.programmes.forms import copy_errors
from lehc.programmes.models import Partner, Programme
from lehc.programmes.presenters import show_partner_rows
from lehc.programmes.public_actions import move_partner, remove_partner, save_partner
from lehc.programmes.public_forms import PartnerForm
from lehc.programmes.queries import get_programme_for, list_partners
from lehc.programmes.views.desk import read_post
from lehc.programmes.views.programme_desk import (
    render_programme_confirmation,
    render_programme_desk,
    render_programme_form,
)


@require_safe
@login_required
def desk_partners(request: HttpRequest, slug: str) -> HttpResponse:
    programme = get_programme_for(request.user, slug, EDITING_ROLES)
    return render_programme_desk(
        request,
        programme,
        "programmes/desk_partners.html",
        partners=show_partner_rows(list_partners(programme), slug),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def partner_new(request: HttpRequest, slug: str) -> HttpResponse:
    programme = get_programme_for(request.user, slug, EDITING_ROLES)
    return edit_partner(request, programme, None)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def partner_change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    programme = get_programme_for(request.user, slug, EDITING_ROLES)
    partner = get_object_or_404(list_partners(programme), pk=pk)
    return edit_partner(request, programme, partner)


def edit_partner(
    request: HttpRequest, programme: Programme, partner: Partner | None
) -> HttpResponse:
    form = PartnerForm(
        read_post(request),
        request.FILES if request.method == "POST" else None,
        initial=PartnerForm.describe(partner),
        has_logo=bool(partner and partner.logo),
    )
    if "logo" in getattr(request, "too_large", ()):  # dropped while it arrived
        form.add_error("logo", "This file is too big: choose one of up to 5 MB")
    if request.method == "POST" and form.is_valid():
        try:
            save_partner(
                programme=programme,
                partner=partner,
                by=request.user,
                **form.cleaned_data,
            )
        except ValidationError as error:
            copy_errors(form, error)
        else:
            return redirect("desk_partners", programme.slug)
    return render_programme_form(
        request,
        programme,
        form=form,
        heading="Change a partner" if partner else "Add a partner",
        button="Save",
        back_url=reverse("desk_partners", args=[programme.slug]),
    )


@require_POST
@login_required
def partner_move(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    programme = get_programme_for(request.user, slug, EDITING_ROLES)
    partner = get_object_or_404(programme.partners, pk=pk)
    up = request.POST.get("direction") == "up"
    move_partner(partner=partner, up=up, by=request.user)
    return redirect("desk_partners", slug)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def partner_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    programme = get_programme_for(request.user, slug, EDITING_ROLES)
    partner = get_object_or_404(list_partners(programme), pk=pk)
    if request.method == "POST":
        remove_partner(partner=partner, by=request.user)
        messages.success(request, f"{partner} is no longer among the partners.")
        return redirect("desk_partners", slug)
    return render_programme_confirmation(
        request,
        programme,
        heading=f"Remove {partner} from the partners?",
        text="It disappears from the public pages and from the next flyer.",
        button="Remove it",
        back_url=reverse("desk_partners", args=[slug]),
    )
