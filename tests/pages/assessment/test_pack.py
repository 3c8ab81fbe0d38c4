"""The panel pack: the same page and PDF, without what its reader may not see."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from django.urls import reverse

from lehc.assessment.views import pack
from lehc.audit.models import AuditEvent
from tests.factories.accounts import PersonFactory
from tests.factories.assessment import PanelDecisionFactory, review_application
from tests.factories.recruitment import ApplicationFactory
from tests.pages.assessment.conftest import PLANTED

pytestmark = pytest.mark.django_db


def url(name, planted):
    return reverse(name, args=[planted.slug])


def read_pdf(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def find(text: str) -> set[str]:
    flat = " ".join(text.split())
    return {key for key, words in PLANTED.items() if words in flat}


CHAIR = {"reference", "assessed", "comment"}
TEAM = CHAIR | {"name", "organisation", "place", "reviewer"}


def test_page_and_pdf_hold_what_the_reader_may_see(sign_in, planted) -> None:
    chair = planted.chair().person
    planted.clear(chair)
    for person, seen in ((chair, CHAIR), (planted.team_member(), TEAM)):
        client = sign_in(person)
        page = client.get(url("panel_pack", planted)).content.decode()
        assert find(page) == seen
        answer = client.get(url("panel_pack_pdf", planted))
        assert answer["Content-Type"] == "application/pdf"
        text = read_pdf(answer.content)
        assert find(text) == seen
        assert f"For {person} only" in " ".join(text.split())
    assert AuditEvent.objects.filter(action="assessment.print_pack").count() == 2


def test_the_pdf_says_its_own_structure(sign_in, planted) -> None:
    answer = sign_in(planted.team_member()).get(url("panel_pack_pdf", planted))
    with pikepdf.open(BytesIO(answer.content)) as document:
        assert document.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in document.Root
        assert document.Root.Lang == "en-GB"
        with document.open_metadata() as facts:
            assert facts["pdfuaid:part"] == "1"


def test_a_conflict_leaves_no_trace_in_the_pack(sign_in, planted) -> None:
    ApplicationFactory(call=planted.call, state="eligible", reference="A-OTHER")
    chair, member = planted.chair().person, planted.team_member()
    for person in (chair, member):
        planted.conflict(person)
        client = sign_in(person)
        page = client.get(url("panel_pack", planted)).content.decode()
        text = read_pdf(client.get(url("panel_pack_pdf", planted)).content)
        assert find(page) == find(text) == set()
    assert "A-OTHER" in page
    assert "Part 1 of 1" in page


def test_strangers_find_no_pack(sign_in, client, planted) -> None:
    for name in ("panel_pack", "panel_pack_pdf"):
        assert client.get(url(name, planted)).status_code == 302
        for person in (PersonFactory(), planted.assign(cleared=True).person):
            assert sign_in(person).get(url(name, planted)).status_code == 404
        team = sign_in(planted.team_member())
        assert team.post(url(name, planted)).status_code == 405


def test_the_largest_disagreement_comes_first_in_parts(
    sign_in, planted, monkeypatch
) -> None:
    monkeypatch.setattr(pack, "PACK_SIZE", 1)
    wide = ApplicationFactory(call=planted.call, state="eligible", reference="A-WIDE")
    for scores in ((0, 0), (4, 4)):
        review_application(wide, *scores)
    PanelDecisionFactory(application=wide)
    client = sign_in(planted.team_member())
    page = client.get(url("panel_pack", planted)).content.decode()
    assert "A-WIDE" in page
    assert "Part 1 of 2" in page
    assert PLANTED["assessed"] not in page
    page = client.get(url("panel_pack", planted) + "?page=2").content.decode()
    assert PLANTED["assessed"] in page
    page = client.get(url("panel_pack", planted) + "?show=undecided").content.decode()
    assert "A-WIDE" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_pack_asks_the_same_number_of_questions(
    sign_in, planted, count, django_assert_num_queries
) -> None:
    for _ in range(count):
        other = ApplicationFactory(
            call=planted.call,
            state="eligible",
            form_version=planted.application.form_version,
        )
        review_application(other, 3, 3)
        PanelDecisionFactory(application=other)
    client = sign_in(planted.team_member())
    with django_assert_num_queries(24):
        client.get(url("panel_pack", planted))
