from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils import timezone

from lehc.design.templatetags.design import spoken_date, spoken_moment, spoken_time
from lehc.programmes.desk import list_desk_pages
from lehc.programmes.invitations import Invitation
from lehc.programmes.models import (
    Cohort,
    Milestone,
    Partner,
    RoleGrant,
    Session,
    Visit,
)


def show_desk(cohort: Cohort, path: str) -> dict[str, Any]:
    """What the team's side list shows: the cohort and its pages, one marked current."""
    pages = list_desk_pages(cohort.slug)
    current = max(
        (page.url for page in pages if path.startswith(page.url)), key=len, default=""
    )
    return {
        "cohort": cohort,
        "pages": tuple(
            replace(page, current=True) if page.url == current else page
            for page in pages
        ),
    }


def show_paragraphs(text: str) -> list[str]:
    """A text as its paragraphs, which an empty line divides."""
    blocks = text.replace("\r\n", "\n").split("\n\n")
    return [block.strip() for block in blocks if block.strip()]


def show_times(session: Session) -> str:
    """“10am to 4:30pm”; over several days “10am to Thursday 4 March 2027, 3pm”."""
    starts = timezone.localtime(session.starts_at)
    ends = timezone.localtime(session.ends_at)
    end = spoken_time(ends) if starts.date() == ends.date() else spoken_moment(ends)
    return f"{spoken_time(starts)} to {end}"


def show_date_items(sessions: Iterable[Session]) -> list[dict[str, Any]]:
    """Sessions for the list of dates: those gone by, the next one, those to come."""
    now = timezone.now()
    items = []
    next_is_marked = False
    for session in sessions:
        past = session.ends_at < now
        state = "past" if past else "" if next_is_marked else "next"
        next_is_marked = next_is_marked or not past
        items.append(
            {
                "date": timezone.localtime(session.starts_at),
                "time": show_times(session),
                "title": session.title,
                "detail": session.venue,
                "state": state,
            }
        )
    return items


def show_all_dates(sessions: Iterable[Session]) -> dict[str, list[dict[str, Any]]]:
    """Every cohort's dates: those to come by month, those gone by under their cohort.

    The sessions are in order and have their cohort at hand.
    """
    coming: dict[str, list[dict[str, Any]]] = {}
    gone: dict[Cohort, list[dict[str, Any]]] = {}
    several = list(sessions)
    for session, item in zip(several, show_date_items(several), strict=True):
        item["detail"] = ", ".join(filter(None, (session.cohort.name, session.venue)))
        item["href"] = reverse("cohort", args=[session.cohort.slug])
        if item["state"] == "past":
            gone.setdefault(session.cohort, []).append(item)
        else:
            coming.setdefault(f"{item['date']:%B %Y}", []).append(item)
    return {
        "coming": [{"month": month, "dates": dates} for month, dates in coming.items()],
        "gone": [
            {"cohort": cohort, "dates": dates}
            for cohort, dates in sorted(gone.items(), key=lambda pair: -pair[0].number)
        ],
    }


def show_sessions(cohort: Cohort, sessions: Iterable[Session]) -> list[dict[str, Any]]:
    """Rows of the team's table of dates, with where each is changed or removed."""
    return [
        {
            "title": session.title,
            "kind": session.get_kind_display(),
            "day": spoken_date(session.starts_at),
            "times": show_times(session),
            "venue": session.venue,
            "change_url": reverse("session_change", args=[cohort.slug, session.pk]),
            "remove_url": reverse("session_remove", args=[cohort.slug, session.pk]),
        }
        for session in sessions
    ]


def show_cohorts(
    cohorts: Iterable[Cohort], invitations: Iterable[Invitation]
) -> list[dict[str, Any]]:
    """Cohorts for the public list, each with what its call says now."""
    by_cohort = {invitation.cohort_id: invitation for invitation in invitations}
    return [
        {
            "cohort": cohort,
            "when": f"{cohort.starts_on:%B %Y} to {cohort.ends_on:%B %Y}",
            "invitation": by_cohort.get(cohort.pk),
            "standing": show_standing(cohort, by_cohort.get(cohort.pk)),
        }
        for cohort in cohorts
    ]


