"""Fair lotteries and best cohorts: our CPU seconds beside the peer's, in one run.

    python benchmarks/selection/run.py --data FOLDER [--only NAME …] [--limit SECONDS]
        [--peer PYTHON]

See README.md beside this file.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # one thread, like the peer

import numpy as np

from lehc.methods.selection import (
    Pool,
    Problem,
    best_cohort,
    check_feasibility,
    lottery,
)
from lehc.methods.selection.learning_sets import Learner, Question, divide
from lehc.selection.calculations.files import Files, make_problem

HERE = Path(__file__).parent
PEER = ["sortition-algorithms[gurobi]==0.12.15"]
# How many times less CPU than the peer's leximin is the goal.
RATIOS = {
    "sf_fixture_150_22": 25,
    "opendlp_monitoring_100": 60,
    "example_small_20": 60,
    "cohort_160_24": 150,
}
# Seconds allowed where the peer gives no answer in 25 minutes.
SECONDS = {
    "cohort_1000_40": 5,
    "sfe_like_1727_110": 10,
    "example_large_200": 30,
    "cohort_5000_100": 60,
}
REPEATS = 5
SAME = 1e-6  # chances nearer than this count as equal


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--only", nargs="*", default=[*RATIOS, *SECONDS])
    parser.add_argument("--limit", type=float, default=600, help="for the peer, each")
    parser.add_argument("--peer", type=Path, help="Python that has it already")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        peer = options.peer or make_peer(Path(folder))
        for name in options.only:
            compare(options.data / name, peer, options.limit)
    measure_cohorts(options.data)
    measure_sets()


def make_peer(folder: Path) -> Path:
    """The peer in an environment of its own, and its Python."""
    subprocess.run([sys.executable, "-m", "venv", folder / "peer"], check=True)
    python = folder / "peer" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", *PEER], check=True)
    return python


def compare(folder: Path, peer: Path, limit: float) -> None:
    """One instance: our leximin, and the peer's where it is to be beaten by a ratio."""
    problem = read_problem(folder)
    seconds = []
    for _ in range(REPEATS if folder.name in RATIOS else 1):
        started = time.process_time()
        found = lottery(problem, method="leximin")
        seconds.append(time.process_time() - started)
    ours = min(seconds)
    said = f"{folder.name}: leximin {ours:.2f} s, {found.outcome}"
    said += f", smallest chance {found.smallest_chance:.5f}"
    if folder.name in SECONDS:
        print(f"{said}; goal {SECONDS[folder.name]} s", flush=True)
        return
    print(said, flush=True)
    theirs = run_peer(folder, peer, problem.seats, limit)
    if theirs is None:
        print(f"  peer: no answer in {limit:.0f} s: at least {limit / ours:.0f} times")
        return
    apart = compare_chances(
        sorted(found.chances.values()), sorted(theirs["chances"].values())
    )
    print(
        f"  peer {theirs['cpu']:.1f} s, smallest chance "
        f"{min(theirs['chances'].values()):.5f}: {theirs['cpu'] / ours:.0f} times "
        f"(goal {RATIOS[folder.name]}); {apart}",
        flush=True,
    )


def compare_chances(ours: list[float], theirs: list[float]) -> str:
    """How far apart sorted chances are, and who is ahead in the leximin order."""
    differences = np.array(ours) - np.array(theirs)
    said = f"sorted chances differ by {np.abs(differences).max():.1e} at most"
    first = np.flatnonzero(np.abs(differences) > SAME)
    if not len(first):
        return said
    place = first[0]
    return (
        f"{said}; the first that differ by more than {SAME:g} are ours "
        f"{ours[place]:.7f} and theirs {theirs[place]:.7f}"
    )


def run_peer(folder: Path, peer: Path, seats: int, limit: float) -> dict | None:
    """The peer's answer, or None when it took longer than the limit."""
    files = [folder / "people.csv", folder / "features.csv"]
    command = [peer, HERE / "peer.py", *files, str(seats), "leximin"]
    try:
        done = subprocess.run(
            [*map(str, command)], capture_output=True, check=True, timeout=limit
        )
    except subprocess.TimeoutExpired:
        return None
    return json.loads(done.stdout.splitlines()[-1])


def read_problem(folder: Path, score: str | None = None) -> Problem:
    """An instance as a problem."""
    seats = json.loads((folder / "meta.json").read_text())["k"]
    people, targets = folder / "people.csv", folder / "features.csv"
    files = Files.read(
        (people.name, people.read_bytes()), (targets.name, targets.read_bytes())
    )
    return make_problem(files, seats=seats, score=score)


def measure_cohorts(data: Path) -> None:
    """Best cohorts and the smallest change, at the sizes of the goals."""
    small = read_problem(data / "cohort_160_24", "score")
    middle = read_problem(data / "cohort_1000_40", "score")
    large = multiply(read_problem(data / "cohort_5000_100", "score"), 4)
    for problem, goal in ((small, 0.1), (middle, 0.5), (large, 10)):
        started = time.process_time()
        found = best_cohort(problem, rng=np.random.default_rng(1))
        seconds = time.process_time() - started
        people = len(problem.pool.people)
        print(f"best of {people}: {seconds:.3f} s, {found.outcome}; goal {goal} s")
    tight = replace(
        middle,
        targets=tuple(
            replace(target, minimum=target.minimum + 2, maximum=target.maximum + 2)
            for target in middle.targets
        ),
    )
    started = time.process_time()
    explained = check_feasibility(tight).explanation
    seconds = time.process_time() - started
    listed = len(explained.alternatives) if explained else 0
    print(f"smallest change at 1000: {seconds:.3f} s, {listed} listed; goal 1 s")


def multiply(problem: Problem, times: int) -> Problem:
    """As many copies of everybody, with scores a little apart."""
    people = tuple(
        replace(person, id=f"{person.id}-{copy}", score=(person.score or 0) + copy / 8)
        for copy in range(times)
        for person in problem.pool.people
    )
    return replace(problem, pool=Pool(problem.pool.features, people))


def measure_sets() -> None:
    """Learning sets at the sizes of the goals."""
    rng = np.random.default_rng(1)
    for people, sets, goal in ((24, 4, 2), (400, 50, 20), (400, 20, 20)):
        learners = tuple(
            Learner(f"p{number}", tuple(str(rng.integers(4)) for _ in range(3)))
            for number in range(people)
        )
        question = Question(learners, sets, 3, ("place", "sector", "role"))
        started = time.process_time()
        found = divide(question, rng=np.random.default_rng(2))
        print(
            f"{people} people, {sets} sets, 3 rounds: "
            f"{time.process_time() - started:.2f} s, {found.meetings} of at most "
            f"{found.meetings_bound} meetings, {found.uneven} uneven; goal {goal} s"
        )


if __name__ == "__main__":
    main()
