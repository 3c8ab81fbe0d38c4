"""Calls and their forms: what is published, what is missing, what may change."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils import timezone

from lehc.prepared import Prepared, make_models, name_columns
from lehc.programmes.models import Cohort, Programme
from lehc.recruitment.enums import CallState
from lehc.recruitment.models import Call, CommonQuestion, Criterion, FormVersion


def published_calls() -> QuerySet[Call]:
    """Calls that the public may read: those with a published form."""
    published = FormVersion.objects.filter(
        call=OuterRef("pk"), published_at__isnull=False
    )
    return Call.objects.filter(Exists(published))


def open_calls() -> QuerySet[Call]:
    """The public calls that take applications now, newest cohort first."""
    now = timezone.now()
    return (
        published_calls()
        .filter(opens_at__lte=now, closes_at__gt=now)
        .select_related("cohort__programme")
        .order_by("-cohort__number")
    )


def get_call(cohort: Cohort) -> Call | None:
    return Call.objects.filter(cohort=cohort).first()


CALLS = Prepared(
    lambda slug: (
        Call.objects.filter(cohort__slug=slug)
        .order_by()
        .values_list(
            *name_columns(Call),
            *name_columns(Cohort, "cohort__"),
            *name_columns(Programme, "cohort__programme__"),
        )
    ),
    about=1,
)


def find_call_of(slug: str) -> Call | None:
    """The call of the cohort of that slug, with the cohort and its programme."""
    for row in CALLS.read(slug):
        call, cohort, programme = make_models(row, Call, Cohort, Programme)
        call.cohort, cohort.programme = cohort, programme
        return call
    return None


def get_published_call(cohort: Cohort) -> Call | None:
    return published_calls().filter(cohort=cohort).first()


def is_published(call: Call) -> bool:
    return call.form_versions.filter(published_at__isnull=False).exists()


def list_criteria(call: Call) -> QuerySet[Criterion]:
    return call.criteria.order_by("position", "id")


def list_common_questions(call: Call) -> QuerySet[CommonQuestion]:
    return call.common_questions.order_by("position", "id")


def may_arrange_criteria(call: Call) -> bool:
    """Criteria are added, moved and taken away only before the public reads them."""
    return not is_published(call)


def may_reword_criteria(call: Call) -> bool:
    """Their words may be mended until people can apply by them."""
    return may_arrange_criteria(call) or call.get_state() == CallState.UPCOMING


def list_missing(call: Call) -> list[str]:
    """What a call still needs before the public may read it, in plain words."""
    missing = []
    if not call.criteria.exists():
        missing.append("Say what you look for: add at least one criterion")
    if not call.cohort.sessions.exists():
        missing.append("Add the dates of the sessions")
    return missing


def get_form(call: Call) -> FormVersion | None:
    """The version the team works on: the newest, draft or published."""
    return call.form_versions.order_by("-number").first()


def get_published_form(call: Call) -> FormVersion | None:
    """The version that new applications start on."""
    return (
        call.form_versions.filter(published_at__isnull=False)
        .order_by("-number")
        .first()
    )


def with_form_parts(versions: QuerySet[FormVersion]) -> QuerySet[FormVersion]:
    return versions.prefetch_related("sections__questions__choices")


def list_form_versions(call: Call) -> QuerySet[FormVersion]:
    """Every version, newest first, with `application_count`."""
    return call.form_versions.order_by("-number").annotate(
        application_count=Count("applications")
    )


def is_draft(version: FormVersion) -> bool:
    """Whether the version may still change: not published, and nobody began on it."""
    return version.published_at is None and not version.applications.exists()
