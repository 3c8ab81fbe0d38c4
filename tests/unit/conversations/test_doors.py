from __future__ import annotations

import copy
import datetime
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils import timezone

from lehc.conversations.actions import doors as act
from lehc.conversations.actions import preparing
from lehc.conversations.enums import Door, Phase
from lehc.conversations.keys import INVITATION, hash_key, make_key
from lehc.conversations.models import (
    Conversation,
    Invitation,
    InvitationBatch,
    Vote,
    Voter,
)
from lehc.conversations.rules import find_launch_gaps
from tests.factories.accounts import PersonFactory
from tests.factories.conversations import (
    GUNNING,
    REASONS,
    ConversationFactory,
    VoterFactory,
    open_conversation,
)

pytestmark = pytest.mark.django_db
LATER = timezone.now() + datetime.timedelta(days=9)


@pytest.fixture(scope="module")
def shared_conversation(module_database: None) -> Conversation:
    return open_conversation(has_room_door=True, has_invitation_door=True)


@pytest.fixture
def conversation(shared_conversation: Conversation, db: None) -> Conversation:
    return copy.deepcopy(shared_conversation)


def make(conversation: Conversation, size: int) -> tuple[InvitationBatch, list[str]]:
    return act.make_batch(
        conversation=conversation,
        name="Street",
        size=size,
        expires_at=LATER,
        by=PersonFactory(),
    )


def look_up(token: str) -> Invitation:
    return Invitation.objects.get(token_hash=hash_key(INVITATION, token))


def test_a_browser_joins_once(conversation: Conversation) -> None:
    first = act.join(conversation=conversation, door=Door.OPEN, key="k" * 22)
    again = act.join(conversation=conversation, door=Door.ROOM, key="k" * 22)
    other = act.join(conversation=conversation, door=Door.ROOM, key="x" * 22)
    assert (first, first.door, other.door) == (again, Door.OPEN, Door.ROOM)
    assert "k" * 22 not in Voter.objects.values_list("key_hash", flat=True)


def test_the_same_browser_is_another_voter_elsewhere(
    conversation: Conversation,
) -> None:
    here = act.join(conversation=conversation, door=Door.OPEN, key="k" * 22)
    there = act.join(conversation=open_conversation(), door=Door.OPEN, key="k" * 22)
    assert here.key_hash != there.key_hash


def test_only_chosen_doors_open(conversation: Conversation) -> None:
    with pytest.raises(ValidationError):
        act.join(conversation=open_conversation(), door=Door.ROOM, key="k" * 22)
    conversation.closes_at = conversation.opens_at
    with pytest.raises(ValidationError):
        act.join(conversation=conversation, door=Door.OPEN, key="k" * 22)
    assert not Voter.objects.exists()


def test_invitations_are_kept_as_hashes_and_used_once(
    conversation: Conversation,
) -> None:
    _, tokens = make(conversation, 6)
    assert [len(token) for token in tokens] == [27] * 6
    kept = str(list(Invitation.objects.values_list()))
    assert not any(token in kept for token in tokens)
    voter = act.redeem_invitation(invitation=look_up(tokens[0]), key="k" * 22)
    assert voter.door == Door.INVITATION
    with pytest.raises(ValidationError, match="has been used"):
        act.redeem_invitation(invitation=look_up(tokens[0]), key="x" * 22)
    assert Voter.objects.count() == 1


def test_no_key_joins_an_invitation_to_a_vote() -> None:
    """Nothing leads from either to the other, nor to a batch that both share."""
    links = {
        (model, field.related_model)
        for model in apps.get_app_config("conversations").get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey)
    }
    assert (Vote, Voter) in links
    assert {one for model, one in links if model in {Vote, Voter}}.isdisjoint(
        {Invitation, InvitationBatch}
    )
    shared = {f.name for f in Voter._meta.fields} & {
        f.name for f in Invitation._meta.fields
    }
    assert shared == {"id"}


@pytest.mark.parametrize("fate", ["expired", "revoked", "batch revoked"])
def test_invitations_that_have_run_out(conversation: Conversation, fate: str) -> None:
    batch, tokens = make(conversation, 2)
    boss = PersonFactory()
    if fate == "expired":
        InvitationBatch.objects.update(expires_at=timezone.now())
    elif fate == "revoked":
        act.revoke_invitation(invitation=look_up(tokens[0]), by=boss)
    else:
        assert act.revoke_batch(batch=batch, by=boss) == 2
    with pytest.raises(ValidationError):
        act.redeem_invitation(invitation=look_up(tokens[0]), key="k" * 22)
    assert not Voter.objects.exists()


def test_a_used_invitation_can_not_be_taken_back(conversation: Conversation) -> None:
    batch, tokens = make(conversation, 2)
    act.redeem_invitation(invitation=look_up(tokens[0]), key="k" * 22)
    with pytest.raises(ValidationError):
        act.revoke_invitation(invitation=look_up(tokens[0]), by=PersonFactory())
    assert act.revoke_batch(batch=batch, by=PersonFactory()) == 1


def test_redeeming_fails_whole_when_the_conversation_is_closed(
    conversation: Conversation,
) -> None:
    _, tokens = make(conversation, 1)
    Conversation.objects.update(closes_at=timezone.now())
    with pytest.raises(ValidationError):
        act.redeem_invitation(invitation=look_up(tokens[0]), key="k" * 22)
    assert not look_up(tokens[0]).is_used


