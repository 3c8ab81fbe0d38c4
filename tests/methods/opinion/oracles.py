"""Slow and obvious versions of the same sums, to check the quick ones against."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from lehc.methods.opinion.votes import VoteMatrix


def fill_table(votes: VoteMatrix) -> np.ndarray:
    """People by statements, NaN where nobody voted."""
    table = np.full((votes.people, votes.statements), np.nan)
    for person in range(votes.people):
        for place in range(votes.starts[person], votes.starts[person + 1]):
            table[person, votes.columns[place]] = votes.values[place]
    return table


def last_votes(person: list[int], statement: list[int], vote: list[int]) -> dict:
    """Each pair's last vote, by going through them in order."""
    return dict(zip(zip(person, statement, strict=True), vote, strict=True))


def dense_positions(table: np.ndarray) -> np.ndarray:
    """Impute, centre, decompose in full, scale: the definition, in five lines."""
    means = np.nanmean(table, axis=0)
    centred = np.where(np.isnan(table), means, table) - means
    axes = np.linalg.svd(centred, full_matrices=False)[2][:2].T
    axes = axes * np.sign(axes[np.abs(axes).argmax(axis=0), [0, 1]])
    counted = np.maximum(1, (~np.isnan(table)).sum(axis=1))
    return centred @ axes * np.sqrt(table.shape[1] / counted)[:, None]


def mean_silhouette(points: np.ndarray, labels: np.ndarray) -> float:
    """Rousseeuw's definition, person by person."""
    values = []
    for row, own in enumerate(labels):
        apart = np.sqrt(((points - points[row]) ** 2).sum(axis=1))
        fellows = (labels == own) & (np.arange(len(labels)) != row)
        if not fellows.any():
            values.append(0.0)
            continue
        inside = apart[fellows].mean()
        others = [apart[labels == each].mean() for each in set(labels) - {own}]
        values.append((min(others) - inside) / max(inside, min(others)))
    return float(np.mean(values))


def plain_lloyd(points: np.ndarray, centres: np.ndarray) -> tuple[np.ndarray, float]:
    """Lloyd's rounds until nothing moves."""
    while True:
        apart = ((points[:, None] - centres) ** 2).sum(axis=2)
        labels = apart.argmin(axis=1)
        moved = np.array(
            [
                points[labels == each].mean(axis=0)
                if (labels == each).any()
                else centre
                for each, centre in enumerate(centres)
            ]
        )
        if np.allclose(moved, centres, rtol=0, atol=1e-12):
            return labels, float(apart.min(axis=1).sum())
        centres = moved


def best_of_starts(points: np.ndarray, k: int, starts: int, seed: int) -> float:
    """The least inertia over many random starts."""
    rng = np.random.default_rng(seed)
    return min(
        plain_lloyd(points, points[rng.choice(len(points), k, replace=False)])[1]
        for _ in range(starts)
    )


def adjusted_rand(first: np.ndarray, second: np.ndarray) -> float:
    """The adjusted Rand index, by going through every pair of people."""
    same = {(True, True): 0, (True, False): 0, (False, True): 0, (False, False): 0}
    for one, other in combinations(range(len(first)), 2):
        pair = (first[one] == first[other], second[one] == second[other])
        same[bool(pair[0]), bool(pair[1])] += 1
    both, only_first = same[True, True], same[True, False]
    only_second, neither = same[False, True], same[False, False]
    above = 2 * (both * neither - only_first * only_second)
    below = (both + only_first) * (only_first + neither)
    below += (both + only_second) * (only_second + neither)
    return 1.0 if below == 0 else above / below


def count_votes(table: np.ndarray, labels: np.ndarray, groups: int) -> np.ndarray:
    """Agree, disagree and all votes, shape (3, groups, statements)."""
    counts = np.zeros((3, groups, table.shape[1]), dtype=int)
    for group in range(groups):
        rows = table[labels == group]
        counts[0, group] = (rows == 1).sum(axis=0)
        counts[1, group] = (rows == -1).sum(axis=0)
        counts[2, group] = (~np.isnan(rows)).sum(axis=0)
    return counts


def benjamini_hochberg(p: list[float]) -> list[float]:
    """q = min over larger p of p * m / rank."""
    order = sorted(range(len(p)), key=lambda each: p[each])
    q, least = [1.0] * len(p), 1.0
    for rank in range(len(p), 0, -1):
        each = order[rank - 1]
        least = min(least, p[each] * len(p) / rank)
        q[each] = least
    return q


def random_votes(
    seed: int, *, people: int = 40, statements: int = 18, share: float = 0.6
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Votes at random, in a random order: person, statement, vote."""
    rng = np.random.default_rng(seed)
    person, statement = np.nonzero(rng.random((people, statements)) < share)
    order = rng.permutation(len(person))
    vote = rng.choice([-1, 0, 1], len(person), p=[0.35, 0.15, 0.5])
    return person[order], statement[order], vote


def grouped_votes(
    seed: int,
    *,
    sizes: tuple[int, ...] = (30, 25),
    statements: int = 24,
    share: float = 0.8,
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Votes by people in real groups: person, statement, vote, and the groups."""
    rng = np.random.default_rng(seed)
    truth = np.repeat(np.arange(len(sizes)), sizes)
    chance = rng.choice([0.1, 0.9], (len(sizes), statements))
    person, statement = np.nonzero(rng.random((len(truth), statements)) < share)
    agree = rng.random(len(person)) < chance[truth[person], statement]
    vote = np.where(agree, 1, -1)
    vote[rng.random(len(vote)) < 0.08] = 0
    order = rng.permutation(len(person))
    return person[order], statement[order], vote[order], truth
