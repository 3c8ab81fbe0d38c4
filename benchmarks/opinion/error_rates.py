"""How often groups are shown where there are none, and found where there are two.

    python benchmarks/opinion/error_rates.py [CONVERSATIONS]

Made-up conversations of 30 statements of which 70 % are voted on: no structure (each
statement has its own share of agreement and that is all), one spread of opinion (a
logistic one-factor model), and two groups, 60 to 40. The usual method is shown beside
ours; the table of docs/methods/opinion.md comes from here.
"""

from __future__ import annotations

import os
import sys

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from scipy.special import betaincinv

from lehc.methods.opinion import VoteMatrix, draw_compatible_map, draw_map, gather_votes

SIZES = (12, 25, 50, 100, 200)
STATEMENTS, VOTED = 30, 0.7
TRUTHS = ("nothing", "a spread", "two groups")


def make_votes(truth: str, people: int, rng: np.random.Generator) -> VoteMatrix:
    """A conversation of which the truth is known; a tenth of the votes are passes."""
    easy = rng.normal(size=STATEMENTS)
    lean = rng.normal(size=STATEMENTS)
    if truth == "nothing":
        place = np.zeros(people)
    elif truth == "a spread":
        place = 1.5 * rng.normal(size=people)
    else:
        place = np.where(np.arange(people) < 0.6 * people, 1.5, -1.5)
    latent = easy + place[:, None] * lean + rng.logistic(size=(people, STATEMENTS))
    vote = np.where(rng.random(latent.shape) < 0.1, 0, np.sign(latent)).astype(np.int8)
    person, statement = np.nonzero(rng.random(latent.shape) < VOTED)
    return gather_votes(
        person,
        statement,
        vote[person, statement],
        people=people,
        statements=STATEMENTS,
    )


def measure(truth: str, people: int, conversations: int) -> tuple[int, int, float]:
    """Groups shown, spreads shown, and the usual method's mean number of groups."""
    groups, spreads, usual = 0, 0, []
    for seed in range(conversations):
        rng = np.random.default_rng([people, TRUTHS.index(truth), seed])
        votes = make_votes(truth, people, rng)
        found = draw_map(votes, rng=rng)
        groups += found.state == "groups"
        spreads += found.state == "spread"
        usual.append(draw_compatible_map(votes).k)
    return groups, spreads, float(np.mean(usual))


def upper_limit(count: int, of: int) -> float:
    """The exact limit below which a true share lies, right 19 times in 20."""
    return 1.0 if count == of else float(betaincinv(count + 1, of - count, 0.95))


def main(conversations: int) -> None:
    print("| truth | people | groups shown | at most | a spread | the usual method |")
    print("|---|---|---|---|---|---|")
    for people in SIZES:
        for truth in TRUTHS:
            groups, spreads, usual = measure(truth, people, conversations)
            print(
                f"| {truth} | {people} | {groups} of {conversations} | "
                f"{100 * upper_limit(groups, conversations):.1f}% | "
                f"{spreads} of {conversations} | always, {usual:.1f} |",
                flush=True,
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
