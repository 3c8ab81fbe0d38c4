from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone

from lehc.accounts.consent_texts import CONSENT_TEXTS
from lehc.accounts.enums import ConsentKind
from lehc.accounts.exporting import Section
from lehc.accounts.models import CommunicationNeed, Consent, Person
from lehc.accounts.personal_data import Register
from lehc.design.templatetags.design import spoken_date, spoken_moment


def show_person(person: Person) -> list[dict[str, Any]]:
    """The rows of a person's own details, each with where to change it."""
    return [
        {"key": "Name", "value": person.name, "change_url": reverse("account_name")},
        {
            "key": "E-mail address",
            "value": person.email,
            "change_url": reverse("account_change_email"),
        },
    ]


def show_needs(needs: Iterable[CommunicationNeed]) -> list[dict[str, Any]]:
    """A person's own needs, each with its dates and where to change it."""
    today = timezone.localdate()
    return [
        {
            "name": need.get_kind_display(),
            "detail": need.detail,
            "since": spoken_date(need.since),
            "review": spoken_date(need.review_on),
            "is_due": need.review_on <= today,
            "shared": need.may_share_with_venues,
            "change_url": reverse("account_change_need", args=[need.pk]),
            "end_url": reverse("account_end_need", args=[need.pk]),
        }
        for need in needs
    ]


def show_needs_flag(needs: Iterable[CommunicationNeed]) -> dict[str, Any]:
    """What `accounts/_needs_flag.html` shows those who must meet somebody's needs."""
    lines = [
        f"{need.get_kind_display()}: {need.detail}"
        if need.detail
        else need.get_kind_display()
        for need in needs
    ]
    return {"lines": lines, "count": len(lines)}


def show_consents(given: Iterable[Consent]) -> list[dict[str, Any]]:
    """Every agreement we ask for: its words, and since when it holds, if it does."""
    since = {consent.kind: consent.given_at for consent in given}
    return [
        {
            "kind": kind.value,
            "label": kind.label,
            "words": CONSENT_TEXTS[kind].words,
            "since": spoken_date(timezone.localtime(since[kind]).date())
            if kind in since
            else "",
            "can_give": kind != ConsentKind.STAY_SIGNED_IN,
        }
        for kind in ConsentKind
    ]


def show_privacy_notice(register: Register) -> dict[str, Any]:
    """The register as a notice: what we keep, why, on which ground, how long."""
    return {
        "tables": [
            {
                "title": table.title or table.note,
                "purpose": table.purpose,
                "basis": register.bases[table.basis],
                "retention": table.retention,
            }
            for table in register.personal_tables
            if table.title and not table.is_unused
        ]
    }


def show_erasure(register: Register) -> dict[str, Any]:
    """What an erasure removes and what it leaves, and why."""
    tables = [t for t in register.personal_tables if t.about and not t.is_unused]
    return {
        "goes": [t.title for t in tables if t.deletes_rows or t.blanked],
        "stays": [
            {"title": t.title, "why": t.kept_because} for t in tables if t.kept_because
        ],
    }


def show_personal_data(sections: Iterable[Section]) -> list[dict[str, Any]]:
    """The sections of an export as lists of rows that a person reads."""
    return [
        {
            "title": section.title,
            "purpose": section.purpose,
            "basis": section.basis,
            "retention": section.retention,
            "rows": [
                [
                    {"key": key, "value": show_value(value)}
                    for key, value in row.items()
                    if value not in (None, "")
                ]
                for row in section.rows
            ],
        }
        for section in sections
    ]


def show_value(value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime.datetime):
        return spoken_moment(timezone.localtime(value))
    if isinstance(value, datetime.date):
        return spoken_date(value)
    if isinstance(value, list):
        return "\n".join(str(item) for item in value)
    if isinstance(value, dict):
        return "\n".join(f"{key}: {item}" for key, item in value.items())
    return str(value)
