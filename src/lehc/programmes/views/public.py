"""Pages for anybody: what the programme is, who backs it, when its cohorts meet."""

from __future__ import annotations

from datetime import timedelta

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lehc.programmes.accessibility import read_statement
from lehc.programmes.calendars import write_all_dates, write_calendar
from lehc.programmes.invitations import list_invitations
from lehc.programmes.presenters import (
    find_logo_url,
    show_all_dates,
    show_cohorts,
    show_paragraphs,
    show_partners,
    show_timeline,
)
from lehc.programmes.queries import (
    find_programme,
    get_public_cohort,
    list_all_sessions,
    list_cohorts,
    list_milestones,
    list_partners,
    list_sessions,
    list_visits,
)
from lehc.programmes.reach import list_places_reached, list_reach
from lehc.programmes.reach_map import draw_reach
from lehc.programmes.structured import describe_events, write_address

A_YEAR = timedelta(days=365)
COOKIES = [
    [
        "sessionid",
        "Keeps you signed in",
        "Until you close the browser, or two weeks if you ticked so",
    ],
    [
        "csrftoken",
        "Makes sure that a form you send is really yours",
        "Until you close the browser",
    ],
    [
        "lehc_voice",
        "Finds your own votes and statements again in conversations",
        "90 days, or until you ask us to forget you on the device",
    ],
]


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    programme = find_programme(request)
    context = {
        "programme": programme,
        "why": show_paragraphs(programme.why if programme else ""),
        "milestones": list_milestones(programme),
        "figures": list_reach(programme) if programme else [],
        "reach_map": draw_reach(list_places_reached(programme) if programme else []),
    }
    return render(request, "programmes/about.html", context)


@require_safe
def partners(request: HttpRequest) -> HttpResponse:
    programme = find_programme(request)
    context = {
        "programme": programme,
        "partners": show_partners(list_partners(programme)),
    }
    return render(request, "programmes/partners.html", context)


@require_safe
def partner_logo(request: HttpRequest, pk: int, name: str) -> FileResponse:
    """A partner's logo; its name changes with it, so a browser may keep it."""
    partner = get_object_or_404(list_partners(find_programme(request)), pk=pk)
    if find_logo_url(partner) != request.path:
        raise Http404
    response = FileResponse(partner.logo.open("rb"), content_type="image/png")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@require_safe
def timeline(request: HttpRequest) -> HttpResponse:
    """What happened in the programme and who came to see it, year by year."""
    programme = find_programme(request)
    context = {
        "programme": programme,
        "years": show_timeline(list_milestones(programme), list_visits(programme)),
    }
    return render(request, "programmes/timeline.html", context)


@require_safe
def cohorts(request: HttpRequest) -> HttpResponse:
    programme = find_programme(request)
    invitations = list_invitations(programme) if programme else []
    context = {
        "programme": programme,
        "cohorts": show_cohorts(list_cohorts(programme), invitations),
    }
    return render(request, "programmes/cohorts.html", context)


@require_safe
def dates(request: HttpRequest) -> HttpResponse:
    """When every cohort meets: those to come first."""
    programme = find_programme(request)
    sessions = list(list_all_sessions(programme))
    coming = [session for session in sessions if session.ends_at >= timezone.now()]
    context = {
        "programme": programme,
        "address": write_address("dates"),
        "feed": write_address("dates_feed"),
        "events": describe_events(coming, programme) if programme else [],
        **show_all_dates(sessions),
    }
    return render(request, "programmes/dates.html", context)


@require_safe
def dates_feed(request: HttpRequest) -> HttpResponse:
    """Every cohort's dates, for somebody's own calendar: a year back, and to come."""
    programme = find_programme(request)
    now = timezone.now()
    sessions = list_all_sessions(programme).filter(ends_at__gte=now - A_YEAR)
    name = f"{programme.short_name} dates" if programme else "Dates"
    feed = write_all_dates(name, sessions, host=name_host(request), now=now)
    return send_calendar(feed, "dates")


@require_safe
def cohort_dates(request: HttpRequest, slug: str) -> HttpResponse:
    """The dates of a cohort, for somebody's own calendar."""
    cohort = get_public_cohort(slug)
    sessions, now = list_sessions(cohort), timezone.now()
    feed = write_calendar(cohort, sessions, host=name_host(request), now=now)
    return send_calendar(feed, cohort.slug)


def name_host(request: HttpRequest) -> str:
    return request.get_host().partition(":")[0]


def send_calendar(feed: bytes, name: str) -> HttpResponse:
    response = HttpResponse(feed, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{name}.ics"'
    return response


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    context = {"programme": find_programme(request), "statement": read_statement()}
    return render(request, "programmes/accessibility.html", context)


@require_safe
def cookies(request: HttpRequest) -> HttpResponse:
    context = {"columns": ["Name", "What it is for", "Until when"], "rows": COOKIES}
    return render(request, "programmes/cookies.html", context)
