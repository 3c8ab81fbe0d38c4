"""The flyer: a page, and what is printed from it, opened and read back."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from lehc.recruitment import flyers
from lehc.recruitment.models import Call, FormVersion
from tests.factories.programmes import PartnerFactory, SessionFactory

pytestmark = pytest.mark.django_db
URL = "/cohorts/seventh/flyer/"
CLOSES = dt.datetime(2099, 7, 1, 11, tzinfo=dt.UTC)
APPLY = "http://localhost:8000/apply/seventh/"
MILLIMETRES_A_POINT = 25.4 / 72


@pytest.fixture
def call(desk: Any) -> Any:
    """A call that tells everything a flyer can say."""
    desk.call.closes_at = CLOSES
    desk.call.cost = "Nothing for community groups."
    desk.call.easy_read = "This is about a course.\nYou meet on 9 days."
    desk.call.save()
    SessionFactory(
        cohort=desk.cohort,
        title="Beginning together",
        venue="Town Hall",
        starts_at=dt.datetime(2099, 9, 3, 9, tzinfo=dt.UTC),
    )
    PartnerFactory(
        programme=desk.cohort.programme, organisation__name="Skills for Care"
    )
    return desk.call


@pytest.fixture
def makings(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Which editions were really made, in order; each made as a few bytes."""
    made: list[str] = []

    def note(file: str) -> Any:
        def make(facts: dict[str, Any]) -> bytes:
            made.append(file)
            return facts["deadline"]["when"].encode()

        return make

    plain = {
        file: flyers.Edition(file, e.label, e.about, note(file))
        for file, e in flyers.EDITIONS.items()
    }
    monkeypatch.setattr("lehc.recruitment.views.flyers.EDITIONS", plain)
    return made


def read_text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    return " ".join(" ".join(pages).split())


def measure(pdf: bytes) -> tuple[int, tuple[int, int]]:
    """How many pages, and the first one's size in millimetres."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        left, bottom, right, top = (float(side) for side in document.pages[0].mediabox)
        size = ((right - left), (top - bottom))
        return len(document.pages), (
            round(size[0] * MILLIMETRES_A_POINT),
            round(size[1] * MILLIMETRES_A_POINT),
        )


def list_tags(pdf: bytes) -> list[tuple[str, str]]:
    """Every tag of the document in reading order, with its alternative text."""
    found: list[tuple[str, str]] = []

    def walk(node: Any) -> None:
        if isinstance(node, pikepdf.Array):
            for child in node:
                walk(child)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            found.append((str(node["/S"]), str(node.get("/Alt", ""))))
            if "/K" in node:
                walk(node["/K"])

    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "en-GB"
        assert document.Root.ViewerPreferences.DisplayDocTitle
        with document.open_metadata() as about:
            assert about["pdfuaid:part"] == "1"
        walk(document.Root.StructTreeRoot["/K"])
    return found


def read_codes(pdf: bytes) -> list[str]:
    """What a camera reads from the pages."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pictures = [page.render(scale=2).to_pil() for page in document]
    finally:
        document.close()
    return [code.text for page in pictures for code in zxingcpp.read_barcodes(page)]


def test_the_page_is_the_original_and_leads_to_every_edition(
    call: Any, client: Any
) -> None:
    page = client.get(URL).content.decode()

    for words in (
        "Seventh cohort: call for applications",
        "Apply by",
        "Wednesday 1 July 2099, midday",
        "A programme about leading with communities.",
        "Clinicians",
        "1 session, September 2099",
        "On your own, or with 3 to 6 people from your place",
        "Nothing for community groups.",
        "Thursday 3 September 2099",
        "Town Hall",
        "Skills for Care",
        "programme@example.org",
        f'href="{APPLY}"',
        "QR code: the page to apply",
        'href="/cohorts/seventh/flyer/easy-read/"',
        '<meta property="og:image" content="http://localhost:8000/cohorts/seventh/'
        'flyer/picture.png">',
    ):
        assert words in page
    for file in flyers.EDITIONS:
        assert f'href="/cohorts/seventh/flyer/{file}"' in page


