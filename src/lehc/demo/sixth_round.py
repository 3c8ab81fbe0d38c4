"""How the sixth cohort was chosen: a lottery, drawn in public, checkable today.

Letters and answers of that time are gone, as the privacy notice says; the round, its
list of cohorts and its certificate stay.
"""

from __future__ import annotations

import datetime
from random import Random

from django.utils import timezone

from lehc.accounts.models import Person
from lehc.demo.applicants import make_criteria
from lehc.demo.history import TakingPart, make_cohort, seat
from lehc.demo.people import Inventor
from lehc.demo.words import CONTACT
from lehc.learning.actions import fix_set_plan, make_set_plan
from lehc.learning.enums import MixBy
from lehc.letters.enums import LetterKind, LetterState
from lehc.letters.models import Letter
from lehc.places.models import Area
from lehc.programmes.enums import Sector
from lehc.programmes.models import Cohort, Programme
from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import (
    Application,
    Call,
    DecisionLetter,
    FormVersion,
    StateChange,
)
from lehc.recruitment.references import ALPHABET, HALF
from lehc.selection.actions.fixing import fix_run
from lehc.selection.actions.runs import add_findings, keep_answer
from lehc.selection.calculations.cohorts import certify_draw, compute
from lehc.selection.enums import DrawnBy, Method
from lehc.selection.inputs import name_anonymously, write_people, write_targets
from lehc.selection.models import Draw, Run, RunPerson, Target
from lehc.selection.queries.features import SECTOR_KEY, Feature
from lehc.selection.queries.pool import Candidate, Pool

NUMBER, STARTS_ON, SEATS = 6, datetime.date(2024, 9, 17), 28
APPLICANTS, PUT_FORWARD = 62, 45
DRAWN = 417
REASON = (
    "The panel could not tell these applications apart by merit, so everybody it put "
    "forward takes part in the lottery."
)
WITNESSES = "Two residents of Reading and the programme's co-producers"
TARGETS = (
    (Sector.NHS_PROVIDER, 2, 6),
    (Sector.LOCAL_AUTHORITY, 2, 6),
    (Sector.VCSE, 2, 6),
    (Sector.COMMUNITY_GROUP, 2, 6),
)
SETS, ROUNDS = 7, 2
SETS_REASON = "Every set has people from several places and sectors in it."


def make_sixth_cohort(
    programme: Programme, inventor: Inventor, towns: list[Area], *, by: Person
) -> Cohort:
    """The cohort, the round it came from, and its learning sets."""
    cohort = make_cohort(programme, number=NUMBER, starts_on=STARTS_ON, capacity=SEATS)
    call = make_past_call(cohort)
    applications = make_applications(call, inventor, towns)
    run = hold_lottery(call, applications[:PUT_FORWARD], inventor.chance, by=by)
    end_round(call, run, applications)
    chosen = run.people.filter(is_chosen=True).select_related(
        "application__person", "application__organisation__place"
    )
    seat(cohort, [describe(row.application) for row in chosen], inventor.chance)
    make_sets(cohort, by=by)
    return cohort


def on_day(days_before: int) -> datetime.datetime:
    """Noon, so many days before the cohort began."""
    day = STARTS_ON - datetime.timedelta(days=days_before)
    zone = timezone.get_default_timezone()
    return datetime.datetime.combine(day, datetime.time(12), zone)


def make_past_call(cohort: Cohort) -> Call:
    call = Call.objects.create(
        cohort=cohort,
        opens_at=on_day(190),
        closes_at=on_day(140),
        panel_on=on_day(110).date(),
        decision_on=on_day(100).date(),
        summary="Nine months of learning with people who lead services, people who use "
        "them and people who bring communities together.",
        audience="People who want to change something in their place with others",
        contact_name=CONTACT,
        contact_email="programme@lehc.example",
        needs_sponsor=False,
    )
    make_criteria(call)
    return call


def make_applications(
    call: Call, inventor: Inventor, towns: list[Area]
) -> list[Application]:
    """Everybody who applied, each on their own; the first were put forward."""
    version = FormVersion.objects.create(
        call=call, number=1, published_at=call.opens_at
    )
    chance = inventor.chance
    organisations = [
        inventor.find_organisation(chance.choice(towns), inventor.choose_sector())
        for _ in range(APPLICANTS)
    ]
    people = Person.objects.bulk_create(
        inventor.invent_person(organisation) for organisation in organisations
    )
    signs = ["".join(chance.choices(ALPHABET, k=2 * HALF)) for _ in people]
    return Application.objects.bulk_create(
        Application(
            call=call,
            form_version=version,
            person=person,
            organisation=organisation,
            reference=f"{sign[:HALF]}-{sign[HALF:]}",
            state=ApplicationState.ELIGIBLE,
            sent_at=call.closes_at,
        )
        for person, organisation, sign in zip(people, organisations, signs, strict=True)
    )