@pytest.mark.parametrize(
    ("size", "days"), [(0, 9), (act.LARGEST_BATCH + 1, 9), (3, -1)]
)
def test_batches_that_make_no_sense(
    conversation: Conversation, size: int, days: int
) -> None:
    with pytest.raises(ValidationError):
        act.make_batch(
            conversation=conversation,
            name="Street",
            size=size,
            expires_at=timezone.now() + datetime.timedelta(days=days),
            by=PersonFactory(),
        )
    with pytest.raises(ValidationError):
        make(open_conversation(), 3)


def test_the_room_gets_a_new_link(conversation: Conversation) -> None:
    old = conversation.room_key
    act.renew_room_key(conversation=conversation, by=PersonFactory())
    assert conversation.room_key != old
    assert len(conversation.room_key) == 10


def test_somebody_types_for_somebody(conversation: Conversation) -> None:
    boss = PersonFactory()
    voters = [
        act.join_on_behalf(conversation=conversation, key=key, by=boss) for key in "ab"
    ]
    assert [(row.door, row.entered_by) for row in voters] == [(Door.BEHALF, boss)] * 2


@pytest.mark.parametrize(
    "facts",
    [
        {"door": Door.BEHALF},
        {"removed_on": datetime.date(2026, 1, 1)},
        {"key_hash": "taken"},
    ],
)
def test_the_database_knows_what_a_voter_is(
    conversation: Conversation, facts: dict[str, Any]
) -> None:
    VoterFactory(conversation=conversation, key_hash="taken")
    with pytest.raises(IntegrityError), transaction.atomic():
        VoterFactory(conversation=conversation, **facts)


def test_keys_have_128_bits() -> None:
    assert len({make_key() for _ in range(100)}) == 100
    assert len(make_key()) == 22


def test_a_conversation_can_not_open_half_prepared() -> None:
    boss, draft = PersonFactory(), ConversationFactory(has_open_door=False)
    assert len(find_launch_gaps(draft)) == 5
    with pytest.raises(ValidationError) as refused:
        preparing.launch(conversation=draft, by=boss)
    assert refused.value.messages == find_launch_gaps(draft)
    with pytest.raises(IntegrityError), transaction.atomic():
        Conversation.objects.filter(pk=draft.pk).update(launched_at=timezone.now())


def test_preparing_step_by_step() -> None:
    boss = PersonFactory()
    draft = ConversationFactory()
    preparing.write_policy(
        conversation=draft, policy="We read them.", reasons=REASONS, by=boss
    )
    preparing.write_policy(
        conversation=draft, policy="We do.", reasons=["New", REASONS[0]], by=boss
    )
    assert list(draft.reasons.values_list("words", flat=True)) == [REASONS[0], "New"]
    for _ in range(2):
        preparing.answer_gunning(conversation=draft, by=boss, **GUNNING)
    assert draft.gunning.still_open == GUNNING["still_open"]
    assert draft.get_phase() == Phase.DRAFT


def test_a_policy_changed_after_the_launch_says_so(
    conversation: Conversation, client: Any
) -> None:
    boss = PersonFactory()
    page = reverse("conversation", args=[conversation.slug])
    reasons = sorted(conversation.reasons.values_list("words", flat=True))
    same = {"policy": conversation.moderation_policy, "reasons": reasons, "by": boss}
    preparing.write_policy(conversation=conversation, **same)
    assert conversation.policy_changed_on is None
    assert "The team last changed" not in client.get(page).content.decode()
    preparing.write_policy(conversation=conversation, **same | {"reasons": ["New"]})
    assert conversation.policy_changed_on == timezone.localdate()
    assert "The team last changed" in client.get(page).content.decode()


def test_phases_follow_the_dates(conversation: Conversation) -> None:
    now = timezone.now()
    day = datetime.timedelta(days=1)
    phases = [conversation.get_phase(now + step * day) for step in (-2, 0, 30)]
    assert phases == [Phase.COMING, Phase.OPEN, Phase.CLOSED]
    preparing.close_now(conversation=conversation, by=PersonFactory())
    assert conversation.get_phase() == Phase.CLOSED
    with pytest.raises(ValidationError):
        preparing.close_now(conversation=conversation, by=PersonFactory())


def test_after_the_launch_the_question_stays(conversation: Conversation) -> None:
    preparing.change_conversation(
        conversation=conversation,
        by=PersonFactory(),
        question="Another?",
        context="More words",
    )
    conversation.refresh_from_db()
    assert conversation.question == "What would make our street healthier?"
    assert conversation.context == "More words"
    with pytest.raises(ValidationError, match="at least one door"):
        preparing.change_conversation(
            conversation=conversation,
            by=PersonFactory(),
            has_open_door=False,
            has_room_door=False,
            has_invitation_door=False,
        )


def test_addresses_are_made_of_the_question() -> None:
    programme = open_conversation().programme
    now = timezone.now()
    made = [
        preparing.start_conversation(
            by=PersonFactory(),
            programme=programme,
            question="What would make our long street healthier, and for whom?",
            context="c",
            audience="a",
            opens_at=now,
            closes_at=now + datetime.timedelta(days=1),
        ).slug
        for _ in range(2)
    ]
    assert made == [
        "what-would-make-our-long-street",
        "what-would-make-our-long-street-2",
    ]
