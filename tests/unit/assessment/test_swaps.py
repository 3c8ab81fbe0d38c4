from __future__ import annotations

from collections import Counter

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from hypothesis import given, settings
from hypothesis import strategies as st

from lehc.assessment.actions.assignments import share_out_applications
from lehc.assessment.actions.declarations import declare
from lehc.assessment.actions.reviews import send_review
from lehc.assessment.actions.swaps import agree_swap, ask_swap, take_back_swap
from lehc.assessment.enums import ConflictKind
from lehc.assessment.models import Assignment, Swap
from lehc.assessment.queries.sharing import Pool
from lehc.assessment.queries.swaps import Taker, find_takers, list_offered_to
from lehc.letters.models import Letter
from tests.factories.accounts import PersonFactory
from tests.factories.assessment import AssessorFactory, AssignmentFactory
from tests.factories.recruitment import ApplicationFactory


def make_pool(
    kept=(), standing=(), barred=(), lived=(), carried=(), assessors=(1, 2, 3)
) -> Pool:
    return Pool(
        applications=(10, 11, 12, 13),
        assessors=tuple(assessors),
        lived=frozenset(lived),
        barred=frozenset(barred),
        kept=frozenset(kept),
        standing=frozenset(standing),
        carried=frozenset(carried),
    )


class TestTakers:
    def test_the_lightest_list_comes_first(self) -> None:
        pool = make_pool(kept=[(10, 1), (11, 1), (12, 1), (11, 2)])
        assert find_takers(pool, 10, 1) == [Taker(3, 0, None), Taker(2, 1, None)]

    def test_nobody_with_a_conflict_and_nobody_who_has_or_had_it(self) -> None:
        pool = make_pool(kept=[(10, 1), (11, 1)], barred=[(10, 2)], carried=[(10, 3)])
        assert find_takers(pool, 10, 1) == []

    def test_equal_lists_stay_equal_by_giving_one_back(self) -> None:
        pool = make_pool(
            kept=[(10, 1), (11, 2)],
            standing=[(12, 2), (11, 1), (13, 3), (11, 3)],
            barred=[(13, 1)],
        )
        assert find_takers(pool, 10, 1) == [Taker(2, 2, 12)]

    def test_what_has_been_begun_is_not_given_back(self) -> None:
        pool = make_pool(kept=[(10, 1), (11, 2), (12, 3)])
        assert find_takers(pool, 10, 1) == []

    def test_the_only_lived_experience_stays(self) -> None:
        kept = [(10, 1), (11, 1), (10, 3)]
        assert find_takers(make_pool(kept=kept, lived=[1]), 10, 1) == []
        found = find_takers(make_pool(kept=kept, lived=[1, 2]), 10, 1)
        assert found == [Taker(2, 0, None)]
        both = make_pool(kept=kept, lived=[1, 3])
        assert find_takers(both, 10, 1) == [Taker(2, 0, None)]

    def test_what_comes_back_keeps_its_lived_experience_too(self) -> None:
        pool = make_pool(
            kept=[(10, 1)], standing=[(12, 2)], lived=[2], assessors=(1, 2)
        )
        assert find_takers(pool, 10, 1) == []


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_swap_makes_nothing_less_fair(data: st.DataObject) -> None:
    pairs = [(row, column) for row in (10, 11, 12, 13) for column in (1, 2, 3)]
    kinds = data.draw(st.lists(st.sampled_from("ksb."), min_size=12, max_size=12))
    by_kind: dict[str, list] = {"k": [(10, 1)], "s": [], "b": [], ".": []}
    for pair, kind in zip(pairs[1:], kinds, strict=False):
        by_kind[kind].append(pair)
    pool = make_pool(
        kept=by_kind["k"],
        standing=by_kind["s"],
        barred=by_kind["b"],
        lived=data.draw(st.sets(st.integers(1, 3))),
    )
    held = pool.kept | pool.standing
    before = Counter(column for _, column in held)
    for taker in find_takers(pool, 10, 1):
        after = set(held) - {(10, 1)} | {(10, taker.assessor_id)}
        if taker.gives is not None:
            after -= {(taker.gives, taker.assessor_id)}
            after |= {(taker.gives, 1)}
        loads = Counter(column for _, column in after)
        pair = (before[1], before[taker.assessor_id])
        assert max(loads[1], loads[taker.assessor_id]) <= max(pair)
        assert not after & pool.barred
        assert len(after) == len(held)
        for row in (10, 11, 12, 13):
            had = any((row, column) in held for column in pool.lived)
            has = any((row, column) in after for column in pool.lived)
            assert has or not had


