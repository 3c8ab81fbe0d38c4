"""What the demonstration says in public: questions answered, visits, enquiries."""

from __future__ import annotations

import datetime

from django.utils import timezone

from lehc.accounts.models import Person
from lehc.programmes.enquiry_actions import (
    note_on_enquiry,
    receive_enquiry,
    reply_to_enquiry,
)
from lehc.programmes.enums import EnquiryTopic
from lehc.programmes.models import Enquiry, Programme, Visit
from lehc.recruitment.models import Call, CommonQuestion

COMMON_QUESTIONS = (
    (
        "How much time does it take?",
        "Nine days together over nine months, two of them with a night away. Between "
        "them, count on a day a month for your change project, with people in your "
        "own place.",
    ),
    (
        "May I come if I miss one session?",
        "Talk to us before you apply. The first session, when the cohort begins "
        "together, is the one that nobody should miss.",
    ),
    (
        "Who pays for travel, care or a supporter?",
        "We pay for people with lived experience and for community groups: travel, "
        "care for somebody at home, a supporter who comes with you. Tell us what you "
        "need and we arrange it before the day.\n\nOther organisations pay for their "
        "own people's travel.",
    ),
    (
        "Do I need to be a senior leader?",
        "No. You need to be somebody whom people in your place listen to, and who "
        "wants to work with them as equals.",
    ),
)


def answer_common_questions(call: Call) -> None:
    CommonQuestion.objects.bulk_create(
        CommonQuestion(call=call, position=position, question=question, answer=answer)
        for position, (question, answer) in enumerate(COMMON_QUESTIONS, start=1)
    )


# (day, who, office, place, what they saw); people and visits are invented.
VISITS = (
    (
        datetime.date(2013, 6, 11),
        "Margaret Ashby",
        "Minister of State for Care (invented)",
        "Reading",
        "She sat at the table where residents of two wards and the people who run "
        "their services drew up one list of what to change first.",
    ),
    (
        datetime.date(2017, 11, 2),
        "Dr Samuel Obi",
        "National director for community health (invented)",
        "Blackpool",
        "He asked the fifth cohort what they would stop doing. Their list went back "
        "with him, and two of its seven points came into guidance a year later.",
    ),
    (
        datetime.date(2025, 3, 20),
        "Councillor Ruth Penn",
        "Leader of a county council (invented)",
        "Hastings",
        "",
    ),
)
# (days ago, name, topic, question)
ENQUIRIES = (
    (
        9,
        "Nasreen Iqbal",
        EnquiryTopic.APPLYING,
        "I look after my mother and can't be away for a night. Can I still apply for "
        "the seventh cohort?",
    ),
    (
        4,
        "Tom Hartley",
        EnquiryTopic.PARTNERS,
        "We are a housing association in Wigan. How could we back the programme, and "
        "what would we be asked for?",
    ),
    (
        1,
        "Grace Mbeki",
        EnquiryTopic.ACCESS,
        "I use a screen reader and would like the form as a document beforehand.",
    ),
    (
        12,
        "Oliver Dunn",
        EnquiryTopic.DATES,
        "Are all the sessions in one place, or do we travel?",
    ),
)


def add_visits(programme: Programme) -> None:
    Visit.objects.bulk_create(
        Visit(
            programme=programme,
            on=day,
            visitor=visitor,
            visitor_role=office,
            place=place,
            text=text,
        )
        for day, visitor, office, place, text in VISITS
    )


def add_enquiries(programme: Programme, *, by: Person) -> None:
    """Three that wait, one of them too long, and one that has been answered."""
    now = timezone.now()
    for days, name, topic, message in ENQUIRIES:
        enquiry = receive_enquiry(
            programme=programme,
            name=name,
            email=f"{name.lower().replace(' ', '.')}@example.org",
            topic=topic,
            message=message,
        )
        Enquiry.objects.filter(pk=enquiry.pk).update(
            received_at=now - datetime.timedelta(days=days)
        )
    enquiry.refresh_from_db()
    note_on_enquiry(enquiry=enquiry, text="Venues move, see the list of dates.", by=by)
    reply_to_enquiry(
        enquiry=enquiry,
        text="We travel: each session is in another town, so that everybody is at home "
        "once. The dates page says where.",
        by=by,
    )