def hold_lottery(
    call: Call, applications: list[Application], chance: Random, *, by: Person
) -> Run:
    """Computed, fixed with a reason, and drawn with dice before witnesses."""
    run = ask(call, applications, chance, by=by)
    keep_answer(run=run, answer=compute(run))
    add_findings(run.pk)
    run = fix_run(run=run, reason=REASON, by=by)
    draw = Draw.objects.create(
        run=run, number=DRAWN, how=DrawnBy.DICE, witnesses=WITNESSES, entered_by=by
    )
    Draw.objects.filter(pk=draw.pk).update(entered_at=on_day(101))
    cohorts = run.cohorts or []
    run.people.filter(anonymous_id__in=cohorts[DRAWN - 1]).update(is_chosen=True)
    Run.objects.filter(pk=run.pk).update(
        certificate=certify_draw(run, DRAWN),
        asked_at=on_day(109),
        finished_at=on_day(109),
        fixed_at=on_day(108),
        settled_at=on_day(101),
        draw_on=on_day(101).date(),
        draw_where="Town Hall, Reading",
        publishes_people=True,
    )
    return run


def ask(
    call: Call, applications: list[Application], chance: Random, *, by: Person
) -> Run:
    """A run that waits, with the pool and the targets as they were then."""
    targets = Target.objects.bulk_create(
        Target(
            call=call,
            question_key=SECTOR_KEY,
            value=sector,
            minimum=minimum,
            maximum=maximum,
        )
        for sector, minimum, maximum in TARGETS
    )
    seed = chance.randrange(2**31)
    features = [Feature(SECTOR_KEY, "Sector", dict(Sector.choices))]
    candidates = [
        Candidate(row, round(chance.uniform(2, 4), 2), {SECTOR_KEY: sector_of(row)})
        for row in applications
    ]
    people = name_anonymously(Pool(features, candidates), chance=Random(seed))
    run = Run.objects.create(
        call=call,
        method=Method.LEXIMIN,
        seed=seed,
        seats=SEATS,
        people_csv=write_people(people, [SECTOR_KEY]),
        targets_csv=write_targets(targets),
        asked_by=by,
    )
    RunPerson.objects.bulk_create(
        RunPerson(run=run, application=row.application, anonymous_id=name)
        for name, row in people.items()
    )
    return run


def end_round(call: Call, run: Run, applications: list[Application]) -> None:
    """Everybody was told; those drawn took their places."""
    drawn = set(
        run.people.filter(is_chosen=True).values_list("application_id", flat=True)
    )
    steps, ends = [], ApplicationState
    for place, row in enumerate(applications):
        is_in = row.pk in drawn
        path = [ends.IN_PROGRESS, ends.SUBMITTED, ends.ELIGIBLE]
        path += [ends.OFFERED, ends.ACCEPTED] if is_in else []
        path += [ends.WAITING] if place < PUT_FORWARD and not is_in else []
        path += [] if is_in else [ends.NOT_THIS_TIME]
        row.state = path[-1]
        steps += [StateChange(application=row, state=state) for state in path]
    Application.objects.bulk_update(applications, ["state"])
    StateChange.objects.bulk_create(steps)
    StateChange.objects.filter(application__call=call).update(at=on_day(100))
    letters = Letter.objects.bulk_create(
        Letter(kind=LetterKind.DECISION, state=LetterState.SENT, sent_at=on_day(100))
        for _ in applications
    )
    Letter.objects.filter(pk__in=[letter.pk for letter in letters]).update(
        written_at=on_day(100)
    )
    DecisionLetter.objects.bulk_create(
        DecisionLetter(application=row, letter=letter)
        for row, letter in zip(applications, letters, strict=True)
    )


def describe(application: Application) -> TakingPart:
    assert application.organisation is not None  # everybody here has one
    return TakingPart(application.person, application.organisation, application)


def sector_of(application: Application) -> str:
    assert application.organisation is not None  # everybody here has one
    return application.organisation.sector


def make_sets(cohort: Cohort, *, by: Person) -> None:
    """Learning sets in use, as participants see them."""
    plan = make_set_plan(
        cohort=cohort,
        sets=SETS,
        rounds=ROUNDS,
        mix=[MixBy.PLACE, MixBy.SECTOR],
        apart=[],
        by=by,
        seed=NUMBER,
    )
    fix_set_plan(plan=plan, reason=SETS_REASON, by=by)
