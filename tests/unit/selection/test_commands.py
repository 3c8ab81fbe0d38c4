from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from lehc.selection.commands import select, verify
from tests.methods.selection.instances import DATA

PEOPLE = """\
id,place,role,score,team
ann,Leeds,carer,9,
ben,Leeds,nurse,8,
cat,York,nurse,5,
dan,York,chair,4.5,
eve,Leeds,carer,7,
"""
TARGETS = "feature,value,min,max\nplace,York,1,2\nrole,nurse,1,1\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "targets.csv").write_text(TARGETS, encoding="utf-8")
    return tmp_path


def choose(*options: str) -> int:
    return select(["people.csv", "targets.csv", *options])


def choose_best(*options: str) -> int:
    return choose("--seats", "3", "--method", "best", "--seed", "7", *options)


BEST = {
    "method": "best",
    "version": "best-1",
    "seats": 3,
    "status": "optimal",
    "seed": 7,
    "inputs_sha256": "46604a3cf59bad3dcf83d7dadb7665b9d8ac04fcdfb57c6209f39365890a3db7",
    "selected": ["ann", "ben", "dan"],
    "probabilities": {"ann": 1.0, "ben": 1.0, "cat": 0.0, "dan": 1.0, "eve": 0.0},
    "min_probability": 0.0,
    "targets": [
        {"feature": "place", "value": "York", "min": 1, "max": 2, "got": 1},
        {"feature": "role", "value": "nurse", "min": 1, "max": 1, "got": 1},
    ],
    "infeasible": None,
}


def test_select_writes_the_certificate(folder):
    assert choose_best("--json", "certificate.json") == 0
    assert json.loads((folder / "certificate.json").read_text("utf-8")) == BEST


def test_select_prints_a_summary(folder, capsys):
    assert choose_best() == 0
    printed, faults = capsys.readouterr()
    assert faults == ""
    assert (
        printed
        == """\
people.csv, line 2: 3 people have “Leeds” under place, which has no target: taken as 0 \
to 3 seats. Add a line to the targets if that is not meant.
people.csv, line 2: 2 people have “carer” under role, which has no target: taken as 0 \
to 3 seats. Add a line to the targets if that is not meant.
people.csv, line 5: 1 person has “chair” under role, which has no target: taken as 0 \
to 3 seats. Add a line to the targets if that is not meant.
Method best, seed 7: 3 of 5 people for 3 seats.
Total score 21.5, proved the highest possible under these targets. Between cohorts \
with the same total the seed decides.

Chosen:
  ann
  ben
  dan

Targets:
  place “York”: 1 (from 1 to 2)
  role “nurse”: 1 (from 1 to 1)
"""
    )


def test_target_nobody_has_is_pointed_out(folder, capsys):
    (folder / "targets.csv").write_text("feature,value,min,max\nplace,Yrok,0,2\n")
    assert choose_best() == 0
    assert (
        "targets.csv, line 2: nobody has place “Yrok”. If you meant “York”, write it "
        "the same in both files." in capsys.readouterr().out.splitlines()
    )


def test_target_nobody_has_or_nearly_has(folder, capsys):
    (folder / "targets.csv").write_text("feature,value,min,max\nplace,Bath,0,2\n")
    assert choose_best() == 0
    assert (
        "targets.csv, line 2: nobody has place “Bath”. Check the spelling if that "
        "surprises you." in capsys.readouterr().out.splitlines()
    )


def test_targets_with_headings_alone_are_said_to_be_none(folder, capsys):
    (folder / "targets.csv").write_text("feature,value,min,max\n")
    assert choose_best() == 0
    assert capsys.readouterr().out.splitlines()[0] == (
        "targets.csv has no line below its headings: no target was set."
    )


def test_seed_is_made_and_shown_when_none_is_given(folder, capsys):
    assert choose("--seats", "3", "--method", "best", "--json", "c.json") == 0
    seed = json.loads((folder / "c.json").read_text("utf-8"))["seed"]
    assert f"Method best, seed {seed}:" in capsys.readouterr().out


