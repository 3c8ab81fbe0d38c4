from __future__ import annotations

from django.db.models import TextChoices


class ReviewState(TextChoices):
    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Sent"
    ABSTAINED = "abstained", "Abstained"


FINISHED_REVIEW_STATES = frozenset({ReviewState.SUBMITTED, ReviewState.ABSTAINED})


class ConflictKind(TextChoices):
    ORGANISATION = "organisation", "We work for the same organisation"
    PLACE = "place", "We are from the same place"
    KNOWS = "knows", "I know this person"
    SPONSOR = "sponsor", "I know or am their sponsor"
    MONEY = "money", "I or my organisation could gain or lose"
    OTHER = "other", "Another reason"


class PanelOutcome(TextChoices):
    PUT_FORWARD = "put_forward", "Put forward"
    NOT_THIS_TIME = "not_this_time", "Not this time"
    DISCUSS_AGAIN = "discuss_again", "Talk about it again"


class ClaimState(TextChoices):
    ASKED = "asked", "Asked for"
    AGREED = "agreed", "Agreed"
    PAID = "paid", "Paid"
    TALK = "talk", "Let us talk about it"
    WITHDRAWN = "withdrawn", "Taken back"


OPEN_CLAIM_STATES = frozenset({ClaimState.ASKED, ClaimState.AGREED})
CLAIM_TRANSITIONS: dict[ClaimState, frozenset[ClaimState]] = {
    ClaimState.ASKED: frozenset(
        {ClaimState.AGREED, ClaimState.TALK, ClaimState.WITHDRAWN}
    ),
    ClaimState.AGREED: frozenset({ClaimState.PAID, ClaimState.TALK}),
    ClaimState.PAID: frozenset(),
    ClaimState.TALK: frozenset(),
    ClaimState.WITHDRAWN: frozenset(),
}


class SecondLookState(TextChoices):
    ASKED = "asked", "Asked for"
    GIVEN = "given", "With somebody"
    STAYS = "stays", "The decision stays"
    AGAIN = "again", "The panel looks again"


OPEN_SECOND_LOOKS = frozenset({SecondLookState.ASKED, SecondLookState.GIVEN})
SECOND_LOOK_ENDS = frozenset({SecondLookState.STAYS, SecondLookState.AGAIN})


class SwapState(TextChoices):
    ASKED = "asked", "Asked for"
    AGREED = "agreed", "Agreed"
    WITHDRAWN = "withdrawn", "Taken back"
