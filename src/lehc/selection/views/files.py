"""Files by which anybody can repeat a run, and the list that is drawn from."""

from __future__ import annotations

import json

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from lehc.programmes.queries import get_cohort_for
from lehc.selection.calculations.lotteries import write_cohorts
from lehc.selection.inputs import share_people
from lehc.selection.models import Run
from lehc.selection.presenters.decisions import write_certificate
from lehc.selection.printing import print_cohorts
from lehc.selection.queries.calls import get_call
from lehc.selection.queries.runs import (
    find_draw,
    get_public_run,
    get_run,
    overrides_of,
)
from lehc.selection.sight import hides_some

KINDS = {"csv": "text/csv; charset=utf-8", "json": "application/json; charset=utf-8"}


def write_file(run: Run, name: str) -> str:
    """The text of one of a run's files.

    Raises:
        Http404: this run has no such file.
    """
    if name == "people.csv":
        return share_people(run)
    if name == "targets.csv":
        return run.targets_csv
    if name == "certificate.json":
        content = write_certificate(
            run, overrides=overrides_of(run), drawn=find_draw(run)
        )
        return json.dumps(content, indent=2, ensure_ascii=False)
    if run.cohorts is None:
        raise Http404
    return write_cohorts(run.cohorts)


def serve(run: Run, name: str) -> HttpResponse:
    return HttpResponse(
        write_file(run, name),
        content_type=KINDS[name.rpartition(".")[2]],
        headers={"Content-Disposition": f'attachment; filename="run-{run.pk}-{name}"'},
    )


@require_safe
@login_required
def desk_run_file(request: HttpRequest, slug: str, pk: int, name: str) -> HttpResponse:
    """One of the files by which the team can repeat a run.

    By its answers somebody could be found in the people file, so whoever has a
    conflict gets it only once it is public.
    """
    run = get_run(get_call(get_cohort_for(request.user, slug)), pk)
    is_withheld = not run.publishes_people and hides_some(request.user, run.call)
    if name == "people.csv" and is_withheld:
        raise Http404
    return serve(run, name)


@require_safe
def certificate_file(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One of the files of a fixed run; people only where they are published."""
    run = get_public_run(pk)
    if name == "people.csv" and not run.publishes_people:
        raise Http404
    return serve(run, name)


@require_safe
def cohorts_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The numbered cohorts as a tagged PDF, to print and lay on the table."""
    run = get_public_run(pk)
    if run.cohorts is None:
        raise Http404
    return HttpResponse(
        print_cohorts(run),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="run-{pk}-cohorts.pdf"'},
    )
