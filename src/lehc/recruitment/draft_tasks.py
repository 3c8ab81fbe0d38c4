from __future__ import annotations

from lehc.background.registry import register_housekeeping
from lehc.recruitment.actions import drafts

register_housekeeping("recruitment.remind_drafts")(drafts.remind_drafts)
register_housekeeping("recruitment.notice_unsent_drafts")(drafts.notice_unsent_drafts)
register_housekeeping("recruitment.delete_unsent_drafts")(drafts.delete_unsent_drafts)
