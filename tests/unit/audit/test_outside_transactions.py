from __future__ import annotations

import pytest
from django.db import transaction

from lehc.audit.actions import record
from tests.factories.accounts import PersonFactory


def test_record_outside_a_transaction_is_refused():
    person = PersonFactory.build(pk=1)
    with pytest.raises(transaction.TransactionManagementError):
        record("accounts.name_person", person, by=person)