@pytest.mark.parametrize(
    ("file", "size"), [("a4.pdf", (210, 297)), ("a5.pdf", (148, 210))]
)
def test_a_poster_is_one_tagged_page_whose_code_leads_to_applying(
    file: str, size: tuple[int, int], call: Any, client: Any
) -> None:
    response = client.get(f"{URL}{file}")

    pdf = response.content
    assert response.headers["Content-Type"] == "application/pdf"
    assert measure(pdf) == (1, size)
    text = read_text(pdf)
    for words in (
        "Seventh cohort: call for applications",
        "Apply by Wednesday 1 July 2099, midday",
        "Who it is for",
        "localhost:8000/apply/seventh",
        "Backed by Skills for Care",
    ):
        assert words in text
    assert ("Beginning together" in text) == (file == "a4.pdf")
    tags = list_tags(pdf)
    kinds = [kind for kind, _ in tags]
    assert kinds.count("/H1") == 1
    assert {"/H2", "/L", "/LI", "/P", "/Link"} <= set(kinds)
    assert [alt for kind, alt in tags if kind == "/Figure"] == [
        "QR code that leads to the page to apply"
    ]
    assert read_codes(pdf) == [APPLY]


def test_large_print_is_eighteen_points_and_holds_everything(
    call: Any, client: Any
) -> None:
    pdf = client.get(f"{URL}large-print.pdf").content

    text = read_text(pdf)
    for words in ("Apply by Wednesday 1 July 2099", "Town Hall", "Skills for Care"):
        assert words in text
    assert read_codes(pdf) == [APPLY]
    assert measure_smallest_body_type(pdf) >= 18 - 0.1
    assert [kind for kind, _ in list_tags(pdf)].count("/H1") == 1


def measure_smallest_body_type(pdf: bytes) -> float:
    """The smallest type but for the page numbers, which say no more than that."""
    document = pypdfium2.PdfDocument(pdf)
    sizes = []
    try:
        for page in document:
            text = page.get_textpage()
            for index in range(text.count_chars()):
                box = text.get_charbox(index, loose=True)
                if box[1] > 70 and text.get_text_range(index, 1).strip():
                    sizes.append(pypdfium2.raw.FPDFText_GetFontSize(text.raw, index))
    finally:
        document.close()
    return min(sizes)


def test_easy_read_has_a_picture_with_words_for_every_line(
    call: Any, client: Any
) -> None:
    pdf = client.get(f"{URL}easy-read.pdf").content
    page = client.get(f"{URL}easy-read/").content.decode()

    text = read_text(pdf)
    for words in (
        "This is about a course.",
        "You meet on 9 days.",
        "The last day to apply is Wednesday 1 July 2099.",
        "You can ask Contact Person for help to apply.",
    ):
        assert words in text
        assert words in page
    figures = [alt for kind, alt in list_tags(pdf) if kind == "/Figure"]
    assert figures[:3] == ["An open book", "A calendar", "People around a table"]
    assert all(figures)
    assert read_codes(pdf) == [APPLY]
    assert f'href="{APPLY}"' in page


def test_the_picture_has_the_size_that_social_media_show(
    call: Any, client: Any
) -> None:
    response = client.get(f"{URL}picture.png")

    assert response.headers["Content-Type"] == "image/png"
    with Image.open(io.BytesIO(response.content)) as picture:
        assert picture.size == (1200, 630)
    assert len(response.content) < 100_000


def test_a_flyer_is_made_once_and_again_only_when_the_call_changes(
    call: Any, client: Any, makings: list[str]
) -> None:
    first = client.get(f"{URL}a4.pdf")
    client.get(f"{URL}a4.pdf")
    assert makings == ["a4.pdf"]

    Call.objects.update(closes_at=CLOSES + dt.timedelta(days=1))
    changed = client.get(f"{URL}a4.pdf", headers={"If-None-Match": first["ETag"]})

    assert makings == ["a4.pdf", "a4.pdf"]
    assert changed.status_code == 200
    assert changed.content == b"Thursday 2 July 2099, midday"


