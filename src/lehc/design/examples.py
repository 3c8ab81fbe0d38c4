"""Example content for the style guide: invented, and never stored."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import QueryDict

from lehc.design import forms

EXAMPLE_ROWS = 240
ROWS_A_PAGE = 12
SECTORS = [
    ("council", "Local council"),
    ("nhs", "NHS"),
    ("charity", "Voluntary or community group"),
]
NEEDS = [
    ("bsl", "A BSL interpreter"),
    ("large", "Large print"),
    ("none", "Nothing at present"),
]
SECTOR_HINTS = {
    "council": "Officers and elected members alike",
    "charity": "Faith groups too",
}


class ExampleForm(forms.Form):
    """One field of every kind."""

    name = forms.TextField(label="Your name", autocomplete="name", max_length=100)
    email = forms.EmailField(
        label="E-mail address", help_text="We send your code and your reference here"
    )
    phone = forms.PhoneField(label="Telephone number", required=False)
    people = forms.WholeNumberField(
        label="How many people work with you?", min_value=0, suffix="people"
    )
    code = forms.OneTimeCodeField(
        label="Your code", help_text="6 numbers, sent to name@example.org"
    )
    born = forms.DateField(
        label="When did you start this work?", latest=dt.date(2026, 11, 23)
    )
    sector = forms.ChoiceField(
        label="Where do you work?", choices=SECTORS, choice_hints=SECTOR_HINTS
    )
    lived = forms.YesNoField(label="Have you used the services you want to change?")
    sure = forms.YesNoField(label="Does your manager know?", unsure="I am not sure")
    needs = forms.CheckboxesField(
        label="What would help you take part?",
        choices=[
            ("bsl", "A BSL interpreter"),
            ("large", "Large print"),
            ("none", "Nothing at present"),
        ],
        choice_hints={"large": "18 point, on paper or on screen"},
        divided_before="none",
        required=False,
    )
    why = forms.WordLimitedField(
        label="Why now?",
        help_text="What has changed in your place that makes this the time",
        word_limit=50,
    )
    letter = forms.UploadField(
        label="A letter of support", extensions=["pdf", "docx", "odt"], required=False
    )
    agree = forms.TickField(label="I can come to every session")


class ExampleQuestion(forms.Form):
    """One question, its label the heading of the page."""

    page_heading = "change"
    page_caption = "Part 2 of 4: your place"

    change = forms.WordLimitedField(
        label="What would you like to be different where you live?",
        help_text="One thing is enough, in your own words",
        word_limit=200,
    )


def make_form(*, refused: bool) -> ExampleForm:
    """The form, empty or sent with answers that need putting right."""
    if not refused:
        return ExampleForm()
    data = QueryDict(mutable=True)
    data.update({"born-day": "31", "born-month": "6", "born-year": "2026"})
    data.update({"email": "name at example", "people": "a few", "why": "because " * 52})
    return ExampleForm(data)


def make_question(*, refused: bool) -> ExampleQuestion:
    """The one question, new or sent without an answer."""
    return ExampleQuestion(QueryDict() if refused else None)


def make_components() -> dict[str, Any]:
    """Content for each component, by the name the template gives it."""
    return {
        "crumbs": [
            {"text": "Home", "href": "#home"},
            {"text": "Cohort 7", "href": "#cohort"},
        ],
        "summary_rows": _make_summary_rows(),
        "task_sections": _make_task_sections(),
        "dates": _make_dates(),
        "steps": _make_steps(),
    }


def _make_summary_rows() -> list[dict[str, str]]:
    return [
        {"key": "Name", "value": "Amina Example", "change_url": "#name"},
        {
            "key": "Address",
            "value": "12 Example Street\nReading",
            "change_url": "#address",
            "change_hidden": "your address",
        },
        {"key": "Telephone", "value": "", "change_url": "#telephone"},
        {"key": "Reference", "value": "LEHC-7-0042"},
    ]


def _make_task_sections() -> list[dict[str, Any]]:
    you = [
        {"title": "Your details", "url": "#details", "status": "Completed"},
        {
            "title": "Your place and what you would like to change",
            "hint": "About 20 minutes",
            "url": "#place",
            "status": "Incomplete",
            "status_class": "teal",
        },
    ]
    team = [
        {"title": "Your team", "url": "#team", "status": "1 of 3 signed off"},
        {
            "title": "Send it together",
            "status": "Cannot start yet",
            "status_class": "cannot-start-yet",
        },
    ]
    return [
        {"title": "About you", "items": you},
        {"title": "As a team", "items": team},
    ]


def _make_dates() -> list[dict[str, Any]]:
    return [
        {
            "date": dt.date(2026, 11, 3),
            "title": "Meeting each other",
            "time": "10am to 4pm",
            "state": "past",
        },
        {
            "date": dt.date(2026, 12, 1),
            "title": "Power, and who holds it",
            "time": "10am to 4pm",
            "detail": "Town hall, step-free, lunch provided",
            "href": "#session",
            "state": "next",
        },
        {
            "date": dt.date(2027, 1, 12),
            "title": "Listening well",
            "time": "from 10am",
        },
    ]


def _make_steps() -> list[dict[str, str]]:
    states = ["done", "done", "current", "coming", "coming"]
    labels = ["Call", "Cohort", "Sessions", "Project", "Change"]
    return [
        {"label": label, "state": state}
        for label, state in zip(labels, states, strict=True)
    ]


def make_page(number: str) -> Page[int]:
    """A page of example row numbers."""
    return Paginator(range(1, EXAMPLE_ROWS + 1), ROWS_A_PAGE).get_page(number)


def make_table(page: Page[int]) -> dict[str, Any]:
    """Columns and rows of a wide table."""
    columns = [
        {"label": "Application", "href": "#sorted", "sorted": "descending"},
        {"label": "Place", "href": "#by-place"},
        {"label": "Organisation"},
        {"label": "Sector"},
        {"label": "Readings", "numeric": True},
        {"label": "Median", "numeric": True},
        {"label": "Decision"},
    ]
    rows = [
        [
            {"text": f"LEHC-7-{number:04}", "href": f"#application-{number}"},
            "Barnsley",
            "Example Community Trust",
            SECTORS[number % len(SECTORS)][1],
            3,
            f"{number % 5}.5",
            {"tag": "To discuss", "colour": "sun"} if number % 4 else "Offered",
        ]
        for number in page
    ]
    return {"columns": columns, "rows": rows}
