"""`lehc select` and `lehc verify`: a cohort from two CSV files, and its proof.

Exit codes: 0 chosen (or: the certificate holds), 1 the certificate does not hold,
2 the input cannot be used, 3 the targets cannot be met.
"""

from __future__ import annotations

import argparse
import secrets
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from lehc.selection.calculations.certificate import (
    Certificate,
    from_json,
    list_overrides,
    to_json,
)
from lehc.selection.calculations.files import (
    Files,
    make_problem,
    say_notes,
    select_cohort,
)
from lehc.selection.calculations.lotteries import write_cohorts
from lehc.selection.calculations.people import MOST_SEATS
from lehc.selection.calculations.runs import METHODS, MOST_DRAWS
from lehc.selection.calculations.summary import say_result
from lehc.selection.calculations.tables import InputError
from lehc.selection.calculations.verification import find_faults

CHOSEN, DOES_NOT_HOLD, BAD_INPUT, CANNOT_BE_MET = 0, 1, 2, 3
LARGEST_OWN_SEED = 10**9  # easy to read out and write down
DEFAULT_DRAWS = 1000  # three ten-sided dice
MOST_DIGITS = 18


def select(arguments: Sequence[str]) -> int:
    """Choose a cohort, print a summary, write the certificate; the exit code."""
    options = parse(select_parser(), arguments)
    if options is None:
        return BAD_INPUT
    try:
        return run_select(options)
    except InputError as error:
        print(error, file=sys.stderr)
        return BAD_INPUT


def verify(arguments: Sequence[str]) -> int:
    """Compute a certificate again and say whether it holds; the exit code."""
    options = parse(verify_parser(), arguments)
    if options is None:
        return BAD_INPUT
    try:
        return run_verify(options)
    except InputError as error:
        print(error, file=sys.stderr)
        return BAD_INPUT


def parse(
    parser: argparse.ArgumentParser, arguments: Sequence[str]
) -> argparse.Namespace | None:
    """The options, or None when argparse has said what is wrong with them."""
    try:
        return parser.parse_args(arguments)
    except SystemExit as stop:
        if not stop.code:
            raise  # --help
        return None


def select_parser() -> argparse.ArgumentParser:
    """The options of `lehc select`."""
    parser = argparse.ArgumentParser(
        prog="lehc select",
        description="Choose a cohort that meets every target, from two CSV files.",
    )
    parser.add_argument("people", metavar="PEOPLE.csv", help="one line a person")
    parser.add_argument(
        "targets",
        metavar="TARGETS.csv",
        help="columns feature, value, min, max; if wanted and_feature and and_value "
        "(people who have both), weight (how much a change of it counts, or fixed)",
    )
    parser.add_argument(
        "--seats", type=whole_number, required=True, help="how many are chosen"
    )
    parser.add_argument(
        "--method",
        choices=sorted(METHODS),
        help="best (by score; usual if there is a score) or a fair lottery",
    )
    parser.add_argument("--score", metavar="COLUMN", help="merit, for --method best")
    parser.add_argument("--team", metavar="COLUMN", help="teams come in whole")
    parser.add_argument(
        "--standing",
        metavar="COLUMN",
        help="people marked in keep a place, people marked out can't be chosen",
    )
    parser.add_argument(
        "--seed", type=whole_number, help="a published whole number; else one is made"
    )
    parser.add_argument(
        "--draws",
        type=whole_number,
        metavar="M",
        help="draw from M equally likely numbered cohorts",
    )
    parser.add_argument(
        "--number",
        type=whole_number,
        metavar="N",
        help="the number that was drawn in public, instead of by the seed",
    )
    parser.add_argument("--json", metavar="FILE", help="write the certificate here")
    parser.add_argument(
        "--cohorts",
        metavar="FILE",
        help=f"write the numbered cohorts here ({DEFAULT_DRAWS} unless --draws)",
    )
    return parser


def verify_parser() -> argparse.ArgumentParser:
    """The options of `lehc verify`."""
    parser = argparse.ArgumentParser(
        prog="lehc verify", description="Compute a certificate again and compare."
    )
    parser.add_argument("certificate", metavar="CERTIFICATE")
    parser.add_argument("people", metavar="PEOPLE.csv")
    parser.add_argument("targets", metavar="TARGETS.csv")
    parser.add_argument(
        "--score", metavar="COLUMN", help="if it is not found by itself"
    )
    parser.add_argument("--team", metavar="COLUMN", help="if it is not found by itself")
    return parser


