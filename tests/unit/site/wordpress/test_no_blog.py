from __future__ import annotations

import pytest
from django.test import Client

from lehc.site.actions.planting import plant_site


@pytest.mark.django_db
def test_a_site_without_an_old_blog_answers_as_ever(client: Client) -> None:
    plant_site()
    for address in ("/2019/", "/tag/x/", "/page/2/"):
        assert client.get(address).status_code == 404
    assert client.get("/?p=1").status_code == 200
