"""`lehc opinions`: an opinion map from a file of votes, without a database.

Exit codes: 0 the files are written, 2 something in the input is to be mended.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lehc.conversations.polis_files.problems import InputError

if TYPE_CHECKING:
    from lehc.conversations.findings import Findings

WRITTEN, BAD_INPUT = 0, 2
# The seed that is used, and published, when none is asked for.
DEFAULT_SEED = 1


def opinions(arguments: Sequence[str]) -> int:
    """Compute the map, write the folder, print the answer; the exit code."""
    options = _parser().parse_args(arguments)
    try:
        found = _compute(options)
        _write(found, options.out)
    except InputError as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    _print(found, options.out)
    return WRITTEN


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="lehc opinions",
        description="Find out from votes on statements where people agree, where they "
        "differ, and whether there are groups.",
    )
    parser.add_argument(
        "votes",
        type=Path,
        metavar="VOTES.csv",
        help="columns timestamp, comment-id, voter-id, vote (1, 0 or -1); the last "
        "vote counts",
    )
    parser.add_argument(
        "--statements",
        type=Path,
        metavar="STATEMENTS.csv",
        help="the words of the statements, and which were moderated out",
    )
    parser.add_argument(
        "--mode",
        choices=("ours", "compatible"),
        default="ours",
        help="compatible: what red-dwarf 0.4.0 shows for the same votes",
    )
    parser.add_argument(
        "--groups",
        type=Path,
        metavar="GROUPS.json",
        help='groups from outside, {"voter-id": group}: compute their statistics',
    )
    parser.add_argument(
        "--seed", type=_seed, default=DEFAULT_SEED, help="decides the tests' trials"
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FOLDER", help="written to"
    )
    return parser


def _seed(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise argparse.ArgumentTypeError("write a whole number, 0 or larger")
    return int(text)


def _compute(options: argparse.Namespace) -> Findings:
    """Read the files and compute. What needs NumPy is imported once it is needed."""
    from lehc.conversations.calculations.conversation import (  # start-up cost
        make_conversation,
    )
    from lehc.conversations.calculations.opinions import (  # start-up cost
        find_compatible,
        find_for_groups,
        find_opinions,
    )
    from lehc.conversations.polis_files.groups import read_groups  # start-up cost
    from lehc.conversations.polis_files.statements import (  # start-up cost
        read_statements,
    )
    from lehc.conversations.polis_files.votes import read_votes  # start-up cost

    notes = read_statements(options.statements) if options.statements else {}
    talk = make_conversation(read_votes(options.votes), notes)
    if options.groups:
        groups = read_groups(options.groups)
        return find_for_groups(talk, groups, mode=options.mode, seed=options.seed)
    if options.mode == "compatible":
        return find_compatible(talk, seed=options.seed)
    return find_opinions(talk, seed=options.seed)


def _write(found: Findings, folder: Path) -> None:
    """Write every file that applies. Raises InputError when the folder cannot be."""
    from lehc.conversations.report.files import report_files  # start-up cost

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in report_files(found).items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(
            f"{folder} cannot be written to ({error.strerror}); choose another folder."
        ) from error


def _print(found: Findings, folder: Path) -> None:
    from lehc.conversations.report.words import (  # start-up cost
        say_summary,
        say_title,
    )

    print(say_title(found))
    for paragraph in say_summary(found):
        print(paragraph)
    print(f"Read {folder / 'report.html'}.")
