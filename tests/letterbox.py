"""Reads the letters that tests have sent, as their recipients would."""

from __future__ import annotations

import re

from django.core import mail

CODE = re.compile(r"^ {4}([A-Z]{4}-[A-Z]{4})$", re.MULTILINE)


def read_code() -> str:
    """The code in the newest letter."""
    found = CODE.search(str(mail.outbox[-1].body))
    assert found is not None, mail.outbox[-1].body
    return found[1]
