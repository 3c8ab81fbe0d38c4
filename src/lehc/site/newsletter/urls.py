from __future__ import annotations

from django.urls import path

from lehc.site.newsletter.views import bounces, desk, public

urlpatterns = [
    path("newsletter/join/", public.join, name="newsletter_join"),
    path("newsletter/asked/", public.asked, name="newsletter_asked"),
    path("newsletter/confirm/<str:token>/", public.confirm, name="newsletter_confirm"),
    path("newsletter/leave/<str:key>/", public.leave, name="newsletter_leave"),
    path("newsletter/bounces/", bounces.bounces, name="newsletter_bounces"),
    path("desk/<slug:slug>/newsletter/", desk.desk_newsletter, name="desk_newsletter"),
    path(
        "desk/<slug:slug>/newsletter/<int:pk>/send/",
        desk.newsletter_send,
        name="newsletter_send",
    ),
    path(
        "desk/<slug:slug>/newsletter/<int:pk>/try/",
        desk.newsletter_try,
        name="newsletter_try",
    ),
    path(
        "desk/<slug:slug>/newsletter/<int:pk>/unsure/",
        desk.newsletter_unsure,
        name="newsletter_unsure",
    ),
]
