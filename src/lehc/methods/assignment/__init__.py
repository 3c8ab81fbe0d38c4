"""Who reads which application: equal loads, lived experience on each, a good mix."""

from __future__ import annotations

from lehc.methods.assignment.sharing import Sharing, SharingError, share_out

__all__ = ["Sharing", "SharingError", "share_out"]
