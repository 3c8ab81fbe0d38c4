from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import lehc
from lehc.config import cli


@pytest.mark.parametrize("words", [[], ["--help"], ["-h"], ["help"]])
def test_help_names_every_command(words: list[str], capsys: Any) -> None:
    assert cli.main(words) == 0
    printed = capsys.readouterr().out
    assert printed == cli.help_text() + "\n"
    for name in [*cli.COMPUTING, *cli.SERVING]:
        assert f"  {name} " in printed


def test_version_is_printed(capsys: Any) -> None:
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out == f"lehc {lehc.__version__}\n"


def test_an_unknown_command_says_what_to_do(capsys: Any) -> None:
    assert cli.main(["chose"]) == 2
    assert capsys.readouterr().err == (
        "lehc: there is no command “chose”. `lehc --help` lists the commands.\n"
    )


@pytest.mark.parametrize("name", sorted(cli.COMPUTING))
def test_computing_commands_are_where_the_table_says(name: str) -> None:
    command = cli.COMPUTING[name]
    assert callable(getattr(import_module(command.module), command.function))


def test_a_command_of_ours_is_found(capsys: Any) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["housekeeping", "--help"])
    assert ended.value.code == 0
    assert "reminders, lapsed offers" in capsys.readouterr().out


@pytest.mark.parametrize(("words", "times"), [([], 1), (["--help"], 0)])
def test_a_programme_may_start_before_there_are_tables(
    words: list[str], times: int, monkeypatch: Any
) -> None:
    made: list[str] = []
    monkeypatch.setattr(cli, "prepare_before_serving", lambda: made.append("tables"))
    names = ["--name", "Together", "--lead-name", "Ama Boateng"]

    with pytest.raises(SystemExit):
        cli.main(["start_programme", *names, "--lead-email", "nobody", *words])

    assert made == ["tables"] * times


def test_unsafe_settings_are_one_sentence_and_no_traceback(tmp_path: Path) -> None:
    kept = {n: os.environ[n] for n in ("PATH", "PYTHONPATH") if n in os.environ}
    answer = subprocess.run(
        [sys.executable, "-m", "lehc", "check"],
        env=kept | {"LEHC_DATA": str(tmp_path), "LEHC_MODE": "live"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (answer.returncode, answer.stdout, answer.stderr) == (
        2,
        "",
        "lehc: Set LEHC_MODE to laptop or production; it is “live”.\n",
    )


@pytest.fixture
def one_import(monkeypatch: Any) -> None:
    """`lehc import` with one kind, done by a command that is there in any case."""
    row = cli.Import("housekeeping", "FILE.csv", "some rows of somebody else's")
    monkeypatch.setattr(cli, "IMPORTS", {"rows": row})


def test_import_lists_its_kinds(one_import: None, capsys: Any) -> None:
    for words in ([], ["--help"], ["help"]):
        assert cli.main(["import", *words]) == 0
        printed = capsys.readouterr().out
        assert printed == cli.import_help() + "\n"
        assert "  rows FILE.csv  some rows of somebody else's\n" in printed
    assert "  import " in cli.help_text()


def test_import_of_an_unknown_kind_says_which_there_are(
    one_import: None, capsys: Any
) -> None:
    assert cli.main(["import", "columns", "a.csv"]) == 2
    assert capsys.readouterr().err == (
        "lehc: there is no import of “columns”. Say which kind of file it is: rows.\n"
    )


def test_import_is_called_what_people_typed(one_import: None, capsys: Any) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["import", "rows", "--help"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("usage: lehc import rows ")


@pytest.mark.parametrize("kind", sorted(cli.IMPORTS))
def test_every_import_has_its_command(kind: str) -> None:
    from django.core.management import get_commands

    assert cli.IMPORTS[kind].command in get_commands()


def test_a_reader_who_stops_reading_is_no_fault(tmp_path):
    people, targets = tmp_path / "people.csv", tmp_path / "targets.csv"
    rows = "".join(f"p{number},York,{number}\n" for number in range(20_000))
    people.write_text(f"id,place,score\n{rows}")
    targets.write_text("feature,value,min,max\n")
    command = [sys.executable, "-m", "lehc", "select", people, targets]
    with subprocess.Popen(
        [*command, "--seats", "20000"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 1
