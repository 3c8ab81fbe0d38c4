"""Every address of the site, floor by floor."""

from __future__ import annotations

from django.conf import settings
from django.urls import include, path

from lehc.config import views
from lehc.site.urls import any_page

urlpatterns = [
    path("", include("lehc.site.urls")),
    path("", include("lehc.programmes.urls")),
    path("", include("lehc.recruitment.urls")),
    path("", include("lehc.assessment.urls")),
    path("", include("lehc.selection.urls")),
    path("", include("lehc.learning.urls")),
    path("places/", include("lehc.places.urls")),
    path("", include("lehc.conversations.urls")),
    path("account/equality/", include("lehc.equality.urls")),
    path("account/", include("lehc.accounts.urls")),
    path("health/", views.health, name="health"),
]
if settings.DEMONSTRATION:
    urlpatterns += [
        path("demonstration/", include("lehc.demo.urls")),
        path("design/", include("lehc.design.urls")),
    ]
# Last: it takes every address that none above has taken.
urlpatterns += [
    path("", include("lehc.site.newsletter.urls")),
    path("", include(any_page)),
]
