"""Every form of a conversation carries its token: forms are sent as browsers do."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from lehc.accounts.enums import Role
from lehc.conversations.models import Statement, Voter
from tests.factories.conversations import open_conversation
from tests.factories.programmes import CohortFactory, RoleGrantFactory

pytestmark = pytest.mark.django_db
FORM = re.compile(r'<form[^>]*method="post".*?</form>', re.S)
PUBLIC = [
    "conversation",
    "vote",
    "write",
    "my_votes",
    "withdraw",
    "follow_conversation",
]
DESK = [
    "conversation_change",
    "conversation_policy",
    "conversation_gunning",
    "conversation_close",
    "desk_statements",
    "desk_doors",
    "batch_new",
    "enter_votes",
    "decision_new",
]


def read_forms(browser: Client, url: str) -> list[str]:
    answer = browser.get(url)
    assert answer.status_code == 200, url
    return FORM.findall(answer.content.decode())


def test_every_form_has_its_token() -> None:
    cohort = CohortFactory()
    talk = open_conversation(programme=cohort.programme, has_room_door=True)
    browser = Client()
    browser.post(reverse("conversation_start", args=[talk.slug]))
    browser.post(reverse("write", args=[talk.slug]), {"text": "Slower cars"})
    [statement] = Statement.objects.waiting()
    browser.force_login(
        RoleGrantFactory(programme=cohort.programme, role=Role.LEAD).person,
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    desk = [cohort.slug, talk.slug]
    urls = [reverse(name, args=[talk.slug]) for name in PUBLIC]
    urls += [reverse(name, args=desk) for name in DESK]
    urls += [
        reverse("sent", args=[talk.slug, statement.number]),
        reverse("my_statements", args=[talk.slug]),
        reverse("desk_statement", args=[*desk, statement.pk]),
        reverse("statement_translate", args=[*desk, statement.pk]),
        reverse("conversation_new", args=[cohort.slug]),
    ]
    pages = {url: read_forms(browser, url) for url in urls}
    lacking = [
        url
        for url, forms in pages.items()
        if any("csrfmiddlewaretoken" not in form for form in forms)
    ]
    assert lacking == []
    assert sum(len(forms) for forms in pages.values()) >= len(DESK)


def test_a_form_without_its_token_does_nothing() -> None:
    talk = open_conversation()
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(reverse("conversation_start", args=[talk.slug]))
    assert answer.status_code == 403
    assert not Voter.objects.exists()
