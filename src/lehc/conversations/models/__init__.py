from __future__ import annotations

from lehc.conversations.models.conversations import (
    Conversation,
    ConversationQuerySet,
    GunningCheck,
    ModerationReason,
)
from lehc.conversations.models.decisions import (
    Decision,
    DecisionMove,
    DecisionQuerySet,
    Follower,
)
from lehc.conversations.models.statements import (
    Appeal,
    Statement,
    StatementQuerySet,
    StatementReview,
    Translation,
)
from lehc.conversations.models.voting import (
    ChainHead,
    Flag,
    Invitation,
    InvitationBatch,
    LogEntry,
    Snapshot,
    Vote,
    VoteExport,
    Voter,
)

__all__ = [
    "Appeal",
    "ChainHead",
    "Conversation",
    "ConversationQuerySet",
    "Decision",
    "DecisionMove",
    "DecisionQuerySet",
    "Flag",
    "Follower",
    "GunningCheck",
    "Invitation",
    "InvitationBatch",
    "LogEntry",
    "ModerationReason",
    "Snapshot",
    "Statement",
    "StatementQuerySet",
    "StatementReview",
    "Translation",
    "Vote",
    "VoteExport",
    "Voter",
]
