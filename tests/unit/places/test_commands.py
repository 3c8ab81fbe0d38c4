"""The analyst's commands, from the command line to the file they write."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from lehc.config.cli import COMPUTING, main

ANCHORS = (
    Path(__file__).parents[2]
    / "methods"
    / "inequality"
    / "data"
    / "life_table_synthetic.csv"
)
LIMITS = ["lower95", "upper95", "lower99_8", "upper99_8"]
AGES = [0, 1, *range(5, 95, 5)]

FIFTHS = [(1, 76.0), (2, 78.0), (3, 79.5), (4, 81.0), (5, 83.0)]
SLOPE_NAMES = [
    f"{index}{limit}"
    for index in ("sii", "rii")
    for limit in ("", "_lower95", "_upper95", "_lower99_8", "_upper99_8")
]

Run = Callable[..., tuple[int, list[dict[str, str]], str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Write the input, run a command on it; the code, the answer and what was said."""

    def go(
        command: str, content: str | bytes, *options: str
    ) -> tuple[int, list[dict[str, str]], str]:
        source, target = tmp_path / "in.csv", tmp_path / "out.csv"
        source.write_bytes(content if isinstance(content, bytes) else content.encode())
        code = main([command, str(source), "--out", str(target), *options])
        said = capsys.readouterr()
        if code:
            assert not target.exists()
            assert os.listdir(tmp_path) == ["in.csv"]
            return code, [], said.err
        with target.open(encoding="utf-8-sig", newline="") as file:
            return code, list(csv.DictReader(file)), said.out

    return go


def ages_csv(groups: int = 1, **changes: str) -> str:
    """A life table's input; `changes` are (age, column=text) as `deaths_85="x"`."""
    lines = ["area,startage,population,deaths"]
    for group in range(groups):
        for age in AGES:
            people = changes.get(f"people_{age}", "1000")
            deaths = changes.get(f"deaths_{age}", str(1 + age // 5))
            lines.append(f"area {group},{age},{people},{deaths}")
    return "\n".join(lines) + "\n"


def slope_csv(extra: str = "se", cells: str = "0.5") -> str:
    rows = "".join(f"Reading,{q},10000,{value},{cells}\n" for q, value in FIFTHS)
    return f"town,quantile,population,value,{extra}\n{rows}"


def test_life_expectancy_file_equals_the_official_package(run: Run) -> None:
    with ANCHORS.open() as file:
        expected = [row for row in csv.DictReader(file) if row["value"]]
    names = ("area", "startage", "population", "deaths")
    lines = [",".join(row[name] for name in names) for row in expected]
    code, answer, said = run("life-expectancy", "\n".join([",".join(names), *lines]))
    assert (code, len(answer)) == (0, 29 * 20)
    assert re.match(r"580 rows written to .*out.csv\.\n$", said)
    for found, row in zip(answer, expected, strict=True):
        assert list(found) == ["area", "startage", "life_expectancy", *LIMITS, "reason"]
        assert (found["area"], found["startage"]) == (row["area"], row["startage"])
        numbers = [float(found[name]) for name in ("life_expectancy", *LIMITS)]
        wanted = [float(row[name]) for name in ("value", *LIMITS)]
        np.testing.assert_allclose(numbers, wanted, rtol=1e-12, atol=1e-12)
        assert found["reason"] == ""


def test_life_expectancy_file_keeps_other_columns_in_their_order(run: Run) -> None:
    lines = ['deaths,"Area, name",startage,Population,note']
    lines += [f'{1 + age // 5},"Môn, ""isle""",{age},1000,' for age in reversed(AGES)]
    _, answer, _ = run("life-expectancy", "\n".join(lines))
    assert [row["startage"] for row in answer] == [str(age) for age in AGES]
    assert list(answer[0])[:3] == ["Area, name", "note", "startage"]
    assert {(row["Area, name"], row["note"]) for row in answer} == {('Môn, "isle"', "")}


@pytest.mark.parametrize(
    ("encoding", "change"),
    [
        ("utf-8", ("", "")),
        ("utf-8", (",", ";")),
        ("utf-8-sig", ("", "")),
        ("cp1252", ("", "")),
        ("utf-16", (",", "\t")),
        ("mac-roman", ("\n", "\r")),
    ],
)
def test_life_expectancy_file_reads_what_excel_writes(
    tmp_path: Path, encoding: str, change: tuple[str, str]
) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    text = ages_csv().replace("area 0", "Ynys Môn")
    source.write_bytes(text.replace(*change).encode(encoding))
    assert main(["life-expectancy", str(source), "--out", str(target)]) == 0
    content = target.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf") == (encoding != "utf-8")
    separator = change[1] if change[0] == "," else ","
    first, second = content.decode("utf-8-sig").splitlines()[:2]
    assert first.split(separator)[:3] == ["area", "startage", "life_expectancy"]
    assert second.split(separator)[:2] == ["Ynys Môn", "0"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"people_20": "0", "deaths_20": "0"}, "nobody lives in one of the bands"),
        ({"deaths_20": "1001"}, "more events than people"),
        ({"people_0": "1"} | {f"people_{age}": "50" for age in AGES[1:]}, "5,000"),
        ({"deaths_90": "0"}, "no deaths in the oldest band"),
    ],
)
def test_life_expectancy_file_says_why_a_row_has_no_figure(
    run: Run, changes: dict[str, str], reason: str
) -> None:
    _, answer, said = run("life-expectancy", ages_csv(**changes))
    for row in answer:
        assert row["reason"].startswith(reason)
        assert [row[name] for name in ("life_expectancy", *LIMITS)] == [""] * 5
    assert "20 show no figure; the column reason says why." in said


