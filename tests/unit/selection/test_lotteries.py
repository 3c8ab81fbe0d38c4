"""A lottery from being tried to being drawn, and what its certificate then says."""

from __future__ import annotations

import copy
import json
from collections import Counter
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from lehc.audit.models import AuditEvent
from lehc.letters.enums import LetterState
from lehc.letters.models import Letter
from lehc.methods.selection import UNWATCHED, Person, Pool, Problem, Target
from lehc.recruitment.actions.moves import move_application
from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import Application, Call
from lehc.selection.actions.draws import enter_draw
from lehc.selection.actions.fixing import DrawPlan, fix_lottery, take_back_lottery
from lehc.selection.actions.places import settle_cohort
from lehc.selection.actions.replacements import (
    ask_for_replacement,
    offer_replacements,
)
from lehc.selection.actions.runs import compute_run
from lehc.selection.actions.settings import Wish, set_targets, set_threshold
from lehc.selection.calculations import lotteries
from lehc.selection.calculations.cohorts import certify_draw, read_merits
from lehc.selection.calculations.lotteries import chance_costs, write_cohorts
from lehc.selection.commands import select, verify
from lehc.selection.enums import DrawnBy, Method, RunState, Standing
from lehc.selection.forms.runs import LotteryForm
from lehc.selection.inputs import share_people
from lehc.selection.models import Draw, Run
from lehc.selection.presenters.decisions import write_certificate
from lehc.selection.presenters.runs import EQUALS, show_command, show_facts
from lehc.selection.queries.runs import count_tried, find_draw
from tests.factories.accounts import PersonFactory
from tests.factories.recruitment import PlaceTeamFactory
from tests.factories.selection import (
    add_candidate,
    make_chair,
    make_closed_call,
    make_lead,
    run_now,
)

pytestmark = pytest.mark.django_db
A_FEW = 20  # numbered cohorts; a thousand take a second to number


@pytest.fixture(autouse=True)
def _a_few_cohorts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lotteries, "COHORTS", A_FEW)


@pytest.fixture
def by() -> Any:
    return PersonFactory()


@pytest.fixture(scope="module")
def shared_call(module_database: None) -> Call:
    """Four clinicians and two councillors, of whom at least one is to come in."""
    call = make_closed_call(capacity=2)
    for score in (4, 3, 2, 2):
        add_candidate(call, score=score)
    for score in (3, 1):
        add_candidate(call, score=score, role="councillor")
    set_targets(call=call, wishes=[Wish("role", "councillor", 1, 1)], by=None)
    return call


@pytest.fixture
def call(shared_call: Call, db: None) -> Call:
    return copy.deepcopy(shared_call)


def fix(run: Run, by: Any) -> Run:
    return fix_lottery(run=run, reason="Agreed by the panel", plan=DrawPlan(), by=by)


def test_a_lottery_chooses_nobody_before_its_draw(call: Call, by: Any) -> None:
    run = run_now(call, method=Method.LEXIMIN)
    assert run.state == RunState.DONE
    assert run.certificate["selected"] == []
    assert run.certificate["targets"] == [
        {"feature": "role", "value": "councillor", "min": 1, "max": 1, "got": None}
    ]
    assert not run.people.filter(is_chosen=True).exists()
    assert len(run.cohorts) == A_FEW
    assert {len(cohort) for cohort in run.cohorts} == {2}


def test_chances_are_what_the_list_says(call: Call) -> None:
    """One of two councillors and one of four clinicians: 1/2 and 1/4 each."""
    run = run_now(call, method=Method.LEXIMIN)
    times = Counter(name for cohort in run.cohorts for name in cohort)
    chances = {name: count / A_FEW for name, count in times.items()}
    assert run.certificate["probabilities"] == chances
    assert sorted(chances.values()) == [0.25] * 4 + [0.5] * 2
    assert run.findings["smallest"] == 0.25
    assert run.findings["merit"] == pytest.approx(0.5 * 4 + 0.25 * 11)


