"""Opinion maps: our CPU seconds and memory beside red-dwarf's, in one run.

    python benchmarks/opinion/run.py [--peer PYTHON] [--only NAME …] [--limit SECONDS]

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
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # one thread, like the peer

import numpy as np

from lehc.methods.opinion import LiveVotes, draw_map, gather_votes
from lehc.methods.opinion.likeness import adjusted_rand
from tests.methods.opinion.conversations import NAMES, read_conversation

HERE = Path(__file__).parent
PEER = ["red-dwarf==0.4.0"]
REAL_RATIO, LARGE_RATIO, LARGE_MEMORY = 45, 300, 15
# people, statements, votes, and how often each is repeated.
MADE = {
    "1k x 200": (1_000, 200, 50_000, 3),
    "10k x 500": (10_000, 500, 1_000_000, 3),
    "100k x 1k": (100_000, 1_000, 10_000_000, 1),
}
REDRAW_SIZES = ((26, 36), (50, 30), (100, 30), (2000, 100))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--peer", type=Path, help="a Python that has red-dwarf 0.4.0")
    parser.add_argument("--only", nargs="*", default=[*NAMES, *MADE])
    parser.add_argument(
        "--limit", type=float, default=900, help="seconds for each run of a side"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        peer = options.peer or make_peer(Path(folder))
        for name in options.only:
            compare(name, Path(folder) / "votes.npz", peer, options.limit)
        measure_reading(Path(folder) / "votes.csv", options.limit)
    measure_ours()
    measure_live()


def make_peer(folder: Path) -> Path:
    """The peer in an environment of its own, and its Python."""
    subprocess.run([sys.executable, "-m", "venv", folder / "peer"], check=True)
    python = folder / "peer" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", *PEER], check=True)
    return python


def make_votes(people: int, statements: int, votes: int) -> tuple[Any, Any, Any]:
    """Three groups who lean each their own way; as many votes as asked for."""
    rng = np.random.default_rng(7)
    person = np.repeat(np.arange(people), votes // people)
    statement = np.concatenate(
        [
            rng.permutation(statements)[: votes // people] for _ in range(people)
        ]
    )  # fmt: skip
    group = rng.choice(3, people, p=[0.5, 0.3, 0.2])
    leaning = rng.normal(size=(3, statements))
    lean = leaning[group[person], statement] + rng.logistic(size=len(person))
    vote = np.where(lean > 0.4, 1, np.where(lean < -0.4, -1, 0)).astype(np.int8)
    return person.astype(np.int32), statement.astype(np.int32), vote


def last_of_each(person: Any, statement: Any) -> Any:
    """The places of the votes that count; the peer refuses those that were changed."""
    pair = person.astype(np.int64) * (int(statement.max()) + 1) + statement
    _, from_end = np.unique(pair[::-1], return_index=True)
    return np.sort(len(pair) - 1 - from_end)


def compare(name: str, path: Path, peer: Path, limit: float) -> None:
    """Both on the same votes, each in a fresh process."""
    if name in MADE:
        *sizes, repeats = MADE[name]
        person, statement, vote = make_votes(*sizes)
    else:
        talk, repeats = read_conversation(name), 15
        kept = last_of_each(talk.person, talk.statement)
        person, statement, vote = (
            each[kept] for each in (talk.person, talk.statement, talk.vote)
        )
    np.savez(path, person=person, statement=statement, vote=vote)
    ours = run_one(Path(sys.executable), "ours.py", path, repeats, limit)
    theirs = run_one(peer, "peer.py", path, repeats, limit)
    assert ours is not None
    said = (
        f"{name}: {len(vote):,} votes, ours {ours['cpu']:.4f} s, {ours['mib']:.0f} MiB"
    )
    if theirs is None:
        least = limit / ours["cpu"]
        print(
            f"{said}; peer: no answer in {limit:.0f} s of CPU: over {least:.0f} times"
        )
        return
    memory = "no rise of ours"
    if ours["mib"] >= 1:
        memory = f"{theirs['mib'] / ours['mib']:.0f} times the memory"
    print(
        f"{said}; peer {theirs['cpu']:.3f} s, {theirs['mib']:.0f} MiB: "
        f"{theirs['cpu'] / ours['cpu']:.0f} times the CPU, {memory}; adjusted "
        f"Rand index {compare_groups(ours, theirs):.4f}",
        flush=True,
    )


def measure_reading(path: Path, limit: float) -> None:
    """The largest made conversation from a CSV file, as Polis exports it."""
    *sizes, _ = MADE["100k x 1k"]
    person, statement, vote = make_votes(*sizes)
    times = 1_600_000_000_000 + 20 * np.arange(len(vote))
    rows = np.column_stack([times, statement, person, vote])
    heading = "timestamp,comment-id,voter-id,vote"
    np.savetxt(path, rows, fmt="%d", delimiter=",", header=heading, comments="")
    found = run_one(Path(sys.executable), "ours.py", path, 3, limit)
    assert found is not None
    print(
        f"{len(vote):,} votes from a CSV file: {found['cpu']:.2f} s, of it reading "
        f"{found['reading']:.2f} s, {found['mib']:.0f} MiB",
        flush=True,
    )


def run_one(
    python: Path, script: str, path: Path, repeats: int, limit: float
) -> dict[str, Any] | None:
    """What one side says, or None when it has no answer after so many seconds.

    No limit on CPU is set with the kernel: with one its clock of CPU time moves in
    steps of milliseconds.
    """
    command = [str(python), str(HERE / script), str(path), str(repeats)]
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    try:
        done = subprocess.run(
            command, capture_output=True, env=environment, timeout=limit
        )
    except subprocess.TimeoutExpired:
        return None
    if done.returncode < 0:  # killed, as when memory has run out
        return None
    done.check_returncode()
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def compare_groups(ours: dict[str, Any], theirs: dict[str, Any]) -> float:
    """How alike the groups are, of everybody whom both put in one; 1 is the same."""
    people = [key for key in ours["groups"] if key in theirs["groups"]]
    sides = [
        np.array([each["groups"][key] for key in people]) for each in (ours, theirs)
    ]
    return adjusted_rand(*sides)


def measure_ours() -> None:
    """Our own mode with its tests: 100 shuffles, 100 trials and 200 re-draws."""
    for people, statements in REDRAW_SIZES:
        rng = np.random.default_rng(1)
        side = np.where(np.arange(people) < 0.6 * people, 1, -1)[:, None]
        lean = side * rng.normal(size=statements) + rng.logistic(
            size=(people, statements)
        )
        cast = rng.random(lean.shape) < 0.7
        person, statement = np.nonzero(cast)
        votes = gather_votes(person, statement, np.sign(lean[cast]).astype(np.int8))
        started = time.process_time()
        found = draw_map(votes, rng=np.random.default_rng(1))
        seconds = time.process_time() - started
        print(
            f"ours with tests, {people} x {statements}: {seconds:.2f} s, {found.state}"
        )


def measure_live() -> None:
    """One vote arriving at 100,000 x 1,000, and a refresh."""
    people, statements, count, _ = MADE["100k x 1k"]
    live = LiveVotes(gather_votes(*make_votes(people, statements, count)))
    live.refresh()
    rng = np.random.default_rng(3)
    arriving = list(
        zip(
            rng.integers(people, size=5000).tolist(),
            rng.integers(statements, size=5000).tolist(),
            rng.integers(-1, 2, size=5000).tolist(),
            strict=True,
        )
    )
    started = time.process_time()
    for person, statement, vote in arriving:
        live.add(person, statement, vote)
    one = (time.process_time() - started) / len(arriving)
    started = time.process_time()
    live.refresh()
    refresh = time.process_time() - started
    print(f"one vote {one * 1e6:.1f} microseconds, refresh {refresh * 1e3:.0f} ms")


if __name__ == "__main__":
    main()
