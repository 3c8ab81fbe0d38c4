"""Runs in the peer's own environment: one conversation, one line of JSON.

    python peer.py VOTES.npz [REPEATS]

The peer (red-dwarf 0.4.0, MPL-2.0) is a separate program; only its documented function
is called, and none of its code is in this repository.
"""

from __future__ import annotations

import json
import sys
import time

import numpy as np
from peak import peak_memory


def main(path: str, repeats: int) -> None:
    from reddwarf.implementations.polis import run_pipeline

    columns = np.load(path)
    votes = [
        {"participant_id": person, "statement_id": statement, "vote": vote}
        for person, statement, vote in zip(
            columns["person"].tolist(),
            columns["statement"].tolist(),
            columns["vote"].tolist(),
            strict=True,
        )
    ]
    before = peak_memory()
    seconds = []
    for _ in range(repeats):
        started = time.process_time()
        found = run_pipeline(votes=votes)
        seconds.append(time.process_time() - started)
    after = peak_memory()
    groups = found.participants_df["cluster_id"].dropna()
    print(
        json.dumps(
            {
                "cpu": min(seconds),
                "mib": after - before,
                "groups": {str(key): int(value) for key, value in groups.items()},
            }
        )
    )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1)
