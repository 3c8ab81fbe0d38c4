"""How far assessing has come, among the applications that the viewer may see."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from lehc.assessment.enums import FINISHED_REVIEW_STATES, ReviewState
from lehc.assessment.models import Assessor, Assignment, Declaration, Rubric
from lehc.recruitment.enums import ASSESSABLE_STATES
from lehc.recruitment.models import ApplicationQuerySet, Call


@dataclass
class Load:
    """One assessor's list in numbers."""

    given: int = 0
    to_do: int = 0
    to_declare: int = 0
    drafts: int = 0
    sent: int = 0
    abstained: int = 0
    conflicts: int = 0


@dataclass
class Progress:
    """`loads` by assessor id; then ids of applications, of those still assessed.

    Loads count what has been settled since, too, as done. So do `all_applications`,
    and `finished`: those of them with every review.
    """

    loads: dict[int, Load] = field(default_factory=lambda: defaultdict(Load))
    short_of_assessors: list[int] = field(default_factory=list)
    short_of_reviews: list[int] = field(default_factory=list)
    without_lived: list[int] = field(default_factory=list)
    applications: int = 0
    all_applications: int = 0
    finished: int = 0


def describe_progress(
    call: Call, rubric: Rubric | None, visible: ApplicationQuerySet
) -> Progress:
    """Loads of assessors, and what applications still lack. Four queries."""
    states = dict(visible.values_list("pk", "state"))
    seen, ids = set(states), [pk for pk in states if states[pk] in ASSESSABLE_STATES]
    progress = Progress(applications=len(ids), all_applications=len(seen))
    lived = set(
        Assessor.objects.filter(call=call, has_lived_experience=True).values_list(
            "pk", flat=True
        )
    )
    said = count_declarations(call, seen, progress)
    readers: Counter[int] = Counter()
    sent: Counter[int] = Counter()
    with_lived: set[int] = set()
    for application_id, assessor_id, person_id, state in list_pairs(call):
        if application_id not in seen:
            continue
        load = progress.loads[assessor_id]
        load.given += 1
        count_state(load, state)
        if states[application_id] in ASSESSABLE_STATES:
            load.to_do += state not in FINISHED_REVIEW_STATES
            load.to_declare += (person_id, application_id) not in said
        if state != ReviewState.ABSTAINED:
            readers[application_id] += 1
            sent[application_id] += state == ReviewState.SUBMITTED
            with_lived |= {application_id} if assessor_id in lived else set()
    wanted = rubric.reviews_per_application if rubric else 0
    progress.short_of_assessors = [key for key in ids if readers[key] < wanted]
    progress.short_of_reviews = [key for key in ids if sent[key] < wanted]
    progress.finished = sum(sent[key] >= wanted for key in seen)
    progress.without_lived = [key for key in ids if key not in with_lived]
    return progress


def list_pairs(call: Call) -> list[tuple[int, int, int, str | None]]:
    rows = Assignment.objects.current().filter(assessor__call=call).order_by()
    return list(
        rows.values_list(
            "application_id", "assessor_id", "assessor__person_id", "review__state"
        )
    )


def count_declarations(
    call: Call, seen: set[int], progress: Progress
) -> set[tuple[int, int]]:
    """Pairs of person and application that were declared on; counts conflicts too."""
    people = dict(Assessor.objects.filter(call=call).values_list("person_id", "pk"))
    said = set()
    rows = Declaration.objects.current().filter(application__call=call).order_by()
    for person_id, application_id, has_conflict in rows.values_list(
        "person_id", "application_id", "has_conflict"
    ):
        said.add((person_id, application_id))
        if has_conflict and application_id in seen and person_id in people:
            progress.loads[people[person_id]].conflicts += 1
    return said


def count_state(load: Load, state: str | None) -> None:
    load.drafts += state == ReviewState.DRAFT
    load.sent += state == ReviewState.SUBMITTED
    load.abstained += state == ReviewState.ABSTAINED
