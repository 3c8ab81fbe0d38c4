"""What editors find beside pages in Wagtail's menu: authors, tags, agreements."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup
from wagtail.snippets.widgets import SnippetListingButton

from lehc.site.actions.consents import follow_change
from lehc.site.agreements import find_missing_agreements
from lehc.site.models import Author, BasePage, StoryConsent, StoryTag, Variant
from lehc.site.views.agreements import agreement_withdraw

# Pages of Wagtail's that make no sense where people and roles are looked after here.
LEFT_OUT = {"users", "groups", "sites", "help"}


class AuthorViewSet(SnippetViewSet):
    model = Author
    icon = "user"
    menu_label = "Authors"
    list_display = ["name", "slug"]
    search_fields = ["name"]
    panels = [FieldPanel("name"), FieldPanel("slug"), FieldPanel("about")]


class StoryTagViewSet(SnippetViewSet):
    model = StoryTag
    icon = "tag"
    menu_label = "Tags"
    list_display = ["name", "slug", "shows_full"]
    search_fields = ["name"]
    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("introduction"),
        FieldPanel("shows_full"),
    ]


class StoryConsentViewSet(SnippetViewSet):
    model = StoryConsent
    icon = "clipboard-list"
    menu_label = "Agreements"
    list_display = ["name", "about", "given_on", "withdrawn_at"]
    search_fields = ["name", "about"]
    panels = [
        FieldPanel("name"),
        FieldPanel("email"),
        FieldPanel("about"),
        FieldPanel("may_quote"),
        FieldPanel("may_picture"),
        FieldPanel("given_on"),
        FieldPanel("way"),
    ]


class StoryParts(SnippetViewSetGroup):
    items = (AuthorViewSet, StoryTagViewSet, StoryConsentViewSet)
    menu_label = "Stories"
    menu_icon = "openquote"
    menu_order = 250


register_snippet(StoryParts)


@hooks.register("register_admin_urls")
def register_own_pages() -> list[Any]:
    return [
        path(
            "agreements/<int:pk>/take-back/",
            agreement_withdraw,
            name="agreement_withdraw",
        )
    ]


@hooks.register("register_snippet_listing_buttons")
def offer_to_take_back(snippet: Any, user: Any, next_url: str | None = None) -> Any:
    if isinstance(snippet, StoryConsent) and snippet.is_current:
        url = reverse("agreement_withdraw", args=[snippet.pk])
        yield SnippetListingButton("Take back", url, icon_name="undo", priority=20)


@hooks.register("after_edit_snippet")
def follow_agreement(request: HttpRequest, instance: Any) -> None:
    if isinstance(instance, StoryConsent):
        follow_change(consent=instance)


@hooks.register("before_bulk_action")
def refuse_without_agreements(
    request: HttpRequest, action_type: str, pages: Iterable[Any], view: Any
) -> HttpResponse | None:
    """Say which agreements are missing, and publish none of the pages together."""
    if action_type != "publish" or view.model is not Page:
        return None
    chosen = list(pages)
    if view.cleaned_form.cleaned_data["include_descendants"]:
        below = [page.get_descendants().not_live().specific() for page in chosen]
        chosen += [page for rows in below for page in rows]
    wanting = [
        f"“{page}” can’t be published yet. {words}"
        for page in chosen
        for words in find_missing_agreements(page.get_latest_revision_as_object())
    ]
    for words in wanting:
        messages.error(request, words)
    return redirect(view.next_url) if wanting else None


@hooks.register("before_edit_page")
def warn_of_missing_versions(request: HttpRequest, page: Any) -> None:
    """Tell editors which versions the page lacks for those who need them."""
    if request.method != "GET" or not isinstance(page, BasePage):
        return
    if isinstance(page, Variant) or not page.live:
        return
    missing = [kind.label for kind in page.list_missing_variants()]
    if missing:
        messages.warning(
            request, f"This page has no {' and no '.join(missing)} version yet."
        )


@hooks.register("construct_main_menu")
@hooks.register("construct_settings_menu")
def leave_out(request: HttpRequest, items: list[Any]) -> None:
    items[:] = [item for item in items if item.name not in LEFT_OUT]
