from __future__ import annotations

from django.urls import path

from lehc.programmes import views

urlpatterns = [
    path("", views.home, name="home"),
    path("desk/", views.desks, name="desks"),
    path("desk/<slug:slug>/", views.desk, name="desk"),
]
