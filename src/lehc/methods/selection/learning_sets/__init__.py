"""Learning sets: a cohort in small groups over rounds, mixed and ever new.

docs/methods/learning-sets.md explains the computation in plain words.
"""

from __future__ import annotations

from lehc.methods.selection.learning_sets.question import Learner, Question
from lehc.methods.selection.learning_sets.sets import (
    LearningSets,
    count_meetings,
    divide,
)

__all__ = ["Learner", "LearningSets", "Question", "count_meetings", "divide"]