def test_targets_that_cannot_be_met(folder, capsys):
    (folder / "targets.csv").write_text("feature,value,min,max\nplace,York,3,3\n")
    assert choose_best("--json", "c.json") == 3
    assert capsys.readouterr().out.splitlines()[1:] == [
        "These targets cannot be met: no cohort fulfils all of them.",
        "For place “York” at least 3 must be chosen, but only 2 of the people have it.",
        "The smallest change that would help moves targets by 1 seat:",
        "  1. place “York”: lower the minimum from 3 to 2.",
    ]
    certificate = json.loads((folder / "c.json").read_text("utf-8"))
    certificate.pop("inputs_sha256")
    assert certificate == {
        "method": "best",
        "version": "best-1",
        "seats": 3,
        "status": "infeasible",
        "seed": 7,
        "selected": [],
        "probabilities": {},
        "min_probability": None,
        "targets": [
            {"feature": "place", "value": "York", "min": 3, "max": 3, "got": None}
        ],
        "infeasible": {
            "conflicts": [
                {
                    "code": "too_few_with_value",
                    "wanted": 3,
                    "available": 2,
                    "feature": "place",
                    "value": "York",
                    "sentence": "For place “York” at least 3 must be chosen, but only "
                    "2 of the people have it.",
                }
            ],
            "change_size": 1.0,
            "alternatives": [
                [
                    {
                        "feature": "place",
                        "value": "York",
                        "min": 3,
                        "max": 3,
                        "new_min": 2,
                        "new_max": 3,
                    }
                ]
            ],
            "is_complete": True,
        },
    }
    assert verify(["c.json", "people.csv", "targets.csv"]) == 0


def test_more_seats_than_people(folder, capsys):
    assert choose("--seats", "6", "--method", "best") == 3
    assert capsys.readouterr().out.splitlines()[-3:] == [
        "These targets cannot be met: no cohort fulfils all of them.",
        "To fill 6 seats there are only 5 people.",
        "No change of the targets alone would help.",
    ]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--seats", "0"], "--seats is 0: give the number of people to choose"),
        (["--seats", "three"], "“three” is not a whole number of 0 or more"),
        (["--seats", "9" * 12], "--seats is 999999999999: give the number of people"),
        (["--seats", "9" * 20], "with at most 18 digits"),
        ([], "the following arguments are required: --seats"),
        (["--seats", "3", "--method", "legacy"], "invalid choice: 'legacy'"),
        (["--seats", "3", "--seed", "-1"], "“-1” is not a whole number of 0 or more"),
        (["--seats", "3", "--team", "pairs"], "there is no column “pairs”"),
        (["--seats", "3", "--score", "marks"], "there is no column “marks”"),
        (
            ["--seats", "3", "--json", "nowhere/c.json"],
            "nowhere/c.json cannot be written (No such file or directory). Choose",
        ),
    ],
)
def test_options_that_cannot_be_used(folder, capsys, options, message):
    assert choose(*options) == 2
    assert message in capsys.readouterr().err


def test_file_that_is_not_there(folder, capsys):
    assert select(["pepole.csv", "targets.csv", "--seats", "3"]) == 2
    assert capsys.readouterr().err == (
        "pepole.csv cannot be opened (No such file or directory). Check the name and "
        "folder.\n"
    )


def test_fault_in_a_file_is_one_sentence(folder, capsys):
    (folder / "people.csv").write_text(PEOPLE + "ann,York,chair,3,\n")
    assert choose_best() == 2
    assert capsys.readouterr() == (
        "",
        "people.csv, line 7: the id “ann” is already on line 2. Give each person an id "
        "of their own.\n",
    )


def test_score_that_is_missing(folder, capsys):
    (folder / "people.csv").write_text(PEOPLE.replace("5,", ",", 1))
    assert choose_best() == 2
    assert capsys.readouterr().err == (
        "These people have no score: cat. The best cohort needs a score for everybody; "
        "write 0 if 0 is meant.\n"
    )


def test_best_without_a_score_column(folder, capsys):
    (folder / "people.csv").write_text(PEOPLE.replace("score", "marks"))
    assert choose_best("--json", "equal.json") == 0
    printed = capsys.readouterr().out
    assert printed.startswith(
        "No column holds scores, so everybody counts the same: this is one of the "
        "cohorts that meet the targets. Name a column with --score to choose by merit."
    )
    assert "Total score" not in printed
    assert verify(["equal.json", "people.csv", "targets.csv"]) == 0
    assert choose_best("--score", "marks") == 0


def test_same_table_saved_otherwise_gives_the_same_certificate(folder):
    choose_best("--json", "one.json")
    lines = PEOPLE.replace(",", ";").splitlines()
    turned = "\r\n".join([lines[0], *reversed(lines[1:])])
    (folder / "people.csv").write_bytes(turned.encode("utf-16"))
    choose_best("--json", "two.json")
    one, two = (
        json.loads((folder / name).read_text("utf-8"))
        for name in ("one.json", "two.json")
    )
    assert one == two
    assert verify(["one.json", "people.csv", "targets.csv"]) == 0


