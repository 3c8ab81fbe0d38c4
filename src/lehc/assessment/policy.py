"""Who sees what of an application, at which stage: one table, one set of querysets.

Every page, export, letter, count and file of assessment starts from a queryset here
and shows the fields that `SEES` gives. What a queryset leaves out does not exist for
that person: their pages say 404 and their counts do not count it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any, TypeAlias

from django.db.models import Exists, OuterRef, Q

from lehc.assessment.models import (
    Assessor,
    Assignment,
    AssignmentQuerySet,
    Declaration,
    PanelDecision,
    Review,
    Tally,
    TallyQuerySet,
)
from lehc.assessment.rules import is_round_open, may_chair
from lehc.programmes.rules import is_team
from lehc.recruitment.enums import (
    ASSESSABLE_STATES,
    SENT_STATES,
    ApplicationState,
    Visibility,
)
from lehc.recruitment.models import Answer, Application, ApplicationQuerySet, Call


class Part(StrEnum):
    """In which part a person looks at an application."""

    ASSESSOR = "assessor"
    CHAIR = "chair"
    TEAM = "team"
    LOOKER = "second looker"


class Stage(StrEnum):
    """What the person has declared of the application."""

    UNDECLARED = "undeclared"
    CLEARED = "cleared"
    CONFLICTED = "conflicted"


class Field(StrEnum):
    """What there is to see of an application."""

    REFERENCE = "reference"
    NAME = "name"
    ORGANISATION = "organisation"
    PLACE = "place"
    DECLARING_ANSWERS = "answers that help to declare"
    ASSESSED_ANSWERS = "answers that are assessed"
    EASY_READ = "the summary in Easy Read"
    OWN_REVIEW = "one's own review"
    REVIEWS = "everybody's reviews"
    REVIEWER_NAMES = "names of those who reviewed"
    MERIT = "median and spread"
    DECISIONS = "decisions of the panel"
    LENIENCY = "how kind or strict assessors score"


Fields: TypeAlias = frozenset[Field]

NOTHING: Fields = frozenset()
TO_DECLARE = frozenset(
    {Field.NAME, Field.ORGANISATION, Field.PLACE, Field.DECLARING_ANSWERS}
)
TO_READ = frozenset(
    {
        Field.REFERENCE,
        Field.ASSESSED_ANSWERS,
        Field.EASY_READ,
        Field.OWN_REVIEW,
    }
)
TO_DECIDE = frozenset(
    {
        Field.REFERENCE,
        Field.ASSESSED_ANSWERS,
        Field.EASY_READ,
        Field.REVIEWS,
        Field.MERIT,
        Field.DECISIONS,
        Field.LENIENCY,
    }
)
EVERYTHING = frozenset(Field)

# An assessor reads words without the name that was shown to declare on; a chair decides
# without names too, and so does whoever takes a second look at a decision. The
# programme team prepares the call, so it need not declare first, and loses sight of an
# application as soon as it declares a conflict.
SEES: dict[tuple[Part, Stage], Fields] = {
    (Part.ASSESSOR, Stage.UNDECLARED): TO_DECLARE,
    (Part.ASSESSOR, Stage.CLEARED): TO_READ,
    (Part.ASSESSOR, Stage.CONFLICTED): NOTHING,
    (Part.CHAIR, Stage.UNDECLARED): TO_DECLARE,
    (Part.CHAIR, Stage.CLEARED): TO_DECIDE,
    (Part.CHAIR, Stage.CONFLICTED): NOTHING,
    (Part.LOOKER, Stage.UNDECLARED): TO_DECLARE,
    (Part.LOOKER, Stage.CLEARED): TO_DECIDE - {Field.LENIENCY, Field.MERIT},
    (Part.LOOKER, Stage.CONFLICTED): NOTHING,
    (Part.TEAM, Stage.UNDECLARED): EVERYTHING,
    (Part.TEAM, Stage.CLEARED): EVERYTHING,
    (Part.TEAM, Stage.CONFLICTED): NOTHING,
}


def hidden_parts(person: Any, at: str = "") -> tuple[Q, Q, Q]:
    """What the person declared a conflict with, applied for, and shares.

    Their own application and those of their place team are conflicts of themselves.
    `at` leads from the rows to the application, such as "application__". The few that
    are hidden are looked up once, not for each row; most rows have no team to look for.
    """
    conflicts = Declaration.objects.current().conflicts().filter(person=person)
    mine = Application.objects.filter(person=person, team__isnull=False)
    return (
        Q(**{f"{at}pk__in": conflicts.order_by().values("application")}),
        Q(**{f"{at}person": person}),
        Q(**{f"{at}team__isnull": False})
        & Q(**{f"{at}team__in": mine.order_by().values("team")}),
    )


def not_hidden_from(person: Any, at: str = "") -> Q:
    """All but `hidden_parts`."""
    declared, own, shared = hidden_parts(person, at)
    return ~declared & ~own & ~shared


def without_conflicts(
    person: Any, applications: ApplicationQuerySet
) -> ApplicationQuerySet:
    """Leave out what is hidden from the person."""
    return applications.filter(not_hidden_from(person))


def cleared_by(person: Any, applications: ApplicationQuerySet) -> ApplicationQuerySet:
    """Those on which the person's newest declaration says “no conflict”."""
    cleared = Declaration.objects.current().cleared()
    return without_conflicts(person, applications).filter(
        Exists(cleared.filter(person=person, application=OuterRef("pk")))
    )


