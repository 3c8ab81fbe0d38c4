"""Our CPU seconds, and those of the peers that are there, on the same made-up areas.

    python benchmarks/inequality/run.py [--peer-python PYTHON] [--areas 8000]

See README.md beside this file.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # one thread, like the peers

import make_data
import numpy as np

from lehc.methods.inequality.age_table import FIVE_YEAR_STARTS, AgeTable
from lehc.methods.inequality.difference import difference_of_areas
from lehc.methods.inequality.gap import (
    highest_minus_lowest,
    least_minus_most_deprived_fifth,
)
from lehc.methods.inequality.life_table import life_expectancy
from lehc.methods.inequality.quantile_table import QuantileTable
from lehc.methods.inequality.slope import slope_index
from lehc.methods.inequality.standardised import directly_standardised_rate

HERE = Path(__file__).parent
REPEATS = 15
SLOPE_GROUPS = 16_000
TOWN_AREAS = 40


def main() -> None:
    """Measure, and print one line a measurement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--areas", type=int, default=8_000)
    parser.add_argument(
        "--peer-python", help="a Python in which PHStatsMethods is installed"
    )
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = Files(Path(folder), arguments.areas)
        report_ours(files, arguments.areas)
        report_phstatsmethods(files, arguments.areas, arguments.peer_python)
        report_phe(files)


class Files:
    """The CSV files that both sides read."""

    def __init__(self, folder: Path, areas: int) -> None:
        self.deaths = folder / "deaths.csv"
        self.tenths = folder / "tenths.csv"
        self.standard = folder / "standard.csv"
        self.out = folder / "out.csv"
        make_data.write_life_table_csv(self.deaths, areas)
        make_data.write_tenths_csv(self.tenths, SLOPE_GROUPS)
        make_data.write_standard_csv(self.standard, areas)


def report_ours(files: Files, areas: int) -> None:
    """Arrays in memory, then whole commands, each in a process of its own."""
    table = AgeTable(*make_data.deaths_and_people(2 * areas))
    quantiles = QuantileTable(*make_data.tenths(SLOPE_GROUPS))
    say(f"life tables, {areas:,} x 2, arrays", cpu_of(lambda: life_expectancy(table)))
    say(f"SII and RII, {SLOPE_GROUPS:,} groups", cpu_of(lambda: slope_index(quantiles)))
    say(f"a town page, {TOWN_AREAS} areas x 2 sexes", cpu_of(town_page))
    for command, source, *options in (
        ("life-expectancy", files.deaths),
        ("slope", files.tenths),
        ("rates", files.standard, "--method", "dsr"),
    ):
        seconds, megabytes = cpu_of_command(command, source, files.out, *options)
        size = source.stat().st_size / 1e6
        say(f"lehc {command}, {size:.0f} MB, whole process", seconds, megabytes)


def town_page() -> None:
    """What a town's page computes from its rows, for men and for women."""
    value, people, error = (column.ravel() for column in make_data.tenths(2 * 4))
    for sex in (0, 1):
        part = slice(sex * TOWN_AREAS, (sex + 1) * TOWN_AREAS)
        y, se, n = value[part], error[part], people[part]
        slope_index(QuantileTable(y[None], n[None], se[None]))
        highest_minus_lowest(y, se)
        least_minus_most_deprived_fifth(y, se, n)
        difference_of_areas(y[0], y[-1], se[0], se[-1])


def report_phstatsmethods(files: Files, areas: int, python: str | None) -> None:
    """Standardised rates on both sides, with the same answers."""
    events, people = make_data.deaths_and_people(areas)
    table = AgeTable(
        np.ascontiguousarray(events[:, 1:]),
        np.ascontiguousarray(people[:, 1:]),
        FIVE_YEAR_STARTS,
    )
    ours = cpu_of(lambda: directly_standardised_rate(table))
    say(f"standardised rates, {areas:,} areas, arrays", ours)
    if python is None:
        print("PHStatsMethods: not run; give --peer-python (see README.md).")
        return
    done = subprocess.run(
        [python, str(HERE / "peer_phstatsmethods.py"), str(files.standard)],
        capture_output=True,
        text=True,
        check=True,
    )
    peer = json.loads(done.stdout)
    say("  the same by PHStatsMethods", peer["seconds"])
    print(f"  ratio {peer['seconds'] / ours:,.0f}; {agreement(table, peer)}")


def agreement(table: AgeTable, peer: dict[str, list]) -> str:
    """How far the peer's rates and limits are from ours, at most."""
    found = directly_standardised_rate(table)
    numbers = [found.value]
    numbers += [each.lower for each in found.intervals]
    numbers += [each.upper for each in found.intervals]
    away = np.abs(np.array(peer["rates"]) / np.array(numbers) - 1).max()
    return f"largest relative difference {away:.0e} in {', '.join(peer['columns'])}"


def report_phe(files: Files) -> None:
    """R's PHEindicatormethods, where it is installed."""
    rscript = shutil.which("Rscript")
    lines = ""
    if rscript:
        done = subprocess.run(
            [
                rscript,
                str(HERE / "peer_phe.R"),
                str(files.deaths),
                str(files.tenths),
            ],
            capture_output=True,
            text=True,
            check=True,
        )
        lines = done.stdout
    if not lines:
        print("PHEindicatormethods: not run; R or the package is not here (README.md).")
    for line in lines.splitlines():
        name, seconds = line.split()
        say(f"PHEindicatormethods: {name}", float(seconds))


def cpu_of(work: Callable[[], object]) -> float:
    """CPU seconds of one run: the median of several, after two that warm up."""
    spent = []
    for _ in range(REPEATS + 2):
        started = time.process_time()
        work()
        spent.append(time.process_time() - started)
    return sorted(spent[2:])[REPEATS // 2]


def cpu_of_command(
    command: str, source: Path, target: Path, *options: str
) -> tuple[float, float]:
    """CPU seconds of a whole process, start-up included, and its peak in MB."""
    spent = []
    script = (
        "import sys; from lehc.config.cli import main; code = main(sys.argv[1:]); "
        "print(open('/proc/self/status').read().split('VmHWM:')[1].split()[0])"
    )
    for _ in range(5):
        target.unlink(missing_ok=True)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        words = [command, str(source), "--out", str(target), *options]
        done = subprocess.run(
            [sys.executable, "-c", script, *words],
            capture_output=True,
            text=True,
            check=True,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(
            after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        )
    return sorted(spent)[2], int(done.stdout.split()[-1]) / 1024


def say(what: str, seconds: float, megabytes: float | None = None) -> None:
    """One line of the report."""
    shown = f"{seconds * 1_000:10,.2f} ms" if seconds < 1 else f"{seconds:11,.2f} s "
    memory = f"  {megabytes:.0f} MB at most" if megabytes else ""
    print(f"{what:<44}{shown}{memory}", flush=True)


if __name__ == "__main__":
    main()
