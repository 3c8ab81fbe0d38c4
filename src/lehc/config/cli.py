"""The command `lehc`: one word says what to do, the rest goes to that command.

Commands that only compute start no Django, so that they start at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NamedTuple

import lehc


class Command(NamedTuple):
    """A command that needs no database: where its function is, and what it does."""

    module: str
    function: str
    summary: str


COMPUTING: dict[str, Command] = {
    "life-expectancy": Command(
        "lehc.places.commands",
        "life_expectancy",
        "deaths and populations by age -> life expectancy, with limits",
    ),
    "slope": Command(
        "lehc.places.commands",
        "slope",
        "an indicator by deprivation -> slope and relative index, with limits",
    ),
    "rates": Command(
        "lehc.places.commands",
        "rates",
        "counts and populations -> proportions or rates, with limits",
    ),
    "select": Command(
        "lehc.selection.commands", "select", "choose a cohort from two CSV files"
    ),
    "verify": Command(
        "lehc.selection.commands", "verify", "say whether a certificate holds"
    ),
    "opinions": Command(
        "lehc.conversations.commands", "opinions", "draw an opinion map from votes"
    ),
}

SERVING: dict[str, str] = {
    "run": "prepare everything and serve the site on this machine",
    "prepare": "bring the database, the list of places and static files up to date",
    "migrate": "bring the database up to date",
    "demo": "make the demonstration programme, from a seed",
    "start_programme": "start a programme of your own, with its first lead",
    "worker": "do the deferred work: letters, long computations",
    "housekeeping": "do once what is due: reminders, lapsed offers, letters left",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the named command and return its exit code (2: the command is unknown)."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or words[0] in {"-h", "--help", "help"}:
        print(help_text())
        return 0
    if words[0] == "--version":
        print(f"lehc {lehc.__version__}")
        return 0
    name, *rest = words
    if name in COMPUTING:
        command = COMPUTING[name]
        function = getattr(import_module(command.module), command.function)
        return int(function(rest))
    return run_django(name, rest)


def run_django(name: str, rest: list[str]) -> int:
    """Hand a command that needs the database to Django's own command runner."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lehc.config.settings")
    import django  # start-up cost
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line, get_commands

    try:
        django.setup()
    except ImproperlyConfigured as error:
        return complain(str(error))
    if name not in get_commands():
        return complain(
            f"there is no command “{name}”. `lehc --help` lists the commands."
        )
    execute_from_command_line(["lehc", name, *rest])
    return 0


def complain(words: str) -> int:
    """Say on the error stream what to do; the exit code of a wrong call."""
    print(f"lehc: {words}", file=sys.stderr)
    return 2


def help_text() -> str:
    """What `lehc --help` prints."""
    lines = ["Usage: lehc COMMAND [OPTIONS]", "", "Run the programme's site:"]
    lines += [f"  {name:18}{summary}" for name, summary in SERVING.items()]
    if COMPUTING:
        lines += ["", "Compute from files, no database needed:"]
        lines += [
            f"  {name:18}{command.summary}" for name, command in COMPUTING.items()
        ]
    lines += ["", "lehc COMMAND --help says more about one of them."]
    lines += ["Any command of Django's (check, shell, dbshell ...) works too."]
    return "\n".join(lines)
