from __future__ import annotations

from lehc.recruitment.models.applications import (
    Answer,
    Application,
    ApplicationQuerySet,
    PlaceTeam,
    Sponsor,
    StateChange,
    TeamInvitation,
)
from lehc.recruitment.models.calls import Call, CommonQuestion, Criterion
from lehc.recruitment.models.forms import Choice, FormVersion, Question, Section
from lehc.recruitment.models.marks import SectionMark
from lehc.recruitment.models.offers import DecisionLetter, Offer, WaitingPlace
from lehc.recruitment.models.wishes import WishQuerySet, WishToKnow

__all__ = [
    "Answer",
    "Application",
    "ApplicationQuerySet",
    "Call",
    "Choice",
    "CommonQuestion",
    "Criterion",
    "DecisionLetter",
    "FormVersion",
    "Offer",
    "PlaceTeam",
    "Question",
    "Section",
    "SectionMark",
    "Sponsor",
    "StateChange",
    "TeamInvitation",
    "WaitingPlace",
    "WishQuerySet",
    "WishToKnow",
]
