"""The task list of an application, and what is said of it once it is sent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from lehc.recruitment.enums import SectionStatus, SponsorStep
from lehc.recruitment.models import Application, Sponsor
from lehc.recruitment.progress import Progress, SectionProgress

Task = dict[str, str]
NOT_YET = {"status": "Cannot start yet", "status_class": "cannot-start-yet"}
DONE = {"status": "Completed", "status_class": ""}
COLOURS = {
    SectionStatus.OPTIONAL: "grey",
    SectionStatus.NOT_STARTED: "teal",
    SectionStatus.IN_PROGRESS: "sun",
    SectionStatus.COMPLETED: "",
}
SPONSOR_COLOURS = {
    SponsorStep.NOT_ASKED: "teal",
    SponsorStep.ASKED: "grey",
    SponsorStep.CONFIRMED: "",
    SponsorStep.DECLINED: "sun",
}


def list_tasks(
    application: Application, progress: Progress, sponsor: Sponsor | None
) -> list[dict[str, Any]]:
    """Sections of the task list, in the order in which people do them."""
    own = [s for s in progress.sections if not is_together(application, s)]
    shared = [s for s in progress.sections if is_together(application, s)]
    groups = [
        group("You", [show_organisation(application, progress)]),
        group("Your answers", show_sections(application, own)),
        group("Answered once, by your team", show_sections(application, shared)),
        group("Support", show_sponsor(application, progress, sponsor)),
        group(*show_last_steps(application, progress)),
    ]
    return [each for each in groups if each["items"]]


def group(title: str, items: list[Task]) -> dict[str, Any]:
    return {"title": title, "items": items}


def is_together(application: Application, section: SectionProgress) -> bool:
    return bool(section.section.is_shared and application.team_id)


def show_organisation(application: Application, progress: Progress) -> Task:
    status = SectionStatus.NOT_STARTED
    if progress.has_organisation:
        status = SectionStatus.COMPLETED
    return {
        "title": "Your organisation",
        "url": reverse("application_organisation", args=[application.reference]),
        "status": status.label,
        "status_class": COLOURS[status],
    }


def show_sections(
    application: Application, sections: Iterable[SectionProgress]
) -> list[Task]:
    return [
        {
            "title": each.section.title,
            "url": reverse(
                "application_section", args=[application.reference, each.section.pk]
            ),
            "status": each.status.label,
            "status_class": COLOURS[each.status],
        }
        for each in sections
    ]


def show_sponsor(
    application: Application, progress: Progress, sponsor: Sponsor | None
) -> list[Task]:
    """The sponsor's row; none when the call or the applicant needs no sponsor."""
    step = progress.sponsor
    if step == SponsorStep.NOT_NEEDED:
        return []
    return [
        {
            "title": "Your sponsor",
            "hint": hint_sponsor(step, sponsor),
            "url": reverse("application_sponsor", args=[application.reference]),
            "status": step.label,
            "status_class": SPONSOR_COLOURS[step],
        }
    ]


def hint_sponsor(step: SponsorStep, sponsor: Sponsor | None) -> str:
    name = sponsor.name if sponsor else ""
    return {
        SponsorStep.NOT_ASKED: "Somebody senior in your organisation who supports you",
        SponsorStep.ASKED: (
            f"We have asked {name}. You can send without waiting for the answer"
        ),
        SponsorStep.CONFIRMED: f"{name} supports you",
        SponsorStep.DECLINED: f"{name} can't support you this time",
    }.get(step, "")


def show_last_steps(
    application: Application, progress: Progress
) -> tuple[str, list[Task]]:
    """Check and send; in a team: check and sign off, then the team's own page."""
    if application.team is None:
        if not application.call.allows_single:
            return "Your team", [show_start_team(application)]
        return "Send", [
            show_check(application, progress, "Check your answers and send")
        ]
    title = "Check your part and sign it off"
    check = show_check(application, progress, title)
    if application.signed_off_at:
        check |= DONE
    team = {
        "title": application.team.name,
        "hint": "Who is in the team, and what is still needed before it can be sent",
        "url": reverse("team", args=[application.team.reference]),
        "status": "",
        "status_class": "",
    }
    return "Your team", [check, team]


def show_check(application: Application, progress: Progress, title: str) -> Task:
    task = {"title": title, "hint": "", "url": ""} | NOT_YET
    if not progress.is_ready:
        return task | {"hint": "Finish what stands above first"}
    return task | {
        "url": reverse("application_check", args=[application.reference]),
        "status": SectionStatus.NOT_STARTED.label,
        "status_class": COLOURS[SectionStatus.NOT_STARTED],
    }


def show_start_team(application: Application) -> Task:
    return {
        "title": "Start or join a place team",
        "hint": "This call is for place teams",
        "url": reverse("apply_team", args=[application.call.cohort.slug]),
        "status": SectionStatus.NOT_STARTED.label,
        "status_class": COLOURS[SectionStatus.NOT_STARTED],
    }


def count_tasks(sections: list[dict[str, Any]]) -> str:
    """“You have completed 3 of 7 parts.”"""
    items = [
        item for section in sections for item in section["items"] if item["status"]
    ]
    done = sum(item["status"] == DONE["status"] for item in items)
    return f"You have completed {done} of {len(items)} parts."
