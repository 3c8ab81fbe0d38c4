"""Statements: written, read by a moderator, reworded, joined, taken back."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from lehc.audit.actions import record
from lehc.background.registry import enqueue_on_commit
from lehc.conversations.enums import Origin, StatementState
from lehc.conversations.models import (
    Appeal,
    Conversation,
    ModerationReason,
    Statement,
    StatementReview,
    Translation,
)
from lehc.conversations.rules import (
    check_open,
    check_paper,
    check_transition,
    find_first,
    may_answer,
    may_be_appealed,
)
from lehc.conversations.validators import check_statement_words

MOST_WAITING = 5  # of one author: then somebody reads first


def take_number(conversation: Conversation) -> int:
    """The next number; the conversation is held until the transaction ends."""
    Conversation.objects.select_for_update().get(pk=conversation.pk)
    newest = conversation.statements.aggregate(newest=Max("number"))["newest"]
    return (newest or 0) + 1


@transaction.atomic
def add_seed(*, conversation: Conversation, text: str, by: Any) -> Statement:
    """Add a statement of the team's, labelled as such."""
    statement = Statement.objects.create(
        conversation=conversation,
        number=take_number(conversation),
        text=check_new_words(conversation, text),
        origin=Origin.SEED,
        state=StatementState.PUBLISHED,
        published_at=timezone.now(),
    )
    record("conversations.add_seed", statement, by=by)
    return statement


@transaction.atomic
def write_statement(
    *,
    conversation: Conversation,
    text: str,
    author_hash: str = "",
    language: str = "en",
    by: Any = None,
) -> Statement:
    """Take a participant's statement: to be read first, unless the rule says not.

    `by` is who typed it when it came on paper or aloud; else nobody is named. Sent
    twice, as by a second press, it is taken once.
    """
    if by is None:
        check_open(conversation)
    else:
        check_paper(conversation)
    if not conversation.takes_statements:
        raise ValidationError("This conversation takes no new statements.")
    words = check_new_words(conversation, text)
    sent = find_sent_twice(conversation, words, author_hash)
    if sent is not None:
        return sent
    check_waiting(conversation, author_hash)
    statement = Statement.objects.create(
        conversation=conversation,
        number=take_number(conversation),
        text=words,
        language=language,
        origin=Origin.PARTICIPANT,
        author_hash=author_hash,
        entered_by=by,
    )
    if not conversation.reads_first:
        decide(statement, StatementState.PUBLISHED, by=None)
    record("conversations.write_statement", statement, by=by)
    return statement


def check_new_words(conversation: Conversation, text: str) -> str:
    """The words, when nothing open says exactly the same."""
    words = check_statement_words(text)
    if conversation.statements.published().filter(text__iexact=words).exists():
        raise ValidationError("Somebody has written exactly this already. Vote on it.")
    return words


def find_sent_twice(
    conversation: Conversation, words: str, author_hash: str
) -> Statement | None:
    """The author's own statement in these words that waits already."""
    if not author_hash:
        return None
    waiting = conversation.statements.waiting().filter(author_hash=author_hash)
    return waiting.filter(text=words).first()


def check_waiting(conversation: Conversation, author_hash: str) -> None:
    """One author at a time waits with a few statements."""
    if not author_hash:
        return
    waiting = conversation.statements.waiting().filter(author_hash=author_hash)
    if waiting.count() >= MOST_WAITING:
        raise ValidationError(
            f"{MOST_WAITING} of your statements are waiting to be read. You can "
            "write more once somebody has read them."
        )


def decide(
    statement: Statement,
    outcome: StatementState,
    *,
    by: Any,
    reason: ModerationReason | None = None,
    note: str = "",
    merged_into: Statement | None = None,
) -> StatementReview:
    """Write down an outcome and set the statement's state to it.

    A second look that was asked for comes first: it would be about something else.
    """
    check_transition(statement, outcome)
    asked = Appeal.objects.filter(review__statement=statement, answered_at=None)
    if asked.exists():
        raise ValidationError(
            "The author has asked for a second look. Somebody else answers that first."
        )
    statement.state = outcome
    statement.merged_into = merged_into
    if outcome == StatementState.PUBLISHED and statement.published_at is None:
        statement.published_at = timezone.now()
    statement.save(update_fields=["state", "merged_into", "published_at"])
    review = StatementReview.objects.create(
        statement=statement, outcome=outcome, reason=reason, note=note, by=by
    )
    if outcome != StatementState.REPLACED:
        enqueue_on_commit("conversations.tell_outcome", review_id=review.pk)
    return review


@transaction.atomic
def publish_statement(*, statement: Statement, by: Any, note: str = "") -> None:
    """Open a statement for votes."""
    statement = hold(statement)
    review = decide(statement, StatementState.PUBLISHED, by=by, note=note)
    record("conversations.publish_statement", statement, by=by, review=review.pk)


