from __future__ import annotations

from lehc.assessment.models.after import (
    Feedback,
    SecondLook,
    SecondLookQuerySet,
    SecondLookStep,
)
from lehc.assessment.models.assessors import (
    Assessor,
    AssessorQuerySet,
    Assignment,
    AssignmentQuerySet,
    AssignmentRun,
)
from lehc.assessment.models.declarations import Declaration, DeclarationQuerySet
from lehc.assessment.models.easy_read import EasyReadSummary
from lehc.assessment.models.panel import PanelDecision, PanelDecisionQuerySet
from lehc.assessment.models.payments import (
    Claim,
    ClaimQuerySet,
    ClaimStep,
    PaymentTerms,
)
from lehc.assessment.models.reviews import Review, ReviewQuerySet, Score
from lehc.assessment.models.rubrics import (
    HIGHEST_SCORE,
    Anchor,
    Rubric,
    RubricLine,
    RubricQuerySet,
)
from lehc.assessment.models.swaps import Swap, SwapQuerySet
from lehc.assessment.models.tallies import Tally, TallyQuerySet

__all__ = [
    "HIGHEST_SCORE",
    "Anchor",
    "Assessor",
    "AssessorQuerySet",
    "Assignment",
    "AssignmentQuerySet",
    "AssignmentRun",
    "Claim",
    "ClaimQuerySet",
    "ClaimStep",
    "Declaration",
    "DeclarationQuerySet",
    "EasyReadSummary",
    "Feedback",
    "PanelDecision",
    "PanelDecisionQuerySet",
    "PaymentTerms",
    "Review",
    "ReviewQuerySet",
    "Rubric",
    "RubricLine",
    "RubricQuerySet",
    "Score",
    "SecondLook",
    "SecondLookQuerySet",
    "SecondLookStep",
    "Swap",
    "SwapQuerySet",
    "Tally",
    "TallyQuerySet",
]
