from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404

from lehc.assessment.models import Rubric, RubricLine
from lehc.assessment.policy import find_rubric
from lehc.programmes.queries import get_public_cohort
from lehc.recruitment.models import Call
from lehc.recruitment.queries.calls import get_published_call


def find_draft(call: Call) -> Rubric | None:
    return Rubric.objects.drafts().filter(call=call).first()


def find_working(call: Call) -> Rubric | None:
    """The rubric the team works on: the draft, else the one in force."""
    return find_draft(call) or find_rubric(call)


def list_versions(call: Call) -> list[Rubric]:
    """Published versions, the one in force first."""
    return list(Rubric.objects.published().filter(call=call))


def list_in_force() -> list[Rubric]:
    """The version in force of every call."""
    rows = Rubric.objects.published().select_related("call__cohort__programme")
    newest: dict[int, Rubric] = {}
    for rubric in rows.order_by("call", "-version"):
        newest.setdefault(rubric.call_id, rubric)
    return list(newest.values())


def get_public_rubric(slug: str) -> Rubric:
    """The version in force of a public cohort's call; 404 before there is one."""
    call = get_published_call(get_public_cohort(slug))
    rubric = find_rubric(call) if call else None
    if rubric is None:
        raise Http404
    return rubric


def get_draft(call: Call) -> Rubric:
    return get_object_or_404(Rubric.objects.drafts().filter(call=call))


def get_working(call: Call) -> Rubric:
    rubric = find_working(call)
    return get_object_or_404(Rubric, pk=rubric.pk if rubric else None)


def list_lines_with_words(rubric: Rubric) -> list[RubricLine]:
    lines = rubric.lines.select_related("criterion").prefetch_related("anchors")
    return list(lines)


def get_draft_line(call: Call, pk: int) -> RubricLine:
    """A line of the draft; the lines of a published rubric are not changed."""
    return get_object_or_404(
        RubricLine.objects.select_related("rubric", "criterion").prefetch_related(
            "anchors"
        ),
        rubric=get_draft(call),
        pk=pk,
    )