def test_a_target_costs_smallest_chance(call: Call) -> None:
    """Without the target all six would have 2 in 6; with it the smallest is 1 in 4."""
    [cost] = run_now(call, method=Method.LEXIMIN).findings["costs"]
    assert cost["chance"] == pytest.approx(2 / 6 - 1 / 4)


def test_harmless_targets_cost_nothing_by_any_method() -> None:
    """Nash's smallest chance is below the largest there can be: no target's doing.

    Without the target on “a” one of three has the value x and one of four the value y.
    """
    rows = ["ax", "by", "by", "ay", "ay", "bx", "bx"]
    people = [Person(f"{n}", tuple(row)) for n, row in enumerate(rows)]
    targets = (Target("one", "a", 1, 1), Target("two", "x", 1, 1))
    harmless = Target("one", "b", 0, 2)
    problem = Problem(Pool(("one", "two"), tuple(people)), (*targets, harmless), 2)
    for method, smallest in (("nash", 3 / 14), ("leximin", 1 / 4)):
        costs = chance_costs(problem, method, smallest, watch=UNWATCHED)
        assert [row["chance"] for row in costs] == pytest.approx([0, 0, 0], abs=1e-9)


def test_the_drawn_cohort_gets_the_places(call: Call, by: Any) -> None:
    run = fix(run_now(call, method=Method.LEXIMIN), by)
    assert Letter.objects.count() == 0
    chair = make_chair(call)
    draw = enter_draw(run=run, number=17, how=DrawnBy.DICE, witnesses="Sam", by=chair)
    run.refresh_from_db()
    assert (draw.number, draw.how, draw.witnesses, draw.entered_by) == (
        *(17, DrawnBy.DICE, "Sam"),
        chair,
    )
    chosen = {p.anonymous_id for p in run.people.filter(is_chosen=True)}
    assert chosen == set(run.cohorts[16]) == set(run.certificate["selected"])
    states = Counter(Application.objects.values_list("state", flat=True))
    assert states == {ApplicationState.OFFERED: 2, ApplicationState.WAITING: 4}
    assert set(Letter.objects.values_list("state", flat=True)) == {LetterState.HELD}
    event = AuditEvent.objects.get(action="selection.enter_draw")
    assert event.facts == {"number": 17, "how": "dice"}
    assert event.actor_id == chair.pk


@pytest.mark.parametrize("method", [Method.LEXIMIN, Method.MAXIMIN, Method.NASH])
def test_the_command_line_accepts_what_was_drawn(
    method: Method, call: Call, by: Any, tmp_path: Path
) -> None:
    set_threshold(call=call, merit=0, in_from=4, reason="Clear", by=by)
    run = fix(run_now(call, method=method), by)
    enter_draw(run=run, number=A_FEW, how=DrawnBy.BALLS, by=make_lead(call))
    run.refresh_from_db()
    certificate, people, targets = (
        tmp_path / name for name in ("c.json", "people.csv", "targets.csv")
    )
    content = write_certificate(run, overrides=[], drawn=run.draw)
    certificate.write_text(json.dumps(content))
    people.write_text(share_people(run))
    targets.write_text(run.targets_csv)
    assert verify([str(certificate), str(people), str(targets)]) == 0
    assert repeat(run, tmp_path)["selected"] == run.certificate["selected"]
    content["selected"] = run.cohorts[0]
    assert run.cohorts[0] != run.cohorts[-1]
    certificate.write_text(json.dumps(content))
    assert verify([str(certificate), str(people), str(targets)]) == 1


def repeat(run: Run, folder: Path) -> Any:
    """What the command that the certificate's page shows writes."""
    command = show_command(run, drawn=find_draw(run))
    _, _, *words = command.split()
    words = [str(folder / w) if w.endswith(".csv") else w for w in words]
    assert select([*words, "--json", str(folder / "again.json")]) == 0
    return json.loads((folder / "again.json").read_text())


def test_the_page_shows_the_command_that_gives_the_same(
    call: Call, by: Any, tmp_path: Path
) -> None:
    lottery = run_now(call, method=Method.LEXIMIN)
    assert show_command(lottery, drawn=None) == ""
    run = run_now(call, seed=5)
    (tmp_path / "people.csv").write_text(share_people(run))
    (tmp_path / "targets.csv").write_text(run.targets_csv)
    assert repeat(run, tmp_path) == run.certificate
    assert show_command(run, drawn=None) == (
        "lehc select people.csv targets.csv --seats 2 --method best --team team "
        "--score merit --seed 5"
    )


