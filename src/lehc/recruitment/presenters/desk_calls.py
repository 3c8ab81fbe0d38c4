"""A call and its form as the programme team works on them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from lehc.design.templatetags.design import spoken_date
from lehc.recruitment.enums import CallState, QuestionKind
from lehc.recruitment.models import Call, CommonQuestion, Criterion, Question, Section
from lehc.recruitment.wording import say_deadline

STATE_COLOURS = {
    CallState.UPCOMING: "sun",
    CallState.OPEN: "leaf",
    CallState.CLOSED: "grey",
}


def show_call_rows(call: Call) -> list[dict[str, str]]:
    """The call in the words that the public reads, as rows of a summary list."""
    return [
        {"key": "What it offers", "value": call.summary},
        {"key": "Who it is for", "value": call.audience},
        {
            "key": "In Easy Read",
            "value": call.easy_read or "Nothing yet, so there is no Easy Read flyer",
        },
        {"key": "What it costs", "value": call.cost or "Nothing"},
        {"key": "Opens", "value": say_deadline(call.opens_at)},
        {"key": "Closes", "value": say_deadline(call.closes_at)},
        {"key": "Panel meets", "value": spoken_date(call.panel_on)},
        {"key": "Everybody hears by", "value": spoken_date(call.decision_on)},
        {"key": "How to apply", "value": say_routes(call)},
        {"key": "Sponsor", "value": "Needed" if call.needs_sponsor else "Not needed"},
        {"key": "Days to answer an offer", "value": str(call.offer_days)},
        {"key": "Contact", "value": f"{call.contact_name}, {call.contact_email}"},
    ]


def say_routes(call: Call) -> str:
    ways = ["on their own"] if call.allows_single else []
    if call.allows_teams:
        sizes = f"{call.team_minimum} to {call.team_maximum} people"
        ways.append(f"as a place team of {sizes}")
    return " or ".join(ways).capitalize()


def show_standing(call: Call, *, is_published: bool) -> tuple[str, str]:
    """Where the call stands, and the colour of its tag."""
    if not is_published:
        return "Not published", "grey"
    state = call.get_state()
    return str(state.label), STATE_COLOURS[state]


def show_criteria(
    criteria: Iterable[Criterion], *, slug: str, may_arrange: bool, may_reword: bool
) -> list[dict[str, Any]]:
    """Criteria with the addresses of what may be done with each now."""

    def link(name: str, criterion: Criterion, allowed: bool) -> str:
        return reverse(name, args=[slug, criterion.pk]) if allowed else ""

    return [
        {
            "title": criterion.title,
            "description": criterion.description,
            "change_url": link("criterion_change", criterion, may_reword),
            "move_url": link("criterion_move", criterion, may_arrange),
            "remove_url": link("criterion_remove", criterion, may_arrange),
        }
        for criterion in criteria
    ]


def show_common_questions(
    questions: Iterable[CommonQuestion], *, slug: str
) -> list[dict[str, Any]]:
    """What people ask, with the addresses of what may be done with each."""
    return [
        {
            "question": each.question,
            "answer": each.answer,
            **{
                f"{act}_url": reverse(f"common_question_{act}", args=[slug, each.pk])
                for act in ("change", "move", "remove")
            },
        }
        for each in questions
    ]


def show_sections(
    sections: Iterable[Section], *, slug: str, is_draft: bool
) -> list[dict[str, Any]]:
    """A form's sections and questions for the builder."""
    return [
        {
            "title": section.title,
            "about": "Answered once by the whole team"
            if section.is_shared
            else "Everybody answers for themselves",
            "urls": link_parts("section", slug, section.pk, is_draft),
            "new_question_url": reverse("question_new", args=[slug, section.pk])
            if is_draft
            else "",
            "questions": [
                show_question(question, slug=slug, is_draft=is_draft)
                for question in section.questions.all()
            ],
        }
        for section in sections
    ]


def show_question(question: Question, *, slug: str, is_draft: bool) -> dict[str, Any]:
    return {
        "words": question.words,
        "about": describe_question(question),
        "preview_url": reverse("form_preview_question", args=[slug, question.pk]),
        "urls": link_parts("question", slug, question.pk, is_draft),
    }


def link_parts(kind: str, slug: str, pk: int, is_draft: bool) -> dict[str, str]:
    """Where a part is changed, moved and removed; nothing unless it is a draft."""
    if not is_draft:
        return {}
    return {
        act: reverse(f"{kind}_{act}", args=[slug, pk])
        for act in ("change", "move", "remove")
    }


def describe_question(question: Question) -> str:
    """Everything the builder set, in a sentence."""
    facts = [str(QuestionKind(question.kind).label)]
    if question.kind == QuestionKind.LONG_TEXT:
        facts[0] = f"Long text of up to {question.word_limit} words"
    choices = [choice.label for choice in question.choices.all()]
    if choices:
        facts.append("choices: " + "; ".join(choices))
    facts.append("must be answered" if question.is_required else "may be left out")
    facts.append(question.get_visibility_display().lower())
    if question.may_be_target:
        facts.append("the cohort may be balanced by it")
    return ". ".join(fact[:1].upper() + fact[1:] for fact in facts) + "."
