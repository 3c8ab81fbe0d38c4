from __future__ import annotations

from django.db.models import TextChoices


class Method(TextChoices):
    """How a cohort is found; the values are those of `lehc select --method`."""

    BEST = "best", "Best cohort"
    LEXIMIN = "leximin", "Fair lottery, every small chance as large as can be"
    MAXIMIN = "maximin", "Fair lottery, the smallest chance as large as can be"
    NASH = "nash", "Fair lottery, the product of all chances as large as can be"


LOTTERIES = frozenset({Method.LEXIMIN, Method.MAXIMIN, Method.NASH})


class RunState(TextChoices):
    WAITING = "waiting", "Being computed"
    DONE = "done", "Tried"
    CANNOT_BE_MET = "cannot_be_met", "The targets can't be met together"
    STOPPED = "stopped", "Stopped"


class RunKind(TextChoices):
    COHORT = "cohort", "The cohort"
    REPLACEMENT = "replacement", "Replacement from the waiting list"


class Standing(TextChoices):
    """Where a person of a run stood when it was computed."""

    FREE = "free", "May be chosen"
    CERTAIN = "certain", "Clearly in: above the merit band"
    ACCEPTED = "accepted", "Has a place and keeps it"
    OUT = "out", "Can't be chosen any more"


KEEPS_A_PLACE = frozenset({Standing.CERTAIN, Standing.ACCEPTED})


DICE_NUMBERS = 1000  # what three ten-sided dice can show


class DrawnBy(TextChoices):
    """How the number of a public draw came about."""

    DICE = "dice", "Three ten-sided dice"
    BALLS = "balls", "Numbered balls, cards or slips"
    COMPUTER = "computer", "This computer"


class DecidedAs(TextChoices):
    """In which part somebody changed a computed cohort: all that is public of them.

    The values are those of the panel's parts.
    """

    CHAIR = "chair", "the chair of the panel"
    TEAM = "team", "the programme team"


class Basis(TextChoices):
    """Why a target may stand on something that looks like a protected trait."""

    POSITIVE_ACTION = (
        "positive_action",
        "Positive action, Equality Act 2010, section 158",
    )
    NOT_PROTECTED = "not_protected", "It is not about a protected characteristic"


class Condition(TextChoices):
    """What section 158(1) asks somebody to think with reason."""

    DISADVANTAGE = (
        "disadvantage",
        "People who share it suffer a disadvantage that comes with it",
    )
    NEEDS = "needs", "People who share it have needs that differ from those of others"
    PARTICIPATION = (
        "participation",
        "Far fewer people who share it take part than others do",
    )
