"""The data that comes with the product: how it is loaded, and how it was made."""

from __future__ import annotations