def test_verify_finds_the_columns_by_itself(folder, capsys):
    text = PEOPLE.replace("score,team", "marks,with").replace("8,\n", "8,x\n")
    (folder / "people.csv").write_text(text)
    choose_best("--score", "marks", "--team", "with", "--json", "c.json")
    capsys.readouterr()
    assert verify(["c.json", "people.csv", "targets.csv"]) == 0
    assert capsys.readouterr().out == (
        "This certificate holds: the same files, method and seed give the same "
        "result.\n"
    )


@pytest.mark.parametrize("nothing", [None, {}, {"overrides": 7}, {"overrides": [1]}])
def test_verify_says_what_people_changed_afterwards(folder, capsys, nothing):
    choose_best("--json", "c.json")
    certificate = json.loads((folder / "c.json").read_text("utf-8"))
    changed = {"overrides": [{"taken_out": "ann", "put_in": "eve", "reason": "Nearer"}]}
    printed = []
    for decision in (nothing, changed):
        (folder / "c.json").write_text(json.dumps(certificate | {"decision": decision}))
        capsys.readouterr()
        assert verify(["c.json", "people.csv", "targets.csv"]) == 0
        printed.append(capsys.readouterr().out.splitlines()[1:])
    assert printed == [
        [],
        [
            "People decided otherwise afterwards: eve got the place of ann. That part "
            "cannot be computed."
        ],
    ]


def test_verify_does_not_mind_the_order_of_targets(folder, capsys):
    choose_best("--json", "c.json")
    head, *rows = (folder / "targets.csv").read_text().splitlines()
    (folder / "targets.csv").write_text("\n".join([head, *rows[::-1]]))
    assert verify(["c.json", "people.csv", "targets.csv"]) == 0


def test_verify_counts_everybody_once(folder, capsys):
    choose_best("--json", "c.json")
    content = json.loads((folder / "c.json").read_text("utf-8"))
    content["selected"] *= 2
    (folder / "c.json").write_text(json.dumps(content))
    assert verify(["c.json", "people.csv", "targets.csv"]) == 1


