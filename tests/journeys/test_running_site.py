"""The `lehc` command that stays open for journeys says what one of its own would."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

import lehc
from tests.journeys.running_site import Commands


@pytest.fixture
def commands() -> Iterator[Commands]:
    one = Commands(dict(os.environ))
    yield one
    one.end()


def test_each_command_answers_what_it_printed(commands: Commands) -> None:
    version = f"lehc {lehc.__version__}\n"
    said = [commands.run("--version"), commands.run("--version")]
    assert said == [version, version]


def test_a_command_that_fails_is_an_error_and_the_next_one_runs(
    commands: Commands,
) -> None:
    with pytest.raises(AssertionError, match="It ended with 2"):
        commands.run("import", "nothing")
    assert commands.run("--version")


def test_what_never_ran_ends_at_once() -> None:
    commands = Commands({})
    commands.end()
    assert "process" not in vars(commands)
