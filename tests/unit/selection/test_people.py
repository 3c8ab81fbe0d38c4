from __future__ import annotations

import pytest

from lehc.methods.selection import Person, Pool, Target
from lehc.selection.calculations.people import (
    check_features,
    features_of,
    read_number,
    read_pool,
    read_targets,
)
from lehc.selection.calculations.tables import InputError, Table, read_table


def table(text: str, name: str = "people.csv") -> Table:
    return read_table(name, text.encode())


def targets(text: str) -> Table:
    return table(text, "targets.csv")


def test_targets():
    read = read_targets(
        targets("feature,value,min,max\nplace,York,1,2\nrole,nurse,0,3")
    )
    assert read == (Target("place", "York", 1, 2), Target("role", "nurse", 0, 3))
    assert features_of((*read, Target("place", "Leeds", 0, 1))) == ("place", "role")


def test_targets_as_other_tools_write_them():
    read = read_targets(
        targets("Category,Name,Min,Max,min_flex,max_flex\nplace,York,1,2.0,0,3")
    )
    assert read == (Target("place", "York", 1, 2),)


def test_targets_for_pairs():
    text = (
        "feature,value,and_feature,and_value,min,max\n"
        "place,York,role,nurse,1,2\nplace,York,,,1,2"
    )
    read = read_targets(targets(text))
    assert read == (
        Target("place", "York", 1, 2, "role", "nurse"),
        Target("place", "York", 1, 2),
    )
    assert features_of(read) == ("place", "role")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "feature,value,min\nplace,York,1",
            "targets.csv, line 1: there is no column “max”. The columns are feature, "
            "value, min. Add the column “max”, or correct its name.",
        ),
        (
            "feature,value,min,max\nplace,York,1,2\nplace,Leeds,3,2",
            "targets.csv, line 3: for place “Leeds” the minimum 3 is above the maximum "
            "2. Lower the minimum or raise the maximum.",
        ),
        (
            "feature,value,min,max\nplace,York,0,99999999999999999999",
            "targets.csv, line 2: “99999999999999999999” under “max” is not a number "
            "of seats. Write a whole number such as 0 or 3.",
        ),
        (
            "feature,value,min,max,weight\nplace,York,0,2,much",
            "targets.csv, line 2: “much” under “weight” is not how much a change "
            "counts. Write a number from 0.001 to 1000, or “fixed” for a target that "
            "must not change.",
        ),
        (
            "feature,value,min,max,weight\nplace,York,0,2,0",
            "targets.csv, line 2: “0” under “weight” is not how much a change "
            "counts. Write a number from 0.001 to 1000, or “fixed” for a target that "
            "must not change.",
        ),
        (
            "feature,value,min,max\nplace,York,one,2",
            "targets.csv, line 2: “one” under “min” is not a number of seats. Write a "
            "whole number such as 0 or 3.",
        ),
        (
            "feature,value,min,max\nplace,York,1,-2",
            "targets.csv, line 2: “-2” under “max” is not a number of seats. Write a "
            "whole number such as 0 or 3.",
        ),
        (
            "feature,value,min,max\nplace,York,1.5,2",
            "targets.csv, line 2: “1.5” under “min” is not a number of seats. Write a "
            "whole number such as 0 or 3.",
        ),
        (
            "feature,value,min,max\nplace,York,1,2\nplace,York,1,3",
            "targets.csv, line 3: place “York” already has targets on line 2. Keep one "
            "of the two lines.",
        ),
        (
            "feature,value,min,max\nplace,,1,2",
            "targets.csv, line 2: the feature or its value is empty. Write both, for "
            "example “region” and “London”.",
        ),
        (
            "feature,value,min,max,and_feature,and_value\nplace,York,1,2,role,",
            "targets.csv, line 2: a target for a pair needs and_feature and and_value. "
            "Fill in the empty one, or leave both empty.",
        ),
    ],
)
def test_faults_in_targets(text, message):
    with pytest.raises(InputError) as caught:
        read_targets(targets(text))
    assert str(caught.value) == message


def test_pool_has_the_columns_asked_for_and_no_other():
    people = table("id,name,place,merit,with\n1,Ann,York,2.5,\n2,Ben,Leeds,,x")
    assert read_pool(people, ("place",)) == Pool(
        ("place",), (Person("1", ("York",)), Person("2", ("Leeds",)))
    )
    assert read_pool(people, ("place",), score="merit", team="with") == Pool(
        ("place",),
        (Person("1", ("York",), 2.5), Person("2", ("Leeds",), None, "x")),
    )


def test_pool_as_other_tools_write_it():
    people = table("nationbuilder_id,Place\n7,York")
    assert read_pool(people, ("place",)) == Pool(("place",), (Person("7", ("York",)),))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "name,place\nAnn,York",
            "people.csv, line 1: there is no column “id”. The columns are name, place. "
            "Add the column “id”, or correct its name.",
        ),
        (
            "id,place,score\n1,York,2\n1,Leeds,3",
            "people.csv, line 3: the id “1” is already on line 2. Give each person an "
            "id of their own.",
        ),
        (
            "id,place,score\n1,York,2\n,Leeds,3",
            "people.csv, line 3: the column “id” is empty. Give each person an id.",
        ),
        (
            "id,place,score\n1,York,good",
            "people.csv, line 2: “good” under “score” is not a number. Write a number "
            "such as 12.5, or leave the cell empty.",
        ),
        (
            "id,place,marks\n1,York,2",
            "people.csv, line 1: there is no column “score”. The columns are id, "
            "place, marks. Add the column “score”, or correct its name.",
        ),
    ],
)
def test_faults_in_people(text, message):
    with pytest.raises(InputError) as caught:
        read_pool(table(text), ("place",), score="score")
    assert str(caught.value) == message


def test_target_on_a_category_people_do_not_have():
    text = targets("feature,value,min,max\nplace,York,1,2\nregoin,North,1,2")
    with pytest.raises(InputError) as caught:
        check_features(table("id,place,region\n1,York,North"), text, read_targets(text))
    assert str(caught.value) == (
        "targets.csv, line 3: people.csv has no column “regoin”. If you meant "
        "“region”, write it the same in both places."
    )


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("12.5", 12.5),
        ("12,5", 12.5),
        ("-3", -3.0),
        ("", None),
        ("nan", None),
        ("inf", None),
        ("1_000", None),
        ("1,000,000", None),
    ],
)
def test_numbers(cell, number):
    assert read_number(cell) == number
