"""Partners, the timeline and visits: written by the team, read by anybody."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from PIL import Image

from lehc.accounts.enums import Role
from lehc.programmes.logos import LARGEST, MOST_PIXELS
from lehc.programmes.models import Milestone, Organisation, Partner, Visit
from tests.factories.accounts import PersonFactory
from tests.factories.programmes import (
    MilestoneFactory,
    PartnerFactory,
    RoleGrantFactory,
    VisitFactory,
)

pytestmark = pytest.mark.django_db
DESK = "/desk/programmes/leading-together"
PARTNER = {
    "name": "Skills for Care",
    "sector": "national_body",
    "website": "",
    "logo_alt": "",
}
MOMENT = {"year": "2016", "title": "A core offer", "text": "Of the coalition."}
VISIT = {
    "on-day": "7",
    "on-month": "5",
    "on-year": "2019",
    "visitor": "Dr Obi",
    "visitor_role": "National director",
    "place": "Reading",
    "text": "",
}


@pytest.fixture
def editor(programme: Any) -> Any:
    return RoleGrantFactory(programme=programme, role=Role.EDITOR).person


def draw(kind: str = "JPEG", size: tuple[int, int] = (1200, 400)) -> SimpleUploadedFile:
    buffer = io.BytesIO()
    Image.new("RGB", size, "#0b5d63").save(buffer, kind)
    return SimpleUploadedFile(f"logo.{kind.lower()}", buffer.getvalue())


def list_partner_names() -> list[str]:
    return [str(p) for p in Partner.objects.order_by("position", "id")]


def test_a_partner_with_a_website_is_shown_without_a_logo(
    programme: Any, editor: Any, client: Any, sign_in: Any
) -> None:
    sign_in(editor).post(
        f"{DESK}/partners/new/", PARTNER | {"website": "https://skills.example/"}
    )

    page = client.get("/partners/").content.decode()
    assert '<a href="https://skills.example/">Skills for Care</a>' in page
    assert "<img" not in page


def test_a_logo_is_redrawn_small_and_served_with_its_words(
    programme: Any, editor: Any, client_factory: Any, sign_in: Any
) -> None:
    words = PARTNER | {"logo": draw(), "logo_alt": "Skills for Care, in green"}

    sign_in(editor).post(f"{DESK}/partners/new/", words)

    partner = Partner.objects.get()
    visitor = client_factory()
    page = visitor.get("/partners/").content.decode()
    url = f"/partners/{partner.pk}/{partner.logo.name.rpartition('/')[2]}"
    assert f'src="{url}" alt="Skills for Care, in green"' in page
    response = visitor.get(url)
    assert response.headers["Content-Type"] == "image/png"
    assert "immutable" in response.headers["Cache-Control"]
    with Image.open(io.BytesIO(b"".join(response.streaming_content))) as picture:
        assert (picture.format, picture.size) == ("PNG", (600, 200))
    assert LARGEST == (600, 300)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"logo": draw()}, "Say in words what the logo shows"),
        (
            {"logo": SimpleUploadedFile("a.png", b"<svg onload=x>"), "logo_alt": "x"},
            "Choose a picture that opens on your own device",
        ),
        (
            {"logo": SimpleUploadedFile("a.svg", b"<svg/>"), "logo_alt": "x"},
            "Choose a file of one of these kinds",
        ),
        (
            {"logo": draw("PNG", (MOST_PIXELS // 1000 + 1, 1000)), "logo_alt": "x"},
            "Choose a smaller picture",
        ),
        ({"website": "not an address"}, "There is a problem"),
        ({"name": ""}, "There is a problem"),
    ],
)
def test_what_can_not_be_shown_is_asked_again(
    changes: dict[str, Any], message: str, programme: Any, editor: Any, sign_in: Any
) -> None:
    page = sign_in(editor).post(f"{DESK}/partners/new/", PARTNER | changes)

    assert message in page.content.decode()
    assert not Partner.objects.exists()
    for value in changes.values():
        if hasattr(value, "seek"):
            value.seek(0)


def test_an_organisation_is_a_partner_once_however_it_is_written(
    programme: Any, editor: Any, sign_in: Any
) -> None:
    client = sign_in(editor)
    client.post(f"{DESK}/partners/new/", PARTNER)

    page = client.post(f"{DESK}/partners/new/", PARTNER | {"name": "SKILLS for care"})

    assert "among the partners already" in page.content.decode()
    assert Organisation.objects.filter(name__iexact="skills for care").count() == 1


def test_partners_are_changed_ordered_and_removed(
    programme: Any, editor: Any, sign_in: Any
) -> None:
    client = sign_in(editor)
    for name in "ABC":
        client.post(f"{DESK}/partners/new/", PARTNER | {"name": name})
    first, second, third = Partner.objects.order_by("position")

    client.post(f"{DESK}/partners/{third.pk}/move/", {"direction": "up"})
    assert list_partner_names() == ["A", "C", "B"]
    assert 'value="B"' in client.get(f"{DESK}/partners/{second.pk}/").content.decode()
    client.post(f"{DESK}/partners/{second.pk}/", PARTNER | {"name": "D"})
    assert list_partner_names() == ["A", "C", "D"]
    asked = client.get(f"{DESK}/partners/{first.pk}/remove/").content.decode()
    assert "Remove A from the partners?" in asked
    client.post(f"{DESK}/partners/{first.pk}/remove/")
    assert list_partner_names() == ["C", "D"]
    assert Organisation.objects.filter(name="A").exists()


def test_a_new_logo_takes_the_place_of_the_old_and_can_be_taken_away(
    programme: Any, editor: Any, sign_in: Any, django_capture_on_commit_callbacks: Any
) -> None:
    client = sign_in(editor)
    words = PARTNER | {"logo_alt": "A logo"}
    client.post(f"{DESK}/partners/new/", words | {"logo": draw()})
    partner = Partner.objects.get()
    url, old = f"{DESK}/partners/{partner.pk}/", partner.logo.name

    with django_capture_on_commit_callbacks(execute=True):
        client.post(url, words | {"logo": draw(size=(90, 90))})
    partner.refresh_from_db()
    new = partner.logo.name
    assert (default_storage.exists(old), default_storage.exists(new)) == (False, True)
    client.post(url, words)
    partner.refresh_from_db()
    assert partner.logo.name == new

    with django_capture_on_commit_callbacks(execute=True):
        client.post(url, words | {"removes_logo": "on"})
    partner.refresh_from_db()
    assert (partner.logo.name, partner.logo_alt) == ("", "")
    assert not default_storage.exists(new)
    assert client.get(f"/partners/{partner.pk}/{new[9:]}").status_code == 404


def test_the_database_refuses_a_logo_without_words(programme: Any) -> None:
    for facts in ({"logo": "partners/a.png"}, {"logo_alt": "words"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PartnerFactory(programme=programme, **facts)


def test_moments_and_visits_stand_by_year_each_visit_on_its_day(
    programme: Any, editor: Any, sign_in: Any, client_factory: Any
) -> None:
    client = sign_in(editor)

    client.post(f"{DESK}/timeline/moments/new/", MOMENT)
    client.post(f"{DESK}/timeline/moments/new/", MOMENT | {"year": "2019"})
    client.post(f"{DESK}/timeline/visits/new/", VISIT)

    response = client_factory().get("/timeline/")
    assert [
        (part["year"], [(e["title"], e.get("on")) for e in part["entries"]])
        for part in response.context["years"]
    ] == [
        (2016, [("A core offer", None)]),
        (
            2019,
            [
                ("A core offer", None),
                ("Dr Obi, National director", dt.date(2019, 5, 7)),
            ],
        ),
    ]
    page = response.content.decode()
    assert '<time datetime="2019-05-07">Tuesday 7 May 2019</time>, Reading' in page


@pytest.mark.parametrize(
    ("path", "words", "message"),
    [
        ("moments/new/", MOMENT | {"year": "2999"}, "Enter a year that has begun"),
        ("moments/new/", MOMENT | {"title": ""}, "There is a problem"),
        ("visits/new/", VISIT | {"on-day": "32"}, "There is a problem"),
        ("visits/new/", VISIT | {"visitor": ""}, "There is a problem"),
    ],
)
def test_what_could_not_have_been_is_asked_again(
    path: str,
    words: dict[str, str],
    message: str,
    programme: Any,
    editor: Any,
    sign_in: Any,
) -> None:
    page = sign_in(editor).post(f"{DESK}/timeline/{path}", words).content.decode()

    assert message in page
    assert (Milestone.objects.count(), Visit.objects.count()) == (0, 0)


def test_moments_and_visits_are_changed_and_removed(
    programme: Any, editor: Any, sign_in: Any
) -> None:
    client = sign_in(editor)
    moment = MilestoneFactory(programme=programme, title="Before")
    visit = VisitFactory(programme=programme, visitor="Before")
    moments, visits = f"{DESK}/timeline/moments", f"{DESK}/timeline/visits"

    client.post(f"{moments}/{moment.pk}/", MOMENT)
    client.post(f"{visits}/{visit.pk}/", VISIT)
    assert Milestone.objects.get().title == "A core offer"
    assert Visit.objects.get().visitor == "Dr Obi"
    page = client.get(f"{DESK}/timeline/").content.decode()
    assert "Tuesday 7 May 2019: Dr Obi, National director, Reading" in page
    for url in (f"{moments}/{moment.pk}/remove/", f"{visits}/{visit.pk}/remove/"):
        assert "Remove “" in client.get(url).content.decode()
        client.post(url)
    assert (Milestone.objects.count(), Visit.objects.count()) == (0, 0)


def test_empty_pages_say_how_to_start(
    programme: Any, editor: Any, sign_in: Any, client_factory: Any
) -> None:
    client = sign_in(editor)

    assert "Add the first partner" in client.get(f"{DESK}/partners/").content.decode()
    timeline = client.get(f"{DESK}/timeline/").content.decode()
    assert "Add the first moment" in timeline
    assert "Add the first visit" in timeline
    public = client_factory().get("/timeline/").content.decode()
    assert "The programme's story will be told here" in public


PATHS = (
    "partners/",
    "partners/new/",
    "partners/{partner}/",
    "partners/{partner}/remove/",
    "timeline/",
    "timeline/moments/new/",
    "timeline/moments/{moment}/",
    "timeline/moments/{moment}/remove/",
    "timeline/visits/new/",
    "timeline/visits/{visit}/",
    "timeline/visits/{visit}/remove/",
)


@pytest.mark.parametrize("path", PATHS)
def test_the_team_and_the_editor_may_and_nobody_else(
    path: str,
    programme: Any,
    editor: Any,
    coordinator: Any,
    outsiders: list[Any],
    sign_in: Any,
) -> None:
    numbers = {
        "partner": PartnerFactory(programme=programme).pk,
        "moment": MilestoneFactory(programme=programme).pk,
        "visit": VisitFactory(programme=programme).pk,
    }
    url = f"{DESK}/{path.format(**numbers)}"

    for person in (editor, coordinator):
        assert sign_in(person).get(url).status_code == 200
    for person in [*outsiders, PersonFactory()]:
        assert sign_in(person).get(url).status_code == 404
        assert sign_in(person).post(url).status_code in {404, 405}


@pytest.mark.parametrize("path", PATHS)
def test_another_programmes_entries_are_not_here(
    path: str, programme: Any, editor: Any, sign_in: Any
) -> None:
    if "{" not in path:
        return
    numbers = {
        "partner": PartnerFactory().pk,
        "moment": MilestoneFactory().pk,
        "visit": VisitFactory().pk,
    }

    url = f"{DESK}/{path.format(**numbers)}"
    assert sign_in(editor).post(url, PARTNER).status_code == 404


@pytest.mark.parametrize("url", ["/timeline/", "/partners/", f"{DESK}/partners/"])
def test_as_many_questions_for_three_as_for_one(
    url: str, programme: Any, editor: Any, sign_in: Any, count_queries: Any
) -> None:
    def add() -> None:
        PartnerFactory(programme=programme)
        MilestoneFactory(programme=programme)
        VisitFactory(programme=programme)

    client = sign_in(editor)
    add()
    once = count_queries(client, url)
    add()
    add()

    assert count_queries(client, url) == once
