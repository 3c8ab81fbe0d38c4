"""Two invented conversations: one open in Reading, one closed with its decisions."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from random import Random
from typing import Any

from django.utils import timezone

from lehc.conversations.actions.decisions import publish_decision, save_decision
from lehc.conversations.actions.integrity import publish_heads
from lehc.conversations.actions.log import log_vote
from lehc.conversations.actions.preparing import answer_gunning, launch, write_policy
from lehc.conversations.actions.results import make_results
from lehc.conversations.actions.statements import (
    add_seed,
    publish_statement,
    return_statement,
    translate_statement,
    write_statement,
)
from lehc.conversations.enums import Answer, Door, Rung, Scope
from lehc.conversations.keys import VOTER, hash_key
from lehc.conversations.models import Conversation, Statement, Voter
from lehc.places.models import Area
from lehc.programmes.models import Programme

POLICY = (
    "Two of us read every statement within two working days: one from the programme "
    "and one who lives nearby. We don’t change what you mean. We send a statement back "
    "only for one of the reasons below, we tell you which, and you can ask somebody "
    "else to look again."
)
REASONS = [
    "It names a private person",
    "It says more than one thing, so that people can’t agree or disagree",
    "It attacks people for who they are",
    "It is about something else",
]
GUNNING = {
    "still_open": "How the money is spent, where, and by whom. Only the sum is fixed.",
    "enough_said": "What is spent now, what it has changed, and what we don’t know.",
    "enough_time": "Four weeks, with two evenings and a Saturday in the library.",
    "will_listen": "The local partnership reads every statement with more than half "
    "behind it, and answers each in public within two months.",
}
# Statement, how likely one side and the other agree, and how likely either passes.
SLEEP = (
    ("I know whom to call when I worry about my health at night.", 0.04, 0.94, 0.03),
    ("A walk-in hour at the library would help me more than an app.", 0.9, 0.75, 0.05),
    (
        "The surgery should keep ten minutes a day free for people without a phone.",
        0.85,
        0.9,
        0.1,
    ),
    (
        "Money for buses would do more for health than money for leaflets.",
        0.95,
        0.05,
        0.03,
    ),
    ("Volunteers should be paid their bus fare at once, in cash.", 0.9, 0.85, 0.05),
    ("I would go to a walking group if a neighbour came with me.", 0.95, 0.06, 0.03),
    ("Parks should close at night.", 0.04, 0.94, 0.03),
    ("People should be asked before a service moves, not after.", 0.97, 0.95, 0.02),
    ("Young people and old people should meet in the same place.", 0.94, 0.08, 0.03),
    ("I trust what the council says about health.", 0.04, 0.94, 0.03),
)
WRITTEN_SLEEP = (
    "The bench by the bus stop is why my mother still goes out.",
    "Put the health visitor back in the school.",
)
WHITLEY = (
    ("It is easy to find out what is on in Whitley.", 0.3, 0.5, 0.1),
    ("The street should be closed to cars one Sunday a month.", 0.75, 0.3, 0.1),
    ("I would use a kitchen that neighbours run together.", 0.7, 0.65, 0.15),
    ("Children should be able to walk to school without a grown-up.", 0.9, 0.8, 0.05),
    ("What I need most is somebody to talk to.", 0.5, 0.35, 0.2),
    ("The health centre feels like a place for people like me.", 0.35, 0.6, 0.1),
    ("More lights would do more than more cameras.", 0.85, 0.7, 0.1),
    ("People who live here should decide how the money is spent.", 0.95, 0.9, 0.05),
)
WAITING = (
    "The number 5 bus should wait for the last surgery appointment.",
    "Mr Miller from number 9 should stop his dog barking.",
)
OPEN_VOTERS, CLOSED_VOTERS = 14, 64


def make_conversations(programme: Programme, chance: Random, *, by: Any) -> None:
    """One that is open and one that has become something; everybody is invented."""
    make_closed(programme, chance, by=by)
    make_open(programme, chance, by=by)


def prepare(
    programme: Programme, texts: Sequence[str], *, by: Any, **facts: Any
) -> Conversation:
    """A conversation with its rules and the team's statements, launched."""
    conversation = Conversation.objects.create(
        programme=programme, is_invented=True, rung=Rung.CO_DESIGN, **facts
    )
    write_policy(conversation=conversation, policy=POLICY, reasons=REASONS, by=by)
    answer_gunning(conversation=conversation, by=by, **GUNNING)
    for text in texts:
        add_seed(conversation=conversation, text=text, by=by)
    launch(conversation=conversation, by=by)
    return conversation


