"""The analyst's commands: CSV in, CSV out, no database.

What does the work is imported only once the arguments make sense, so that `--help`
answers at once.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lehc.places.analyst.tables import Written

KINDS = ("natural", "rate", "proportion")
METHODS = ("proportion", "rate", "dsr")


def life_expectancy(argv: Sequence[str]) -> int:
    """`lehc life-expectancy`: 0 when the answer is written, 2 with what to mend."""
    parser = _parser(
        "life-expectancy",
        "Life expectancy at every age, with 95% and 99.8% limits.",
        "Needs the columns startage (0, 1, 5, 10 ... 90), population (person-years) "
        "and deaths.",
    )
    arguments = parser.parse_args(argv)

    def work() -> Written:
        from lehc.places.analyst.life_expectancy_file import (  # start-up cost
            write_life_expectancy,
        )

        return write_life_expectancy(arguments.input, arguments.out)

    return _run(work, arguments)


def slope(argv: Sequence[str]) -> int:
    """`lehc slope`: 0 when the answer is written, 2 with what to mend."""
    parser = _parser(
        "slope",
        "Slope and relative index of inequality, with 95% and 99.8% limits.",
        "Needs the columns quantile (1 is the most deprived), population, value, and "
        "either se or lower95 and upper95.",
    )
    _add_slope_options(parser)
    arguments = parser.parse_args(argv)
    if arguments.transform and arguments.kind == "natural":
        parser.error("--transform needs --kind rate or --kind proportion")
    if (arguments.simulate is None) != (arguments.seed is None):
        parser.error("--simulate and --seed go together")

    def work() -> Written:
        from lehc.places.analyst.slope_file import write_slope  # start-up cost
        from lehc.places.calculations.files import SlopeOptions  # start-up cost

        options = SlopeOptions(
            kind=arguments.kind,
            transform=arguments.transform,
            multiplier=arguments.multiplier,
            repetitions=arguments.simulate or 0,
            seed=arguments.seed or 0,
        )
        return write_slope(arguments.input, arguments.out, options)

    return _run(work, arguments)


def rates(argv: Sequence[str]) -> int:
    """`lehc rates`: 0 when the answer is written, 2 with what to mend."""
    parser = _parser(
        "rates",
        "Proportions, crude rates or age-standardised rates (dsr), with 95% and 99.8% "
        "limits.",
        "Needs the columns count and population; dsr also startage (0, 5 ... 90). "
        "Standardised to the European population of 2013.",
    )
    parser.add_argument("--method", required=True, choices=METHODS)
    parser.add_argument(
        "--per",
        type=_number_above_nought,
        help="per how many people (proportion: 1; rate and dsr: 100000)",
    )
    arguments = parser.parse_args(argv)

    def work() -> Written:
        from lehc.places.analyst.rates_file import write_rates  # start-up cost

        return write_rates(
            arguments.input, arguments.out, arguments.method, arguments.per
        )

    return _run(work, arguments)


def _parser(command: str, does: str, needs: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=f"lehc {command}",
        description=does,
        epilog=f"{needs} Any other columns are kept, and tell the groups apart. "
        "A row without a figure says why in the column reason.",
    )
    parser.add_argument("input", type=Path, help="a CSV file")
    parser.add_argument("--out", type=Path, required=True, help="the CSV file to write")
    return parser


def _add_slope_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--kind",
        choices=KINDS,
        default="natural",
        help="what the values are; errors of rates and proportions (se) are on the "
        "scale of their logarithms and log odds",
    )
    parser.add_argument(
        "--transform",
        action="store_true",
        help="fit the line on the logarithms or log odds",
    )
    parser.add_argument(
        "--multiplier",
        type=_number_other_than_nought,
        default=1.0,
        help="what the slope index is multiplied by; negative turns it round",
    )
    parser.add_argument(
        "--simulate",
        type=_repetitions,
        metavar="N",
        help="audit: limits from N draws, as PHEindicatormethods makes them",
    )
    parser.add_argument("--seed", type=int, help="R's seed for the draws")


def _run(work: Callable[[], Written], arguments: argparse.Namespace) -> int:
    """Do the work; say in one sentence what was written, or what to mend."""
    from lehc.places.csv_tables.problem import TableError  # start-up cost

    try:
        if arguments.out.exists() and arguments.out.samefile(arguments.input):
            message = "The answer would overwrite the input: give --out another name."
            raise TableError(message)
        written = work()
    except OSError as problem:
        print(f"{arguments.input}: {problem.strerror}.", file=sys.stderr)
        return 2
    except TableError as problem:
        print(f"{arguments.input}: {problem}", file=sys.stderr)
        return 2
    print(_summary(written, arguments.out))
    return 0


def _summary(written: Written, target: Path) -> str:
    text = f"{written.rows:,} rows written to {target}."
    if written.hidden:
        text += f" {written.hidden:,} show no figure; the column reason says why."
    return text


def _number_above_nought(text: str) -> float:
    number = float(text)
    if not 0 < number < float("inf"):
        raise ValueError
    return number


def _number_other_than_nought(text: str) -> float:
    number = float(text)
    if not 0 < abs(number) < float("inf"):
        raise ValueError
    return number


def _repetitions(text: str) -> int:
    number = int(text)
    if number < 1_000:
        message = "at least 1000 draws are needed for 99.8% limits"
        raise argparse.ArgumentTypeError(message)
    return number
