"""The newsletter: who gets it, what its issues say, and sending each copy once."""

from __future__ import annotations
