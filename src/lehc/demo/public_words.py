"""What the demonstration says in public: questions answered, visits, enquiries."""

from __future__ import annotations

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
