from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from xml.etree import ElementTree

import numpy as np
import pytest

import lehc
from lehc.conversations.calculations.conversation import (
    Conversation,
    make_conversation,
    number_groups,
)
from lehc.conversations.calculations.opinions import (
    find_compatible,
    find_for_groups,
    find_opinions,
)
from lehc.conversations.calculations.picture import group_areas, people_along_line
from lehc.conversations.findings import Cell, Findings, StatementFinding
from lehc.conversations.polis_files.problems import InputError
from lehc.conversations.polis_files.statements import StatementNote
from lehc.conversations.polis_files.votes import CastVotes
from lehc.conversations.report.files import report_files
from lehc.conversations.report.result import result_object
from lehc.conversations.report.suppression import hide_row, hide_small_cells
from lehc.conversations.report.words import say_summary, say_title
from lehc.conversations.small_numbers import ShownCell, hide_small
from tests.methods.opinion.oracles import grouped_votes, random_votes

KEYS = [
    "mode", "version", "seed", "people", "statements", "votes", "state", "k",
    "group_of", "stability", "representative", "consensus",
    "group_informed_consensus", "priorities",
]  # fmt: skip


def talk_of(person, statement, vote, notes=None) -> Conversation:
    cast = CastVotes(
        person,
        statement,
        vote.astype(np.int8),
        tuple(f"voter{each}" for each in range(person.max() + 1)),
        tuple(str(each) for each in range(statement.max() + 1)),
    )
    return make_conversation(cast, notes)


@cache
def grouped() -> Findings:
    notes = {"2": StatementNote("Mind the <gap> & go", moderated=False, meta=False)}
    notes["3"] = StatementNote("Rude", moderated=True, meta=False)
    return find_opinions(talk_of(*grouped_votes(1)[:3], notes), seed=4)


@cache
def nothing() -> Findings:
    return find_opinions(talk_of(*random_votes(1)), seed=4)


@cache
def spread() -> Findings:
    rng = np.random.default_rng(11)
    lean = np.outer(rng.normal(0, 1, 90), rng.normal(0, 1.5, 24))
    agree = rng.random((90, 24)) < 1 / (1 + np.exp(-lean))
    person, statement = np.indices((90, 24)).reshape(2, -1)
    return find_opinions(
        talk_of(person, statement, np.where(agree, 1, -1).ravel()), seed=4
    )


@cache
def compatible() -> Findings:
    return find_compatible(talk_of(*grouped_votes(1)[:3]), seed=4)


def test_the_three_states_are_what_they_should_be():
    states = [each.state for each in (nothing(), spread(), grouped())]
    assert states == ["none", "spread", "groups"]


@pytest.mark.parametrize("found", [nothing, spread, grouped, compatible])
def test_the_result_has_the_published_keys(found):
    result = json.loads(report_files(found())["result.json"])
    assert list(result) == KEYS
    assert (result["version"], result["seed"]) == (lehc.__version__, 4)


def test_ids_that_are_numbers_are_numbers_in_the_result():
    result = result_object(grouped())
    assert result["group_of"]["voter0"] in (0, 1)
    entry = result["representative"]["0"][0]
    assert isinstance(entry["statement"], int)
    assert entry["side"] in ("agree", "disagree")


def test_groups_are_counted_in_the_result():
    result = result_object(grouped())
    assert (result["state"], result["k"], result["people"]) == ("groups", 2, 55)
    assert len(result["group_of"]) == 55
    assert set(result["representative"]) == {"0", "1"}
    assert result["stability"]["held"] <= result["stability"]["redraws"] == 200


def test_moderated_statements_are_left_out_of_the_scores():
    result = result_object(grouped())
    assert "3" not in result["priorities"]
    assert "2" in result["group_informed_consensus"]


def test_nobody_is_in_a_group_without_groups():
    for found in (nothing(), spread()):
        result = result_object(found)
        assert (result["k"], result["group_of"], result["representative"]) == (
            1,
            {},
            {},
        )


def test_the_compatible_mode_claims_no_stability():
    result = result_object(compatible())
    assert (result["mode"], result["stability"]) == ("compatible", None)


def test_files_are_those_that_have_something_to_say():
    always = {"result.json", "report.html", "statements.csv", "agreement.svg"}
    assert set(report_files(nothing())) == always
    assert set(report_files(spread())) == always | {"dividing.csv", "map.svg"}
    assert set(report_files(grouped())) == always | {"groups.csv", "map.svg"}


@pytest.mark.parametrize("found", [nothing, spread, grouped, compatible])
def test_pictures_are_well_formed_with_title_and_description(found):
    for name, text in report_files(found()).items():
        if name.endswith(".svg"):
            root = ElementTree.fromstring(text)  # noqa: S314 - our own file
            names = [child.tag.rpartition("}")[2] for child in root][:2]
            assert names == ["title", "desc"]


