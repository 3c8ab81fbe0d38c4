"""No version of the results tells from another what one or two people answered."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lehc.conversations.actions.results import refresh_results
from lehc.conversations.actions.voting import cast_vote, withdraw_everything
from lehc.conversations.calculations.mapping import count_answers, keep_counts
from lehc.conversations.calculations.steps import hold_back
from lehc.conversations.models import Snapshot, Voter
from lehc.conversations.queries.voting import VoteRows
from lehc.conversations.small_numbers import STEP, find_band
from tests.factories.conversations import VoterFactory, open_conversation

STATEMENTS = (11, 12, 13)
Answers = dict[tuple[int, int], tuple[int, int]]  # (voter, statement): (vote, entry)


def make_rows(answers: Answers) -> VoteRows:
    people = sorted({person for person, _ in answers})
    rows = [
        (people.index(person), STATEMENTS.index(statement), *each)
        for (person, statement), each in sorted(answers.items())
    ]
    table = np.array(rows, dtype=np.int64).reshape(-1, 4)
    return VoteRows(
        table[:, 0],
        table[:, 1],
        table[:, 2].astype(np.int8),
        table[:, 3],
        tuple(people),
        STATEMENTS,
    )


def say_of(answers: Answers, statement: int) -> dict[int, int]:
    """What each person says of a statement, by brute force."""
    return {
        person: vote for (person, key), (vote, _) in answers.items() if key == statement
    }


class History:
    """People who vote, change their mind, go, are left out and counted again."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.answers: Answers = {}
        self.away: Answers = {}

    def go_on(self, entry: int) -> None:
        person, deed = self.chance.randrange(9), self.chance.random()
        is_away = any(key[0] == person for key in self.away)
        if deed < 0.1:
            self.answers = {k: v for k, v in self.answers.items() if k[0] != person}
        elif deed < 0.2 and is_away:
            self.move(person, self.away, self.answers)
        elif deed < 0.2:
            self.move(person, self.answers, self.away)
        elif not is_away:
            key = (person, self.chance.choice(STATEMENTS))
            self.answers[key] = (self.chance.choice((-1, 0, 1)), entry)

    @staticmethod
    def move(person: int, source: Answers, to: Answers) -> None:
        for key in [key for key in source if key[0] == person]:
            to[key] = source.pop(key)

    def count_movers(self, statement: int, before: dict[int, int], last: int) -> int:
        """People whose answer is another than it was, or who gave it again."""
        now = say_of(self.answers, statement)
        differ = {p for p in before | now if before.get(p) != now.get(p)}
        again = {p for p in now if self.answers[p, statement][1] > last}
        return len(differ | again)


@given(st.integers(0, 10**6))
@settings(max_examples=150, deadline=None)
def test_every_version_differs_by_enough_people_or_not_at_all(seed: int) -> None:
    """Against the whole history, which the method does not have."""
    history = History(Random(seed))
    counts: dict[str, list[int]] = {}
    since: dict[str, int] = {}
    shown: dict[int, dict[int, int]] = {key: {} for key in STATEMENTS}
    for entry in range(1, 60):
        history.go_on(entry)
        rows = make_rows(history.answers)
        step = hold_back(rows, counts=counts, since=since, now=entry)
        new = keep_counts(step, counts)
        for statement in STATEMENTS:
            name = str(statement)
            if step.since[name] == entry:
                last = since.get(name, 0)
                assert history.count_movers(statement, shown[statement], last) >= STEP
                assert new.get(name) == count_answers(rows).get(name)
                shown[statement] = say_of(history.answers, statement)
            else:
                assert new.get(name) == counts.get(name)
                if name not in step.kept:
                    assert count_answers(step.rows).get(name) == counts.get(name)
        counts, since = new, step.since


@pytest.mark.parametrize("votes", range(5, 60))
def test_every_count_of_a_band_leads_to_it(votes: int) -> None:
    bands = {count: find_band(count, votes) for count in range(votes + 1)}
    for band in bands.values():
        leading = [count for count, each in bands.items() if each == band]
        assert leading == list(range(band[0], band[1] + 1))


@pytest.mark.django_db
def test_coming_and_going_makes_no_new_version() -> None:
    """Nobody pushes a version out to read the one vote that was cast since."""
    talk = open_conversation()
    seeds = list(talk.statements.order_by("number"))

    def join(*, value: int = 1) -> Voter:
        voter: Voter = VoterFactory(conversation=talk)
        for seed in seeds:
            cast_vote(voter=voter, statement=seed, value=value)
        return voter

    first = [join() for _ in range(12)]
    made = refresh_results(conversation=talk).snapshot
    assert made is not None
    assert made.counts == {str(seed.pk): [0, 0, 12] for seed in seeds}
    join(value=-1)
    for _ in range(4):
        withdraw_everything(voter=join(), author_hash="")
    assert refresh_results(conversation=talk).snapshot == made
    withdraw_everything(voter=first[0], author_hash="")
    assert refresh_results(conversation=talk).snapshot == made
    for _ in range(2):
        join(value=-1)
    newer = refresh_results(conversation=talk).snapshot
    assert newer != made
    assert newer is not None
    assert newer.counts == {str(seed.pk): [3, 0, 11] for seed in seeds}
    assert Snapshot.objects.filter(conversation=talk).count() == 2


@pytest.mark.django_db
def test_a_statement_waits_for_enough_answers_of_its_own() -> None:
    talk = open_conversation()
    one, two, _ = talk.statements.order_by("number")
    for _ in range(12):
        voter = VoterFactory(conversation=talk)
        cast_vote(voter=voter, statement=one, value=1)
        cast_vote(voter=voter, statement=two, value=1)
    refresh_results(conversation=talk)
    for number in range(3):
        voter = VoterFactory(conversation=talk)
        cast_vote(voter=voter, statement=one, value=-1)
        if not number:
            cast_vote(voter=voter, statement=two, value=-1)
    newer = refresh_results(conversation=talk).snapshot
    assert newer is not None
    assert newer.voters == 15
    assert newer.counts == {str(one.pk): [3, 0, 12], str(two.pk): [0, 0, 12]}
