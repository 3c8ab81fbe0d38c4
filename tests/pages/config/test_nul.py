from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/places/?q=%00a", "/?tag=a%00", "/tag/%00/"])
def test_an_address_with_a_nul_is_refused(address: str, client: Any) -> None:
    assert client.get(address).status_code == 400
    assert client.get("/places/?q=a%20b").status_code == 200