TOGETHER = "feature,value,min,max,weight\nplace,York,2,3,{}\nrole,chair,2,2,{}\n"


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        (
            ("", ""),
            [
                "The smallest change that would help moves targets by 1 seat:",
                "  1. place “York”: lower the minimum from 2 to 1.",
                "  2. role “chair”: lower the minimum from 2 to 1.",
            ],
        ),
        (
            ("5", "2"),
            [
                "The smallest change that would help counts 2 by the targets’ weights:",
                "  1. role “chair”: lower the minimum from 2 to 1.",
            ],
        ),
        (
            ("1", "fixed"),
            [
                "The smallest change that would help moves targets by 1 seat:",
                "  1. place “York”: lower the minimum from 2 to 1.",
                "Targets with the weight “fixed” stay as they are.",
            ],
        ),
    ],
)
def test_weights_say_which_target_gives_way(folder, capsys, weights, said):
    (folder / "people.csv").write_text(
        "id,place,role\nann,York,nurse\nben,York,nurse\ncat,Leeds,chair\n"
        "dan,Leeds,chair\n"
    )
    (folder / "targets.csv").write_text(TOGETHER.format(*weights))
    options = ["--seats", "3", "--method", "best", "--json", "c.json"]
    assert select(["people.csv", "targets.csv", *options]) == 3
    assert capsys.readouterr().out.splitlines()[-len(said) :] == said
    assert verify(["c.json", "people.csv", "targets.csv"]) == 0
    (folder / "targets.csv").write_text(TOGETHER.format("7", "7"))
    assert verify(["c.json", "people.csv", "targets.csv"]) == 1


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("seats", "x", '“seats” of the certificate can\'t be "x"'),
        ("seats", 0, "“seats” of the certificate can't be 0"),
        ("seed", -1, "“seed” of the certificate can't be -1"),
        ("version", 5, "“version” of the certificate can't be 5"),
        ("selected", ["ann", 1], '“selected” of the certificate can\'t be ["ann", 1]'),
        ("probabilities", {"ann": 2}, "“probabilities” of the certificate can't be"),
        ("targets", ["x"], "“targets” holds something else than targets"),
        ("targets", [{"feature": "place"}], "a target has no “value”"),
        ("infeasible", "no", '“infeasible” of the certificate can\'t be "no"'),
    ],
)
def test_verify_a_certificate_that_holds_nonsense(folder, capsys, key, value, said):
    choose_best("--json", "c.json")
    content = json.loads((folder / "c.json").read_text("utf-8"))
    (folder / "c.json").write_text(json.dumps(content | {key: value}), "utf-8")
    capsys.readouterr()
    assert verify(["c.json", "people.csv", "targets.csv"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(f"c.json is not a certificate ({said}")


@pytest.mark.parametrize(
    ("version", "said"),
    [
        (
            "leximin-1+draws.99999999999",
            "No list has 99,999,999,999 numbered cohorts: the most is 100,000.",
        ),
        ("leximin-1+draws.0", "No list has 0 numbered cohorts: the most is 100,000."),
    ],
)
def test_verify_a_list_that_nobody_can_make(folder, capsys, version, said):
    choose("--seats", "3", "--method", "leximin", "--json", "c.json")
    content = json.loads((folder / "c.json").read_text("utf-8"))
    (folder / "c.json").write_text(json.dumps(content | {"version": version}), "utf-8")
    capsys.readouterr()
    assert verify(["c.json", "people.csv", "targets.csv"]) == 1
    assert capsys.readouterr().out.splitlines()[1:] == [said]


def test_verify_other_files(folder, capsys):
    choose_best("--json", "c.json")
    (folder / "people.csv").write_text(PEOPLE.replace("dan,York", "dan,Leeds"))
    capsys.readouterr()
    assert verify(["c.json", "people.csv", "targets.csv"]) == 1
    assert capsys.readouterr().out == (
        "This certificate does not hold.\nThese are not the files the certificate was "
        "made from: people, values, scores, teams or targets differ.\n"
    )


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        (
            "selected",
            ["ann", "cat", "eve"],
            "It names another cohort than the one these files and seed give.",
        ),
        (
            "probabilities",
            {**BEST["probabilities"], "cat": 0.5},
            "Its chances are not the ones these files give.",
        ),
        (
            "probabilities",
            {"ann": 1.0},
            "Its chances are not the ones these files give.",
        ),
        (
            "status",
            "gap",
            "Its status is “gap”; computed again it is “optimal”.",
        ),
        (
            "version",
            "best-0",
            "It was made by version best-0; this is version best-1.",
        ),
        (
            "targets",
            [],
            "Its targets, or the seats they got, are not the ones these files give.",
        ),
        ("infeasible", {}, "Its reasons why the targets cannot be met are other ones."),
        ("method", "guess", "There is no method “guess”."),
    ],
)
def test_verify_finds_what_was_changed(folder, capsys, key, value, message):
    choose_best("--json", "c.json")
    content = json.loads((folder / "c.json").read_text("utf-8"))
    (folder / "c.json").write_text(json.dumps({**content, key: value}))
    capsys.readouterr()
    assert verify(["c.json", "people.csv", "targets.csv"]) == 1
    assert capsys.readouterr().out == f"This certificate does not hold.\n{message}\n"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"method": 3', "\x00"])
def test_verify_something_that_is_no_certificate(folder, capsys, text):
    (folder / "c.json").write_text(text)
    assert verify(["c.json", "people.csv", "targets.csv"]) == 2
    assert "c.json is not a certificate" in capsys.readouterr().err


def test_help_is_no_fault():
    with pytest.raises(SystemExit) as stopped:
        select(["--help"])
    assert stopped.value.code == 0


def test_command_starts_without_django(folder):
    script = (
        "import sys; from lehc.config.cli import main; "
        "files = ['people.csv', 'targets.csv']; "
        "code = main(['select', *files, '--seats', '3', '--method', 'best']); "
        "heavy = {'django', 'scipy.stats', 'scipy.optimize'} & set(sys.modules); "
        "sys.exit(code if not heavy else f'imported {heavy}')"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("method", ["best", "leximin", "nash"])
def test_another_process_makes_the_same_certificate(method, tmp_path):
    """Python orders sets by a seed of its own; nothing may depend on it."""
    source = DATA / "cohort_160_24"
    words = ["select", f"{source / 'people.csv'}", f"{source / 'features.csv'}"]
    words += ["--seats", "24", "--method", method, "--seed", "5"]
    words += ["--score", "score"] if method == "best" else ["--draws", "50"]
    made = []
    for seed in ("1", "2026"):
        path = tmp_path / f"{seed}.json"
        subprocess.run(
            [sys.executable, "-m", "lehc", *words, "--json", str(path)],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        )
        made.append(path.read_bytes())
    assert made[0] == made[1]
