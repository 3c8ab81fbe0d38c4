from __future__ import annotations

import datetime
from typing import Any

import factory
from django.utils import timezone

from lehc.conversations.actions.preparing import answer_gunning, launch, write_policy
from lehc.conversations.actions.statements import add_seed
from lehc.conversations.enums import Door, Origin, StatementState
from lehc.conversations.models import Conversation, Statement, Voter
from tests.factories.accounts import PersonFactory
from tests.factories.programmes import ProgrammeFactory

REASONS = ["It names a private person", "It is about something else"]
GUNNING = {
    "still_open": "Nothing is decided.",
    "enough_said": "The page tells what we know.",
    "enough_time": "Four weeks.",
    "will_listen": "The board reads the results in May.",
}


class ConversationFactory(factory.django.DjangoModelFactory):
    """A draft; `open_conversation` makes one that takes votes."""

    class Meta:
        model = Conversation

    programme = factory.SubFactory(ProgrammeFactory)
    slug = factory.Sequence(lambda n: f"conversation-{n}")
    question = "What would make our street healthier?"
    context = "The council has some money for streets."
    audience = "Anybody who lives here"
    opens_at = factory.LazyFunction(
        lambda: timezone.now() - datetime.timedelta(hours=1)
    )
    closes_at = factory.LazyFunction(
        lambda: timezone.now() + datetime.timedelta(days=20)
    )
    has_open_door = True


class StatementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Statement

    conversation = factory.SubFactory(ConversationFactory)
    number = factory.Sequence(lambda n: n + 101)
    text = factory.Sequence(lambda n: f"More benches, kind {n}")
    origin = Origin.PARTICIPANT
    state = StatementState.PUBLISHED
    published_at = factory.LazyFunction(timezone.now)


class VoterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Voter

    conversation = factory.SubFactory(ConversationFactory)
    key_hash = factory.Sequence(lambda n: f"key {n}")
    door = Door.OPEN


def open_conversation(*, seeds: int = 3, by: Any = None, **facts: Any) -> Conversation:
    """A conversation that was prepared and launched as a team would do it."""
    by = by or PersonFactory()
    conversation = ConversationFactory(**facts)
    write_policy(
        conversation=conversation, policy="We read them.", reasons=REASONS, by=by
    )
    answer_gunning(conversation=conversation, by=by, **GUNNING)
    for number in range(1, seeds + 1):
        add_seed(conversation=conversation, text=f"Seed number {number}", by=by)
    launch(conversation=conversation, by=by)
    return conversation