def test_the_command_line_makes_the_same_certificate_and_list(
    call: Call, by: Any, tmp_path: Path
) -> None:
    set_threshold(call=call, merit=0, in_from=4, reason="Clear", by=by)
    run = run_now(call, method=Method.LEXIMIN, seed=3)
    people, targets = tmp_path / "people.csv", tmp_path / "targets.csv"
    people.write_text(share_people(run))
    targets.write_text(run.targets_csv)
    words = [str(people), str(targets), "--seats", "2", "--seed", "3"]
    words += ["--method", "leximin", "--team", "team", "--standing", "standing"]
    words += ["--draws", "20", "--number", "12", "--json", str(tmp_path / "c.json")]
    assert select([*words, "--cohorts", str(tmp_path / "list.csv")]) == 0
    made = json.loads((tmp_path / "c.json").read_text())
    assert made == certify_draw(run, 12)
    assert (tmp_path / "list.csv").read_text() == write_cohorts(run.cohorts)


def test_the_shared_file_of_a_lottery_holds_no_merit(call: Call) -> None:
    run = run_now(call, method=Method.LEXIMIN)
    assert run.people_csv.splitlines()[0] == "id,role,merit,team"
    assert share_people(run).splitlines()[0] == "id,role,team"
    best = run_now(call)
    assert share_people(best) == best.people_csv


def test_merit_is_read_however_many_are_certainly_in() -> None:
    file = "id,merit,standing\nann,4,in\nben,3.5,in\ncat,1,out\ndan,2,\n"
    assert read_merits(file) == {"ann": 4.0, "ben": 3.5, "cat": 1.0, "dan": 2.0}


def test_whoever_is_clearly_in_is_in_every_cohort(call: Call, by: Any) -> None:
    set_threshold(call=call, merit=2, in_from=4, reason="Clear", by=by)
    run = run_now(call, method=Method.LEXIMIN)
    certain = run.people.get(standing=Standing.CERTAIN)
    best = Application.objects.get(run_places=certain)
    assert best.assignments.first().review.scores.get().score == 4
    assert all(certain.anonymous_id in cohort for cohort in run.cohorts)
    assert run.certificate["probabilities"][certain.anonymous_id] == 1
    # the second councillor, with merit 1, is clearly out
    assert run.people.count() == 5
    unlined = run_now(call, method=Method.LEXIMIN, uses_band=False)
    assert unlined.in_from is None
    assert not unlined.people.filter(standing=Standing.CERTAIN).exists()


def test_a_team_is_clearly_in_by_its_mean(by: Any) -> None:
    call = make_closed_call()
    team = PlaceTeamFactory(call=call)
    for score in (4, 2):
        add_candidate(call, score=score, team=team)
    single = add_candidate(call, score=3)
    set_threshold(call=call, merit=0, in_from=3, reason="Clear", by=by)
    run = run_now(call, method=Method.LEXIMIN, seats=3)
    assert set(run.people.values_list("standing", flat=True)) == {Standing.CERTAIN}
    set_threshold(call=call, merit=0, in_from=Decimal("3.1"), reason="Clear", by=by)
    run = run_now(call, method=Method.LEXIMIN, seats=1)
    assert run.cohorts[0] == [run.people.get(application=single).anonymous_id]


def test_more_people_clearly_in_than_seats_are_refused(call: Call, by: Any) -> None:
    set_threshold(call=call, merit=0, in_from=2, reason="Clear", by=by)
    with pytest.raises(ValidationError, match="Certainly in: 5"):
        run_now(call, method=Method.LEXIMIN)