BAD_TABLES = {
    "wrong columns": (
        "area,age,people,deaths\na,0,1,1\n",
        "Line 1: there is no column called startage or population.",
    ),
    "negative deaths": (
        ages_csv(deaths_35="-2"),
        "Line 10: deaths is -2, below nought. Write 0 or more.",
    ),
    "text in numbers": (
        ages_csv(people_5="about 90"),
        "Line 4: population is “about 90”, not a number.",
    ),
    "an empty number": (ages_csv(deaths_5=""), "Line 4: deaths is empty."),
    "an age that begins no band": (
        ages_csv().replace(",85,", ",86,"),
        "Line 20: startage is 86. It should be one of 0, 1, 5, 10, 15, 20,",
    ),
    "an age and a half": (
        ages_csv().replace(",85,", ",85.5,"),
        "Line 20: startage is 85.5.",
    ),
    "an age below nought": (
        ages_csv().replace(",85,", ",-5,"),
        "Line 20: startage is -5.",
    ),
    "a missing band": (
        re.sub(r"area 1,45,.*\n", "", ages_csv(groups=2)),
        "Line 22: here begins the group “area 1”, which has no row for startage 45.",
    ),
    "a band twice": (
        ages_csv() + "area 0,90,5,5\n",
        "Line 22: the group “area 0” has this row twice.",
    ),
    "too few fields": (ages_csv() + "area 1,0,5\n", "Line 22: there are 3 fields"),
    "no rows": (
        "area,startage,population,deaths\n",
        "Line 1: no rows follow the header. Add them.",
    ),
    "an empty file": ("", "The file is empty."),
    "a workbook": ("PK\x03\x04", "This is a workbook, not a CSV file"),
    "an answer's column": (
        ages_csv().replace("area,", "reason,", 1),
        "Line 1: the column reason is written anew. Rename or remove it.",
    ),
    "a row number": (
        "id,startage,population,deaths\n"
        + "".join(f"{row},0,1000,1\n" for row in range(30_000)),
        "Too many groups",
    ),
}


@pytest.mark.parametrize(("content", "sentence"), BAD_TABLES.values(), ids=BAD_TABLES)
def test_a_bad_file_is_answered_with_the_line_and_the_mend(
    run: Run, content: str, sentence: str
) -> None:
    code, _, said = run("life-expectancy", content)
    assert code == 2
    assert re.search(f"in.csv: {re.escape(sentence)}", said)
    assert said.count("\n") == 1


def test_a_file_that_is_not_there_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = tmp_path / "none.csv", tmp_path / "out.csv"
    assert main(["slope", str(source), "--out", str(target)]) == 2
    assert capsys.readouterr().err == f"{source}: No such file or directory.\n"


