from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from lehc.config.env import Environment


def test_absent_settings_have_their_defaults() -> None:
    env = Environment({})
    assert (
        env.text("A", "words"),
        env.yes_no("A", default=True),
        env.whole_number("A", default=3),
        env.one_of("A", ("x", "y"), default="y"),
        env.words("A", ("one",)),
        env.folder("A", default=Path("/somewhere")),
        env.web_address("A", default="http://localhost:8000"),
    ) == (
        "words",
        True,
        3,
        "y",
        ["one"],
        Path("/somewhere"),
        "http://localhost:8000",
    )


@pytest.mark.parametrize("word", ["yes", "YES", " 1 ", "true", "on"])
def test_yes_in_many_words(word: str) -> None:
    assert Environment({"A": word}).yes_no("A", default=False) is True


@pytest.mark.parametrize("word", ["no", "0", "False", "off", ""])
def test_no_in_many_words(word: str) -> None:
    assert Environment({"A": word}).yes_no("A", default=True) is False


def test_values_are_read_and_trimmed() -> None:
    env = Environment({"A": " x ", "N": " 7 ", "W": "a, b ,,c", "U": "https://a.uk/"})
    assert (
        env.text("A"),
        env.one_of("A", ("x",), default="x"),
        env.whole_number("N", default=0),
        env.words("W"),
        env.web_address("U", default=""),
    ) == ("x", "x", 7, ["a", "b", "c"], "https://a.uk")


@pytest.mark.parametrize(
    ("read", "words"),
    [
        (lambda e: e.yes_no("A", default=True), "Set A to yes or no; it is “perhaps”."),
        (
            lambda e: e.whole_number("A", default=1, least=1),
            "Set A to a whole number of at least 1; it is “perhaps”.",
        ),
        (
            lambda e: e.one_of("A", ("x", "y"), default="x"),
            "Set A to x or y; it is “perhaps”.",
        ),
        (
            lambda e: e.web_address("A", default=""),
            "Set A to a full address such as https://example.org; it is “perhaps”.",
        ),
    ],
)
def test_nonsense_stops_with_what_to_set(read: object, words: str) -> None:
    with pytest.raises(ImproperlyConfigured) as stopped:
        read(Environment({"A": "perhaps"}))  # type: ignore[operator]
    assert str(stopped.value) == words


def test_a_number_below_the_least_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="at least 2; it is “1”"):
        Environment({"A": "1"}).whole_number("A", default=2, least=2)