def show_standing(cohort: Cohort, invitation: Invitation | None) -> tuple[str, str]:
    """Where a cohort stands, and the colour of its tag."""
    today = timezone.localdate()
    if invitation is not None and invitation.state == "open":
        return "Open for applications", "leaf"
    if cohort.ends_on < today:
        return "Finished", "grey"
    if cohort.starts_on <= today:
        return "Meeting now", "teal"
    return "Coming", "sun"


def show_grants(
    cohort: Cohort,
    grants: Iterable[RoleGrant],
    *,
    may_end: bool,
    may_end_whole: bool,
) -> dict[str, Any]:
    """The table of people and roles, with a link to end those the reader may end."""
    columns = ["Person", "E-mail address", "Role", "Where", "Since"]
    rows = []
    for grant in grants:
        since = timezone.localtime(grant.given_at).date()
        row: list[Any] = [
            str(grant.person),
            grant.person.email,
            grant.get_role_display(),
            str(grant.cohort or grant.programme),
            spoken_date(since),
        ]
        if may_end:
            ends = may_end_whole or grant.cohort_id is not None
            row.append(link_to_end(cohort, grant) if ends else "")
        rows.append(row)
    return {
        "columns": [*columns, "End"] if may_end else columns,
        "rows": rows,
        "give_url": reverse("role_give", args=[cohort.slug]) if may_end else "",
    }


def link_to_end(cohort: Cohort, grant: RoleGrant) -> dict[str, str]:
    return {
        "text": "End",
        "visually_hidden": f"{grant.person}: {grant}",
        "href": reverse("role_end", args=[cohort.slug, grant.pk]),
    }


def show_milestone_rows(
    milestones: Iterable[Milestone], slug: str
) -> list[dict[str, str]]:
    """Moments with where each is changed or removed."""
    return [
        {
            "when": str(milestone.year),
            "title": milestone.title,
            "text": milestone.text,
            "change_url": reverse("milestone_change", args=[slug, milestone.pk]),
            "remove_url": reverse("milestone_remove", args=[slug, milestone.pk]),
        }
        for milestone in milestones
    ]


def show_visit_rows(visits: Iterable[Visit], slug: str) -> list[dict[str, str]]:
    """Visits with where each is changed or removed."""
    return [
        {
            "when": spoken_date(visit.on),
            "title": f"{visit}, {visit.place}" if visit.place else str(visit),
            "text": visit.text,
            "change_url": reverse("visit_change", args=[slug, visit.pk]),
            "remove_url": reverse("visit_remove", args=[slug, visit.pk]),
        }
        for visit in visits
    ]


def show_partner_rows(partners: Iterable[Partner], slug: str) -> list[dict[str, str]]:
    """Partners in their order with where each is changed, moved or removed."""
    return [
        {
            "name": str(partner.organisation),
            "website": partner.organisation.website,
            "logo_alt": partner.logo_alt,
            "logo_url": find_logo_url(partner),
            **{
                f"{act}_url": reverse(f"partner_{act}", args=[slug, partner.pk])
                for act in ("change", "move", "remove")
            },
        }
        for partner in partners
    ]


def find_logo_url(partner: Partner) -> str:
    """Where a partner's logo is, named by its file: a new logo has a new address."""
    if not partner.logo:
        return ""
    name = (partner.logo.name or "").rpartition("/")[2]
    return reverse("partner_logo", args=[partner.pk, name])


def show_partners(partners: Iterable[Partner]) -> list[dict[str, str]]:
    """Partners as the public sees them."""
    return [
        {
            "name": str(partner.organisation),
            "website": partner.organisation.website,
            "logo_alt": partner.logo_alt,
            "logo_url": find_logo_url(partner),
        }
        for partner in partners
    ]


def show_timeline(
    milestones: Iterable[Milestone], visits: Iterable[Visit]
) -> list[dict[str, Any]]:
    """Moments and visits by year, oldest first; in a year moments come before days."""
    years: dict[int, list[dict[str, Any]]] = {}
    for milestone in milestones:
        entry: dict[str, Any] = {"title": milestone.title, "text": milestone.text}
        years.setdefault(milestone.year, []).append(entry)
    for visit in visits:
        day = {"on": visit.on, "place": visit.place}
        entry = {"title": str(visit), "text": visit.text, **day}
        years.setdefault(visit.on.year, []).append(entry)
    return [{"year": year, "entries": years[year]} for year in sorted(years)]