def test_targets_may_be_left_out_for_once(call: Call) -> None:
    run = run_now(call, method=Method.LEXIMIN, left_out={(("role", "councillor"),)})
    assert run.certificate["targets"] == []
    # 2 in 6, which is 6 or 7 of twenty numbered cohorts: what is drawn from counts.
    assert run.findings["smallest_before_rounding"] == pytest.approx(1 / 3)
    assert run.findings["smallest"] == 6 / 20
    assert call.targets.count() == 1


def test_a_number_is_drawn_once(call: Call, by: Any) -> None:
    run = fix(run_now(call, method=Method.LEXIMIN), by)
    chair = make_chair(call)
    enter_draw(run=run, number=1, how=DrawnBy.DICE, by=chair)
    with pytest.raises(ValidationError, match="drawn already"):
        enter_draw(run=run, number=2, how=DrawnBy.DICE, by=chair)
    with pytest.raises(IntegrityError), transaction.atomic():
        Draw.objects.create(run=run, number=2, how=DrawnBy.DICE, entered_by=chair)


@pytest.mark.parametrize("number", [0, 21, None])
def test_a_number_outside_the_list_changes_nothing(
    number: int | None, call: Call, by: Any
) -> None:
    run = fix(run_now(call, method=Method.LEXIMIN), by)
    with pytest.raises(ValidationError, match="goes from 1 to 20"):
        enter_draw(run=run, number=number, how=DrawnBy.DICE, by=make_chair(call))
    run.refresh_from_db()
    assert run.settled_at is None
    assert (Draw.objects.count(), Letter.objects.count()) == (0, 0)


def test_the_computer_draws_a_number_of_the_list(call: Call, by: Any) -> None:
    run = fix(run_now(call, method=Method.LEXIMIN), by)
    draw = enter_draw(run=run, how=DrawnBy.COMPUTER, by=make_chair(call))
    assert 1 <= draw.number <= A_FEW
    run.refresh_from_db()
    assert run.certificate["version"].endswith(f"+draws.20+number.{draw.number}")


def test_only_the_chair_or_a_lead_enters_the_number(call: Call, by: Any) -> None:
    run = fix(run_now(call, method=Method.LEXIMIN), by)
    with pytest.raises(PermissionDenied):
        enter_draw(run=run, number=1, how=DrawnBy.DICE, by=by)
    assert not Draw.objects.exists()


def test_only_a_fixed_lottery_is_drawn(call: Call, by: Any) -> None:
    chair = make_chair(call)
    for run in (run_now(call), run_now(call, method=Method.LEXIMIN)):
        with pytest.raises(ValidationError, match="not open to a draw"):
            enter_draw(run=run, number=1, how=DrawnBy.DICE, by=chair)
    with pytest.raises(ValidationError, match="nothing to draw"):
        fix(run_now(call), by)
    with pytest.raises(ValidationError, match="then draw a number"):
        settle_cohort(run=run_now(call, method=Method.NASH), reason="Why", by=by)


def test_a_lottery_can_be_taken_back_until_it_is_drawn(call: Call, by: Any) -> None:
    first, second = (run_now(call, method=Method.LEXIMIN) for _ in range(2))
    fix(first, by)
    with pytest.raises(ValidationError, match="fixed already, run"):
        fix(second, by)
    take_back_lottery(run=first, reason="One was missing", by=by)
    with pytest.raises(ValidationError, match="not open to a draw"):
        enter_draw(run=first, number=1, how=DrawnBy.DICE, by=make_chair(call))
    with pytest.raises(ValidationError, match="fixed before"):
        fix(Run.objects.get(pk=first.pk), by)
    fix(second, by)
    enter_draw(run=second, number=1, how=DrawnBy.DICE, by=make_lead(call))
    with pytest.raises(ValidationError, match="not been drawn"):
        take_back_lottery(run=second, reason="Too late", by=by)


def test_whoever_withdrew_before_the_draw_leaves_a_free_place(
    call: Call, by: Any
) -> None:
    run = fix(run_now(call, method=Method.LEXIMIN), by)
    gone = run.people.get(anonymous_id=run.cohorts[4][0]).application
    move_application(application=gone, to=ApplicationState.WITHDRAWN, by=gone.person)
    enter_draw(run=run, number=5, how=DrawnBy.DICE, by=make_chair(call))
    states = Counter(Application.objects.values_list("state", flat=True))
    assert states == {
        ApplicationState.OFFERED: 1,
        ApplicationState.WAITING: 4,
        ApplicationState.WITHDRAWN: 1,
    }


