from __future__ import annotations

from django.urls import path

from lehc.equality import views

urlpatterns = [
    path("withdraw/", views.withdraw_answers, name="equality_withdraw"),
]
