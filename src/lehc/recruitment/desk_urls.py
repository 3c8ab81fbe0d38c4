from __future__ import annotations

from django.urls import URLPattern, path

from lehc.recruitment.views import offers, public

public_urls = [
    path("cohorts/<slug:slug>/", public.cohort, name="cohort"),
]
offer_urls = [
    path(
        "applications/<slug:reference>/offer/",
        offers.application_offer,
        name="application_offer",
    ),
    path(
        "applications/<slug:reference>/offer/accept/",
        offers.offer_accept,
        name="offer_accept",
    ),
    path(
        "applications/<slug:reference>/offer/decline/",
        offers.offer_decline,
        name="offer_decline",
    ),
]
urlpatterns: list[URLPattern] = [*public_urls, *offer_urls]
