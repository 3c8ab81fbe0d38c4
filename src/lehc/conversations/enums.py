from __future__ import annotations

from django.db.models import IntegerChoices, TextChoices

from lehc.accounts.enums import Role


class Scope(TextChoices):
    """What a conversation belongs to."""

    PROGRAMME = "programme", "The whole programme"
    COHORT = "cohort", "One cohort"
    PLACE = "place", "One place"


class Phase(TextChoices):
    """Where a conversation is, worked out from its dates."""

    DRAFT = "draft", "Being prepared"
    COMING = "coming", "Opens soon"
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"


class Door(TextChoices):
    """By which way a voter came in; printed on the results."""

    OPEN = "open", "An open link: anybody who has the address"
    ROOM = "room", "One link for everybody in a room"
    INVITATION = "invitation", "Personal invitations, each used once"
    BEHALF = "behalf", "On paper or aloud, entered by somebody else"


CHOSEN_DOORS = (Door.OPEN, Door.ROOM, Door.INVITATION)


class Origin(TextChoices):
    """Who wrote a statement, in the words that stand beside it."""

    SEED = "seed", "Written by the team to get started"
    PARTICIPANT = "participant", "Written by a participant"
    ELSEWHERE = "elsewhere", "Written on Polis"


class StatementState(TextChoices):
    WAITING = "waiting", "Waiting to be read"
    PUBLISHED = "published", "Open for votes"
    RETURNED = "returned", "Sent back"
    MERGED = "merged", "Joined with another"
    REPLACED = "replaced", "Replaced by a new version"
    WITHDRAWN = "withdrawn", "Taken back by its author"


# What a moderator may make of a statement that waits, or of one that is open.
OUTCOMES = frozenset(
    {StatementState.PUBLISHED, StatementState.RETURNED, StatementState.MERGED}
)
TRANSITIONS: dict[str, frozenset[str]] = {
    StatementState.WAITING: OUTCOMES
    | {StatementState.REPLACED, StatementState.WITHDRAWN},
    StatementState.PUBLISHED: frozenset(
        {StatementState.RETURNED, StatementState.MERGED, StatementState.REPLACED}
    ),
    StatementState.RETURNED: frozenset({StatementState.PUBLISHED}),
    StatementState.MERGED: frozenset({StatementState.PUBLISHED}),
    StatementState.REPLACED: frozenset(),
    StatementState.WITHDRAWN: frozenset(),
}
# Outcomes that an author may ask somebody else to look at again.
APPEALABLE_STATES = frozenset({StatementState.RETURNED, StatementState.MERGED})


class Stance(IntegerChoices):
    """An answer, as the methods count it."""

    DISAGREE = -1, "Disagree"
    PASS = 0, "Pass"
    AGREE = 1, "Agree"


class EntryKind(TextChoices):
    """What one entry of the vote log says."""

    VOTE = "vote", "Vote"
    CHANGE = "change", "Vote changed"
    UNDONE = "undone", "Vote undone"
    WITHDRAWAL = "withdrawal", "Everything withdrawn"
    REMOVAL = "removal", "Left out of the results by the team"
    RETURN = "return", "Counted again by the team"
    FORGOTTEN = "forgotten", "Deleted when its time was up"


class PatternKind(TextChoices):
    """Why a voter is looked at twice."""

    SAME_VOTES = "same_votes", "The same votes as three others within minutes"
    TOO_FAST = "too_fast", "Most answers in under a second"
    ONE_BUTTON = "one_button", "The same answer to everything"


class Answer(TextChoices):
    """What we say to statements."""

    WILL = "will", "We will"
    DID = "did", "We did"
    DID_NOT = "did_not", "We did not, because"


class Rung(IntegerChoices):
    """The ladder of co-production of Think Local Act Personal, bottom to top."""

    COERCION = 1, "Coercion"
    EDUCATING = 2, "Educating"
    INFORMING = 3, "Informing"
    CONSULTATION = 4, "Consultation"
    ENGAGEMENT = 5, "Engagement"
    CO_DESIGN = 6, "Co-design"
    CO_PRODUCTION = 7, "Co-production"


# Who may take single votes out of the site, with a reason.
EXPORT_ROLES = frozenset({Role.LEAD})
TEAM_ROLES = frozenset({Role.LEAD, Role.COORDINATOR})
MODERATOR_ROLES = TEAM_ROLES | {Role.CO_PRODUCER}
IN_THE_ROOM_ROLES = TEAM_ROLES | {Role.FACILITATOR}
ANY_ROLES = IN_THE_ROOM_ROLES | MODERATOR_ROLES
