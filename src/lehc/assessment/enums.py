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