def undeclared_by(
    person: Any, applications: ApplicationQuerySet
) -> ApplicationQuerySet:
    """Those on which the person has said nothing yet."""
    said = Declaration.objects.filter(person=person, application=OuterRef("pk"))
    return without_conflicts(person, applications).filter(~Exists(said))


PANEL_STATES = frozenset(SENT_STATES - {ApplicationState.NOT_ELIGIBLE})


def sent_to_panel(call: Call | int) -> ApplicationQuerySet:
    """Everything the panel talks about: sent, and not found not eligible."""
    return Application.objects.filter(call=call, state__in=PANEL_STATES)


def get_panel_part(person: Any, call: Call) -> Part | None:
    """In which part the person comes to the panel of a call; None for strangers."""
    if is_team(person, call.cohort):
        return Part.TEAM
    return Part.CHAIR if may_chair(find_assessor(person, call)) else None


def panel_applications(person: Any, call: Call) -> ApplicationQuerySet:
    """What the person may see of the panel's list: pages, counts and averages."""
    return open_to_panel(person, call, sent_to_panel(call))


def open_to_panel(
    person: Any, call: Call, applications: ApplicationQuerySet
) -> ApplicationQuerySet:
    """Those of a call's applications that the person may see as one of its panel."""
    return open_to_part(get_panel_part(person, call), person, applications)


def open_to_part(
    part: Part | None, person: Any, applications: ApplicationQuerySet
) -> ApplicationQuerySet:
    """The same for whoever comes in this part; the person may be an id."""
    if part is Part.TEAM:
        return without_conflicts(person, applications)
    if part is Part.CHAIR:
        return cleared_by(person, applications)
    return Application.objects.none()


def panel_tallies(person: Any, call: Call) -> TallyQuerySet:
    """The tallies of exactly those of `panel_applications` that have one."""
    return part_tallies(get_panel_part(person, call), person, call)


def part_tallies(part: Part | None, person: Any, call: Call | int) -> TallyQuerySet:
    """The same for whoever comes in this part; person and call may be ids."""
    if part is None:
        return Tally.objects.none()
    tallies = Tally.objects.filter(
        not_hidden_from(person, "application__"),
        call=call,
        application__state__in=PANEL_STATES,
    )
    if part is Part.CHAIR:
        cleared = Declaration.objects.current().cleared().filter(person=person)
        mine = cleared.filter(application=OuterRef("application"))
        return tallies.filter(Exists(mine))
    return tallies


def tallies_left_out(person: Any, call: Call | int) -> TallyQuerySet:
    """The few tallies of a call that are not among somebody of the team's."""
    declared, own, shared = hidden_parts(person)
    aside = Q(state__in=frozenset(ApplicationState) - PANEL_STATES)
    left_out = Application.objects.filter(aside | declared | own | shared, call=call)
    return Tally.objects.filter(application__in=left_out.order_by().values("pk"))


def readings_of(assessor: Assessor) -> AssignmentQuerySet:
    """The assignments an assessor may open now, in their own order."""
    if assessor.ended_at or not is_round_open(find_rubric(assessor.call)):
        return Assignment.objects.none()
    readable = cleared_by(assessor.person, assessable(assessor.call))
    return Assignment.objects.current().filter(
        assessor=assessor, application__in=readable.values("pk")
    )


def to_declare_by(assessor: Assessor) -> ApplicationQuerySet:
    """What an assessor or a chair has still to declare on.

    An assessor declares on what they were given; a chair on all the panel talks about.
    """
    if may_chair(assessor):
        return undeclared_by(assessor.person, sent_to_panel(assessor.call))
    if assessor.ended_at or not is_round_open(find_rubric(assessor.call)):
        return Application.objects.none()
    given = Assignment.objects.current().filter(
        assessor=assessor, application=OuterRef("pk")
    )
    mine = assessable(assessor.call).filter(Exists(given))
    return undeclared_by(assessor.person, mine)


def visible_to(person: Any, call: Call) -> ApplicationQuerySet:
    """The applications whose assessed answers the person may read, in any part."""
    if get_panel_part(person, call):
        return panel_applications(person, call)
    assessor = find_assessor(person, call)
    if assessor is None:
        return Application.objects.none()
    return Application.objects.filter(
        pk__in=readings_of(assessor).order_by().values("application")
    )


def reads_file(person: Any, application: Application, answer: Answer) -> bool:
    """Whether the person may open a file that was given as an assessed answer."""
    if answer.question.visibility != Visibility.ASSESSED:
        return False
    return visible_to(person, application.call).filter(pk=application.pk).exists()


def has_begun_review(application: Application) -> bool:
    """Whether an assessor has begun a review of it, or the panel has talked of it."""
    begun = Review.objects.filter(assignment__application=application)
    decided = PanelDecision.objects.filter(application=application)
    return begun.exists() or decided.exists()


def assessable(call: Call) -> ApplicationQuerySet:
    return Application.objects.filter(call=call, state__in=ASSESSABLE_STATES)


def find_assessor(person: Any, call: Call) -> Assessor | None:
    """The person's place among the assessors of a call, unless it was ended."""
    return (
        Assessor.objects.current()
        .filter(person=person, call=call)
        .select_related("person", "call__cohort__programme")
        .first()
    )


def find_rubric(call: Call) -> Any:
    """The version in force: the newest published one, or None."""
    return call.rubrics.filter(published_at__isnull=False).first()