@transaction.atomic
def return_statement(
    *, statement: Statement, reason: ModerationReason, by: Any, note: str = ""
) -> None:
    """Send a statement back, for one of the published reasons.

    One that was open leaves the results: its votes stay in the log.
    """
    if reason.conversation_id != statement.conversation_id:
        raise ValidationError("Choose one of this conversation's own reasons.")
    statement = hold(statement)
    review = decide(statement, StatementState.RETURNED, by=by, reason=reason, note=note)
    record("conversations.return_statement", statement, by=by, review=review.pk)


@transaction.atomic
def merge_statement(
    *, statement: Statement, into: Statement, by: Any, note: str = ""
) -> None:
    """Join a statement with one that says the same and is open for votes."""
    into = hold(into)
    if (
        into.conversation_id != statement.conversation_id
        or into.pk == statement.pk
        or into.state != StatementState.PUBLISHED
    ):
        raise ValidationError("Choose another statement that is open for votes.")
    statement = hold(statement)
    review = decide(
        statement, StatementState.MERGED, by=by, note=note, merged_into=into
    )
    statement.merged.update(merged_into=into)
    record("conversations.merge_statement", statement, by=by, review=review.pk)


@transaction.atomic
def reword_statement(
    *, statement: Statement, text: str, by: Any, note: str = "", language: str = ""
) -> Statement:
    """Open a new version with other words. It starts without votes.

    `language` is that of the new words, where it is another than before.
    What was decided on the earlier words answers the new ones too.
    """
    words = check_statement_words(text)
    statement = hold(statement)
    opened_at = statement.published_at  # how long it waits for an answer goes on
    if words == statement.text:
        raise ValidationError("Change some words, or publish it as it is.")
    decide(statement, StatementState.REPLACED, by=by, note=note)
    newer = Statement.objects.create(
        conversation=statement.conversation,
        number=statement.number,
        version=statement.version + 1,
        text=words,
        language=language or statement.language,
        origin=statement.origin,
        author_hash=statement.author_hash,
        entered_by=statement.entered_by,
        replaces=statement,
        published_at=opened_at,
    )
    statement.followers.update(statement=newer)
    statement.merged.update(merged_into=newer)
    newer.decisions.set(statement.decisions.all())
    decide(newer, StatementState.PUBLISHED, by=by, note=note)
    record("conversations.reword_statement", newer, by=by)
    return newer


@transaction.atomic
def name_language(*, statement: Statement, language: str, by: Any) -> None:
    """Correct in which language a statement is, whatever its author chose."""
    if statement.language == language:
        return
    statement.language = language
    statement.save(update_fields=["language"])
    statement.translations.filter(language=language).delete()
    record("conversations.name_language", statement, by=by, language=language)


def hold(statement: Statement) -> Statement:
    """The statement as it is now, held until the transaction ends."""
    rows = Statement.objects.select_for_update(of=["self"])
    return rows.select_related("conversation").get(pk=statement.pk)


@transaction.atomic
def take_back(*, statement: Statement) -> None:
    """Its author takes back a statement that nobody has read yet."""
    statement = hold(statement)
    check_transition(statement, StatementState.WITHDRAWN)
    statement.state = StatementState.WITHDRAWN
    statement.author_hash = ""
    statement.save(update_fields=["state", "author_hash"])
    statement.followers.all().delete()


@transaction.atomic
def appeal(*, review: StatementReview, words: str) -> Appeal:
    """The author asks that somebody else look at it again."""
    if not may_be_appealed(review):
        raise ValidationError("This statement is open for votes.")
    if hasattr(review, "appeal"):
        raise ValidationError("You have asked for a second look already.")
    return Appeal.objects.create(review=review, words=words, first_by=review.by)


@transaction.atomic
def answer_appeal(*, appeal: Appeal, is_granted: bool, answer: str, by: Any) -> None:
    """Somebody else decides: the statement is opened after all, or stays as it is.

    Of one whose words were changed, the author's own words are opened again.
    """
    if not may_answer(by, appeal):
        raise ValidationError("Somebody else must take this second look.")
    if appeal.answered_at is not None:
        raise ValidationError("This second look has been taken already.")
    appeal.is_granted = is_granted
    appeal.answer = answer
    appeal.answered_by = by
    appeal.answered_at = timezone.now()
    appeal.save(update_fields=["is_granted", "answer", "answered_by", "answered_at"])
    if is_granted:
        statement = hold(appeal.review.statement)
        if appeal.review.outcome == StatementState.PUBLISHED:
            own = find_first(statement)
            reword_statement(
                statement=statement,
                text=own.text,
                language=own.language,
                by=by,
                note=answer,
            )
        else:
            decide(statement, StatementState.PUBLISHED, by=by, note=answer)
    else:
        enqueue_on_commit("conversations.tell_second_look", appeal_id=appeal.pk)
    record("conversations.answer_appeal", appeal, by=by, is_granted=is_granted)


@transaction.atomic
def translate_statement(
    *, statement: Statement, language: str, text: str, made_by: str, by: Any
) -> Translation:
    """Put a translation beside a statement, in place of an earlier one."""
    translation, _ = Translation.objects.update_or_create(
        statement=statement,
        language=language,
        defaults={"text": text, "made_by": made_by},
    )
    record("conversations.translate_statement", statement, by=by, language=language)
    return translation
