from __future__ import annotations

from typing import Any

from lehc.recruitment.links import hash_token, make_token, write_address


def test_a_token_has_at_least_128_bits_and_is_never_the_same() -> None:
    tokens = {make_token() for _ in range(100)}

    assert len(tokens) == 100
    assert min(len(token) for token in tokens) >= 22  # 22 × 6 bits > 128


def test_the_hash_depends_on_the_secret_key(settings: Any) -> None:
    before = hash_token("abc")
    settings.SECRET_KEY = "another-secret-key"

    assert before != hash_token("abc")
    assert len(before) == 64


def test_an_address_in_a_letter_is_whole(settings: Any) -> None:
    settings.BASE_URL = "https://lehc.example.org"

    assert write_address("sponsor", "abc") == ("https://lehc.example.org/sponsors/abc/")