def test_the_input_is_never_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "in.csv"
    source.write_text(ages_csv())
    assert main(["life-expectancy", str(source), "--out", str(source)]) == 2
    assert source.read_text() == ages_csv()
    assert "would overwrite the input" in capsys.readouterr().err


def test_slope_file_from_standard_errors(run: Run) -> None:
    _, answer, _ = run("slope", slope_csv())
    assert list(answer[0]) == ["town", *SLOPE_NAMES, "reason"]
    numbers = [float(answer[0][name]) for name in SLOPE_NAMES[:3]]
    half = 1.959963984540054 * 0.5 * 2.5**0.5
    np.testing.assert_allclose(numbers, [8.5, 8.5 - half, 8.5 + half], rtol=1e-12)
    assert float(answer[0]["rii"]) == pytest.approx(83.75 / 75.25, rel=1e-12)
    assert answer[0]["reason"] == ""


def test_slope_file_from_limits_equals_that_from_errors(run: Run) -> None:
    half = 1.959963984540054 * 0.5
    rows = "".join(
        f"Reading,{q},10000,{value},{value - half!r},{value + half!r}\n"
        for q, value in FIFTHS
    )
    header = "town,quantile,population,value,lower95,upper95\n"
    _, from_limits, _ = run("slope", header + rows)
    _, from_errors, _ = run("slope", slope_csv())
    for name in SLOPE_NAMES:
        assert float(from_limits[0][name]) == pytest.approx(
            float(from_errors[0][name]), rel=1e-11
        )


def test_slope_file_hides_a_group_with_a_value_missing(run: Run) -> None:
    _, answer, _ = run("slope", slope_csv().replace("79.5", ""))
    assert [answer[0][name] for name in SLOPE_NAMES] == [""] * 10
    assert answer[0]["reason"] == "a number is missing"


def test_slope_file_hides_only_a_ratio_without_bounds(run: Run) -> None:
    _, answer, _ = run("slope", slope_csv(cells="60"))
    assert float(answer[0]["sii"]) == pytest.approx(8.5)
    assert answer[0]["rii"] == ""
    assert answer[0]["reason"] == "the ratio has no bounded interval"


def test_slope_file_turns_round_and_transforms(run: Run) -> None:
    content = slope_csv(cells="0.02")
    options = ("--kind", "rate", "--transform", "--multiplier", "-100")
    _, turned, _ = run("slope", content, *options)
    _, plain, _ = run("slope", content, *options[:3])
    assert float(turned[0]["sii"]) == pytest.approx(-100 * float(plain[0]["sii"]))
    assert float(turned[0]["rii"]) == pytest.approx(1 / float(plain[0]["rii"]))


