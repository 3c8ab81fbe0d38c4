from __future__ import annotations

from django.urls import path

from lehc.demo import views

urlpatterns = [
    path("", views.demonstration, name="demonstration"),
    path("enter/<int:pk>/", views.enter, name="demonstration_enter"),
    path("letters/", views.letters, name="demonstration_letters"),
]
