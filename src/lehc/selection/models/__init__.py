from __future__ import annotations

from lehc.selection.models.draws import Draw, Override
from lehc.selection.models.runs import Run, RunPerson
from lehc.selection.models.targets import Statement, Target, Threshold

__all__ = ["Draw", "Override", "Run", "RunPerson", "Statement", "Target", "Threshold"]
