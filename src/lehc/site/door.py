"""The door of Wagtail's own pages: our sign-in, our roles, our second step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase

from lehc.programmes.middleware import find_way_in, has_proved_twice
from lehc.site.actions.groups import join_groups
from lehc.site.rules import may_edit_pages

View = Callable[..., HttpResponseBase]

# Wagtail's editor writes scripts and styles into its pages; drafts show in a frame.
EDITOR_POLICY = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-ancestors": [SELF],
}


def open_to_editors(view: View) -> View:
    """Let in editors and the programme team; to others there is nothing here."""
    shown = csp_replace(EDITOR_POLICY)(view)

    def enter(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not may_edit_pages(request.user):
            raise Http404
        if settings.SECOND_FACTOR_FOR_TEAM and not has_proved_twice(request):
            return HttpResponseRedirect(find_way_in(request))
        join_groups(request.user)
        return shown(request, *args, **kwargs)

    return enter
