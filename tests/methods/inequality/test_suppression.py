from __future__ import annotations

import numpy as np

from lehc.methods.inequality.suppression import Suppression, first_reason, rows_where


def test_codes_stay_as_they_were_stored() -> None:
    assert {reason.name: int(reason) for reason in Suppression} == {
        "SHOWN": 0,
        "MISSING_INPUT": 1,
        "NEGATIVE_INPUT": 2,
        "NO_POPULATION": 3,
        "MORE_EVENTS_THAN_PEOPLE": 4,
        "FEW_PERSON_YEARS": 5,
        "NO_DEATHS_IN_LAST_BAND": 6,
        "WIDE_INTERVAL": 7,
        "FEW_EVENTS": 8,
        "FEW_VALUES": 9,
        "VALUE_OUT_OF_SCALE": 10,
        "UNBOUNDED_LIMITS": 11,
    }


def test_first_reason_is_the_smallest_that_holds() -> None:
    reason = first_reason(
        3,
        [
            (Suppression.FEW_EVENTS, np.array([True, True, False])),
            (Suppression.MISSING_INPUT, np.array([True, False, False])),
        ],
    )
    assert reason.tolist() == [1, 8, 0]


def test_rows_where_finds_the_rows_in_which_anything_holds() -> None:
    holds = np.array([[False, False], [True, False], [True, True]])
    assert rows_where(holds).tolist() == [False, True, True]
    assert rows_where(holds[:1]).tolist() == [False]
    assert rows_where(np.empty((0, 3), dtype=bool)).tolist() == []
