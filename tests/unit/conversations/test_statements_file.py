from __future__ import annotations

import json

import pytest

from lehc.conversations.polis_files.groups import read_groups
from lehc.conversations.polis_files.problems import InputError
from lehc.conversations.polis_files.statements import StatementNote, read_statements
from tests.methods.opinion.conversations import DATA


def read(tmp_path, text: str):
    path = tmp_path / "statements.csv"
    path.write_text(text, encoding="utf-8")
    return read_statements(path)


def test_open_data_is_read_as_it_stands():
    notes = read_statements(DATA / "london-youth-policing" / "statements.csv")
    assert notes["0"] == StatementNote(
        "Are you between 15 and 19 years old?", moderated=True, meta=False
    )
    assert notes["1"] == StatementNote(
        "I am between 15 and 19 years old.", moderated=False, meta=False
    )


def test_a_polis_export_is_read_as_it_stands(tmp_path):
    notes = read(
        tmp_path,
        "timestamp,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
        '1,4,0,3,1,-1,"Buses, please"\n',
    )
    assert notes == {"4": StatementNote("Buses, please", moderated=True, meta=False)}


def test_a_meta_statement_is_marked(tmp_path):
    notes = read(tmp_path, "statement_id,is_meta\n1,1\n2,False\n3,true\n")
    assert {name: note.meta for name, note in notes.items()} == {
        "1": True,
        "2": False,
        "3": True,
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("text\nhello\n", "line 1: no column holds the ids; call one comment-id."),
        (
            "statement_id,moderated\n1,2\n",
            "line 2: the moderation state is “2”; write -1 for taken out, 0 for not "
            "looked at or 1 for accepted.",
        ),
        (
            "statement_id,text\n1,Buses, please\n",
            "line 2: has 3 values for 2 columns; put words with commas in quotation "
            "marks.",
        ),
        (
            "statement_id,text\n1,a\n1,b\n",
            "line 3: statement 1 comes twice; keep one.",
        ),
        (
            "statement_id,is_meta\n1,perhaps\n",
            "line 2: is_meta is “perhaps”; write 1 or 0.",
        ),
    ],
)
def test_a_mistake_is_named_with_its_line_and_the_mend(tmp_path, text, message):
    with pytest.raises(InputError) as caught:
        read(tmp_path, text)
    assert str(caught.value) == f"statements.csv, {message}"


def groups(tmp_path, found: object):
    path = tmp_path / "groups.json"
    path.write_text(json.dumps(found), encoding="utf-8")
    return read_groups(path)


@pytest.mark.parametrize(
    "found", [{"7": 0, "8": "b"}, {"group_of": {"7": 0, "8": "b"}}]
)
def test_groups_are_read_in_both_forms(tmp_path, found):
    assert groups(tmp_path, found) == {"7": "0", "8": "b"}


@pytest.mark.parametrize(
    ("found", "message"),
    [
        (
            [],
            'groups.json holds no groups; write {"voter-id": group, ...}, or the same '
            'under "group_of".',
        ),
        (
            {"7": 1.5},
            "groups.json: the group of voter 7 is 1.5; write a whole number or a name.",
        ),
    ],
)
def test_groups_that_cannot_be_used_are_named(tmp_path, found, message):
    with pytest.raises(InputError) as caught:
        groups(tmp_path, found)
    assert str(caught.value) == message


def test_groups_that_are_not_json_are_named(tmp_path):
    path = tmp_path / "groups.json"
    path.write_text("voter 7: 1")
    with pytest.raises(InputError, match=r"groups\.json is not JSON"):
        read_groups(path)


@pytest.mark.parametrize("reader", [read_groups, read_statements])
def test_files_that_are_not_there_are_named(tmp_path, reader):
    with pytest.raises(InputError, match="cannot be opened"):
        reader(tmp_path / "none")


def test_a_quotation_mark_without_its_pair_is_named(tmp_path):
    path = tmp_path / "comments.csv"
    path.write_text('comment-id,comment-body\n1,"' + "words " * 30_000)
    with pytest.raises(InputError, match=r"comments\.csv cannot be read .* its pair"):
        read_statements(path)
