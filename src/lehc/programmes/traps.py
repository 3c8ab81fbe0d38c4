"""A box that people leave empty and programs fill in: no puzzle for anybody.

The form has it where nobody sees or hears it; see programmes/_trap.html.
"""

from __future__ import annotations

import hashlib

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from lehc.programmes.limits import Limit, count_use

TRAP = "website"


def is_trapped(request: HttpRequest) -> bool:
    """Whether a program filled the form in; tell it nothing of that."""
    return bool(request.POST.get(TRAP))


def may_send(
    request: HttpRequest, email: str, *, by_origin: Limit, by_address: Limit
) -> bool:
    """Count one form sent from there and in that name; False when it is too many."""
    origin = get_adapter(request).get_client_ip(request)
    name = hashlib.sha256(email.lower().encode()).hexdigest()
    return count_use(by_origin, origin) and count_use(by_address, name)