def whole_number(text: str) -> int:
    """A whole number of 0 or more, with at most 18 digits."""
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
        raise argparse.ArgumentTypeError(
            f"“{text}” is not a whole number of 0 or more, with at most {MOST_DIGITS} "
            "digits"
        )
    return int(text)


NO_SCORES = (
    "No column holds scores, so everybody counts the same: this is one of the cohorts "
    "that meet the targets. Name a column with --score to choose by merit."
)


def run_select(options: argparse.Namespace) -> int:
    """As `select`; raises InputError."""
    check_numbers(options)
    files = Files.read(read_file(options.people), read_file(options.targets))
    score = options.score or files.people.find_heading("score")
    method = options.method or ("best" if score else "leximin")
    is_best = method == "best"
    problem = make_problem(
        files,
        seats=options.seats,
        score=score if is_best else None,
        team=options.team,
        standing=options.standing,
    )
    seed = options.seed
    if seed is None:
        seed = secrets.randbelow(LARGEST_OWN_SEED)
    draws = options.draws
    if draws is None and (options.cohorts or options.number is not None):
        draws = DEFAULT_DRAWS
    result = select_cohort(
        problem, method=method, seed=seed, draws=draws, number=options.number
    )
    notes = say_notes(problem, files)
    if is_best and score is None:
        notes, result = [NO_SCORES, *notes], replace(result, merit=None)
    # Files first: whoever reads the summary may close it early.
    if options.json:
        write_file(options.json, to_json(result.certificate))
    if options.cohorts and result.numbered is not None:
        write_file(options.cohorts, write_cohorts(result.numbered.cohorts))
    print("\n".join([*notes, *say_result(problem, result)]))
    return CHOSEN if result.explanation is None else CANNOT_BE_MET


def check_numbers(options: argparse.Namespace) -> None:
    """Raise InputError for numbers of seats or draws that mean nothing."""
    if not 1 <= options.seats <= MOST_SEATS:
        raise InputError(
            f"--seats is {options.seats}: give the number of people to choose, from 1 "
            f"to {MOST_SEATS:,}."
        )
    if options.draws is not None and not 1 <= options.draws <= MOST_DRAWS:
        raise InputError(
            f"--draws is {options.draws}: give the number of numbered cohorts, from 1 "
            f"to {MOST_DRAWS:,}."
        )


def run_verify(options: argparse.Namespace) -> int:
    """As `verify`; raises InputError."""
    certificate, overrides = read_certificate(options.certificate)
    files = Files.read(read_file(options.people), read_file(options.targets))
    faults = find_faults(certificate, files, score=options.score, team=options.team)
    if faults:
        print("\n".join(["This certificate does not hold.", *faults]))
        return DOES_NOT_HOLD
    print(
        "This certificate holds: the same files, method and seed give the same result."
    )
    for taken_out, put_in in overrides:
        print(
            f"People decided otherwise afterwards: {put_in} got the place of "
            f"{taken_out}. That part cannot be computed."
        )
    return CHOSEN


def read_file(path: str) -> tuple[str, bytes]:
    """(file name, bytes); raises InputError."""
    try:
        return Path(path).name, Path(path).read_bytes()
    except OSError as error:
        raise InputError(
            f"{path} cannot be opened ({error.strerror}). Check the name and folder."
        ) from error


def write_file(path: str, text: str) -> None:
    """Write a file; raises InputError."""
    try:
        Path(path).write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(
            f"{path} cannot be written ({error.strerror}). Choose another place."
        ) from error


def read_certificate(path: str) -> tuple[Certificate, list[tuple[str, str]]]:
    """The certificate in a file, and what people changed after; raises InputError."""
    name, data = read_file(path)
    try:
        text = data.decode("utf-8-sig")
        return from_json(text), list_overrides(text)
    except (ValueError, RecursionError) as error:
        raise InputError(
            f"{name} is not a certificate ({error}). Give the file that "
            "`lehc select --json` wrote."
        ) from error
