from __future__ import annotations

from django.http import HttpRequest

from lehc.accounts.models import Person


class PersonRequest(HttpRequest):
    """A request behind `login_required`: somebody is signed in. For type checks."""

    user: Person
