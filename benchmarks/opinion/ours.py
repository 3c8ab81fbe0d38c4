"""One conversation by our compatible mode, in a fresh process: one line of JSON.

python ours.py VOTES.npz|VOTES.csv [REPEATS]

Arrays are there before the clock starts; a CSV file is read while it runs.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # one thread, like the peer

import numpy as np
from peak import peak_memory

from lehc.conversations.polis_files.votes import read_votes
from lehc.methods.opinion import draw_compatible_map, gather_votes


def read_arrays(path: Path) -> Any:
    """A function that gives person, statement and vote, as often as it is called."""
    if path.suffix == ".csv":

        def read() -> Any:
            cast = read_votes(path)
            return cast.person, cast.statement, cast.vote

        return read
    columns = np.load(path)
    arrays = tuple(columns[each] for each in ("person", "statement", "vote"))
    return lambda: arrays


def main(path: str, repeats: int) -> None:
    read = read_arrays(Path(path))
    before = peak_memory()
    seconds, reading = [], []
    for _ in range(repeats):
        started = time.process_time()
        arrays = read()
        reading.append(time.process_time() - started)
        found = draw_compatible_map(gather_votes(*arrays))
        del arrays
        seconds.append(time.process_time() - started)
    after = peak_memory()
    labels = found.labels.tolist()
    print(
        json.dumps(
            {
                "cpu": min(seconds),
                "reading": min(reading),
                "mib": after - before,
                "groups": {str(i): g for i, g in enumerate(labels) if g >= 0},
            }
        )
    )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1)
