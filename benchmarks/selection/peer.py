"""Runs in the peer's own environment: one instance, one method, one line of JSON.

    python peer.py PEOPLE.csv FEATURES.csv SEATS METHOD

The peer (sortition-algorithms, GPL-3) is a separate program; only its documented
functions are called, and none of its code is in this repository.
"""

from __future__ import annotations

import csv
import json
import sys
import time
from pathlib import Path


def main(people_path: str, features_path: str, seats: int, method: str) -> None:
    from sortition_algorithms.committee_generation import (
        find_distribution_leximin,
        find_distribution_maximin,
        find_distribution_nash,
    )
    from sortition_algorithms.features import read_in_features
    from sortition_algorithms.people import read_in_people
    from sortition_algorithms.settings import Settings

    feature_rows, feature_head = read_rows(features_path)
    rows, head = read_rows(people_path)
    features, *_ = read_in_features(feature_head, feature_rows, seats)
    settings = Settings(id_column="id", columns_to_keep=[])
    people, _ = read_in_people(head, rows, features, settings)
    find = {
        "maximin": find_distribution_maximin,
        "leximin": find_distribution_leximin,
        "nash": find_distribution_nash,
    }[method]
    started = time.process_time()
    panels, probabilities, _ = find(features, people, seats, [])
    seconds = time.process_time() - started
    chances = {row["id"]: 0.0 for row in rows}
    for panel, probability in zip(panels, probabilities, strict=True):
        for name in panel:
            chances[name] += probability
    print(json.dumps({"cpu": seconds, "chances": chances}))


def read_rows(path: str) -> tuple[list[dict[str, str]], list[str]]:
    """(rows, headings) of a CSV file."""
    with Path(path).open(newline="", encoding="utf-8-sig") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
    return rows, list(reader.fieldnames or [])


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4])