def test_slope_file_audits_with_the_draws_of_a_seed(run: Run) -> None:
    first, second = (
        run("slope", slope_csv(), "--simulate", "2000", "--seed", seed)[1][0]
        for seed in ("5", "6")
    )
    assert first["sii"] == second["sii"]
    assert first["sii_lower95"] != second["sii_lower95"]
    assert float(first["sii_lower95"]) == pytest.approx(6.95, abs=0.15)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            "quantile,population,value\n1,1,1\n",
            "Line 1: there is neither a column se nor lower95 and upper95. Add either.",
        ),
        (
            slope_csv().replace("Reading,5,10000,83.0,0.5\n", ""),
            "Line 1: the largest quantile is 4. At least 5 are needed.",
        ),
        (
            slope_csv().replace("Reading,3,", "Reading,0,"),
            "Line 4: quantile is 0. It should be one of 1 to 100.",
        ),
        (
            slope_csv().replace("Reading,3,10000,79.5,0.5\n", ""),
            "Line 2: here begins the group “Reading”, which has no row for quantile 3.",
        ),
        (
            slope_csv(cells="-1"),
            "Line 2: se is -1, below nought. Write 0 or more.",
        ),
    ],
)
def test_slope_file_names_the_mend(run: Run, content: str, sentence: str) -> None:
    code, _, said = run("slope", content)
    assert code == 2
    assert sentence in said


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--transform"], "--transform needs --kind rate or --kind proportion"),
        (["--simulate", "2000"], "--simulate and --seed go together"),
        (["--simulate", "20", "--seed", "1"], "at least 1000 draws are needed"),
        (["--multiplier", "0"], "--multiplier"),
    ],
)
def test_slope_refuses_options_that_contradict_each_other(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    sentence: str,
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["slope", "in.csv", "--out", str(tmp_path / "out.csv"), *options])
    assert stopped.value.code == 2
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize(
    ("method", "options", "value", "lower"),
    [
        ("proportion", [], 0.2, 0.1333669333310325),
        ("proportion", ["--per", "100"], 20, 13.33669333310325),
        ("rate", [], 20_000, 12_211.428834875936),
        ("rate", ["--per", "1000"], 200, 122.11428834875936),
    ],
)
def test_rates_file_adds_columns_to_each_row_as_it_came(
    run: Run, method: str, options: list[str], value: float, lower: float
) -> None:
    content = 'area,count,population,\n"a, b",20,100,x\nc,0,0,\n'
    _, answer, _ = run("rates", content, "--method", method, *options)
    assert list(answer[0]) == [
        *("area", "count", "population", "", "value", *LIMITS, "reason")
    ]
    assert [row["area"] for row in answer] == ["a, b", "c"]
    assert [row["count"] for row in answer] == ["20", "0"]
    assert float(answer[0]["value"]) == pytest.approx(value, rel=1e-12)
    assert float(answer[0]["lower95"]) == pytest.approx(lower, rel=1e-12)
    assert answer[1]["value"] == ""
    assert answer[1]["reason"] == "nobody lives in one of the bands"


def test_rates_file_standardises_each_group(run: Run) -> None:
    lines = [f"{sex},{age},{4},{100}" for sex in "FM" for age in range(0, 95, 5)]
    content = "sex,startage,count,population\n" + "\n".join(lines)
    _, answer, _ = run("rates", content, "--method", "dsr", "--per", "1000")
    assert [row["sex"] for row in answer] == ["F", "M"]
    assert [float(row["value"]) for row in answer] == pytest.approx([40, 40], rel=1e-12)
    few = content.replace(",4,", ",0,")
    _, answer, _ = run("rates", few, "--method", "dsr")
    assert [row["reason"] for row in answer] == ["fewer than 10 events"] * 2


def test_rates_refuse_a_method_or_a_base_that_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for options in (["--method", "best"], ["--method", "rate", "--per", "0"], []):
        with pytest.raises(SystemExit) as stopped:
            main(["rates", "in.csv", "--out", str(tmp_path / "out.csv"), *options])
        assert stopped.value.code == 2
        assert "lehc rates: error:" in capsys.readouterr().err


def test_each_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("life-expectancy", "slope", "rates"):
        assert name in COMPUTING
        with pytest.raises(SystemExit) as stopped:
            main([name, "--help"])
        assert stopped.value.code == 0
        assert "Any other columns are kept" in " ".join(capsys.readouterr().out.split())


def test_a_command_starts_neither_django_nor_scipy(tmp_path: Path) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(ages_csv())
    script = (
        "import sys; from lehc.config.cli import main; "
        f"code = main(['life-expectancy', {str(source)!r}, '--out', {str(target)!r}]); "
        "print(code, sorted({'django', 'scipy'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "0 []"


@pytest.mark.skipif(sys.platform != "linux", reason="reads the peak from /proc")
def test_memory_does_not_follow_the_size_of_the_file(tmp_path: Path) -> None:
    """12 MB of file: the numbers take 11 MB; line by line it would be hundreds."""
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    group = ages_csv().split("\n", 1)[1]
    with source.open("w") as file:
        file.write("area,startage,population,deaths\n")
        for number in range(35_000):
            file.write(group.replace("area 0", f"E{number:08}"))
    assert source.stat().st_size > 12_000_000
    script = (
        "from pathlib import Path; from lehc.config.cli import main; "
        f"main(['life-expectancy', {str(source)!r}, '--out', {str(target)!r}]); "
        "print(Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    kilobytes = int(done.stdout.splitlines()[-1])
    assert kilobytes / 1024 < 150
