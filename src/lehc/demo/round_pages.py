"""What else goes on in the seventh round: a chair, a claim, a swap, a second look."""

from __future__ import annotations

from decimal import Decimal

from django.utils import timezone

from lehc.accounts.enums import Role
from lehc.accounts.models import Person
from lehc.assessment.actions.easy_read import write_easy_read
from lehc.assessment.actions.payments import make_claim
from lehc.assessment.actions.swaps import ask_swap
from lehc.assessment.enums import ConflictKind
from lehc.assessment.models import Assessor, Declaration, SecondLook
from lehc.assessment.policy import readings_of, sent_to_panel
from lehc.assessment.queries.easy_read import list_wanted
from lehc.demo.applicants import Applicants
from lehc.demo.easy_words import EASY_READ
from lehc.demo.people import Inventor
from lehc.demo.readers import PUT_FORWARD_FROM, grant_role
from lehc.letters.enums import LetterKind, LetterState
from lehc.letters.models import Letter
from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import Call
from lehc.recruitment.queries.answers import collect_answers
from lehc.selection.actions.settings import set_threshold
from lehc.selection.calculations.feasibility import check_targets, count_certain
from lehc.selection.queries.pool import build_pool
from lehc.selection.queries.runs import targets_of

SUMMED_UP = ("challenge", "with-people", "first-step")
LINES = [Decimal("4.00") - Decimal(step) / 8 for step in range(12)]
FEW = range(3, 10)
UNDECLARED = 3
BAND_REASON = (
    "Below 1.5 the panel found no example of working with people as equals. Above the "
    "upper line nobody on the panel had a doubt."
)
SWAP_REASON = "I am away that week and could not do it justice."
EXPENSES_FOR = "Two bus tickets and three hours of care for my mother"
NOT_ELIGIBLE = "You told us that you can't come on the dates of the first two sessions."
SECOND_LOOK = (
    "I could not come on the old dates. I have moved my holiday since, and wrote so in "
    "my last answer."
)


def make_chair(call: Call, inventor: Inventor) -> Assessor:
    """Somebody who leads the panel and reads nothing alone."""
    person = inventor.invent_person()
    person.save()
    grant_role(person, call, Role.ASSESSOR)
    return Assessor.objects.create(
        call=call, person=person, chairs_panel=True, reads=False
    )


def chair_panel(call: Call, chair: Assessor) -> None:
    """The chair declares on nearly all, knows one applicant, and sets the band."""
    rows = list(sent_to_panel(call).order_by("pk"))
    Declaration.objects.bulk_create(
        Declaration(
            person=chair.person,
            application=row,
            has_conflict=index == 0,
            kind=ConflictKind.KNOWS if index == 0 else "",
        )
        for index, row in enumerate(rows[UNDECLARED:])
    )
    set_threshold(
        call=call,
        merit=PUT_FORWARD_FROM,
        in_from=choose_line(call),
        reason=BAND_REASON,
        by=chair.person,
    )


def choose_line(call: Call) -> Decimal | None:
    """The highest line that lets a few clearly in and leaves the targets possible."""
    pool, targets = build_pool(call), list(targets_of(call))
    seats = call.cohort.capacity
    for line in LINES:
        certain = count_certain(pool, seats=seats, in_from=float(line))
        if certain in FEW and not check_targets(
            pool, targets, seats=seats, in_from=float(line)
        ):
            return line
    return None


def write_summaries(call: Call, *, by: Person) -> None:
    """Easy Read summaries for who wants them: two of three are written by now."""
    wanted = list(list_wanted(by, call))
    answers = collect_answers(wanted)
    for index, application in enumerate(wanted):
        if index % 3 == 2:
            continue
        lines = [
            line
            for key in SUMMED_UP
            if (answer := answers[application.pk].get(key))
            for line in EASY_READ[str(answer.value)]
        ]
        write_easy_read(application=application, words="\n".join(lines), by=by)


def ask_as_assessors(call: Call) -> None:
    """One asks to be paid for their time, another that somebody else reads for them."""
    one, other = call.assessors.filter(reads=True).order_by("pk")[:2]
    make_claim(
        assessor=one,
        minutes=390,
        expenses=Decimal("41.60"),
        expenses_for=EXPENSES_FOR,
        by=one.person,
    )
    unread = next(
        found
        for reader in (other, *call.assessors.filter(reads=True).order_by("pk"))
        if (found := readings_of(reader).filter(review__isnull=True).first())
    )
    ask_swap(assignment=unread, reason=SWAP_REASON, by=unread.assessor.person)


def ask_as_applicant(applicants: Applicants, *, by: Person) -> None:
    """One was told that they are not eligible, and asks for a second look.

    Written as rows, since the actions write letters whose links need all addresses of
    the site, which takes a second to read.
    """
    row = next(
        application
        for application in applicants.applications
        if application.state == ApplicationState.SUBMITTED
    )
    row.state = ApplicationState.NOT_ELIGIBLE
    row.save(update_fields=["state"])
    row.state_changes.create(state=row.state, by=by, reason=NOT_ELIGIBLE)
    letter = Letter.objects.create(
        kind=LetterKind.DECISION,
        state=LetterState.SENT,
        sent_at=timezone.now(),
        recipient=row.person.email,
        subject=f"Your application {row.reference}",
        body=f"Dear {row.person},\n\n{NOT_ELIGIBLE}\n\nThe programme team",
    )
    row.decision_letters.create(letter=letter)
    look = SecondLook.objects.create(application=row, words=SECOND_LOOK)
    look.steps.create(state=look.state, by=row.person)
