"""The public site: pages, stories, newsletter, and the blog it takes over."""

from __future__ import annotations
