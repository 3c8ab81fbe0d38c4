"""Secrets that stand for a person without naming them; we keep keyed hashes only.

One random key in a browser makes two hashes in each conversation: one finds the voter,
the other what the same browser wrote. Without the key nothing joins the two.
"""

from __future__ import annotations

import secrets

from django.core.signing import BadSignature, Signer
from django.utils.crypto import salted_hmac

KEY_BYTES = 16  # 128 bits
TYPED_SIGNS = "bcdfghjkmnpqrstvwxz23456789"  # nothing that reads like another
TYPED_LENGTH = 27  # of 27 signs: 128 bits
VOTER = "lehc.conversations.voter"
AUTHOR = "lehc.conversations.author"
INVITATION = "lehc.conversations.invitation"
SHEET = "lehc.conversations.sheet"
NETWORK = "lehc.conversations.network"


def make_key() -> str:
    """A key for a browser or a letter: 22 characters."""
    return secrets.token_urlsafe(KEY_BYTES)


def make_typed_key() -> str:
    """A key on paper, which somebody may have to type: 27 characters."""
    return "".join(secrets.choice(TYPED_SIGNS) for _ in range(TYPED_LENGTH))


def hash_key(purpose: str, key: str, conversation_id: int | str = "") -> str:
    """The keyed hash of a key: different for each purpose and conversation."""
    text = f"{conversation_id}:{key}"
    return salted_hmac(purpose, text, algorithm="sha256").hexdigest()


def sign_follower(follower_id: int) -> str:
    """What the links in a follower's letters carry: nothing of it is stored."""
    return Signer(salt="lehc.conversations.follower").sign(str(follower_id))


def read_follower(token: str) -> int | None:
    """The follower a link belongs to, or None when the link is not one of ours."""
    try:
        return int(Signer(salt="lehc.conversations.follower").unsign(token))
    except (BadSignature, ValueError):
        return None
