from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from lehc.selection.commands import select, verify
from tests.methods.selection.instances import DATA

PEOPLE = """\
id,place,role
ann,Leeds,carer
ben,York,carer
cat,York,nurse
dan,Hull,nurse
"""
TARGETS = (
    "feature,value,min,max\nplace,Leeds,1,1\nplace,York,1,1\nplace,Hull,0,0\n"
    "role,carer,0,2\nrole,nurse,0,2\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "targets.csv").write_text(TARGETS, encoding="utf-8")
    return tmp_path


def choose(*options: str) -> int:
    return select(["people.csv", "targets.csv", "--seats", "2", *options])


def read_certificate(folder: Path) -> dict[str, object]:
    content = json.loads((folder / "c.json").read_text("utf-8"))
    assert isinstance(content, dict)
    return content


@pytest.mark.parametrize("method", ["maximin", "leximin", "nash"])
def test_lottery_certificate(folder, method):
    assert choose("--method", method, "--seed", "3", "--json", "c.json") == 0
    certificate = read_certificate(folder)
    selected = certificate.pop("selected")
    assert selected in (["ann", "ben"], ["ann", "cat"])
    for target in certificate.pop("targets"):
        assert target["min"] <= target["got"] <= target["max"]
    certificate.pop("inputs_sha256")
    assert certificate == {
        "method": method,
        "version": f"{method}-1",
        "seats": 2,
        "status": "optimal",
        "seed": 3,
        "probabilities": {"ann": 1.0, "ben": 0.5, "cat": 0.5, "dan": 0.0},
        "min_probability": 0.0,
        "infeasible": None,
    }
    assert verify(["c.json", "people.csv", "targets.csv"]) == 0


def test_lottery_is_chosen_when_nobody_has_a_score(folder, capsys):
    assert choose("--seed", "3") == 0
    assert capsys.readouterr().out.splitlines()[:3] == [
        "Method leximin, seed 3: 2 of 4 people for 2 seats.",
        "Drawn from a lottery over 2 kinds of cohort: chances from 50.00% to 100.00%, "
        "proved the largest smallest chances there can be, one after another.",
        "No chance for dan: the target for place “Hull” leaves no seat.",
    ]


def test_seeds_draw_different_cohorts(folder):
    drawn = set()
    for seed in range(20):
        assert choose("--seed", str(seed), "--json", "c.json") == 0
        drawn.add(tuple(read_certificate(folder)["selected"]))
    assert drawn == {("ann", "ben"), ("ann", "cat")}


def test_numbered_cohorts(folder, capsys):
    options = ["--seed", "3", "--draws", "10", "--json", "c.json", "--cohorts", "n.csv"]
    assert choose(*options) == 0
    lines = (folder / "n.csv").read_text("utf-8").splitlines()
    rows = list(csv.reader(lines))
    assert rows[0] == ["number", "person 1", "person 2"]
    assert [row[0] for row in rows[1:]] == [str(number) for number in range(1, 11)]
    cohorts = [tuple(row[1:]) for row in rows[1:]]
    assert sorted(cohorts) == [("ann", "ben")] * 5 + [("ann", "cat")] * 5
    # Seed 3 draws the number 1: its first uniform number is 0.0856.
    assert capsys.readouterr().out.splitlines()[2] == (
        "Number 1 was drawn from 10 equally likely cohorts; in these, nobody's chance "
        "differs from the lottery's by more than 0.00 percentage points."
    )
    certificate = read_certificate(folder)
    assert certificate["version"] == "leximin-1+draws.10"
    assert tuple(certificate["selected"]) == cohorts[0]
    assert verify(["c.json", "people.csv", "targets.csv"]) == 0


def test_a_thousand_cohorts_unless_said_otherwise(folder):
    assert choose("--cohorts", "n.csv") == 0
    assert len((folder / "n.csv").read_text().splitlines()) == 1001


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            ["--draws", "0"],
            "--draws is 0: give the number of numbered cohorts, from 1 to 100,000.\n",
        ),
        (
            ["--draws", "100001"],
            "--draws is 100001: give the number of numbered cohorts, from 1 to "
            "100,000.\n",
        ),
        (
            ["--draws", "10", "--method", "best"],
            "Numbered cohorts belong to a lottery: choose the method maximin, leximin "
            "or nash, or leave the number of draws out.\n",
        ),
    ],
)
def test_draws_that_mean_nothing(folder, capsys, options, message):
    assert choose(*options) == 2
    assert capsys.readouterr().err == message


