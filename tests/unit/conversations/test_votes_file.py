"""Reading votes: the fast road, the careful one, and what they say about mistakes."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lehc.conversations.polis_files import plain
from lehc.conversations.polis_files.problems import InputError
from lehc.conversations.polis_files.votes import _read_lines, read_votes, sort_ids
from tests.methods.opinion.conversations import DATA

LONDON = DATA / "london-youth-policing" / "votes.csv"
HEADING = "timestamp,comment-id,voter-id,vote\n"


@pytest.fixture
def write(tmp_path):
    def put(text: str, name: str = "votes.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode())
        return path

    return put


def rows(path: Path) -> list[tuple[str, str, int]]:
    cast = read_votes(path)
    return [
        (cast.statement_ids[s], cast.person_ids[p], int(v))
        for p, s, v in zip(cast.person, cast.statement, cast.vote, strict=True)
    ]


def test_a_polis_export_is_read_as_it_stands():
    with LONDON.open(newline="") as file:
        expected = [
            (row["comment-id"], row["voter-id"], int(row["vote"]))
            for row in csv.DictReader(file)
        ]
    assert rows(LONDON) == expected


def test_both_roads_read_the_same():
    fast = read_votes(LONDON)
    slow = _read_lines(
        LONDON, {"timestamp": 0, "comment-id": 1, "voter-id": 2, "vote": 3}, 4
    )
    assert (fast.person_ids, fast.statement_ids) == (
        slow.person_ids,
        slow.statement_ids,
    )
    assert fast.person.tolist() == slow.person.tolist()
    assert fast.vote.tolist() == slow.vote.tolist()


def test_a_plain_file_takes_the_fast_road():
    assert plain.read_plain(LONDON, 4, (1, 2, 3), time=0) is not None


lines = st.lists(
    st.tuples(
        st.integers(10**8, 10**15),
        st.integers(0, 10**8 - 1),
        st.integers(0, 10**8 - 1),
        st.sampled_from([-1, 0, 1]),
    ),
    min_size=1,
    max_size=30,
)


@given(lines, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_any_plain_numbers_are_read_right(tmp_path_factory, cells, ending, last_ending):
    text = ending.join([HEADING.strip(), *(",".join(map(str, row)) for row in cells)])
    path = tmp_path_factory.mktemp("any") / "votes.csv"
    path.write_bytes((text + (ending if last_ending else "")).encode())
    ordered = sorted(cells, key=lambda row: row[0])
    assert plain.read_plain(path, 4, (1, 2, 3), time=0) is not None
    assert rows(path) == [(str(s), str(p), v) for _, s, p, v in ordered]


@pytest.mark.parametrize("size", [24, 37, 60, 1000])
def test_lines_that_straddle_two_blocks_are_read_whole(write, monkeypatch, size):
    monkeypatch.setattr(plain, "BLOCK", size)
    expected = [(str(n), str(n * 7), n % 3 - 1) for n in range(50)]
    body = "".join(
        f"{10**12 + n},{s},{p},{v}\n" for n, (s, p, v) in enumerate(expected)
    )
    path = write(HEADING + body)
    assert plain.read_plain(path, 4, (1, 2, 3), time=0) is not None
    assert rows(path) == expected


def test_times_that_fall_between_two_blocks_are_noticed(write, monkeypatch):
    monkeypatch.setattr(plain, "BLOCK", 24)
    path = write(HEADING + "1658933752720,1,1,-1\n1658933751033,1,1,1\n")
    assert rows(path) == [("1", "1", 1), ("1", "1", -1)]


def test_a_line_longer_than_a_block_takes_the_careful_road(write, monkeypatch):
    monkeypatch.setattr(plain, "BLOCK", 10)
    path = write(HEADING + "1658933751033,1,1,1\n")
    assert plain.read_plain(path, 4, (1, 2, 3), time=0) is None
    assert rows(path) == [("1", "1", 1)]


@pytest.mark.parametrize("vote", ["-", "-0", "--1", "1-1", "2", "01", "/1", "+1", " 1"])
def test_what_is_not_quite_a_vote_leaves_the_fast_road(write, vote):
    path = write(HEADING + f"1,1,1,1\n2,1,1,{vote}\n")
    assert plain.read_plain(path, 4, (1, 2, 3), time=None) is None


def test_columns_may_come_in_any_order_with_others_between(write):
    path = write(
        "vote,datetime,voter-id,comment-id,timestamp\n"
        "1,Wed Jul 27 2022 10:22:31,7,3,1658933751033\n"
        "-1,Wed Jul 27 2022 10:22:30,8,3,1658933751000\n"
    )
    assert rows(path) == [("3", "8", -1), ("3", "7", 1)]


def test_without_times_the_order_of_the_lines_counts(write):
    path = write("comment-id,voter-id,vote\n1,1,1\n1,1,-1\n")
    assert rows(path) == [("1", "1", 1), ("1", "1", -1)]


def test_votes_are_put_in_the_order_of_their_times(write):
    path = write(HEADING + "1658933752720,1,1,-1\n1658933751033,1,1,1\n")
    assert rows(path) == [("1", "1", 1), ("1", "1", -1)]


def test_times_of_different_length_are_put_in_order(write):
    path = write(HEADING + "1658933752720,1,1,-1\n999999999,1,1,1\n")
    assert rows(path) == [("1", "1", 1), ("1", "1", -1)]


def test_ids_may_be_words(write):
    path = write(HEADING + '1,"a, b",zoe,1\n2,c,adam,0\n')
    cast = read_votes(path)
    assert cast.person_ids == ("adam", "zoe")
    assert cast.statement_ids == ("a, b", "c")
    assert cast.person.tolist() == [1, 0]


def test_ids_that_look_alike_stay_apart(write):
    assert rows(write(HEADING + "1,07,7,1\n2,7,7,1\n")) == [
        ("07", "7", 1),
        ("7", "7", 1),
    ]


def test_large_ids_are_kept(write):
    path = write(
        HEADING + "1658933751033,99999999,5,1\n1658933751034,123456789012,5,1\n"
    )
    assert read_votes(path).statement_ids == ("99999999", "123456789012")


def test_numbers_are_sorted_as_numbers():
    assert sort_ids({"10", "9", "1"}) == ["1", "9", "10"]
    assert sort_ids({"10", "b", "1"}) == ["1", "10", "b"]
    assert sort_ids({"9" * 5000, "07", "7", "0"}) == ["0", "07", "7", "9" * 5000]


def test_a_heading_alone_is_no_votes(write):
    cast = read_votes(write(HEADING))
    assert (len(cast.vote), cast.person_ids) == (0, ())


def test_a_mark_in_front_of_the_heading_is_passed_over(write):
    assert rows(write("\ufeff" + HEADING + "1,2,3,1\n")) == [("2", "3", 1)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "time,comment-id,voter-id\n",
            "votes.csv, line 1: the column vote is missing; the heading should name "
            "timestamp, comment-id, voter-id and vote.",
        ),
        (
            HEADING + "1,2,3,1\n1,2,4,2\n",
            "votes.csv, line 3: the vote is “2”; write 1 for agree, 0 for pass or -1 "
            "for disagree.",
        ),
        (
            HEADING + "1,2,3\n",
            "votes.csv, line 2: has 3 values for 4 columns; give it one for each.",
        ),
        (
            HEADING + "1,2,3,1\n1,2,3,1,9,9\n",
            "votes.csv, line 3: has 6 values for 4 columns; give it one for each.",
        ),
        (HEADING + "1,2,,1\n", "votes.csv, line 2: the voter-id is empty; write one."),
        (
            HEADING + "noon,2,3,1\n",
            "votes.csv, line 2: the timestamp is “noon”; write a number of "
            "milliseconds.",
        ),
        *(
            (
                HEADING + f"{time},2,3,1\n",
                f"votes.csv, line 2: the timestamp is “{time}”; write a number of "
                "milliseconds.",
            )
            for time in ("nan", "inf", "9" * 29)
        ),
        (
            HEADING + f'1,"{"2" * 140_000}",3,1\n',
            "votes.csv, line 2: cannot be read (field larger than field limit "
            "(131072)); look for a quotation mark without its pair.",
        ),
    ],
)
def test_a_mistake_is_named_with_its_line_and_the_mend(write, text, message):
    with pytest.raises(InputError) as caught:
        read_votes(write(text))
    assert str(caught.value) == message


def test_a_file_that_is_not_there_is_named(tmp_path):
    path = tmp_path / "none.csv"
    with pytest.raises(InputError) as caught:
        read_votes(path)
    assert str(caught.value) == (
        f"{path} cannot be opened (No such file or directory); check the name."
    )


def test_a_file_in_another_encoding_is_named(tmp_path):
    path = tmp_path / "votes.csv"
    path.write_bytes(HEADING.encode() + "1,caf\xe9,2,1\n".encode("latin-1"))
    with pytest.raises(InputError) as caught:
        read_votes(path)
    assert str(caught.value) == ("votes.csv is not UTF-8; save the file as UTF-8.")


def test_numbers_are_arrays_ready_for_the_method():
    cast = read_votes(LONDON)
    assert np.issubdtype(cast.person.dtype, np.integer)
    assert cast.vote.dtype == np.int8
