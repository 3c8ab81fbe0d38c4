"""One conversation by our compatible mode, in a fresh process: one line of JSON.

python ours.py VOTES.npz [REPEATS]
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # one thread, like the peer

import numpy as np

from lehc.methods.opinion import draw_compatible_map, gather_votes


def main(path: str, repeats: int) -> None:
    columns = np.load(path)
    person, statement, vote = (
        columns[each] for each in ("person", "statement", "vote")
    )
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds = []
    for _ in range(repeats):
        started = time.process_time()
        found = draw_compatible_map(gather_votes(person, statement, vote))
        seconds.append(time.process_time() - started)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    labels = found.labels.tolist()
    print(
        json.dumps(
            {
                "cpu": min(seconds),
                "mib": (after - before) / 1024,
                "groups": {str(i): g for i, g in enumerate(labels) if g >= 0},
            }
        )
    )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1)
