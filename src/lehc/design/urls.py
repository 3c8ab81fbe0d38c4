"""Addresses of the style guide; mounted only where it is wanted."""

from __future__ import annotations

from django.urls import path

from lehc.design import views

app_name = "design"

urlpatterns = [
    path("", views.styleguide, name="styleguide"),
    path("question", views.styleguide_question, name="styleguide_question"),
    path("table", views.styleguide_table, name="styleguide_table"),
]
