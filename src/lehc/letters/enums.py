from __future__ import annotations

from django.db.models import TextChoices


class LetterState(TextChoices):
    HELD = "held", "Waiting in the outbox"
    QUEUED = "queued", "On its way"
    SENT = "sent", "Sent"
    STOPPED = "stopped", "Could not be sent"


UNSENT_STATES = frozenset({LetterState.HELD, LetterState.QUEUED})


class LetterKind(TextChoices):
    SIGN_IN = "sign_in", "Sign-in code"
    INVITATION = "invitation", "Invitation to a place team"
    SPONSOR = "sponsor", "Request to a sponsor"
    RECEIPT = "receipt", "Receipt of an application"
    ASSESSOR = "assessor", "Message to an assessor"
    DECISION = "decision", "Decision about a place"
    CONVERSATION = "conversation", "News of a conversation"
    NEWSLETTER = "newsletter", "Confirmation of the newsletter"
    NOTICE = "notice", "Notice"
    ENQUIRY = "enquiry", "Reply to an enquiry"