def test_a_browser_that_has_the_flyer_is_told_so_without_making_it(
    call: Any, client: Any, makings: list[str]
) -> None:
    first = client.get(f"{URL}a5.pdf")
    cache.clear()  # as if the kept file were gone
    again = client.get(f"{URL}a5.pdf", headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert makings == ["a5.pdf"]
    assert first["Cache-Control"] == "public, no-cache"


@pytest.mark.parametrize(
    "change",
    [
        lambda call: SessionFactory(cohort=call.cohort),
        lambda call: PartnerFactory(programme=call.cohort.programme),
        lambda call: Call.objects.update(summary="Other words"),
        lambda call: Call.objects.update(
            opens_at=dt.datetime(2098, 1, 1, tzinfo=dt.UTC)
        ),
    ],
)
def test_whatever_a_flyer_says_makes_it_anew(
    change: Any, call: Any, client: Any, makings: list[str]
) -> None:
    client.get(f"{URL}a4.pdf")
    change(call)
    client.get(f"{URL}a4.pdf")

    assert makings == ["a4.pdf", "a4.pdf"]


@pytest.mark.parametrize(
    ("moments", "words"),
    [
        (
            {"opens_at": CLOSES - dt.timedelta(days=30)},
            "You can apply from Monday 1 June 2099, midday",
        ),
        (
            {
                "opens_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
                "closes_at": dt.datetime(2026, 2, 2, 12, tzinfo=dt.UTC),
            },
            "This call closed on Monday 2 February 2026",
        ),
    ],
)
def test_the_most_important_date_follows_the_call(
    moments: dict[str, Any], words: str, call: Any, client: Any
) -> None:
    Call.objects.update(**moments)

    assert words in read_text(client.get(f"{URL}large-print.pdf").content)
    easy = client.get(f"{URL}easy-read/").content.decode()
    is_closed = "closed" in words
    assert ("You can&#x27;t apply now." in easy) == is_closed
    for text in (
        read_text(client.get(f"{URL}a4.pdf").content),
        read_text(client.get(f"{URL}large-print.pdf").content),
        client.get(URL).content.decode(),
    ):
        for invitation in ("Read more and apply", "How to apply", "You can also apply"):
            assert (invitation in text) != is_closed


def test_an_a4_flyer_says_how_long_each_session_is(call: Any, client: Any) -> None:
    SessionFactory(
        cohort=call.cohort,
        starts_at=dt.datetime(2099, 9, 7, 9, tzinfo=dt.UTC),
        ends_at=dt.datetime(2099, 9, 8, 15, tzinfo=dt.UTC),
    )
    text = read_text(client.get(f"{URL}a4.pdf").content)
    assert "Monday 7 September 2099, 10am to Tuesday 8 September 2099, 4pm" in text


def test_words_too_many_for_a_page_make_a_plain_flyer_of_several(
    call: Any, client: Any
) -> None:
    Call.objects.update(summary="Much to say about it. " * 100)

    pdf = client.get(f"{URL}a5.pdf").content

    assert measure(pdf)[0] > 1
    assert "Apply by Wednesday 1 July 2099, midday" in read_text(pdf)


def test_a_partners_logo_is_drawn_with_its_words(call: Any, client: Any) -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (40, 20), "#0b5d63").save(buffer, "PNG")
    name = default_storage.save("partners/test.png", ContentFile(buffer.getvalue()))
    PartnerFactory(
        programme=call.cohort.programme, logo=name, logo_alt="Two hands, one green"
    )

    tags = list_tags(client.get(f"{URL}a4.pdf").content)

    assert "Two hands, one green" in [alt for kind, alt in tags if kind == "/Figure"]
    default_storage.delete(name)


def test_without_easy_read_there_is_no_page_or_file_of_it(
    call: Any, client: Any
) -> None:
    Call.objects.update(easy_read="")

    assert "easy-read" not in client.get(URL).content.decode()
    for path in ("easy-read/", "easy-read.pdf"):
        assert client.get(URL + path).status_code == 404


@pytest.mark.parametrize("path", ["", "easy-read/", "a4.pdf", "picture.png"])
def test_what_nobody_has_published_has_no_flyer(
    path: str, call: Any, client: Any
) -> None:
    FormVersion.objects.update(published_at=None)

    assert client.get(URL + path).status_code == 404


@pytest.mark.parametrize("path", ["a3.pdf", "a4", "a4.png", "../../etc.pdf"])
def test_other_files_are_not_there(path: str, call: Any, client: Any) -> None:
    assert client.get(URL + path).status_code == 404


@pytest.mark.parametrize("path", ["", "easy-read/", "a4.pdf"])
def test_a_wrong_verb_is_refused(path: str, call: Any, client: Any) -> None:
    assert client.post(URL + path).status_code == 405


def test_as_many_questions_for_three_of_each_as_for_one(
    call: Any, client: Any, count_queries: Any
) -> None:
    once = count_queries(client, URL)
    SessionFactory.create_batch(2, cohort=call.cohort)
    for _ in range(2):
        PartnerFactory(programme=call.cohort.programme)

    assert count_queries(client, URL) == once


def test_easy_read_that_is_not_easy_is_asked_again(desk: Any, sign_in: Any) -> None:
    page = sign_in(desk.lead).post(
        "/desk/seventh/call/change/", {"easy_read": "This line goes on and on " * 4}
    )

    assert "Make this sentence shorter, 15 words at most" in page.content.decode()
