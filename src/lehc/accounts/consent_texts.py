"""The words people agree to. Change the words, change the version."""

from __future__ import annotations

from typing import NamedTuple

from lehc.accounts.enums import ConsentKind


class ConsentText(NamedTuple):
    version: str
    words: str


CONSENT_TEXTS = {
    ConsentKind.CONTACT_LATER: ConsentText(
        "2026-11",
        "You may write to me by e-mail when another programme opens. "
        "I can change my mind at any time.",
    ),
    ConsentKind.STAY_SIGNED_IN: ConsentText(
        "2026-11",
        "Keep me signed in on this device for two weeks. Only for a device that "
        "nobody else uses.",
    ),
}
