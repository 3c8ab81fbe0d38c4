from __future__ import annotations

from django.db.models import TextChoices


class CallState(TextChoices):
    UPCOMING = "upcoming", "Opens soon"
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"


class QuestionKind(TextChoices):
    SHORT_TEXT = "short_text", "Short text"
    LONG_TEXT = "long_text", "Long text with a word limit"
    ONE_OF = "one_of", "One of a list"
    MANY_OF = "many_of", "Any of a list"
    YES_NO = "yes_no", "Yes or no"
    DATE = "date", "Date"
    PLACE = "place", "Place"
    FILE = "file", "File"


KINDS_WITH_CHOICES = frozenset({QuestionKind.ONE_OF, QuestionKind.MANY_OF})
KINDS_FOR_TARGETS = frozenset(
    {QuestionKind.ONE_OF, QuestionKind.YES_NO, QuestionKind.PLACE}
)


class Characteristic(TextChoices):
    """The protected characteristics of section 4 of the Equality Act 2010."""

    AGE = "age", "Age"
    DISABILITY = "disability", "Disability"
    GENDER_REASSIGNMENT = "gender_reassignment", "Gender reassignment"
    MARRIAGE = "marriage", "Marriage and civil partnership"
    PREGNANCY = "pregnancy", "Pregnancy and maternity"
    RACE = "race", "Race"
    RELIGION = "religion", "Religion or belief"
    SEX = "sex", "Sex"
    SEXUAL_ORIENTATION = "sexual_orientation", "Sexual orientation"


class Visibility(TextChoices):
    """Who reads an answer while applications are assessed."""

    ASSESSED = "assessed", "Assessors read it"
    DECLARING = "declaring", "Assessors see it to declare conflicts"
    TEAM_ONLY = "team_only", "Only the programme team sees it"


class ApplicationState(TextChoices):
    IN_PROGRESS = "in_progress", "In progress"
    SUBMITTED = "submitted", "Sent"
    ELIGIBLE = "eligible", "Eligible"
    NOT_ELIGIBLE = "not_eligible", "Not eligible this time"
    OFFERED = "offered", "Offered a place"
    WAITING = "waiting", "On the waiting list"
    NOT_THIS_TIME = "not_this_time", "Not this time"
    ACCEPTED = "accepted", "Place accepted"
    DECLINED = "declined", "Place declined"
    LAPSED = "lapsed", "Offer lapsed"
    WITHDRAWN = "withdrawn", "Withdrawn"


EDITABLE_STATES = frozenset({ApplicationState.IN_PROGRESS})
SENT_STATES = frozenset(ApplicationState) - {
    ApplicationState.IN_PROGRESS,
    ApplicationState.WITHDRAWN,
}
ASSESSABLE_STATES = frozenset({ApplicationState.SUBMITTED, ApplicationState.ELIGIBLE})
CHOOSABLE_STATES = frozenset({ApplicationState.ELIGIBLE})
TOLD_BY_LETTER = frozenset(
    {
        ApplicationState.NOT_ELIGIBLE,
        ApplicationState.OFFERED,
        ApplicationState.WAITING,
        ApplicationState.NOT_THIS_TIME,
    }
)
TRANSITIONS: dict[ApplicationState, frozenset[ApplicationState]] = {
    ApplicationState.IN_PROGRESS: frozenset(
        {ApplicationState.SUBMITTED, ApplicationState.WITHDRAWN}
    ),
    ApplicationState.SUBMITTED: frozenset(
        {
            ApplicationState.IN_PROGRESS,
            ApplicationState.ELIGIBLE,
            ApplicationState.NOT_ELIGIBLE,
            ApplicationState.WITHDRAWN,
        }
    ),
    ApplicationState.ELIGIBLE: frozenset(
        {
            ApplicationState.SUBMITTED,
            ApplicationState.NOT_ELIGIBLE,
            ApplicationState.OFFERED,
            ApplicationState.WAITING,
            ApplicationState.NOT_THIS_TIME,
            ApplicationState.WITHDRAWN,
        }
    ),
    ApplicationState.NOT_ELIGIBLE: frozenset(
        {
            ApplicationState.SUBMITTED,
            ApplicationState.ELIGIBLE,
            ApplicationState.WITHDRAWN,
        }
    ),
    ApplicationState.WAITING: frozenset(
        {
            ApplicationState.OFFERED,
            ApplicationState.NOT_THIS_TIME,
            ApplicationState.WITHDRAWN,
        }
    ),
    ApplicationState.OFFERED: frozenset(
        {
            ApplicationState.ACCEPTED,
            ApplicationState.DECLINED,
            ApplicationState.LAPSED,
            ApplicationState.WITHDRAWN,
        }
    ),
    ApplicationState.ACCEPTED: frozenset({ApplicationState.WITHDRAWN}),
    ApplicationState.NOT_THIS_TIME: frozenset({ApplicationState.ELIGIBLE}),
    ApplicationState.DECLINED: frozenset(),
    ApplicationState.LAPSED: frozenset({ApplicationState.OFFERED}),
    ApplicationState.WITHDRAWN: frozenset(),
}


class SponsorState(TextChoices):
    ASKED = "asked", "Asked"
    CONFIRMED = "confirmed", "Confirmed"
    DECLINED = "declined", "Can't support it"


class SectionStatus(TextChoices):
    """How far a section of the form has come, in the words of the task list."""

    OPTIONAL = "optional", "Optional"
    NOT_STARTED = "not_started", "Not yet started"
    IN_PROGRESS = "in_progress", "In progress"
    COMPLETED = "completed", "Completed"


SETTLED_STATUSES = frozenset({SectionStatus.OPTIONAL, SectionStatus.COMPLETED})


class SponsorStep(TextChoices):
    """Where the backing of an applicant's organisation stands."""

    NOT_NEEDED = "not_needed", "Not needed"
    NOT_ASKED = "not_asked", "Not yet started"
    ASKED = "asked", "Asked"
    CONFIRMED = "confirmed", "Completed"
    DECLINED = "declined", "Ask somebody else"


SETTLED_SPONSOR_STEPS = frozenset(SponsorStep) - {
    SponsorStep.NOT_ASKED,
    SponsorStep.DECLINED,
}


class InvitationState(TextChoices):
    WAITING = "waiting", "Invited"
    JOINED = "joined", "Joined"
    DECLINED = "declined", "Can't join"
    WITHDRAWN = "withdrawn", "Taken back"
    EXPIRED = "expired", "The link has run out"
