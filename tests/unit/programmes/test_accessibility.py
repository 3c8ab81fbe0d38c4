from __future__ import annotations

from django.utils import timezone

from lehc.programmes.accessibility import read_statement


def test_statement_that_ships_says_what_the_law_asks():
    statement = read_statement()
    assert statement.status in {"fully meets", "partly meets", "does not meet"}
    assert (statement.status == "fully meets") == (not statement.limits)
    assert statement.prepared_on <= statement.reviewed_on <= timezone.localdate()
    assert all(limit.what and limit.who and limit.plan for limit in statement.limits)
    assert all(check.what and check.when for check in statement.checks)