class Page(HTMLParser):
    """Collects what matters about a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs


@pytest.mark.parametrize("found", [nothing, spread, grouped, compatible])
def test_the_page_has_no_script_and_asks_for_nothing(found):
    text = report_files(found())["report.html"]
    page = Page(text)
    assert not {"script", "link", "img", "iframe", "form"} & set(page.tags)
    assert not {"src", "href", "onclick", "onload"} & {
        name for name, _ in page.attributes
    }
    addresses = set(re.findall(r"https?://[^'\"]+", text))
    assert addresses == {"http://www.w3.org/2000/svg"}
    assert "@import" not in text
    assert "url(" not in text


@pytest.mark.parametrize("found", [nothing, spread, grouped, compatible])
def test_the_page_is_text_first_table_second_picture_third(found):
    tags = Page(report_files(found())["report.html"]).tags
    assert tags.index("p") < tags.index("table") < tags.index("svg")
    assert tags.count("h1") == 1
    assert tags.count("caption") == tags.count("table")


def test_words_of_statements_are_escaped():
    text = report_files(grouped())["report.html"]
    assert "Mind the &lt;gap&gt; &amp; go" in text
    assert "Mind the <gap>" not in text
    assert "Rude" not in text


def test_the_page_is_dark_where_the_reader_wants_it():
    assert "prefers-color-scheme:dark" in report_files(nothing())["report.html"]


def test_no_person_is_named_outside_the_result():
    for name, text in report_files(grouped()).items():
        if name != "result.json":
            assert re.findall(r"voter\d", text) == []


def read_table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("found", [nothing, spread, grouped, compatible])
def test_the_table_of_statements_hides_what_the_site_hides(found):
    found = found()
    rows = read_table(report_files(found)["statements.csv"])
    assert [row["statement"] for row in rows] == [each.id for each in found.statements]
    for row, each in zip(rows, found.statements, strict=True):
        shown = hide_small(each.agree, each.disagree, each.passes)
        counts = (shown.votes, *shown.agree, shown.disagree, shown.passes)
        assert [row[name] for name in list(row)[3:8]] == [
            "" if count is None else str(count) for count in counts
        ]
    left_out = [row["shown"] for row in rows].count("no")
    assert left_out == sum(not each.shown for each in found.statements)


def one_statement(
    agree: int, disagree: int, passes: int, *, others: int = 0
) -> Findings:
    """People who answered the same statement; another is passed by all and others."""
    values = [1] * agree + [-1] * disagree + [0] * passes
    everybody = len(values) + others
    return find_compatible(
        talk_of(
            np.concatenate([np.arange(len(values)), np.arange(everybody)]),
            np.repeat([0, 1], [len(values), everybody]),
            np.array([*values, *[0] * everybody]),
            {"0": StatementNote("My gender changed", moderated=False, meta=False)},
        ),
        seed=1,
    )


def test_no_file_but_the_result_tells_a_small_number():
    files = report_files(one_statement(1, 12, 0))
    row = read_table(files["statements.csv"])[0]
    assert list(row.values()) == [
        "0", "My gender changed", "yes", "13", "0", "4", "", "", "0.0", "0.576307",
    ]  # fmt: skip
    table = files["report.html"].partition("Every statement")[2]
    line = re.search("My gender changed</th>(.*?)</tr>", table)
    assert line is not None
    assert re.findall("<td>(.*?)</td>", line[1]) == [
        "at most 31%", "0% to 58%", "13", "hidden", "hidden",
    ]  # fmt: skip
    assert "at most 31% (0% to 58%)" in files["agreement.svg"]


def test_a_statement_that_hardly_anybody_answered_has_no_figures():
    files = report_files(one_statement(1, 1, 1, others=7))
    row = read_table(files["statements.csv"])[0]
    assert set(list(row.values())[3:]) == {""}
    assert "fewer than 5" in files["report.html"]
    assert "My gender changed" not in files["agreement.svg"]


def test_up_to_nine_voters_nothing_is_published():
    found = one_statement(5, 4, 0)
    files = report_files(found)
    assert set(files) == {"result.json", "report.html"}
    assert json.loads(files["result.json"])["people"] == 9
    page = files["report.html"]
    assert "9 people cast 18 votes on 2 statements." in page
    assert "Results are shown once ten people have voted" in page
    for words in ("My gender changed", "%", "<table", "<svg"):
        assert words not in page.partition("<main>")[2]
    assert say_title(found) == "No results are shown yet"
    assert "statements.csv" in report_files(one_statement(5, 5, 0))


def test_groups_and_ends_have_only_the_figures_that_the_site_shows():
    files = report_files(grouped())
    assert '<th scope="col">This group agrees</th>' in files["report.html"]
    cells = hide_small_cells(grouped())
    rows = read_table(files["groups.csv"])
    assert len(rows) == len(cells) == 46
    assert all(
        (row["votes"] == "") == (cells[row["group"], row["statement"]] is None)
        for row in rows
    )
    assert any(row["votes"] for row in rows)
    ends = read_table(report_files(spread())["dividing.csv"])
    assert list(ends[0]) == ["end", "statement", "side"]


def test_text_that_could_be_a_formula_is_made_harmless():
    notes = {"0": StatementNote("=1+1", moderated=False, meta=False)}
    found = find_compatible(talk_of(*grouped_votes(1)[:3], notes), seed=1)
    rows = read_table(report_files(found)["statements.csv"])
    assert rows[0]["text"] == "'=1+1"


def cell(group: str, agree: int, votes: int) -> Cell:
    return Cell(group, "1", agree, votes - agree, votes, 0.0, 0.0, 1.0)


def everybody(agree: int, votes: int) -> StatementFinding:
    return StatementFinding(
        "1", "", True, agree, votes - agree, 0, votes, 0.0, 0.0, 1.0, 0.0, 0.0
    )


def test_a_small_cell_hides_its_row():
    cells = [cell("a", 2, 4), cell("b", 6, 12), cell("c", 15, 30)]
    assert hide_row(everybody(23, 46), cells) == [None] * 3


def test_large_cells_are_shown():
    cells = [cell("a", 6, 12), cell("b", 15, 30)]
    assert hide_row(everybody(21, 42), cells) == [
        ShownCell(12, (6, 6), 6, 0),
        ShownCell(30, (15, 15), 15, 0),
    ]


def test_a_few_without_a_group_do_not_follow_from_the_total():
    cells = [cell("a", 6, 12), cell("b", 15, 30)]
    assert hide_row(everybody(22, 44), cells) == [None, None]
    assert None not in hide_row(everybody(27, 54), cells)


def test_groups_below_five_are_not_told():
    found = replace(grouped(), groups={"0": 1, "1": 54})
    assert (
        say_summary(found)[1]
        == "A group has fewer than 5 people, so no sizes are shown."
    )
    tests = found.tests | {"between": 1}
    assert (
        "Fewer than 5 people stand between"
        in say_summary(replace(found, tests=tests))[2]
    )


def test_hidden_cells_are_empty_in_the_table():
    person, statement, vote, _ = grouped_votes(1, sizes=(30, 7), statements=12)
    few = (statement != 0) | (person < 33)
    found = find_for_groups(
        talk_of(person[few], statement[few], vote[few]),
        {f"voter{each}": "ab"[each >= 30] for each in range(37)},
        mode="ours",
        seed=1,
    )
    rows = read_table(report_files(found)["groups.csv"])
    assert [row["votes"] for row in rows if row["statement"] == "0"] == ["", ""]


def test_an_area_is_the_middle_and_spread_of_a_group():
    rng = np.random.default_rng(1)
    points = rng.normal(0, 1, (4000, 2)) * [3, 1] + [5, -2]
    area = group_areas(points, np.zeros(4000, int), ("x",))[0]
    assert (area.group, area.people) == ("x", 4000)
    np.testing.assert_allclose(
        [area.x, area.y, area.long, area.short], [5, -2, 3, 1], atol=0.15
    )
    assert min(area.angle % 180, 180 - area.angle % 180) < 3


def test_a_group_below_five_has_no_area():
    assert group_areas(np.ones((4, 2)), np.zeros(4, int), ("x",)) == ()


def test_heaps_below_five_are_blank():
    places = np.concatenate([np.zeros(40), np.full(3, 0.5), np.ones(40)])
    heaps = people_along_line(places)
    assert (heaps[0], heaps[-1], sum(heaps)) == (40, 40, 80)


@pytest.mark.parametrize("places", [np.zeros(9), np.zeros(50)])
def test_a_line_without_length_or_people_has_no_heaps(places):
    assert people_along_line(places) == ()


def test_groups_from_outside_keep_their_names_in_order():
    talk = talk_of(*grouped_votes(1, sizes=(3, 3))[:3])
    labels, names = number_groups(
        talk, {"voter0": "10", "voter1": "9", "voter999": "8"}
    )
    assert names == ("9", "10")
    assert labels.tolist() == [1, 0, -1, -1, -1, -1]


def test_groups_of_strangers_are_an_error():
    talk = talk_of(*grouped_votes(1, sizes=(3, 3))[:3])
    with pytest.raises(InputError, match="check that both files use the same ids"):
        number_groups(talk, {"1": "a"})


def test_the_title_says_the_answer():
    titles = [
        say_title(each) for each in (nothing(), spread(), grouped(), compatible())
    ]
    assert titles == [
        "No groups can be told apart",
        "People differ along a line, without separate groups",
        "There are 2 groups, and they hold",
        "2 groups by the usual method, not tested",
    ]


def test_the_summary_says_how_the_groups_held():
    paragraphs = say_summary(grouped())
    tests = grouped().tests
    assert paragraphs[0].startswith("55 people cast ")
    assert paragraphs[1] == "Group 0 has 25 and group 1 has 30 people."
    assert paragraphs[2].startswith(
        f"The groups held in {tests['held']} of 200 re-draws"
    )


def test_one_of_a_kind_is_said_as_one():
    alone = find_compatible(
        talk_of(np.zeros(1, int), np.zeros(1, int), np.ones(1, int)), seed=1
    )
    assert say_summary(alone)[0] == "1 person cast 1 vote on 1 statement."
    enough = replace(alone, people=10)
    assert say_title(enough) == "1 group by the usual method, not tested"


def test_the_summary_warns_of_the_usual_method():
    assert "It always shows groups" in say_summary(compatible())[1]