def make_open(programme: Programme, chance: Random, *, by: Any) -> None:
    now = timezone.now()
    conversation = prepare(
        programme,
        [text for text, *_ in WHITLEY],
        by=by,
        slug="healthier-in-whitley",
        question="What would make Whitley a healthier place to live?",
        context="There is £40,000 this year for things that keep people in Whitley "
        "well. Nothing is decided yet.\n\nYou and your neighbours say what matters. "
        "The local partnership answers in public, statement by statement.",
        audience="Anybody who lives, works or goes to school in Whitley",
        scope=Scope.PLACE,
        place=Area.objects.local_authorities().filter(name="Reading").first(),
        opens_at=now - datetime.timedelta(days=6),
        closes_at=now + datetime.timedelta(days=22),
        has_open_door=True,
        has_room_door=True,
        has_invitation_door=True,
        room_key="whtlyrmkey",
    )
    voting = now - datetime.timedelta(days=4)
    vote_for_all(conversation, WHITLEY, OPEN_VOTERS, chance, start=voting)
    for text in WAITING:
        write_statement(conversation=conversation, text=text)
    seed = conversation.statements.all()[0]
    translate_statement(
        statement=seed,
        language="pl",
        text="Łatwo się dowiedzieć, co się dzieje w Whitley.",
        made_by="a neighbour",
        by=by,
    )
    make_results(conversation=conversation)


def make_closed(programme: Programme, chance: Random, *, by: Any) -> None:
    now = timezone.now()
    conversation = prepare(
        programme,
        [text for text, *_ in SLEEP],
        by=by,
        slug="well-at-home",
        question="What would help you to stay well at home?",
        context="The sixth cohort asked people in five towns before it planned "
        "anything. It closed, and this is what became of it.",
        audience="Anybody who uses health or care services in the five towns",
        scope=Scope.COHORT,
        cohort=programme.cohorts.get(number=6),
        opens_at=now - datetime.timedelta(days=90),
        closes_at=now + datetime.timedelta(days=1),
        has_invitation_door=True,
        room_key="wellhmrmky",
    )
    for text in WRITTEN_SLEEP:
        written = write_statement(conversation=conversation, text=text)
        publish_statement(statement=written, by=by)
    named = write_statement(
        conversation=conversation, text="Dr Example never has time for me."
    )
    return_statement(statement=named, reason=conversation.reasons.all()[0], by=by)
    likely = [*SLEEP, *((text, 0.8, 0.75, 0.1) for text in WRITTEN_SLEEP)]
    voting = now - datetime.timedelta(days=75)
    vote_for_all(conversation, likely, CLOSED_VOTERS, chance, start=voting)
    make_results(conversation=conversation)
    publish_heads(day=timezone.localdate(now))
    decide(conversation, by=by)
    put_back(conversation, now)


def put_back(conversation: Conversation, now: datetime.datetime) -> None:
    """Let it have happened some months ago."""
    before = now - datetime.timedelta(days=90)
    conversation.statements.update(written_at=before)
    conversation.statements.published().update(published_at=before)
    conversation.decisions.update(published_at=now - datetime.timedelta(days=20))
    conversation.snapshots.update(made_at=now - datetime.timedelta(days=60))
    conversation.closes_at = now - datetime.timedelta(days=60)
    conversation.save(update_fields=["closes_at"])


def vote_for_all(
    conversation: Conversation,
    likely: Sequence[tuple[str, float, float, float]],
    voters: int,
    chance: Random,
    *,
    start: datetime.datetime,
) -> None:
    """Two leanings among the voters, with chance enough to look like people."""
    by_text = {row.text: row for row in conversation.statements.published()}
    door = Door.ROOM if conversation.has_room_door else Door.INVITATION
    for number in range(voters):
        voter = Voter.objects.create(
            id=chance.randrange(1, 2**62),
            conversation=conversation,
            key_hash=hash_key(VOTER, f"invented {number}", conversation.pk),
            door=door,
        )
        moment = start + datetime.timedelta(minutes=17 * number)
        for text, one, other, passing in likely:
            moment += datetime.timedelta(seconds=chance.randint(4, 30))
            agreeing = one if number % 2 else other
            value = 0 if chance.random() < passing else -1
            if value and chance.random() < agreeing:
                value = 1
            log_vote(
                conversation_id=conversation.pk,
                voter_id=voter.pk,
                statement_id=by_text[text].pk,
                value=value,
                matters=chance.random() < 0.15,
                cast_at=moment,
            )


def decide(conversation: Conversation, *, by: Any) -> None:
    """One thing that was done, one that will be, one that was not and why."""
    rows = {row.number: row for row in conversation.statements.published()}
    soon = timezone.localdate() + datetime.timedelta(days=45)

    def say(answered: list[Statement], **facts: Any) -> None:
        decision = save_decision(
            conversation=conversation,
            decision=None,
            statements=answered,
            by=by,
            **facts,
        )
        publish_decision(decision=decision, by=by)

    say(
        [rows[2], rows[3]],
        title="A walk-in hour",
        answer=Answer.DID,
        words="Since January a nurse sits in the library on Tuesdays, 4pm to 5pm. "
        "Nobody needs a phone or an appointment.",
        who="The community nursing team",
        rung=Rung.CO_PRODUCTION,
    )
    say(
        [rows[5]],
        title="Bus fares for volunteers",
        answer=Answer.WILL,
        words="We will pay bus fares in cash on the day, out of the small grants fund.",
        who="The voluntary sector partnership",
        by_when=soon,
        rung=Rung.CO_DESIGN,
    )
    say(
        [rows[7]],
        title="Parks at night",
        answer=Answer.DID_NOT,
        words="You were of two minds, and people who work nights walk home through "
        "the parks. We asked for lights instead.",
        who="The council’s parks team",
        rung=Rung.CONSULTATION,
    )
