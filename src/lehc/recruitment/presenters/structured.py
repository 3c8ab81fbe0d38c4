"""A cohort as a course in the words of schema.org, which search engines read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from lehc.programmes.models import Cohort, Session
from lehc.programmes.structured import (
    describe_events,
    describe_organiser,
    write_address,
)
from lehc.recruitment.models import Call


def describe_course(
    cohort: Cohort, call: Call | None, sessions: Iterable[Session]
) -> list[dict[str, Any]]:
    """The course with its one run, and each session that is still to come."""
    programme = cohort.programme
    run = {
        "@type": "CourseInstance",
        "name": f"{programme.name}: {cohort.name.lower()}",
        "startDate": cohort.starts_on.isoformat(),
        "endDate": cohort.ends_on.isoformat(),
        "maximumAttendeeCapacity": cohort.capacity,
    }
    course: dict[str, Any] = {
        "@type": "Course",
        "name": f"{programme.name}: {cohort.name.lower()}",
        "description": call.summary if call else programme.introduction,
        "provider": describe_organiser(programme),
        "url": write_address("cohort", cohort.slug),
        "inLanguage": "en-GB",
        "hasCourseInstance": run,
    }
    if call is not None:
        course["audience"] = [
            {"@type": "Audience", "audienceType": line.strip()}
            for line in call.audience.splitlines()
            if line.strip()
        ]
        course["offers"] = describe_offer(cohort, call)
    now = timezone.now()
    coming = [session for session in sessions if session.ends_at >= now]
    return [course, *describe_events(coming, programme)]


def describe_offer(cohort: Cohort, call: Call) -> dict[str, Any]:
    """What a place costs, and until when people may ask for one."""
    offer: dict[str, Any] = {
        "@type": "Offer",
        "category": "Partially Free" if call.cost else "Free",
        "url": write_address("apply_start", cohort.slug),
        "availabilityStarts": timezone.localtime(call.opens_at).isoformat(),
        "availabilityEnds": timezone.localtime(call.closes_at).isoformat(),
    }
    if not call.cost:
        offer |= {"price": 0, "priceCurrency": "GBP"}
    return offer
