"""`lehc opinions` from files to a folder, as its reader meets it."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from lehc.config.cli import main
from tests.methods.opinion.conversations import DATA, read_conversation

LONDON = DATA / "london-youth-policing"


def run(tmp_path: Path, *options: str, votes: Path = LONDON / "votes.csv") -> dict:
    out = tmp_path / "out"
    code = main(["opinions", str(votes), *options, "--out", str(out)])
    assert code == 0
    return json.loads((out / "result.json").read_text(encoding="utf-8"))


def unpacked(tmp_path: Path, name: str) -> Path:
    path = tmp_path / f"{name}.csv"
    path.write_bytes(gzip.decompress((DATA / name / "votes.csv.gz").read_bytes()))
    return path


def test_london_is_not_called_groups(tmp_path, capsys):
    result = run(tmp_path, "--statements", str(LONDON / "statements.csv"))
    assert (result["state"], result["k"], result["group_of"]) == ("spread", 1, {})
    assert (result["people"], result["statements"], result["votes"]) == (26, 36, 638)
    printed = capsys.readouterr().out
    assert printed.startswith("People differ along a line, without separate groups\n")
    assert printed.endswith(f"Read {tmp_path / 'out' / 'report.html'}.\n")


@pytest.mark.parametrize("name", ["scoop-biodiversity", "vtaiwan-uberx"])
def test_the_compatible_mode_gives_the_peer_s_answer(tmp_path, name):
    result = run(
        tmp_path,
        "--statements", str(DATA / name / "statements.csv"), "--mode", "compatible",
        votes=unpacked(tmp_path, name),
    )  # fmt: skip
    reference = read_conversation(name).reference
    assert result["group_of"] == reference["group_of"]
    assert {
        group: [[each["statement"], each["side"]] for each in listed]
        for group, listed in result["representative"].items()
    } == reference["representative"]
    assert result["group_informed_consensus"] == pytest.approx(
        reference["group_informed_consensus"], rel=1e-12
    )
    assert result["priorities"] == pytest.approx(reference["priorities"], rel=2e-4)


def test_published_groups_give_the_published_statistics(tmp_path):
    groups = tmp_path / "groups.json"
    reference = read_conversation("scoop-biodiversity").reference
    groups.write_text(json.dumps({"group_of": reference["published_group_of"]}))
    result = run(
        tmp_path,
        "--statements", str(DATA / "scoop-biodiversity" / "statements.csv"),
        "--groups", str(groups),
        votes=unpacked(tmp_path, "scoop-biodiversity"),
    )  # fmt: skip
    assert result["group_of"] == reference["published_group_of"]
    first = result["representative"]["0"][0]
    assert (first["statement"], first["side"], first["count"]) == (79, "agree", 47)
    assert first["ratio"] == pytest.approx(6.022727272727273)
    assert result["group_informed_consensus"]["17"] == pytest.approx(0.3309265944645006)


def test_the_same_seed_writes_the_same_files(tmp_path):
    for folder in ("one", "two"):
        main(["opinions", str(LONDON / "votes.csv"), "--seed", "9", "--out",
              str(tmp_path / folder)])  # fmt: skip
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_shuffled_lines_and_new_ids_give_the_same_answer(tmp_path):
    heading, *lines = (LONDON / "votes.csv").read_text().splitlines()
    rng = np.random.default_rng(5)
    renamed = []
    for line in lines:
        time, statement, person, vote = line.split(",")
        renamed.append(f"{time},s{statement},{1000 - int(person)},{vote}")
    mixed = tmp_path / "mixed.csv"
    mixed.write_text("\n".join([heading, *rng.permutation(renamed)]) + "\n")
    plain, again = run(tmp_path / "a"), run(tmp_path / "b", votes=mixed)
    assert again["stability"] == plain["stability"]
    assert {name[1:]: value for name, value in again["priorities"].items()} == plain[
        "priorities"
    ]


def test_a_mistake_is_said_and_nothing_is_written(tmp_path, capsys):
    path = tmp_path / "votes.csv"
    path.write_text("timestamp,comment-id,voter-id,vote\n1,2,3,yes\n")
    code = main(["opinions", str(path), "--out", str(tmp_path / "out")])
    assert code == 2
    assert capsys.readouterr().err == (
        "votes.csv, line 2: the vote is “yes”; write 1 for agree, 0 for pass or -1 for "
        "disagree.\n"
    )
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_said(tmp_path, capsys):
    (tmp_path / "out").write_text("in the way")
    code = main(["opinions", str(LONDON / "votes.csv"), "--mode", "compatible", "--out",
                 str(tmp_path / "out")])  # fmt: skip
    assert code == 2
    assert "choose another folder" in capsys.readouterr().err


def test_a_seed_that_is_no_number_is_said(tmp_path, capsys):
    with pytest.raises(SystemExit) as stop:
        main(["opinions", str(LONDON / "votes.csv"), "--seed", "x", "--out", "o"])
    assert stop.value.code == 2
    assert "write a whole number, 0 or larger" in capsys.readouterr().err


def test_no_votes_at_all_are_no_groups(tmp_path):
    path = tmp_path / "votes.csv"
    path.write_text("timestamp,comment-id,voter-id,vote\n")
    result = run(tmp_path, votes=path)
    assert (result["state"], result["people"], result["priorities"]) == ("none", 0, {})


def test_it_starts_without_django_and_without_what_it_does_not_need(tmp_path):
    """The command must start at once: a process of its own says what it imported."""
    script = (
        "import sys; from lehc.config.cli import main; "
        f"main(['opinions', {str(LONDON / 'votes.csv')!r}, '--out', "
        f"{str(tmp_path / 'out')!r}]); "
        "unwanted = ('django', 'scipy.optimize', 'scipy.stats', 'sklearn', 'pandas'); "
        "print(sorted(each for each in unwanted if each in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
