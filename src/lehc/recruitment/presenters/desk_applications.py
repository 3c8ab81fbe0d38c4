"""Applications as the team's table, page and spreadsheet show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from lehc.accounts.models import call_person
from lehc.design.templatetags.design import spoken_moment
from lehc.programmes.enums import Sector
from lehc.recruitment.enums import SENT_STATES, ApplicationState, SponsorState
from lehc.recruitment.models import Application, Sponsor, StateChange
from lehc.recruitment.presenters.answers import AnswerRow
from lehc.recruitment.queries.applications import SENT, Row

STATE_COLOURS: dict[str, str] = {
    ApplicationState.IN_PROGRESS: "grey",
    ApplicationState.SUBMITTED: "sun",
    ApplicationState.ELIGIBLE: "teal",
    ApplicationState.OFFERED: "coral",
    ApplicationState.ACCEPTED: "leaf",
}
COLUMNS = (
    ("name", "Name"),
    ("", "Place"),
    ("organisation", "Organisation"),
    ("", "Place team"),
    ("", "Sponsor"),
    ("sent", "Sent"),
    ("state", "State"),
)
# Fifty rows ask for these: Django's own ways work each out anew.
STATES = {state.value: str(state.label) for state in ApplicationState}
SECTORS = {sector.value: str(sector.label) for sector in Sector}
SPONSOR_STATES = {state.value: str(state.label) for state in SponsorState}
ANY = "ANY-REFERENCE"
NAME = (
    '<input class="lehc-tick" type="checkbox" name="chosen" value="{pk}" '
    'aria-label="Choose {name}"> <a href="{url}">{name}</a>{flag}'
    '<br><span class="lehc-quiet">{reference}</span>'
)
TWO_LINES = '{}<br><span class="lehc-quiet">{}</span>'
NEEDS_FLAG = mark_safe(
    ' <strong class="nhsuk-tag nhsuk-tag--coral">Communication needs</strong>'
)
EXPORT_HEADINGS = (
    "Reference",
    "Name",
    "E-mail",
    "Place",
    "Organisation",
    "Sector",
    "Place team",
    "Sponsor",
    "Sent",
    "State",
)


def show_rows(
    rows: Iterable[Row], places: Mapping[str, str], *, slug: str
) -> list[dict[str, Any]]:
    """Rows of the table: `places` are names by code."""
    address = reverse("desk_application", args=[slug, ANY])
    return [
        {
            "pk": row.pk,
            "name": call_applicant(row),
            "reference": row.reference,
            "url": address.replace(ANY, row.reference),
            "has_needs": row.has_needs,
            "place": say_place(row, places),
            "organisation": row.organisation or "",
            "sector": SECTORS[row.sector] if row.sector else "",
            "team": row.team or "",
            "sponsor": say_sponsor(row),
            "sent": timezone.localtime(row.sent_at) if row.sent_at else None,
            "state": STATES[row.state],
            "colour": STATE_COLOURS.get(row.state, "grey"),
        }
        for row in rows
    ]


def call_applicant(row: Row) -> str:
    return call_person(row.person_name, has_left=row.person_left_at is not None)


def show_cells(rows: Iterable[Mapping[str, Any]]) -> list[list[Any]]:
    """The rows as cells of the table: a box to tick and the name head each row."""
    return [
        [
            show_name(row),
            row["place"],
            show_two_lines(row["organisation"], row["sector"]),
            row["team"],
            row["sponsor"],
            f"{row['sent']:%-d %b, %H:%M}" if row["sent"] else "",
            {"tag": row["state"], "colour": row["colour"]},
        ]
        for row in rows
    ]


def show_name(row: Mapping[str, Any]) -> SafeString:
    said = {name: escape(row[name]) for name in ("name", "url", "reference")}
    flag = NEEDS_FLAG if row["has_needs"] else ""
    return mark_safe(  # noqa: S308  escaped above
        NAME.format(pk=row["pk"], flag=flag, **said)
    )


def show_two_lines(first: str, second: str) -> SafeString | str:
    """A word and a quieter one below it."""
    if not first:
        return ""
    return mark_safe(  # noqa: S308  escaped here
        TWO_LINES.format(escape(first), escape(second))
    )


def say_place(row: Row, places: Mapping[str, str]) -> str:
    """The team's place, or the one the person named; the code if it has no name."""
    if row.place is not None:
        return row.place_common_name or row.place
    code = row.place_code or ""
    return places.get(code, code)