@pytest.mark.django_db
class TestActions:
    @pytest.fixture
    def give(self, call):
        def make(assessor, **more):
            application = ApplicationFactory(
                call=call, state="eligible", organisation=None
            )
            return AssignmentFactory(assessor=assessor, application=application, **more)

        return make

    @pytest.fixture
    def mine(self, call, give):
        """The asker has two, cleared; a colleague has none."""
        asker = AssessorFactory(call=call)
        return [give(asker, cleared=True) for _ in range(2)]

    @pytest.fixture
    def colleague(self, call):
        return AssessorFactory(call=call)

    def ask(self, assignment) -> Swap:
        return ask_swap(
            assignment=assignment, reason="A busy week", by=assignment.assessor.person
        )

    def test_a_colleague_takes_it(self, mine, colleague) -> None:
        swap = self.ask(mine[0])
        assert [one.pk for one, _ in list_offered_to(colleague)] == [swap.pk]
        assert list_offered_to(mine[0].assessor) == []
        agree_swap(swap=swap, taker=colleague, by=colleague.person)

        current = Assignment.objects.current()
        assert set(current.values_list("application", "assessor")) == {
            (mine[0].application_id, colleague.pk),
            (mine[1].application_id, mine[1].assessor_id),
        }
        recipients = set(Letter.objects.values_list("recipient", flat=True))
        assert recipients == {
            colleague.person.email,
            mine[0].assessor.person.email,
        }
        with pytest.raises(ValidationError, match="settled meanwhile"):
            agree_swap(swap=swap, taker=colleague, by=colleague.person)

    def test_lists_of_one_length_exchange(self, mine, give, colleague) -> None:
        others = [give(colleague) for _ in range(2)]
        swap = agree_swap(swap=self.ask(mine[0]), taker=colleague, by=None)

        assert swap.returned.assessor == mine[0].assessor
        assert swap.returned.application == others[0].application
        current = Assignment.objects.current()
        assert set(Counter(current.values_list("assessor")).values()) == {2}

    def test_a_conflict_declared_meanwhile_is_respected(self, mine, colleague) -> None:
        swap = self.ask(mine[0])
        declare(
            person=colleague.person,
            application=mine[0].application,
            kind=ConflictKind.KNOWS,
        )
        assert list_offered_to(colleague) == []
        with pytest.raises(ValidationError, match="can't take this one"):
            agree_swap(swap=swap, taker=colleague, by=PersonFactory())

    def test_it_is_asked_once_and_can_be_taken_back(self, mine) -> None:
        swap = self.ask(mine[0])
        with pytest.raises(ValidationError, match="asked for this already"):
            self.ask(mine[0])
        take_back_swap(swap=swap, by=mine[0].assessor.person)
        with pytest.raises(ValidationError, match="settled meanwhile"):
            take_back_swap(swap=swap, by=mine[0].assessor.person)
        self.ask(mine[0])

    def test_what_is_finished_stays(self, mine, rubric) -> None:
        lines = rubric.lines.values_list("pk", flat=True)
        send_review(
            assignment=mine[0],
            scores=dict.fromkeys(lines, 2),
            comment="",
            by=mine[0].assessor.person,
        )
        mine[0].refresh_from_db()
        with pytest.raises(ValidationError, match="finished this one"):
            self.ask(mine[0])

    def test_sharing_out_again_does_not_bring_it_back(
        self, call, mine, colleague
    ) -> None:
        agree_swap(swap=self.ask(mine[0]), taker=colleague, by=colleague.person)
        share_out_applications(call=call, by=PersonFactory(), seed=1)
        asker = mine[0].assessor.assignments.current()
        assert not asker.filter(application=mine[0].application).exists()

    def test_the_database_keeps_one_open_request(self, mine) -> None:
        Swap.objects.create(assignment=mine[0], reason="x")
        with pytest.raises(IntegrityError):
            Swap.objects.create(assignment=mine[0], reason="y")

    def test_the_database_asks_who_took_it(self, mine) -> None:
        with pytest.raises(IntegrityError):
            Swap.objects.create(assignment=mine[0], reason="x", state="agreed")
