"""The questions a new form can start from. The team changes them as it likes.

Each section: its title, whether a place team answers it once together, and its
questions as the fields of a `QuestionDraft`. Nothing here asks for a protected
characteristic: that is asked apart, after the application, and never used to choose.
"""

from __future__ import annotations

from typing import Any

from lehc.recruitment.enums import QuestionKind, Visibility

ROLES = (
    "Senior leader",
    "Clinician",
    "Operational manager",
    "Commissioner",
    "Elected member",
    "Practitioner",
    "Person with lived experience",
    "Unpaid carer",
    "Peer leader",
    "Community builder",
)
STREAMS = (
    "Senior leaders and clinicians",
    "Managers, commissioners and practitioners",
    "People and communities",
)
HEARD_FROM = (
    "Somebody who took part before",
    "My organisation",
    "One of the partners",
    "Social media or a website",
    "Somewhere else",
)

ABOUT_YOU: tuple[dict[str, Any], ...] = (
    {
        "key": "phone",
        "words": "What is your phone number?",
        "hint": "We only ring if we can't reach you by e-mail",
        "kind": QuestionKind.SHORT_TEXT,
        "is_required": False,
        "visibility": Visibility.TEAM_ONLY,
    },
    {
        "key": "all-dates",
        "words": "Can you come on all the dates?",
        "hint": "If you can't come on one of them, answer no and we will talk",
        "kind": QuestionKind.YES_NO,
        "visibility": Visibility.TEAM_ONLY,
    },
    {
        "key": "heard-from",
        "words": "How did you hear about the programme?",
        "kind": QuestionKind.ONE_OF,
        "choices": HEARD_FROM,
        "is_required": False,
        "visibility": Visibility.TEAM_ONLY,
    },
)
ORGANISATION_AND_ROLE: tuple[dict[str, Any], ...] = (
    {
        "key": "job",
        "words": "What do you do there?",
        "hint": "Your job title, or how you would say it to a neighbour",
        "kind": QuestionKind.SHORT_TEXT,
    },
    {
        "key": "role",
        "words": "Which of these is closest to your role?",
        "hint": "Many people are several of these. Choose the one you apply as",
        "kind": QuestionKind.ONE_OF,
        "choices": ROLES,
        "may_be_target": True,
    },
    {
        "key": "stream",
        "words": "Which group would you like to learn with?",
        "hint": "Everybody meets together. Some sessions are held in these groups",
        "kind": QuestionKind.ONE_OF,
        "choices": STREAMS,
        "may_be_target": True,
    },
    {
        "key": "lived-experience",
        "words": "Is there lived experience you would like to bring?",
        "hint": "Only if you wish, and only what you are glad for assessors to read",
        "kind": QuestionKind.LONG_TEXT,
        "word_limit": 150,
        "is_required": False,
    },
)
YOUR_PLACE: tuple[dict[str, Any], ...] = (
    {
        "key": "place",
        "words": "Which place do you want to make a difference in?",
        "hint": "The town, city or council area where you do most of your work",
        "kind": QuestionKind.PLACE,
        "visibility": Visibility.DECLARING,
        "may_be_target": True,
    },
    {
        "key": "your-part",
        "words": "What is your part in this place?",
        "hint": "Whom you work with, and how people there would know you",
        "kind": QuestionKind.LONG_TEXT,
        "word_limit": 200,
    },
)
WHY_YOU: tuple[dict[str, Any], ...] = (
    {
        "key": "with-people",
        "words": "What have you changed together with the people it was for?",
        "hint": "What happened, what they did, what you did",
        "kind": QuestionKind.LONG_TEXT,
        "word_limit": 300,
    },
    {
        "key": "across-borders",
        "words": "How have you worked with people outside your own organisation?",
        "hint": "One example, and what was hard about it",
        "kind": QuestionKind.LONG_TEXT,
        "word_limit": 250,
    },
    {
        "key": "learn",
        "words": "What do you hope to learn?",
        "kind": QuestionKind.LONG_TEXT,
        "word_limit": 200,
    },
)
OUR_PLACE: tuple[dict[str, Any], ...] = (
    {
        "key": "challenge",
        "words": "What would you like to be different in your place?",
        "hint": "One thing that matters to people there, and how you know",
        "kind": QuestionKind.LONG_TEXT,
        "word_limit": 300,
    },
    {
        "key": "around-the-table",
        "words": "Who is around the table already, and who is missing?",
        "kind": QuestionKind.LONG_TEXT,
        "word_limit": 200,
    },
    {
        "key": "first-step",
        "words": "What could be a first small step?",
        "kind": QuestionKind.LONG_TEXT,
        "word_limit": 150,
    },
)

STANDARD_SECTIONS: tuple[tuple[str, bool, tuple[dict[str, Any], ...]], ...] = (
    ("About you", False, ABOUT_YOU),
    ("Your organisation and role", False, ORGANISATION_AND_ROLE),
    ("Your place", False, YOUR_PLACE),
    ("Why you", False, WHY_YOU),
    ("Our place together", True, OUR_PLACE),
)