def find_sponsor(application: Application) -> Sponsor | None:
    """The sponsor that was fetched with the application, if there is one."""
    return getattr(application, "sponsor", None)


def say_sponsor(row: Row) -> str:
    return SPONSOR_STATES[row.sponsor_state] if row.sponsor_state else ""


def show_state_links(
    counts: Mapping[str, int], wanted: Mapping[str, str], path: str
) -> list[dict[str, Any]]:
    """The states there are, with their numbers; each keeps the other filters."""
    current = wanted.get("state", "")
    sent = sum(count for state, count in counts.items() if state in SENT_STATES)
    options = [("", "All", sum(counts.values())), (SENT, "Sent", sent)]
    options += [
        (state.value, str(state.label), counts[state.value])
        for state in ApplicationState
        if counts.get(state.value) and state != ApplicationState.SUBMITTED
    ]
    unchecked = counts.get(ApplicationState.SUBMITTED, 0)
    if unchecked:
        options.insert(2, (ApplicationState.SUBMITTED.value, "To check", unchecked))
    return [
        {
            "label": label,
            "count": count,
            "url": f"{path}?{write_query(wanted, state=value)}",
            "current": value == current,
        }
        for value, label, count in options
    ]


def show_columns(wanted: Mapping[str, str], path: str) -> list[dict[str, Any]]:
    """Headings; those that sort lead to the other order when pressed again."""
    sort = wanted.get("sort", "")
    columns = []
    for name, label in COLUMNS:
        order = "-" + name if sort == name else name
        columns.append(
            {
                "label": label,
                "href": f"{path}?{write_query(wanted, sort=order)}" if name else "",
                "sorted": describe_order(sort, name),
            }
        )
    return columns


def describe_order(sort: str, name: str) -> str:
    """What `aria-sort` says of a column."""
    if not name or sort.removeprefix("-") != name:
        return ""
    return "descending" if sort.startswith("-") else "ascending"


def write_query(wanted: Mapping[str, str], **changes: str) -> str:
    """The address's query with some filters changed and the page left out."""
    merged = dict(wanted) | changes
    return urlencode({name: value for name, value in merged.items() if value})


def show_export(rows: Iterable[Row], places: Mapping[str, str]) -> list[list[str]]:
    """Rows for a spreadsheet, in the order of EXPORT_HEADINGS."""
    return [
        [
            row.reference,
            row.person_name,
            row.email,
            say_place(row, places),
            row.organisation or "",
            SECTORS[row.sector] if row.sector else "",
            row.team or "",
            say_sponsor(row),
            f"{timezone.localtime(row.sent_at):%Y-%m-%d %H:%M}" if row.sent_at else "",
            STATES[row.state],
        ]
        for row in rows
    ]


def show_history(changes: Iterable[StateChange]) -> list[dict[str, str]]:
    """What happened to an application, oldest first."""
    return [
        {
            "when": spoken_moment(change.at),
            "what": change.get_state_display(),
            "who": str(change.by) if change.by else "The site itself",
            "reason": change.reason,
        }
        for change in changes
    ]


def show_sponsor(sponsor: Sponsor | None) -> list[dict[str, str]]:
    """Rows about the sponsor, or none."""
    if sponsor is None:
        return []
    rows = [
        {"key": "Name", "value": f"{sponsor.name}, {sponsor.role}"},
        {"key": "E-mail", "value": sponsor.email},
        {"key": "Answer", "value": sponsor.get_state_display()},
    ]
    if sponsor.statement:
        rows.append({"key": "In their words", "value": sponsor.statement})
    return rows


def show_answers(rows: Iterable[AnswerRow]) -> list[dict[str, Any]]:
    """Answers as summary lists, one for each section."""
    sections: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        answer: Any = row.answer if row.is_provided else ""
        if row.url:
            answer = format_html('<a href="{}">{}</a>', row.url, row.answer)
        entry = {"key": row.question, "value": answer}
        sections.setdefault(row.section, []).append(entry)
    return [{"title": title, "rows": rows} for title, rows in sections.items()]
