"""Finding a conversation's pages, reading them and voting, as a browser does."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from lehc.conversations.models import Conversation


def at(name: str, talk: Conversation, *more: Any) -> str:
    return reverse(name, args=[talk.slug, *more])


def at_desk(
    name: str, cohort: Any, talk: Conversation | None = None, *more: Any
) -> str:
    keys = [talk.slug] if talk else []
    return reverse(name, args=[cohort.slug, *keys, *more])


def read(answer: Any) -> str:
    assert answer.status_code == 200, answer
    return answer.content.decode()


def vote(browser: Any, talk: Conversation, number: int, value: int = 1) -> Any:
    statement = talk.statements.published().get(number=number)
    return browser.post(at("vote", talk), {"statement": statement.pk, "vote": value})