def test_teams_of_a_lottery_are_found_again(folder):
    (folder / "people.csv").write_text(
        "id,place,score,with\nann,Leeds,1,\nben,York,2,x\ncat,York,3,x\ndan,Hull,4,x\n"
    )
    (folder / "targets.csv").write_text("feature,value,min,max\nplace,Leeds,0,1\n")
    options = ["--seats", "3", "--method", "leximin", "--team", "with"]
    assert select(["people.csv", "targets.csv", *options, "--json", "c.json"]) == 0
    assert read_certificate(folder)["selected"] == ["ben", "cat", "dan"]
    assert verify(["c.json", "people.csv", "targets.csv"]) == 0


def test_a_whole_programme(tmp_path, capsys):
    folder = DATA / "cohort_160_24"
    files = [str(folder / "people.csv"), str(folder / "features.csv")]
    certificate = str(tmp_path / "c.json")
    options = ["--seats", "24", "--method", "leximin", "--seed", "11"]
    assert select([*files, *options, "--json", certificate]) == 0
    content = json.loads(Path(certificate).read_text("utf-8"))
    assert (content["status"], content["min_probability"]) == ("optimal", 0.111111111)
    assert verify([certificate, *files]) == 0


def test_number_drawn_in_public_takes_the_seeds_place(folder, capsys):
    options = ["--seed", "3", "--draws", "10", "--cohorts", "n.csv"]
    assert choose(*options, "--number", "7", "--json", "c.json") == 0
    rows = list(csv.reader((folder / "n.csv").read_text("utf-8").splitlines()))
    certificate = read_certificate(folder)
    assert certificate["version"] == "leximin-1+draws.10+number.7"
    assert certificate["selected"] == rows[7][1:]
    assert "Number 7 was drawn" in capsys.readouterr().out
    assert verify(["c.json", "people.csv", "targets.csv"]) == 0
    certificate["version"] = "leximin-1+draws.10+number.2"
    (folder / "c.json").write_text(json.dumps(certificate))
    assert verify(["c.json", "people.csv", "targets.csv"]) == int(
        rows[2][1:] != rows[7][1:]
    )


def test_number_that_no_cohort_has(folder, capsys):
    assert choose("--draws", "10", "--number", "11") == 2
    assert capsys.readouterr().err == (
        "There is no cohort number 11: the numbers go from 1 to 10.\n"
    )


STANDINGS = """\
id,place,role,standing
ann,Leeds,carer,
ben,York,carer,out
cat,York,nurse,
dan,York,nurse,in
"""


@pytest.mark.parametrize("method", ["best", "leximin"])
def test_people_certainly_in_and_out_are_found_again(folder, method):
    (folder / "people.csv").write_text(STANDINGS)
    (folder / "targets.csv").write_text("feature,value,min,max\nrole,nurse,1,2\n")
    options = ["--method", method, "--standing", "standing", "--seed", "1"]
    assert choose(*options, "--json", "c.json") == 0
    certificate = read_certificate(folder)
    assert set(certificate["selected"]) <= {"ann", "cat", "dan"}
    assert "dan" in certificate["selected"]
    assert certificate["probabilities"]["ben"] == 0
    assert verify(["c.json", "people.csv", "targets.csv"]) == 0
    (folder / "people.csv").write_text(
        STANDINGS.replace("ben,York,carer,out", "ben,York,carer,")
    )
    assert verify(["c.json", "people.csv", "targets.csv"]) == 1


def test_a_standing_that_was_not_used_does_not_disturb(folder):
    (folder / "people.csv").write_text(STANDINGS.replace(",out", ",waits"))
    (folder / "targets.csv").write_text("feature,value,min,max\nrole,nurse,1,2\n")
    assert choose("--seed", "1", "--json", "c.json") == 0
    assert verify(["c.json", "people.csv", "targets.csv"]) == 0


def test_a_standing_must_say_in_or_out(folder, capsys):
    (folder / "people.csv").write_text(STANDINGS.replace(",out", ",waits"))
    assert choose("--standing", "standing") == 2
    assert capsys.readouterr().err == (
        "people.csv, line 3: “waits” under “standing” says neither in nor out. Write "
        "“in”, “out” or nothing.\n"
    )


def test_more_people_certainly_in_than_seats(folder, capsys):
    (folder / "people.csv").write_text(STANDINGS.replace(",\n", ",in\n"))
    (folder / "targets.csv").write_text("feature,value,min,max\nrole,nurse,1,2\n")
    assert choose("--standing", "standing") == 2
    assert capsys.readouterr().err == (
        "Certainly in: 3. That is more than the number of seats, 2.\n"
    )
