"""Taking over a WordPress blog from the file that WordPress exports (WXR)."""

from __future__ import annotations
