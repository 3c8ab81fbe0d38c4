"""Polis's own published statistics, from the groups Polis published.

The figures here and in data/scoop-biodiversity/polis_published.csv are what Polis
itself computed for the conversation "scoop-hivemind.biodiversity" (its stored result
beside github.com/compdemocracy/polis, folder delphi/real_data). Polis keeps the z of
a comparison in single precision.
"""

from __future__ import annotations

import csv

import numpy as np
import pytest

from lehc.methods.opinion.axes import centre_votes, find_axes, place_statements
from lehc.methods.opinion.counts import count_by_group, count_everybody
from lehc.methods.opinion.representative import choose_consensus, choose_representative
from lehc.methods.opinion.routing import statement_priorities
from lehc.methods.opinion.statistics import describe_groups, shared_agreement
from tests.methods.opinion.conversations import DATA, read_conversation

# statement: group-informed consensus, priority
SCORES = {
    79: (0.08782161234991424, 3.9410354927448137),
    17: (0.3309265944645006, 2.1482093120107653),
    61: (0.17509433962264154, 3.0248099400202912),
    23: (0.8034599607633315, 0.87811665295729),
    242: (0.0925589836660617, 0.9695621137238839),
    309: (0.3333333333333333, 12.529726250088048),
    40: (0.06807511737089203, 1.6772963285539704),
    81: (0.8736942070275404, 0.9349333291618981),
}

# Marked as meta in Polis, but not in the published list of statements.
META_IN_POLIS = ("0", "1", "2", "5", "8", "9", "10")


@pytest.fixture(scope="module")
def talk():
    return read_conversation("scoop-biodiversity")


@pytest.fixture(scope="module")
def left_out(talk):
    return talk.moderated | np.isin(talk.statement_ids, META_IN_POLIS)


@pytest.fixture(scope="module")
def counts(talk):
    labels = talk.labels(talk.reference["published_group_of"])
    return count_by_group(talk.votes, labels, 2)


def published(name: str, side: str | None = None) -> list[dict[str, str]]:
    """The rows Polis published for one list."""
    path = DATA / "scoop-biodiversity" / "polis_published.csv"
    with path.open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["list"] == name]
    return [row for row in rows if side in (None, row["side"])]


def figures(rows: list[dict[str, str]], names: list[str]) -> list[list[float]]:
    return [[float(row[name]) for name in names] for row in rows]


@pytest.mark.parametrize("group", [0, 1])
def test_representative_statements_and_all_their_figures(talk, left_out, counts, group):
    chosen = choose_representative(describe_groups(counts), ~left_out)[group]
    expected = published(f"group {group}")
    assert [
        [
            talk.statement_ids[each.statement],
            each.side,
            str(each.count),
            str(each.votes),
        ]
        for each in chosen
    ] == [[row[n] for n in ("statement", "side", "count", "votes")] for row in expected]
    found = [[each.share, each.share_z, each.ratio, each.ratio_z] for each in chosen]
    names = ["share", "share_z", "ratio", "ratio_z"]
    np.testing.assert_allclose(found, figures(expected, names), rtol=2e-7)


def test_the_best_agreement_is_marked(talk, left_out, counts):
    chosen = choose_representative(describe_groups(counts), ~left_out)
    marked = [
        talk.statement_ids[each.statement]
        for group in chosen
        for each in group
        if each.best_agree
    ]
    assert marked == ["79", "17"]


@pytest.mark.parametrize("side", ["agree", "disagree"])
def test_consensus_statements_and_all_their_figures(talk, left_out, side):
    chosen = choose_consensus(count_everybody(talk.votes), ~left_out)[side]
    expected = published("consensus", side)
    assert [
        [talk.statement_ids[each.statement], str(each.count), str(each.votes)]
        for each in chosen
    ] == [[row[name] for name in ("statement", "count", "votes")] for row in expected]
    found = [[each.share, each.share_z] for each in chosen]
    np.testing.assert_allclose(
        found, figures(expected, ["share", "share_z"]), rtol=1e-14
    )


def test_group_informed_consensus(talk, counts):
    found = shared_agreement(counts)
    places = [talk.statement_ids.index(str(each)) for each in SCORES]
    expected = [each[0] for each in SCORES.values()]
    np.testing.assert_allclose(found[places], expected, rtol=1e-14)


def test_routing_priorities(talk, left_out, counts):
    centred = centre_votes(talk.votes, left_out)
    extremity = np.hypot(*place_statements(centred, find_axes(centred)).T)
    found = statement_priorities(counts, extremity)
    places = [talk.statement_ids.index(str(each)) for each in SCORES]
    expected = [each[1] for each in SCORES.values()]
    np.testing.assert_allclose(found[places], expected, rtol=1e-8)
