"""The command `lehc`: one word says what to do, the rest goes to that command.

Commands that only compute start no Django, so that they start at once.
"""

from __future__ import annotations

import gc
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


class Import(NamedTuple):
    """A kind of file that `lehc import` reads: what Django calls it, and what it is."""

    command: str
    file: str
    summary: str


# What `lehc import KIND FILE` knows. Each kind is a management command of its app,
# which says the rest: `lehc import KIND --help`.
IMPORTS: dict[str, Import] = {
    "fingertips": Import(
        "import_fingertips", "FILE.csv", "figures of places from OHID Fingertips"
    ),
    "nomis": Import("import_nomis", "FILE.csv", "figures of places from Nomis"),
    "neighbourhoods": Import(
        "import_neighbourhoods",
        "FILE.xlsx",
        "life expectancy by neighbourhood: the national sheet",
    ),
    "wards": Import(
        "import_wards", "FILE.ods", "life expectancy by ward: OHID's sheet"
    ),
    "lookup": Import(
        "import_lookup", "FILE.csv", "which area lies in which: an ONS lookup"
    ),
    "boundaries": Import(
        "import_boundaries", "FILE.geojson", "boundaries of areas from ONS"
    ),
    "deprivation": Import(
        "import_deprivation",
        "FILE.csv",
        "Index of Multiple Deprivation, 2019 or 2025",
    ),
    "ages": Import("import_ages", "FILE.csv", "deaths and populations by age band"),
    "polis": Import("import_polis", "FOLDER", "a conversation that was held on Polis"),
    "wordpress": Import(
        "import_wordpress", "FILE.xml", "a blog, as WordPress exports it (WXR)"
    ),
}

SERVING: dict[str, str] = {
    "run": "prepare everything and serve the site on this machine",
    "prepare": "bring the database, the list of places and static files up to date",
    "migrate": "bring the database up to date",
    "demo": "make the demonstration programme, from a seed",
    "start_programme": "start a programme of your own, with its first lead",
    "worker": "do the deferred work: letters, long computations",
    "verify_votes": "say whether the vote logs of conversations hold",
    "housekeeping": "do once what is due: reminders, lapsed offers, letters left",
}

# What somebody may call first of all, before there are any tables.
BEFORE_SERVING = frozenset({"demo", "start_programme"})


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the named command and return its exit code (2: the command is unknown)."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = run_command(words)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read what we print has closed it, as `| head` does.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code


def run_command(words: list[str]) -> int:
    """As `main`."""
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
    if name == "import" and IMPORTS:
        return run_import(rest)
    return run_django(name, rest)


def run_import(words: list[str]) -> int:
    """Read a file of somebody else's into the site, with the command of its kind."""
    if not words or words[0] in {"-h", "--help", "help"}:
        print(import_help())
        return 0
    kind, *rest = words
    if kind not in IMPORTS:
        known = ", ".join(sorted(IMPORTS))
        return complain(
            f"there is no import of “{kind}”. Say which kind of file it is: {known}."
        )
    return run_django(IMPORTS[kind].command, rest, said=f"lehc import {kind}")


def run_django(name: str, rest: list[str], *, said: str = "") -> int:
    """Hand a command that needs the database to Django's own command runner.

    `said` is how the command was called where that is not its name, for its help.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lehc.config.settings")
    gc.disable()  # what is loaded stays: to look for garbage in it takes a fifth longer
    import django  # start-up cost
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import (
        execute_from_command_line,
        get_commands,
        load_command_class,
    )

    try:
        django.setup()
    except ImproperlyConfigured as error:
        return complain(str(error))
    finally:
        gc.freeze()
        gc.enable()
    if name not in get_commands():
        return complain(
            f"there is no command “{name}”. `lehc --help` lists the commands."
        )
    if (said or name in BEFORE_SERVING) and not {"-h", "--help"}.intersection(rest):
        prepare_before_serving()
    if said:
        program, _, word = said.rpartition(" ")
        command = load_command_class(get_commands()[name], name)
        command.run_from_argv([program, word, *rest])
    else:
        execute_from_command_line(["lehc", name, *rest])
    return 0


def prepare_before_serving() -> None:
    """A file may come in, or a programme start, before the site was ever served.

    Places of ours are left to serving: who brings their own may want no others.
    """
    from lehc.config.preparing import is_behind, prepare_tables  # Django's settings

    if is_behind():
        print("Preparing the database ...", file=sys.stderr)
    prepare_tables()


def complain(words: str) -> int:
    """Say on the error stream what to do; the exit code of a wrong call."""
    print(f"lehc: {words}", file=sys.stderr)
    return 2


def help_text() -> str:
    """What `lehc --help` prints."""
    lines = ["Usage: lehc COMMAND [OPTIONS]", "", "Run the programme's site:"]
    lines += [f"  {name:18}{summary}" for name, summary in SERVING.items()]
    if IMPORTS:
        lines += [f"  {'import':18}read a file of another system's into the site"]
    if COMPUTING:
        lines += ["", "Compute from files, no database needed:"]
        lines += [
            f"  {name:18}{command.summary}" for name, command in COMPUTING.items()
        ]
    lines += ["", "lehc COMMAND --help says more about one of them."]
    lines += ["Any command of Django's (check, shell, dbshell ...) works too."]
    return "\n".join(lines)


def import_help() -> str:
    """What `lehc import --help` prints."""
    calls = {f"{kind} {row.file}": row.summary for kind, row in IMPORTS.items()}
    width = max(len(call) for call in calls) + 2
    lines = ["Usage: lehc import KIND FILE [OPTIONS]", ""]
    lines += ["Read a file of another system's into the site. Reading the same file"]
    lines += ["again doubles nothing. KIND says what the file is:", ""]
    lines += [f"  {call:{width}}{summary}" for call, summary in calls.items()]
    lines += ["", "lehc import KIND --help says more about one of them."]
    return "\n".join(lines)