def test_free_places_of_a_lottery_are_drawn_by_a_seed_that_follows(
    call: Call, by: Any, tmp_path: Path
) -> None:
    run = fix(run_now(call, method=Method.LEXIMIN), by)
    enter_draw(run=run, number=5, how=DrawnBy.DICE, by=make_chair(call))
    gone = run.people.filter(is_chosen=True).first().application
    move_application(application=gone, to=ApplicationState.DECLINED, by=gone.person)
    asked = [ask_for_replacement(call=call, by=by) for _ in range(2)]
    for one in asked:
        compute_run(one.pk)
        one.refresh_from_db()
    assert asked[0].seed == asked[1].seed
    assert asked[0].certificate == asked[1].certificate
    first = asked[0]
    assert first.certificate["targets"][0]["got"] == 1
    for name, text in (
        ("c.json", json.dumps(first.certificate)),
        ("people.csv", share_people(first)),
        ("targets.csv", first.targets_csv),
    ):
        (tmp_path / name).write_text(text)
    paths = [str(tmp_path / name) for name in ("c.json", "people.csv", "targets.csv")]
    assert verify(paths) == 0
    offer_replacements(run=first, reason="Next", by=by)
    states = Counter(Application.objects.values_list("state", flat=True))
    assert states[ApplicationState.OFFERED] == 2


def test_people_without_a_chance_are_named_with_the_reason(by: Any) -> None:
    call = make_closed_call()
    for _ in range(3):
        add_candidate(call, score=3)
    barred = add_candidate(call, score=4, role="councillor")
    set_targets(call=call, wishes=[Wish("role", "councillor", 0, 0)], by=by)
    run = run_now(call, method=Method.LEXIMIN)
    [reason] = run.findings["without_chance"]
    assert reason["id"] == run.people.get(application=barred).anonymous_id
    assert reason["sentence"] == "the target for role “councillor” leaves no seat"


def test_a_thousand_cohorts_for_three_dice(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lotteries, "COHORTS", 1000)
    run = run_now(call, method=Method.LEXIMIN)
    assert len(run.cohorts) == 1000
    assert run.certificate["version"] == "leximin-1+draws.1000"


def test_asking_again_changes_nothing_and_is_counted(call: Call, by: Any) -> None:
    """One seed and one id a person for the whole call: no trying until it fits."""
    first, again = (run_now(call, method=Method.LEXIMIN, seed=None) for _ in range(2))
    assert (first.seed, first.people_csv) == (again.seed, again.people_csv)
    assert first.cohorts == again.cohorts
    add_candidate(call, score=3)
    more = run_now(call, method=Method.LEXIMIN, seed=None)
    names = dict(first.people.values_list("application_id", "anonymous_id"))
    later = dict(more.people.values_list("application_id", "anonymous_id"))
    assert {pk: later[pk] for pk in names} == names
    assert sorted(set(later.values()) - set(names.values())) == ["P7"]
    assert count_tried(more) == 0
    assert count_tried(fix(more, by)) == 2


def test_a_draw_is_announced_for_a_day_to_come() -> None:
    today = timezone.localdate()
    said = []
    for day in (today - timedelta(days=1), today):
        parts = {"day": day.day, "month": day.month, "year": day.year}
        typed = {f"draw_on-{name}": number for name, number in parts.items()}
        form = LotteryForm({"reason": "Agreed", **typed})
        said.append(form.is_valid() or form.errors["draw_on"])
    assert said == [["Enter a day that is still to come"], True]


def test_equals_are_told_of(call: Call) -> None:
    """Of two seats 4 and 3 is best; of four, one of two clinicians with 2 comes in."""
    runs = [run_now(call, seats=seats) for seats in (2, 4)]
    facts = [
        [row["value"] for row in show_facts(run, people=6, drawn=None)] for run in runs
    ]
    assert [EQUALS in row for row in facts] == [False, True]
