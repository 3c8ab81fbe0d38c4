"""Likely conflicts of interest: what is known of two people, and why it matters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from lehc.assessment.enums import ConflictKind


@dataclass(frozen=True)
class Reader:
    """What is known of somebody who is to assess or to chair."""

    email: str
    organisation_id: int | None = None
    place_code: str = ""
    conflicted_teams: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Applicant:
    """What is known of somebody who applied."""

    application_id: int
    email: str
    organisation_id: int | None = None
    organisation_name: str = ""
    place_code: str = ""
    place_name: str = ""
    team_id: int | None = None
    sponsor_email: str = ""


@dataclass(frozen=True)
class LikelyConflict:
    """A kind, and the reason in words for the assessor. It holds no e-mail address."""

    kind: ConflictKind
    words: str


def suggest_conflicts(reader: Reader, applicant: Applicant) -> list[LikelyConflict]:
    """Every reason there is, the plainest first; empty when nothing is known."""
    return [
        *suggest_from_organisation(reader, applicant),
        *suggest_from_place(reader, applicant),
        *suggest_from_sponsor(reader, applicant),
        *suggest_from_team(reader, applicant),
    ]


def suggest_from_organisation(
    reader: Reader, applicant: Applicant
) -> Iterable[LikelyConflict]:
    same = reader.organisation_id
    if same is not None and same == applicant.organisation_id:
        yield LikelyConflict(
            ConflictKind.ORGANISATION,
            f"You are both with {applicant.organisation_name}.",
        )
    elif share_domain(reader.email, applicant.email):
        yield LikelyConflict(
            ConflictKind.ORGANISATION,
            f"Your e-mail addresses both end in {get_domain(reader.email)}.",
        )


def suggest_from_place(
    reader: Reader, applicant: Applicant
) -> Iterable[LikelyConflict]:
    if reader.place_code and reader.place_code == applicant.place_code:
        yield LikelyConflict(
            ConflictKind.PLACE, f"You are both from {applicant.place_name}."
        )


def suggest_from_sponsor(
    reader: Reader, applicant: Applicant
) -> Iterable[LikelyConflict]:
    if not applicant.sponsor_email:
        return
    if applicant.sponsor_email.lower() == reader.email.lower():
        yield LikelyConflict(ConflictKind.SPONSOR, "They name you as their sponsor.")
    elif share_domain(reader.email, applicant.sponsor_email):
        yield LikelyConflict(
            ConflictKind.SPONSOR,
            "Their sponsor's e-mail address ends like yours.",
        )


def suggest_from_team(reader: Reader, applicant: Applicant) -> Iterable[LikelyConflict]:
    if applicant.team_id in reader.conflicted_teams:
        yield LikelyConflict(
            ConflictKind.OTHER,
            "They apply together with somebody you have a conflict with.",
        )


def get_domain(email: str) -> str:
    return email.rpartition("@")[2].lower()


def share_domain(one: str, other: str) -> bool:
    """The same domain, and not one that strangers share."""
    domain = get_domain(one)
    return (
        bool(domain)
        and domain == get_domain(other)
        and (domain not in list_shared_domains())
    )


@cache
def list_shared_domains() -> frozenset[str]:
    """Domains that say nothing about who knows whom: data/shared_email_domains.txt."""
    text = (
        files("lehc.assessment")
        .joinpath("data/shared_email_domains.txt")
        .read_text(encoding="utf-8")
    )
    lines = (line.partition("#")[0].strip().lower() for line in text.splitlines())
    return frozenset(line for line in lines if line)
