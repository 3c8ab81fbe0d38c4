"""The door to methods.selection: files in, plain results and certificates out."""

from __future__ import annotations
