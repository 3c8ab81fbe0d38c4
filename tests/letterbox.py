"""Reads the letters that tests have caused, as their recipients would."""

from __future__ import annotations

import re

from django.core import mail

from lehc.letters.models import Letter

CODE = re.compile(r"^ {4}([A-Z]{4}-[A-Z]{4})$", re.MULTILINE)


def read_code() -> str:
    """The code in the newest letter, sent or on its way.

    A test in a transaction never commits, so its letters wait in their table.
    """
    waiting = Letter.objects.queued().first()
    text = waiting.body if waiting else str(mail.outbox[-1].body)
    found = CODE.search(text)
    assert found is not None, text
    return found[1]
