from __future__ import annotations

from lehc.assessment.models.assessors import (
    Assessor,
    AssessorQuerySet,
    Assignment,
    AssignmentQuerySet,
    AssignmentRun,
)
from lehc.assessment.models.declarations import Declaration, DeclarationQuerySet
from lehc.assessment.models.panel import PanelDecision, PanelDecisionQuerySet
from lehc.assessment.models.reviews import Review, ReviewQuerySet, Score
from lehc.assessment.models.rubrics import (
    HIGHEST_SCORE,
    Anchor,
    Rubric,
    RubricLine,
    RubricQuerySet,
)
from lehc.assessment.models.tallies import Tally, TallyQuerySet

__all__ = [
    "HIGHEST_SCORE",
    "Anchor",
    "Assessor",
    "AssessorQuerySet",
    "Assignment",
    "AssignmentQuerySet",
    "AssignmentRun",
    "Declaration",
    "DeclarationQuerySet",
    "PanelDecision",
    "PanelDecisionQuerySet",
    "Review",
    "ReviewQuerySet",
    "Rubric",
    "RubricLine",
    "RubricQuerySet",
    "Score",
    "Tally",
    "TallyQuerySet",
]
