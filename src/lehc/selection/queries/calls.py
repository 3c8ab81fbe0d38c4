from __future__ import annotations

from django.http import Http404

from lehc.programmes.models import Cohort
from lehc.recruitment.models import Call


def find_call(cohort: Cohort) -> Call | None:
    """The cohort's call, if it has one yet."""
    return Call.objects.filter(cohort=cohort).select_related("cohort").first()


def get_call(cohort: Cohort) -> Call:
    """The cohort's call.

    Raises:
        Http404: it has none yet.
    """
    call = find_call(cohort)
    if call is None:
        raise Http404
    return call
