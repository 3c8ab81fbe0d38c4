from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Answers “ok” when the database answers; for a watchman, not for people."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


def form_waited_too_long(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Shown instead of Django's page when a form's safety token does not match."""
    return render(request, "403_csrf.html", status=403)
