from __future__ import annotations

from django.urls import URLPattern, path

from lehc.recruitment.views import applying_files

urlpatterns: list[URLPattern] = [
    path(
        "applications/<slug:reference>/files/<slug:key>/",
        applying_files.answer_file,
        name="answer_file",
    ),
]
