"""The funnel for the equality duty: whom the programme reaches, stage by stage."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from lehc.equality.funnel import count_funnel
from lehc.equality.question_sets import PRESENT_SET
from lehc.programmes.queries import get_cohort_for
from lehc.programmes.views.desk import render_desk
from lehc.recruitment.presenters.equality import (
    STAGE_COLUMNS,
    show_funnel,
    show_stages,
)
from lehc.recruitment.queries.calls import get_call
from lehc.recruitment.queries.stages import count_reached


@require_safe
@login_required
def desk_equality(request: HttpRequest, slug: str) -> HttpResponse:
    """Suppressed counts by stage and category, beside how many came so far."""
    cohort = get_cohort_for(request.user, slug)
    call = get_call(cohort)
    template = "recruitment/desk_equality.html"
    if call is None:
        return render_desk(request, cohort, template, call=None)
    funnel = count_funnel(round_name=str(call), question_set=PRESENT_SET)
    return render_desk(
        request,
        cohort,
        template,
        call=call,
        stage_columns=STAGE_COLUMNS,
        stages=show_stages(funnel, count_reached(call)),
        questions=show_funnel(funnel),
    )
