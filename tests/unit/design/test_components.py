"""Each component's HTML is the design system's, but for what we say is ours."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.safestring import mark_safe

from tests.unit.design.markup import normalise
from tests.unit.design.reference import render_reference


def render_component(name: str, /, **context: Any) -> str:
    return render_to_string(f"design/components/_{name}.html", context)


def assert_same(ours: str, reference: str) -> None:
    assert normalise(ours) == normalise(reference)


def within(html: str, tag: str) -> str:
    """The first element of that tag: our components wrap some in a landmark."""
    start = html.index(f"<{tag}")
    end = html.rindex(f"</{tag}>") + len(f"</{tag}>")
    return html[start:end]


def test_back_link_stands_in_a_landmark() -> None:
    ours = render_component("back_link", href="/list")
    assert normalise(ours)[0] == '<nav aria-label="Back" class="lehc-back">'
    assert_same(
        within(ours, "a"), render_reference("back-link", text="Back", href="/list")
    )


def test_breadcrumbs_lead_back_to_the_last() -> None:
    items = [{"text": "Home", "href": "/"}, {"text": "Cohort 7", "href": "/7"}]
    assert_same(
        render_component("breadcrumbs", items=items),
        render_reference("breadcrumb", items=items),
    )


@pytest.mark.parametrize("variant", ["", "secondary", "warning"])
def test_button_that_submits(variant: str) -> None:
    assert_same(
        render_component("button", text="Go on", variant=variant, name="n", value="v"),
        render_reference(
            "button",
            text="Go on",
            variant=variant,
            name="n",
            value="v",
            preventDoubleClick=True,
        ),
    )


def test_button_that_links() -> None:
    assert_same(
        render_component("button", text="Go on", href="/next", small=True),
        render_reference("button", text="Go on", href="/next", small=True),
    )


def test_summary_list_with_and_without_change() -> None:
    change = {"href": "/c", "text": "Change", "visuallyHiddenText": "your name"}
    assert_same(
        render_component(
            "summary_list",
            rows=[
                {
                    "key": "Name",
                    "value": "Amina",
                    "change_url": "/c",
                    "change_hidden": "your name",
                },
                {"key": "Reference", "value": 0},
            ],
        ),
        render_reference(
            "summary-list",
            rows=[
                {
                    "key": {"text": "Name"},
                    "value": {"text": "Amina"},
                    "actions": {"items": [change]},
                },
                {"key": {"text": "Reference"}, "value": {"text": "0"}},
            ],
        ),
    )


def test_summary_list_says_what_was_not_provided() -> None:
    ours = render_component("summary_list", rows=[{"key": "Telephone", "value": ""}])
    assert normalise(ours)[5:10] == [
        '<dd class="nhsuk-summary-list__value">',
        '<span class="lehc-quiet">',
        "Not provided",
        "</span>",
        "</dd>",
    ]


def test_task_list_statuses() -> None:
    ours = render_component(
        "task_list",
        sections=[
            {
                "items": [
                    {
                        "title": "You",
                        "url": "/y",
                        "hint": "Short",
                        "status": "Completed",
                    },
                    {
                        "title": "Place",
                        "url": "/p",
                        "status": "Incomplete",
                        "status_class": "sun",
                    },
                    {
                        "title": "Send",
                        "status": "Cannot start yet",
                        "status_class": "cannot-start-yet",
                    },
                ]
            }
        ],
    )
    tag = {"text": "Incomplete", "classes": "nhsuk-tag--sun"}
    not_yet = "nhsuk-task-list__status--cannot-start-yet"
    reference = render_reference(
        "task-list",
        idPrefix="task",
        items=[
            {
                "title": {"text": "You"},
                "href": "/y",
                "hint": {"text": "Short"},
                "status": {"text": "Completed"},
            },
            {"title": {"text": "Place"}, "href": "/p", "status": {"tag": tag}},
            {
                "title": {"text": "Send"},
                "status": {"text": "Cannot start yet", "classes": not_yet},
            },
        ],
    )
    assert_same(ours, reference)


def test_task_list_sections_have_headings_and_ids_of_their_own() -> None:
    item = {"title": "You", "url": "/y", "status": "Completed"}
    ours = render_component(
        "task_list",
        sections=[{"title": "One", "items": [item]}, {"title": "Two", "items": [item]}],
    )
    assert ours.count('<h2 class="nhsuk-heading-m">') == 2
    assert 'id="task-1-1-status"' in ours
    assert 'id="task-2-1-status"' in ours


def test_card_that_is_a_link() -> None:
    assert_same(
        render_component("card", heading="Apply", text="Together", href="/a", level=3),
        render_reference(
            "card",
            heading="Apply",
            description="Together",
            href="/a",
            clickable=True,
            headingLevel=3,
        ),
    )


def test_card_without_a_link() -> None:
    assert_same(
        render_component("card", heading="Cohort", text="24 people"),
        render_reference("card", heading="Cohort", description="24 people"),
    )


def test_tag() -> None:
    assert_same(
        render_component("tag", text="Offered", colour="leaf"),
        render_reference("tag", text="Offered", classes="nhsuk-tag--leaf"),
    )


def test_inset_text() -> None:
    assert_same(
        render_component("inset_text", text="You can stop."),
        render_reference("inset-text", text="You can stop."),
    )


def test_warning() -> None:
    assert_same(
        render_component("warning", heading="Closes soon", text="On Friday."),
        render_reference("warning-callout", heading="Closes soon", text="On Friday."),
    )


def test_details_keep_paragraphs() -> None:
    assert_same(
        render_component("details", summary="Why?", text="Because.\n\nReally."),
        render_reference(
            "details", summaryText="Why?", html="<p>Because.</p><p>Really.</p>"
        ),
    )


@pytest.mark.parametrize("variant", ["", "success"])
def test_notification(variant: str) -> None:
    assert_same(
        render_component("notification", text="Saved.", variant=variant),
        render_reference("notification-banner", text="Saved.", type=variant),
    )


def test_notifications_with_ids_are_landmarks_of_different_names() -> None:
    first = render_component("notification", text="One", id=1)
    second = render_component("notification", text="Two", id=2)
    assert 'aria-labelledby="nhsuk-notification-banner-title-1 ' in first
    assert 'aria-labelledby="nhsuk-notification-banner-title-2 ' in second


def test_panel_with_reference() -> None:
    strong = '<strong class="lehc-panel__reference">L-1</strong>'
    assert_same(
        render_component("panel", title="Sent", text="Your reference", reference="L-1"),
        render_reference("panel", titleText="Sent", html=f"Your reference<br>{strong}"),
    )


def test_pagination_keeps_the_query() -> None:
    request = RequestFactory().get("/list", {"place": "Reading", "page": "2"})
    page = Paginator(range(9), 3).get_page(2)
    ours = render_component("pagination", page=page, request=request)

    def address(number: int) -> str:
        return f"?place=Reading&page={number}"

    items: list[dict[str, Any]] = [
        {"number": number, "href": address(number)} for number in (1, 2, 3)
    ]
    items[1]["current"] = True
    assert_same(
        ours,
        render_reference(
            "pagination",
            previous={"href": address(1)},
            next={"href": address(3)},
            items=items,
        ),
    )


def test_pagination_leaves_out_what_is_far() -> None:
    ours = render_component("pagination", page=Paginator(range(60), 1).get_page(1))
    assert ours.count("nhsuk-pagination__item--ellipsis") == 1
    assert 'href="?page=60"' in ours
    assert 'rel="prev"' not in ours


def test_pagination_of_one_page_is_nothing() -> None:
    page = Paginator(range(3), 3).get_page(1)
    assert render_component("pagination", page=page).strip() == ""


def test_table_scrolls_in_a_region_of_its_own() -> None:
    ours = render_component(
        "table",
        caption="Places",
        columns=["Place", {"label": "Years", "numeric": True}],
        rows=[["Reading", 0], [{"text": "Hull", "href": "/h"}, None]],
    )
    region = '<div aria-label="Places" class="lehc-scroll" role="region" tabindex="0">'
    assert normalise(ours)[0] == region
    link = '<a class="nhsuk-link" href="/h">Hull</a>'
    years = {"text": "0", "format": "numeric"}
    assert_same(
        within(ours, "table"),
        render_reference(
            "tables",
            caption="Places",
            firstCellIsHeader=True,
            head=[{"text": "Place"}, {"text": "Years", "format": "numeric"}],
            rows=[
                [{"text": "Reading"}, years],
                [{"html": link}, {"text": "–", "format": "numeric"}],
            ],
        ),
    )


def test_journey_says_where_somebody_is() -> None:
    steps = [
        {"label": "Call", "state": "done"},
        {"label": "Sessions", "state": "current"},
        {"label": "Change", "state": "coming"},
    ]
    lines = normalise(render_component("journey", steps=steps))
    words = [line for line in lines if not line.startswith("<")]
    assert words == [
        "Call",
        "(done)",
        "Sessions",
        "(you are here)",
        "Change",
        "(still to come)",
    ]
    assert sum('aria-current="step"' in line for line in lines) == 1


def test_empty_says_how_to_start() -> None:
    lines = normalise(
        render_component(
            "empty", heading="Your journal", text="Yours.", href="/j", action="Write"
        )
    )
    words = [line for line in lines if not line.startswith("<")]
    assert words == ["Your journal", "Yours.", "Write"]


def test_qr_code_is_a_picture_with_a_name_and_words() -> None:
    ours = render_component("qr", text="https://example.org/a?b&c", title="Join <us>")
    assert 'role="img" aria-label="QR code: Join &lt;us&gt;"' in ours
    assert "https://example.org/a?b&amp;c" in ours
    assert "style=" not in ours


@pytest.mark.parametrize(
    ("name", "context"),
    [
        ("button", {"text": "<b>", "href": '"><b>'}),
        ("card", {"heading": "<b>", "text": "<b>"}),
        ("details", {"summary": "<b>", "text": "<b>"}),
        ("inset_text", {"text": "<b>"}),
        ("summary_list", {"rows": [{"key": "<b>", "value": "<b>"}]}),
        ("table", {"caption": "<b>", "columns": ["<b>"], "rows": [["<b>"]]}),
        ("statistic", {"value": "<b>", "label": "<b>"}),
    ],
)
def test_components_escape_what_people_wrote(name: str, context: Any) -> None:
    ours = render_component(name, **context)
    assert "<b>" not in ours
    assert "&lt;b&gt;" in ours


@pytest.mark.parametrize(
    ("name", "context"),
    [
        ("details", {"summary": "Why?"}),
        ("inset_text", {}),
        ("warning", {"heading": "Soon"}),
    ],
)
def test_words_set_apart_may_hold_html(name: str, context: dict[str, Any]) -> None:
    html = mark_safe("<ul><li>One</li></ul>")
    lines = normalise(render_component(name, html=html, **context))
    start = lines.index("<ul>")
    assert lines[start : start + 5] == ["<ul>", "<li>", "One", "</li>", "</ul>"]
    assert "<p>" not in lines


def test_htmx_comes_with_the_settings_that_our_policy_needs() -> None:
    html = render_component("htmx")
    (content,) = re.findall(r"content='(.*?)'", html)
    assert json.loads(content) == {
        "allowEval": False,
        "disableInheritance": True,
        "historyCacheSize": 0,
        "includeIndicatorStyles": False,
        "selfRequestsOnly": True,
    }
    assert '<script defer src="/static/design/htmx.js"></script>' in html
